"""The heat map as a widget: a cell carries its level as letter or word, and the risks in it."""

import re
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.shown.heatmap import Cell, HeatMap
from dpia.tui.shown.levels import Scale
from dpia.tui.widgets import tones
from dpia.tui.widgets.lines import cell as fitted

WORDS_FROM = 8
"""Cells from which a level stands in a cell as its word, not as its letter."""
WIDEST, HIGHEST = 18, 3


@dataclass(frozen=True)
class Layout:
    """How wide the labels and cells are, how high a cell is, and where the first one begins."""

    label: int
    cell: int
    height: int
    top: int = 2

    @classmethod
    def fit(cls, shown: HeatMap, width: int, height: int) -> "Layout":
        """Return the layout for a widget of that size."""
        columns = len(shown.likelihood.steps)
        names = max(len(step.title) for step in shown.severity.steps) + 4
        label = names if width >= names + columns * 9 else 3
        wide = max(3, min(WIDEST, (width - label) // columns))
        high = (height - cls.top) // len(shown.rows)
        return cls(label, wide, max(1, min(high, HIGHEST)))

    def at(self, x: int, y: int, shown: HeatMap) -> Cell | None:
        """Return the cell at a place of the widget, if there is one."""
        row, column = (y - self.top) // self.height, (x - self.label) // self.cell
        inside = y >= self.top and x >= self.label
        if inside and row < len(shown.rows) and column < len(shown.rows[row]):
            return shown.rows[row][column]
        return None


class HeatMapView(Widget, can_focus=True):
    """Shows a heat map; arrows move over its cells, Enter or a click chooses one."""

    PLACES: ClassVar[tuple[str, ...]] = ("heat-map",)
    BINDINGS = bindings("heat-map")
    DEFAULT_CSS = "HeatMapView { height: auto; }"

    shown: reactive[HeatMap | None] = reactive(None, layout=True)
    risk: reactive[str] = reactive("")
    """The id of the risk to point out."""
    place: reactive[tuple[int, int] | None] = reactive(None)
    """Severity and likelihood of the cell under the cursor."""

    class CellChosen(Message):
        """A cell was chosen."""

        def __init__(self, cell: Cell) -> None:
            """Tell which."""
            super().__init__()
            self.cell = cell

    class CellEntered(Message):
        """The cursor came to a cell."""

        def __init__(self, view: "HeatMapView") -> None:
            """Tell on which map."""
            super().__init__()
            self.view = view

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take two lines a row, three where there is much room."""
        rows = len(self.shown.rows) if self.shown else 4
        return Layout.top + rows * (3 if container.height >= rows * 3 + 10 else 2)

    def render(self) -> Content:
        """Draw the map to the size there is."""
        if self.shown is None:
            return Content("")
        size = self.content_size
        place = self.place if self.has_focus else None
        return Content("\n").join(
            drawn(self.shown, Layout.fit(self.shown, size.width, size.height), self.risk, place)
        )

    def watch_place(self, place: tuple[int, int] | None) -> None:
        """Tell where the cursor is."""
        if self.shown is not None and place is not None:
            self.post_message(self.CellEntered(self))

    def on_focus(self) -> None:
        """Put the cursor on the risk that is pointed out."""
        if self.shown is None:
            return
        here = self.shown.where(self.risk)
        if here is not None:
            self.place = (here.severity, here.likelihood)
        elif self.place is None:
            self.place = (len(self.shown.rows), 1)

    def on_click(self, event: events.Click) -> None:
        """Choose the cell under the mouse."""
        if self.shown is None:
            return
        fit = Layout.fit(self.shown, self.content_size.width, self.content_size.height)
        found = fit.at(event.x, event.y, self.shown)
        if found is not None:
            self.place = (found.severity, found.likelihood)
            self.post_message(self.CellChosen(found))

    def action_choose_cell(self) -> None:
        """Choose the cell under the cursor."""
        if self.shown is not None and self.place is not None:
            self.post_message(self.CellChosen(self.shown.cell(*self.place)))

    def action_move(self, severity: int, likelihood: int) -> None:
        """Move the cursor by so many steps; it stops at the edges."""
        if self.shown is None or self.place is None:
            return
        rows, columns = len(self.shown.rows), len(self.shown.likelihood.steps)
        self.place = (
            min(max(self.place[0] + severity, 1), rows),
            min(max(self.place[1] + likelihood, 1), columns),
        )


def drawn(
    shown: HeatMap, fit: Layout, risk: str = "", place: tuple[int, int] | None = None
) -> list[Content]:
    """Return the lines of the map: the axes, then the rows, the gravest severity on top."""
    corner = Content.styled(_("Severity ↑ Likelihood →"), theme.QUIET)
    lines = [corner, _heads(shown.likelihood, fit)]
    for row in shown.rows:
        parts = [_cell(cell, fit, risk, place) for cell in row]
        label = _label(shown.severity, row[0].severity, fit)
        for number in range(fit.height):
            head = label if number == 0 else Content(" " * fit.label)
            lines.append(Content.assemble(head, *(part[number] for part in parts)))
    return lines


def _heads(scale: Scale, fit: Layout) -> Content:
    heads = [Content(" " * fit.label)]
    titled = all(fit.cell >= len(step.title) + 3 for step in scale.steps)
    for step in scale.steps:
        words = f"{step.level} {step.title}" if titled else str(step.level)
        heads.append(fitted(Content(" ") + foreign.line(words, theme.QUIET), fit.cell))
    return Content("").join(heads)


def _label(scale: Scale, severity: int, fit: Layout) -> Content:
    words = scale.title(severity) if fit.label > 3 else str(severity)
    return fitted(foreign.line(words, theme.QUIET), fit.label)


def _cell(cell: Cell, fit: Layout, risk: str, place: tuple[int, int] | None) -> tuple[Content, ...]:
    """Return the lines of a cell: the level, the risks below it or beside it."""
    here = place == (cell.severity, cell.likelihood)
    level = cell.level.title if fit.cell >= max(WORDS_FROM, len(cell.level.title) + 2) else None
    words = level or cell.level.letter
    if fit.height == 1:
        said = [f"{words} {_risks(cell, fit.cell - len(words) - 2)}".rstrip()]
    else:
        said = [words, _risks(cell, fit.cell - 2), *[""] * (fit.height - 2)]
    return tuple(_filled(text, cell, fit.cell, here, risk) for text in said)


def _filled(words: str, cell: Cell, width: int, here: bool, risk: str) -> Content:
    style = tones.cell(cell.level.tone, (cell.severity + cell.likelihood) % 2 == 1)
    if here:
        style += " reverse"
    text = fitted(Content(" ") + foreign.line(words), width).stylize(style)
    found = re.search(rf"\b{re.escape(risk)}\b", text.plain) if risk in cell.risks else None
    if found:
        text = text.stylize("bold underline", *found.span())
    return text


def _risks(cell: Cell, room: int) -> str:
    """Return the ids of the risks in a cell, or how many there are when they do not fit."""
    ids = " ".join(cell.risks)
    if cell.count is None and len(ids) <= room:
        return ids
    number = len(cell.risks) if cell.count is None else cell.count
    if not number:
        return ""
    count = ngettext("{n} risk", "{n} risks", number).format(n=f"{number:,}")
    return count if len(count) <= room else f"{number}" if cell.count else f"{number}×"
