"""The sheets of the workbook: a processing, and the rows of the others that belong to it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dpia.documents.incoming.opening import opened
from dpia.documents.incoming.source import Source
from dpia.documents.incoming.tables import sheet_lines, table_of
from dpia.errors import Invalid
from dpia.text import _

Row = dict[str, str]
MAIN = "processing"
OTHERS = (
    *("purposes", "personal_data", "data_subjects", "data_recipients", "contractors"),
    "transfers",
)
_LINKS = ("processing_ref_id", "processing", "processing_name", "processing_id")
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Record:
    """One processing: what its row says, and the rows of each other sheet."""

    about: Row
    rows: Mapping[str, list[Row]]


def slug(text: str) -> str:
    """Return a head, a code or a label in one form: “Legal basis” and `legal_basis` are one."""
    return _NOT_WORDS.sub("_", text.casefold()).strip("_")


def read_sheets(source: Source) -> dict[str, list[Row]]:
    """Return the rows of the sheets we know, by the name of the sheet. Raises Invalid."""
    book = opened(source)
    found: dict[str, list[Row]] = {}
    for title in book.sheetnames:
        name = slug(title)
        if name in (MAIN, *OTHERS):
            lines = list(sheet_lines(source, book, title))
            if any(value is not None for _number, values in lines[:1] for value in values):
                table = table_of(source, lines)
                rows = ({slug(h): _text(v) for h, v in row.cells.items()} for row in table.rows)
                found[name] = list(rows)
    return found


def _text(value: object) -> str:
    return str(value).strip()


def records(source: Source, sheets: Mapping[str, list[Row]]) -> Iterator[Record]:
    """Yield each processing with its rows.

    Raises Invalid where there are several and a sheet does not say whose its rows are.
    """
    named = [row for row in sheets.get(MAIN, ()) if row.get("name")]
    for about in named:
        rows = {
            name: [row for row in sheets.get(name, ()) if _belongs(source, row, about, named)]
            for name in OTHERS
        }
        yield Record(about, rows)


def _belongs(source: Source, row: Row, about: Row, named: list[Row]) -> bool:
    if len(named) == 1:
        return True
    said = [row[link].casefold() for link in _LINKS if link in row]
    if not said:
        message = _(
            "{name} holds several processings and does not say which row belongs to which. Export "
            "them one at a time."
        )
        raise Invalid(message.format(name=source.name))
    return said[0] in {about.get(key, "").casefold() for key in ("ref_id", "name", "id")} - {""}
