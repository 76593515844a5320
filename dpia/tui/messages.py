"""What a person did in a field, as messages in the past tense; the screen makes the changes."""

from typing import Any

from textual.message import Message


class OnQuestion(Message):
    """Something done on the question (or cell) at `path`."""

    taken = False
    """Whether the screen has begun to make a change of it; until then it is on its way."""

    def __init__(self, path: str) -> None:
        """Name the question."""
        super().__init__()
        self.path = path


class Answered(OnQuestion):
    """An answer was given; `go_on` says that the next question is wanted after it."""

    def __init__(self, path: str, value: Any, go_on: bool = False) -> None:
        """Carry the value, in the form in which it is stored."""
        super().__init__(path)
        self.value = value
        self.go_on = go_on


class Wrote(OnQuestion):
    """A text was accepted as the answer; what it means is for the questionnaire to say."""

    def __init__(self, path: str, text: str, go_on: bool = False) -> None:
        """Carry the text as typed."""
        super().__init__(path)
        self.text = text
        self.go_on = go_on


class Typed(OnQuestion):
    """A text is being typed and not accepted yet."""

    def __init__(self, path: str, text: str) -> None:
        """Carry the text as it stands."""
        super().__init__(path)
        self.text = text


class Cleared(OnQuestion):
    """The answer was taken away."""

    def __init__(self, path: str, go_on: bool = False) -> None:
        """Say whether the next question is wanted."""
        super().__init__(path)
        self.go_on = go_on


class MarkedUnknown(OnQuestion):
    """The mark “not known yet” was set or taken away."""

    def __init__(self, path: str, unknown: bool) -> None:
        """Say whether it is not known."""
        super().__init__(path)
        self.unknown = unknown


class NoteWanted(OnQuestion):
    """What is said about the answer is to be written, beginning with `part`."""

    def __init__(self, path: str, part: str = "note") -> None:
        """Name the part: `note` or `evidence`."""
        super().__init__(path)
        self.part = part


class MarkedAs(OnQuestion):
    """A mark, “assumed” or “confidential”, was set or taken away."""

    def __init__(self, path: str, mark: str, on: bool) -> None:
        """Name the mark, and say whether it is set."""
        super().__init__(path)
        self.mark = mark
        self.on = on


class Confirmed(OnQuestion):
    """An answer carried over from the version before still holds."""


class TryWanted(OnQuestion):
    """Another answer to the question is to be tried."""


class PastWanted(OnQuestion):
    """What was said on the question before is to be shown."""


class Pressed(OnQuestion):
    """The question was clicked beside its field."""


class Opened(OnQuestion):
    """The question is the open one now."""


class LeftForward(OnQuestion):
    """The question after this one is wanted; if `owed`, the next one that is asked for sure."""

    def __init__(self, path: str, owed: bool = False) -> None:
        """Say whether those that are only perhaps asked are passed over."""
        super().__init__(path)
        self.owed = owed


class LeftBack(OnQuestion):
    """The question before this one is wanted."""


class Refused(OnQuestion):
    """A field takes no change now; the screen says why."""


class RowAdded(OnQuestion):
    """A row is wanted in a table, after the row `after` when one is named."""

    def __init__(self, path: str, after: str = "") -> None:
        """Name the row before the new one."""
        super().__init__(path)
        self.after = after


class RowOpened(OnQuestion):
    """The questions of one row are wanted."""

    def __init__(self, path: str, row: str) -> None:
        """Name the row."""
        super().__init__(path)
        self.row = row


class RowRemoved(RowOpened):
    """A row is to go."""


class RowCopied(RowOpened):
    """A copy of a row is wanted."""


class RowMoved(OnQuestion):
    """A row is to go up (`by` < 0) or down."""

    def __init__(self, path: str, row: str, by: int) -> None:
        """Name the row and the way."""
        super().__init__(path)
        self.row = row
        self.by = by


class HandedIn(Message):
    """Everything that stood in a field has been given; sent by the field after that."""
