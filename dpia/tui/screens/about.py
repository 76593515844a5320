"""About an assessment: what it is called, whose it is, and when it is looked at again."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, ClassVar

from textual.content import Content

from dpia.assessment.life_cycle import STANDING
from dpia.questionnaire.dates import read_day
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.part import FormScreen, Labelled
from dpia.tui.shown.heading import about_case
from dpia.tui.view import CaseView
from dpia.tui.widgets.entries import DayEntry, LineEntry, TextEntry, lock
from dpia.tui.widgets.listing import Drawn

REVIEW = "review_due"
_TEXTS = ("title", "description", "organisation", "unit", "owner")


class AboutScreen(FormScreen):
    """Changes the heading of an assessment; every entry is saved as it is accepted.

    The day of the next review may be changed in a decided assessment, too.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("part", "case")
    BINDINGS = bindings("part", "case")
    CSS_PATH = "parts.tcss"

    def entries(self) -> Iterable[Labelled]:
        """Return the title, whose it is, the next review, and a description."""
        yield Labelled(_("What is the assessment called?"), LineEntry("title"))
        yield Labelled(_("Which organisation is it for?"), LineEntry("organisation"))
        yield Labelled(_("Which unit?"), LineEntry("unit"), _("may stay empty"))
        yield Labelled(_("Who owns it?"), LineEntry("owner"), _("who answers for the processing"))
        yield Labelled(
            _("When is it looked at again?"),
            DayEntry(REVIEW, placeholder=_("no date yet; such as 2027-01-31")),
            _("year-month-day; may stay empty"),
        )
        yield Labelled(_("What is it about?"), TextEntry("description"), _("may stay empty"))

    def place(self, field: str) -> str:
        """Name a half-written text after the heading."""
        return f"about.{field}"

    def head(self, view: CaseView) -> Drawn:
        """Return reference, authority, pathway and status."""
        return Drawn(partial(_head_lines, view))

    def values(self, view: CaseView) -> Mapping[str, Any]:
        """Return what is stored."""
        found = {name: view.document.get(name) or "" for name in _TEXTS}
        return found | {REVIEW: (view.document.get("dates") or {}).get(REVIEW) or ""}

    def store(self, field: str, value: Any) -> Callable[[], Any]:
        """Return the change of one of them."""
        if field == REVIEW:
            return lambda: self.case.set_review(read_day(str(value)))
        return partial(self.case.rename, **{field: str(value)})

    def show(self, view: CaseView) -> None:
        """Draw what is stored."""
        super().show(view)
        lock(self.entry(REVIEW), not _reviewable(view))

    def save(self, field: str, value: Any) -> None:
        """Save one value; the next review of a decided assessment as well."""
        if field == REVIEW and self.drawn and _reviewable(self.drawn):
            entry = self.entry(field)
            self.act(self.store(field, value), failed=lambda _problem: entry.refused())
        else:
            super().save(field, value)


def _reviewable(view: CaseView) -> bool:
    return not view.locked or view.document["status"] in STANDING


def _head_lines(view: CaseView, width: int) -> list[Content]:
    said = about_case(view.document, view.rulebook)
    about = next((words for words in said if len(words) <= width), said[-1])
    heading = f"{view.document['reference']}  {view.document['title']}"
    lines = [
        foreign.line(heading, "bold").truncate(width, ellipsis=True),
        foreign.line(about, theme.QUIET),
    ]
    return lines + (foreign.content(view.locked, theme.QUIET).wrap(width) if view.locked else [])
