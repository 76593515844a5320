"""What is still missing in an official form, and where in the assessment it is said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dpia.desk.case import Case
from dpia.desk.reporting import DEFAULT_FORM, filled_form
from dpia.errors import NotFound

Document = Mapping[str, Any]
HEADING = ("title", "organisation", "unit", "owner", "review_due")
"""What is said of an assessment as a whole."""


@dataclass(frozen=True)
class Gap:
    """A field of the form in which something is missing; `state` is `open` or `unknown`.

    `path` names the question where it is answered, `part` else the part of the assessment:
    `about` with the `field` there, `risks`, `decision`, and `verdict` for what follows from others.
    """

    section: str
    heading: str
    title: str
    state: str
    path: str = ""
    part: str = ""
    field: str = ""


def gaps(case: Case, form: str = DEFAULT_FORM) -> list[Gap]:
    """Return the gaps in the form filled in from `case`, in its order. Raises NotFound."""
    filled = filled_form(case, form)
    document = case.desk.library.spoken[f"templates/{form}"]
    sections = {section["id"]: section for section in document["sections"]}
    found = []
    for section, title, state in filled.open_fields():
        held = sections[section]
        places = [*_places(case, held, title, document["fields"])]
        path = next((path for path in places if "." in path and _missing(case, path)), "")
        path = path or next((path for path in places if "." in path and _asked(case, path)), "")
        part = "" if path else next((place for place in places if "." not in place), "verdict")
        part, _colon, field = part.partition(":")
        found.append(Gap(section, held["title"], title, state, path, part, field))
    return found


def _places(case: Case, section: Document, title: str, fields: list[Document]) -> Iterator[str]:
    """Yield the questions, then the parts, from which a field of a section is filled."""
    rows = section.get("rows", {})
    here = [f for f in fields if f["section"] == section["id"] and f["title"] == title]
    for source in (source for field in here for source in field["from"]):
        if "question" in source:
            yield source["question"]
        elif "column" in source:
            yield from _cells(case, rows, source["column"])
        elif "case" in source:
            name = source["case"].removeprefix("dates.")
            yield f"about:{name}" if name in HEADING else "decision"
        elif "measures" in source:
            yield "risks"
    yield from _of_rows(rows)


def _of_rows(rows: Document) -> Iterator[str]:
    if "question" in rows:
        yield rows["question"]
    yield from rows.get("questions", ())
    yield from (each["question"] for each in rows.get("each", ()))
    if "risks" in rows or "measures" in rows:
        yield "risks"


def _cells(case: Case, rows: Document, column: str) -> Iterator[str]:
    """Yield the cells of a column, in the table or in the one beside it."""
    named = [rows[name] for name in ("question", "twin") if name in rows]
    for table in (table for table in named if _known(case, table)):
        if any(c.id == column for c in case.rulebook.question(table).columns):
            for row in case.evaluation.value(table) or ():
                yield f"{table}/{row['id']}/{column}"


def _known(case: Case, path: str) -> bool:
    """Say whether what the case was frozen with has the question; a form may be newer."""
    try:
        case.rulebook.question(path)
    except NotFound:
        return False
    return True


def _asked(case: Case, path: str) -> bool:
    return _known(case, path) and case.evaluation.visible(path).value is not False


def _missing(case: Case, path: str) -> bool:
    return _asked(case, path) and case.evaluation.value(path) is None
