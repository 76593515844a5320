"""What the register waits for, by kind; each entry opens the assessment where it is mended."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content

from dpia.desk.dues import dues, write_calendar
from dpia.documents.words import DUE
from dpia.judgement.due import KINDS
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.lookout import Lookout
from dpia.tui.screens.there import at_measure
from dpia.tui.widgets.lines import hanging, spread
from dpia.tui.widgets.listing import HEADING, Draw

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

Entry = dict[str, Any]
SPANS = (30, 90, 365)
"""Days one may look ahead."""
_SPAN = dict(pairwise((*SPANS, SPANS[0])))


class DueScreen(Lookout):
    """Lists everything that is overdue, missing or due soon."""

    PLACES: ClassVar[tuple[str, ...]] = ("due",)
    BINDINGS = bindings("due")

    def __init__(self, among: list[str] | None) -> None:
        """Look at the assessments with the ids `among`, or at all."""
        super().__init__(_("What is due"))
        self.among = among
        self.within = SPANS[0]
        self.entries: dict[str, Entry] = {}

    def on_screen_resume(self) -> None:
        """Read anew, also on coming back."""
        super().on_screen_resume()
        self.read(self._found, self._show)

    def _found(self) -> list[Entry]:
        desk = self.desk_app.desk
        rows = desk.summaries()
        if self.among is not None:
            rows = [row for row in rows if row["id"] in self.among]
        return dues(desk.register.with_due(rows), desk.today(), self.within)

    def _show(self, found: list[Entry]) -> None:
        self.entries = {_name(entry): entry for entry in found}
        self.say(*self._told(found))
        self.listing.fill(self._rows(found))

    def _told(self, found: list[Entry]) -> Iterator[Content]:
        late = sum(bool(entry["overdue"]) for entry in found)
        undated = sum(not entry["day"] for entry in found)
        soon = _("{n} due within {days} days").format(
            n=len(found) - late - undated, days=self.within
        )
        key = self.desk_app.key_for("due.within")
        yield Content.assemble(
            (_("{n} overdue").format(n=late), theme.BAD if late else theme.QUIET),
            (" · ", theme.QUIET),
            soon,
            (" · ", theme.QUIET),
            (_("{n} missing").format(n=undated), theme.CARE if undated else theme.QUIET),
        )
        yield Content.styled(_("{key} looks 30, 90 or 365 days ahead").format(key=key), theme.QUIET)
        if self.among is not None:
            count = len(self.among)
            words = ngettext(
                "Of the {n} assessment that the register shows.",
                "Of the {n} assessments that the register shows.",
                count,
            )
            yield Content.styled(words.format(n=count), theme.QUIET)
        if not found:
            yield Content.styled(_("Nothing is due."), theme.GOOD)

    def _rows(self, found: list[Entry]) -> Iterator[tuple[str, Draw]]:
        kinds = dict.fromkeys((*KINDS, *(entry["what"] for entry in found)))
        for kind in kinds:
            group = [entry for entry in found if entry["what"] == kind]
            if group:
                yield HEADING + kind, partial(_heading, kind, len(group))
                yield from ((_name(entry), partial(due_lines, entry)) for entry in group)

    def open_row(self, name: str) -> None:
        """Open the assessment where this is mended."""
        if entry := self.entries.get(name):
            self.desk_app.open_case(entry["id"], mending(self.desk_app, entry))

    def action_open_due(self) -> None:
        """Open what is under the cursor."""
        self.open_current()

    def action_calendar(self) -> None:
        """Ask for a file, and write what has a day to it as a calendar."""
        from dpia.tui.screens.write_file import WriteScreen

        entries = list(self.entries.values())

        def job(path: Path) -> str:
            written = write_calendar(entries, path)
            told = ngettext("Written: {path}, {n} day.", "Written: {path}, {n} days.", written)
            return told.format(path=path, n=written)

        title, hint = _("What is due, as a calendar"), _("any calendar program reads it")
        self.app.push_screen(WriteScreen(title, _("To which file?"), "dpia.ics", hint, job))

    def action_within(self) -> None:
        """Look as far ahead as the next span."""
        self.within = _SPAN[self.within]
        self.read(self._found, self._show)


def _name(entry: Entry) -> str:
    return " ".join(str(entry[part] or "") for part in ("id", "what", "day", "detail"))


def _heading(kind: str, count: int, _width: int) -> list[Content]:
    words = f"{DUE.get(kind, kind)}  ({count})"
    return [Content(""), Content.styled(words, "bold $text-primary")]


def due_lines(entry: Entry, width: int) -> list[Content]:
    """Draw one thing that is due: which assessment, the day; of what, and who owns it."""
    head = Content.assemble(
        (f"{foreign.one_line(entry['reference'] or '?')}  ", theme.QUIET),
        foreign.line(entry["title"] or "", "bold", limit=300),
    )
    day = Content("")
    if entry["overdue"]:
        day = Content.styled(_("overdue since {day}").format(day=entry["day"]), theme.BAD)
    elif entry["day"]:
        day = Content.styled(foreign.one_line(entry["day"]), theme.PLAIN)
    lines = [spread(head, day, width)]
    about = " · ".join(
        foreign.one_line(part, 300) for part in (entry["detail"], entry["owner"]) if part
    )
    return lines + (
        hanging(Content("  "), Content.styled(about, theme.QUIET), width) if about else []
    )


def mending(app: "DpiaApp", entry: Entry) -> Callable[[], None]:
    """Return what leads to the place in the opened assessment where this is mended."""

    def go() -> None:
        from dpia.tui.screens.about import REVIEW, AboutScreen
        from dpia.tui.screens.case import QuestionnaireScreen

        part = _PART.get(entry["what"], "decision")
        app.action_part(part)
        screen = app.screen
        if isinstance(screen, AboutScreen):
            screen.begin = REVIEW
        elif isinstance(screen, QuestionnaireScreen):
            screen.action_next_unknown()
        elif part == "measures" and app.case:
            rows = app.case.document["measures"]
            at_measure(app, next((r["id"] for r in rows if r.get("title") == entry["detail"]), ""))

    return go


_CONSULTING = (
    *("consultation", "consultation-answer", "consultation-extension"),
    *("consultation-information", "recommendation"),
)
_PART = dict.fromkeys(_CONSULTING, "consultation")
_PART |= {"review": "about", "measure": "measures"}
_PART |= {"high-today": "risks", "to-confirm": "questions"}
