"""Names that two files claim, and files whose name is not what they say they are."""

from collections.abc import Iterator

from dpia.questionnaire.lint.defect import Defect, pointer
from dpia.questionnaire.lint.stated import Document
from dpia.questionnaire.lint.stock import Stock
from dpia.text import _

Named = tuple[str, str, str]
"""What kind of name, the name, and its place."""


def claimed_twice(stock: Stock) -> Iterator[Defect]:
    """Yield a defect for each name that must be given once and is given in two files."""
    seen: dict[tuple[str, str], str] = {}
    for file in sorted(stock.sound, key=lambda file: _added(stock, file)):
        for kind, name, place in _names(stock.kinds[file], stock.files[file]):
            first = seen.setdefault((kind, name), file)
            if first != file:
                what = _("“{name}” is already defined in {file}.").format(name=name, file=first)
                yield Defect(file, place, what, _("Give it its own name."), "duplicate-id")


def misfiled(stock: Stock) -> Iterator[Defect]:
    """Yield a defect for each file whose name differs from its id: it would not be found."""
    for file in stock.sound:
        document, kind = stock.files[file], stock.kinds[file]
        key, wanted = _naming(kind, document), name_of(kind, document)
        if file.partition("/")[2] != wanted:
            what = _("The file holds “{id}”, which its name does not say.").format(id=document[key])
            mend = _("Name it {name}.json.").format(name=wanted)
            if key == "kind":
                mend += " " + _("If it adds to that catalogue, give it an `id` instead.")
            yield Defect(file, pointer(key), what, mend, "file-name")


def name_of(kind: str, document: Document, otherwise: str = "") -> str:
    """Return the name, without folder and ending, under which a file of that kind is found."""
    return str(document.get(_naming(kind, document), otherwise)).replace("_", "-")


def _naming(kind: str, document: Document) -> str:
    """Return the key that names a file: a catalogue that adds to the shipped one has an `id`."""
    if kind == "catalogue":
        return "id" if "id" in document else "kind"
    return "x-topic" if kind == "questionnaire" else "id"


def _added(stock: Stock, file: str) -> bool:
    """Say whether a file adds to a catalogue: it gives way where both define a name."""
    return stock.kinds[file] == "catalogue" and "id" in stock.files[file]


def _names(kind: str, document: Document) -> Iterator[Named]:
    if kind == "questionnaire":
        yield "topic", document["x-topic"], "/x-topic"
        for name in document.get("x-facts", {}):
            yield "fact", name, pointer("x-facts", name)
    elif kind == "authority":
        for i, found in enumerate(document["lists"]):
            yield "list", found["id"], pointer("lists", i, "id")
            for j, row in enumerate(found["rows"]):
                yield "row", row["id"], pointer("lists", i, "rows", j, "id")
    elif kind == "catalogue":
        for i, entry in enumerate(document["entries"]):
            yield document["kind"], entry["id"], pointer("entries", i, "id")
