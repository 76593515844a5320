"""Moving through a table of events while a search field has the focus."""

from textual.dom import DOMNode

from dpia.tui.widgets.table import Table


class Events(DOMNode):
    """The part of a screen that moves the cursor of its table, whatever has the focus."""

    def action_events_up(self) -> None:
        """Move up."""
        self.query_one(Table).action_cursor_up()

    def action_events_down(self) -> None:
        """Move down."""
        self.query_one(Table).action_cursor_down()

    def action_events_page_up(self) -> None:
        """Move a window up."""
        self.query_one(Table).action_page_up()

    def action_events_page_down(self) -> None:
        """Move a window down."""
        self.query_one(Table).action_page_down()
