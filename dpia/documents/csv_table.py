"""A sheet of the workbook as CSV: the same columns and words, guarded against formulas."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from dpia.documents import safe
from dpia.documents.sheets import findings, measures, register, risks
from dpia.documents.sheets.case import Case
from dpia.documents.sheets.case import risks as risks_of
from dpia.documents.sheets.cells import Formula
from dpia.documents.sheets.grid import Layout
from dpia.documents.sheets.matrices import Matrices
from dpia.documents.sheets.style import Toned

BOM = b"\xef\xbb\xbf"
"""By which Excel knows that a CSV file is UTF-8."""

_SHEETS: dict[str, tuple[Callable[[], Layout[Any]], Callable[[Case], Iterable[Any]]]] = {
    "register": (register.layout, lambda case: [case]),
    "risks": (lambda: risks.layout(Matrices()), risks_of),
    "measures": (measures.layout, measures.measures),
    "findings": (findings.layout, findings.findings),
}
SHEETS = tuple(_SHEETS)


def rows(sheet: str, cases: Iterable[Case]) -> Iterator[bytes]:
    """Yield a sheet (of `SHEETS`) as CSV in UTF-8, the headers first, a row at a time."""
    make, items_of = _SHEETS[sheet]
    layout = make()
    yield _line([column.title for column in layout.columns])
    for case in cases:
        for item in items_of(case):
            yield _line([_plain(column.read(item)) for column in layout.columns])


def _plain(value: object) -> object:
    """Return what a cell says: words without colour, dates in ISO form, what a formula is now."""
    if isinstance(value, Formula):
        value = value.value
    if isinstance(value, Toned):
        value = value.word
    if isinstance(value, date):
        return value.isoformat()
    return safe.no_formula(safe.legal(value)) if isinstance(value, str) else value


def _line(values: Iterable[object]) -> bytes:
    made = io.StringIO()
    csv.writer(made).writerow(values)
    return made.getvalue().encode()
