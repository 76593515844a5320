"""What if a measure were in another state."""

from textual.app import ComposeResult
from textual.widgets import Static

from dpia.desk.case import Case
from dpia.documents import words
from dpia.tui import foreign
from dpia.tui.screens.trial import TrialScreen
from dpia.tui.widgets.choices import Accepted, Choice, ChoiceEntry


class MeasureTrial(TrialScreen):
    """Tries how things would stand if a measure were in another state."""

    def __init__(self, case: Case, measure: str, status: str = "") -> None:
        """Try the measure of that id, beginning with `status` where one is given."""
        super().__init__(case)
        self.measure, self.first = measure, status
        found = next(row for row in case.document["measures"] if row["id"] == measure)
        self.about = str(found.get("title") or measure)
        states = tuple(
            Choice(name, title, key=str(key))
            for key, (name, title) in enumerate(words.MEASURE_STATUS.items(), 1)
        )
        self.status = found.get("status")
        self.entry = ChoiceEntry("status", states, self.status)

    def compose_tried(self) -> ComposeResult:
        """Compose the measure and its states."""
        yield Static(foreign.line(self.about, "bold"), classes="tried-title")
        yield self.entry

    def begin(self) -> None:
        """Begin with the measure as it is, or with the state that is asked for."""
        self.entry.focus()
        if self.first:
            self.try_status(self.first)
        else:
            super().begin()

    def on_accepted(self, event: Accepted) -> None:
        """Try the state that was chosen."""
        event.stop()
        self.try_status(event.value)

    def try_status(self, status: str) -> None:
        """Try one state."""
        self.entry.put(status)
        self.act(lambda: self.case.change_measure(self.measure, status=status))

    def action_undo(self) -> None:
        """Go back to things as they are."""
        self.entry.put(
            next(m["status"] for m in self.real.document["measures"] if m["id"] == self.measure)
        )
        super().action_undo()
