"""A sheet as a stream: finished rows and links go straight to the file, charts get their words.

The library writes a row cell by cell and keeps every link until the end; here a row comes as XML
that `documents.sheets.cells` made, and a link takes a few bytes while it waits.
"""

from array import array
from collections.abc import Iterator
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.xml.functions import Element, fromstring

_NUMBERS_OF_A_LINK = 4


class Sheet(WriteOnlyWorksheet):
    """A sheet that takes rows as XML."""

    def __init__(self, workbook: Any, title: str) -> None:
        """Make the sheet; it belongs to `workbook` once that has added it."""
        super().__init__(workbook, title)
        self.chart_words: list[str] = []
        """What a reader who cannot see the charts is told instead, one text a chart."""
        self._links = array("I")
        self._linked_sheets: list[str] = []

    def row(self, xml: str) -> None:
        """Write the next row, which is `xml`."""
        self._get_writer()
        if self._rows is None:
            writing: Any = super()
            self._rows: Any = writing._write_rows()
            next(self._rows)
        self._rows.send(xml)

    def link(self, row: int, column: int, title: str, to_row: int) -> None:
        """Link a cell, counted from 1, to the first cell of a row of the sheet `title`."""
        if title not in self._linked_sheets:
            self._linked_sheets.append(title)
        self._links.extend((row, column, self._linked_sheets.index(title), to_row))

    def links(self) -> Iterator[tuple[str, str]]:
        """Yield each link: the cell it stands in, and the place it leads to."""
        for at in range(0, len(self._links), _NUMBERS_OF_A_LINK):
            row, column, sheet, to_row = self._links[at : at + _NUMBERS_OF_A_LINK]
            title = self._linked_sheets[sheet].replace("'", "''")
            yield f"{get_column_letter(column)}{row}", f"'{title}'!A{to_row}"

    def forget_links(self) -> None:
        """Give their memory back; they are written."""
        self._links = array("I")

    def _get_writer(self) -> None:
        if self._writer is None:
            self._writer: Any = _Writer(self)
            self._writer.write_top()

    def _values_to_row(self, values: Any, _row: int) -> Any:
        return values

    @property
    def _drawing(self) -> Any:
        return self._charts_drawn

    @_drawing.setter
    def _drawing(self, drawing: Any) -> None:
        self._charts_drawn = drawing
        if drawing is None:
            return
        frame = drawing._chart_frame

        def described(number: int) -> Any:
            made = frame(number)
            made.nvGraphicFramePr.cNvPr.descr = self.chart_words[number - 1]
            return made

        drawing._chart_frame = described


class _Writer(WorksheetWriter):
    """Writes what `Sheet` holds."""

    def write_row(self, xf: Any, row: Any, _number: int) -> None:
        xf.write(fromstring(row))

    def write_hyperlinks(self) -> None:
        found: Any = self.ws
        links = found.links()
        first = next(links, None)
        if first is None:
            return
        xf: Any = self.xf.send(True)
        with xf.element("hyperlinks"):
            while first is not None:
                ref, place = first
                xf.write(Element("hyperlink", {"ref": ref, "location": place}))
                first = next(links, None)
        self.xf.send(None)
        found.forget_links()
