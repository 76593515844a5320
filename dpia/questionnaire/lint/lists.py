"""How the rows of an authority's lists come together, and how its lists follow each other."""

from collections.abc import Iterator

from dpia.questionnaire.law import FREES, unsound_logic
from dpia.questionnaire.lint.defect import Defect, pointer
from dpia.questionnaire.lint.questions import Told, repeated
from dpia.questionnaire.lint.sources import overlapping
from dpia.questionnaire.lint.stated import Document
from dpia.questionnaire.lint.stock import Stock
from dpia.questionnaire.shape import instead
from dpia.text import _


def unsound_lists(stock: Stock) -> Iterator[Defect]:
    """Yield a defect for everything in an authority's lists that does not fit together."""
    for file, document in stock.checked("authority"):
        for check in (_logic, _rows, _versions):
            for place, kind, what, mend in check(document):
                yield Defect(file, place, what, mend, kind)


def _logic(document: Document) -> Iterator[Told]:
    freeing = {found["id"] for found in document["lists"] if found["article"] == FREES}
    for i, found in enumerate(document["lists"]):
        for key, what, mend in unsound_logic(found, freeing):
            yield pointer("lists", i, key), "bad-logic", what, mend


def _rows(document: Document) -> Iterator[Told]:
    """Yield what is wrong with the names of rows: they say whose they are, and under what."""
    seen: set[str] = set()
    for i, found in enumerate(document["lists"]):
        start = f"{document['id']}-{found['article'].replace('(', '-').rstrip(')')}-"
        for j, row in enumerate(found["rows"]):
            place = pointer("lists", i, "rows", j, "id")
            if row["id"] in seen:
                what = _("“{name}” is there twice.").format(name=row["id"])
                yield place, "duplicate-id", what, _("Give each its own name.")
            seen.add(row["id"])
            if not row["id"].startswith(start):
                what = _("The row “{name}” does not say whose it is and under which article.")
                mend = _("Begin its name with “{start}”.").format(start=start)
                yield place, "bad-row-name", what.format(name=row["id"]), mend


def _versions(document: Document) -> Iterator[Told]:
    lists = document["lists"]
    yield from repeated(lists, "/lists")
    older = {found["id"]: found["replaces"] for found in lists if "replaces" in found}
    articles = {found["id"]: found["article"] for found in lists}
    for i, found in enumerate(lists):
        if "replaces" not in found:
            continue
        name, place = found["replaces"], pointer("lists", i, "replaces")
        if _first(name, older) is None:
            what = _("The list “{list}” replaces itself.").format(list=found["id"])
            yield place, "bad-version", what, _("Name the older list.")
        elif articles.get(name) != found["article"]:
            what = _("The list “{list}” replaces “{name}”, which is no older list of its kind.")
            same = [one for one, article in articles.items() if article == found["article"]]
            mend = instead(name, [one for one in same if one != found["id"]])
            yield place, "bad-version", what.format(list=found["id"], name=name), mend
    # Whatever they are called: an authority has one list under each paragraph at a time.
    named = _("the list under Art. {article}")
    yield from overlapping(
        [(named.format(article=found["article"]), found) for found in lists], "/lists"
    )


def _first(name: str, older: dict[str, str]) -> str | None:
    """Return the oldest list in the chain of `name`; None when the chain has no beginning."""
    seen = {name}
    while name in older:
        name = older[name]
        if name in seen:
            return None
        seen.add(name)
    return name
