"""A table in the questionnaire: its rows in a few words each; a row is answered in a form."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.content import Content
from textual.widget import Widget

from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.items import Item, Line
from dpia.tui.messages import (
    Answered,
    Refused,
    RowAdded,
    RowCopied,
    RowMoved,
    RowOpened,
    RowRemoved,
)
from dpia.tui.widgets.fields.base import Plain
from dpia.tui.widgets.laid import Laid
from dpia.tui.widgets.lines import heading_above, into_sight, spread
from dpia.tui.widgets.listing import CURSOR

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

_OF_ITS_OWN = {"copy_row", "delete_row", "raise_row", "lower_row", "no_rows"}
"""Actions of a table that does not follow another one."""
FOLDED = 4
"""Rows that are shown while the table is folded."""


class RowsField(Plain, Laid, can_focus=True):
    """Lists the rows of a table, and adds, opens, moves and removes them."""

    PLACES: ClassVar[tuple[str, ...]] = ("rows", "field")
    BINDINGS = bindings("rows")

    def __init__(self, item: Item) -> None:
        """Show `item`, a question of kind rows."""
        super().__init__()
        self.item = item
        self.active = False
        self.cursor = 0
        self._pressed_active = False

    def show(self, item: Item) -> None:
        """Draw the table as it stands."""
        known = {line.id for line in self.item.lines}
        new = [line.id for line in item.lines if line.id not in known]
        here = new[0] if len(new) == 1 else self.row.id if self.row else ""
        self.item = item
        places = [i for i, line in enumerate(item.lines) if line.id == here]
        self.cursor = places[0] if places else min(self.cursor, max(len(item.lines) - 1, 0))
        self.redraw()

    def activate(self, active: bool) -> None:
        """Show all rows, or the first few."""
        self.active = active
        self.redraw()

    def as_widget(self) -> Widget:
        """Return the widget itself."""
        return self

    @property
    def row(self) -> Line | None:
        """The row under the cursor."""
        lines = self.item.lines
        return lines[self.cursor] if self.cursor < len(lines) else None

    @property
    def follows(self) -> bool:
        """Whether the table keeps one row for each row of another."""
        return bool(self.item.question.rows_of)

    # What is shown

    def lay_out(self, width: int) -> list[Content]:
        """Lay the table out in `width` cells."""
        rows = self.item.lines
        shown = rows if self.active else rows[:FOLDED]
        laid = [part for i, row in enumerate(shown) for part in self._row_lines(i, row, width)]
        if len(rows) > len(shown):
            more = ngettext("… {n} more row", "… {n} more rows", len(rows) - len(shown))
            laid.append(Content.styled(more.format(n=len(rows) - len(shown)), theme.QUIET))
        if not rows:
            laid.append(Content.styled(self._nothing(), theme.QUIET).truncate(width, ellipsis=True))
        elif self.active and self.follows:
            told = _("   one row for each row of another table; rows are added and removed there")
            laid.append(Content.styled(told, theme.QUIET).truncate(width, ellipsis=True))
        elif self.active and not self.item.locked:
            laid.append(Content.styled(self._with_keys(_("   {key} adds a row")), theme.QUIET))
        return laid

    def _row_lines(self, index: int, row: Line, width: int) -> list[Content]:
        here = self.active and index == self.cursor
        mark = theme.STATE_MARKS.get(row.state, "·")
        left = Content.assemble(
            (CURSOR if here else " ", "bold $text-primary"),
            (f"{index + 1:>2} ", theme.QUIET),
            (f"{mark} ", theme.state_style(row.state)),
            (foreign.one_line(row.title), "bold" if here else ""),
        )
        count = ngettext("{n} open", "{n} open", row.open).format(n=row.open) if row.open else ""
        laid = [spread(left, Content.styled(count, theme.state_style(row.state)), width)]
        if self.active and row.about:
            laid.append(Content.styled(f"      {foreign.one_line(row.about)}", theme.QUIET))
        cut = [part.truncate(width, ellipsis=True, pad=True) for part in laid]
        return [part.stylize("on $primary 20%") for part in cut] if here else cut

    def _nothing(self) -> str:
        if self.item.value == []:
            return self.item.question.none_title or _("none: there is nothing to list")
        if self.item.state == "unknown":
            return _("not known yet")
        if self.follows:
            return _("one row for each row of another table; none there yet")
        free = self.active and not self.item.locked
        if not free:
            return _("no rows")
        return self._with_keys(_("no rows yet: {key} adds one, {none} says there are none"))

    def _with_keys(self, words: str) -> str:
        """Return words with the keys for adding a row, and for saying that there are none."""
        key_for = cast("DpiaApp", self.app).key_for
        return words.format(key=key_for("rows.add-row"), none=key_for("rows.no-rows"))

    # What a person does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing that another table decides: which rows there are, and in which order."""
        return not self.follows or action not in _OF_ITS_OWN

    def _free(self) -> bool:
        if self.item.locked:
            self.post_message(Refused(self.item.path))
        return not self.item.locked

    def move(self, to: int) -> None:
        """Move the cursor to a row and keep it in sight."""
        if self.item.lines:
            self.cursor = max(0, min(len(self.item.lines) - 1, to))
            self.redraw()
            self.call_after_refresh(self.keep_in_sight)

    def keep_in_sight(self) -> None:
        """Scroll so that the row under the cursor can be seen."""
        first = sum(len(self._row_lines(i, row, 80)) for i, row in enumerate(self._above()))
        above = heading_above(self) if first == 0 else 0
        into_sight(self, first - above, 3 + above)

    def _above(self) -> tuple[Line, ...]:
        return self.item.lines[: self.cursor]

    def action_row_up(self) -> None:
        """Move up."""
        self.move(self.cursor - 1)

    def action_row_down(self) -> None:
        """Move down."""
        self.move(self.cursor + 1)

    def action_add_row(self) -> None:
        """Add a row after the one under the cursor."""
        if self.follows:
            message = _("This table keeps one row for each row of another one; add it there.")
            self.app.notify(message, markup=False)
        elif self._free():
            last = self.item.lines[-1].id if self.item.lines else ""
            self.post_message(RowAdded(self.item.path, last))

    def action_edit_row(self) -> None:
        """Open the row under the cursor; the first one is added."""
        if self.row:
            self.post_message(RowOpened(self.item.path, self.row.id))
        else:
            self.action_add_row()

    def key_word(self, action: str) -> str | None:
        """Offer no new row where another table has them; the key tells where they are added."""
        return "" if self.follows and action == "rows.add-row" else None

    def action_copy_row(self) -> None:
        """Copy the row under the cursor."""
        if self.row and not self.follows and self._free():
            self.post_message(RowCopied(self.item.path, self.row.id))

    def action_delete_row(self) -> None:
        """Remove the row under the cursor."""
        if self.row and not self.follows and self._free():
            self.post_message(RowRemoved(self.item.path, self.row.id))

    def action_raise_row(self) -> None:
        """Move the row up."""
        self._shift(-1)

    def action_lower_row(self) -> None:
        """Move the row down."""
        self._shift(1)

    def _shift(self, by: int) -> None:
        if self.row and not self.follows and self._free():
            self.post_message(RowMoved(self.item.path, self.row.id, by))

    def action_no_rows(self) -> None:
        """Answer that there is nothing to list."""
        if self.item.lines:
            self.app.notify(_("There are rows here; delete them first."), markup=False)
        elif not self.follows and self._free():
            self.post_message(Answered(self.item.path, []))

    def on_mouse_down(self, _event: events.MouseDown) -> None:
        """Remember whether the rows were listed when the mouse went down."""
        self._pressed_active = self.active

    def on_click(self, event: events.Click) -> None:
        """Move to the row that was clicked; a second click opens it."""
        if not self._pressed_active:
            return
        line = 0
        for index, row in enumerate(self.item.lines):
            line += len(self._row_lines(index, row, self.content_size.width))
            if event.y < line:
                again = index == self.cursor
                self.move(index)
                if again:
                    self.action_edit_row()
                return
