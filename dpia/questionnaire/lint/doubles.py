"""Names that two files claim, and files whose name is not what they say they are."""

from collections.abc import Iterator

from dpia.questionnaire.lint.defect import Defect, pointer
from dpia.questionnaire.lint.stated import Document
from dpia.questionnaire.lint.stock import Stock
from dpia.text import _

NAMES = {"questionnaire": "x-topic", "catalogue": "kind"}
"""`kind of file -> the key that names it`; `id` where nothing is said."""
Named = tuple[str, str, str]
"""What kind of name, the name, and its place."""


def claimed_twice(stock: Stock) -> Iterator[Defect]:
    """Yield a defect for each name that must be given once and is given in two files."""
    seen: dict[tuple[str, str], str] = {}
    for file in stock.sound:
        for kind, name, place in _names(stock.kinds[file], stock.files[file]):
            first = seen.setdefault((kind, name), file)
            if first != file:
                what = _("“{name}” is already defined in {file}.").format(name=name, file=first)
                yield Defect(file, place, what, _("Give it its own name."), "duplicate-id")


def misfiled(stock: Stock) -> Iterator[Defect]:
    """Yield a defect for each file whose name differs from its id: it would not be found."""
    for file in stock.sound:
        document, kind = stock.files[file], stock.kinds[file]
        key = NAMES.get(kind, "id")
        wanted = str(document[key]).replace("_", "-")
        if file.partition("/")[2] != wanted:
            what = _("The file holds “{id}”, which its name does not say.").format(id=document[key])
            mend = _("Name it {name}.json.").format(name=wanted)
            yield Defect(file, pointer(key), what, mend, "file-name")


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
