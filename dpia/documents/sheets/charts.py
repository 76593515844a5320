"""Bar charts beside their numbers, each with words for those who do not see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dpia.documents import safe
from dpia.documents.sheets.style import Toned
from dpia.text import _

_COLOURS = ("1F3864", "5B7DB8", "A9BCD9")
"""One hue from dark to light: told apart in grey as well."""
_WIDTH_CM = 23.0
LINE = 13.0
"""Height of a line of the sheet in points."""
_ROW_CM = LINE / 72 * 2.54
_WORDS = 2_000


@dataclass
class Told:
    """A chart as data: what it is about, its bars, and one or more series of numbers."""

    title: str
    labels: Sequence[str]
    series: list[tuple[str, list[int]]] = field(default_factory=list)

    def add(self, name: str, numbers: list[int]) -> None:
        """Add a series with one number for each label."""
        self.series.append((name, numbers))

    def words(self) -> str:
        """Return all it shows as a text."""
        parts = []
        for name, numbers in self.series:
            pairs = zip(self.labels, numbers, strict=True)
            listed = ", ".join(f"{label} {number}" for label, number in pairs)
            parts.append(f"{name}: {listed}" if len(self.series) > 1 else listed)
        text = _("Bar chart. {title}. {numbers}.")
        return safe.legal(text.format(title=self.title, numbers="; ".join(parts)))[:_WORDS]


def label(value: str | Toned) -> str:
    """Return the word of a cell."""
    return value.word if isinstance(value, Toned) else value


def lines(labels: int, series: int) -> int:
    """Return how many lines of the sheet a chart with so many bars takes."""
    return round(_height(labels, series) / _ROW_CM) + 1


def bars(sheet: Any, told: Told, *, head: int, row: int) -> None:
    """Put a chart at line `row` that shows the table whose heads stand in line `head`."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.label import DataLabelList

    last = head + len(told.labels)
    chart: Any = BarChart()
    chart.type = "bar"
    chart.style = 10
    data = Reference(sheet, min_col=2, max_col=1 + len(told.series), min_row=head, max_row=last)
    chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=head + 1, max_row=last))
    for one, colour in zip(chart.series, _COLOURS, strict=False):
        one.graphicalProperties.solidFill = colour
    chart.dataLabels = DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
    )
    chart.legend.position = "b"
    if len(told.series) == 1:
        chart.legend = None
    chart.gapWidth = 40
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = False
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    chart.y_axis.scaling.min = 0
    chart.width, chart.height = _WIDTH_CM, _height(len(told.labels), len(told.series))
    sheet.chart_words.append(told.words())
    sheet.add_chart(chart, f"A{row}")


def _height(labels: int, series: int) -> float:
    return 1.6 + 0.55 * labels * max(1.0, series * 0.8)
