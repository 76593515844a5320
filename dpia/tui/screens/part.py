"""What the screens of risks, measures and the decision have in common."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static, TextArea

from dpia.desk.case import Case
from dpia.questionnaire.cleaning import clean
from dpia.text import _, ngettext
from dpia.tui import theme
from dpia.tui.actions import key_words, of
from dpia.tui.screens.base import CaseScreen
from dpia.tui.screens.searching import AskScreen
from dpia.tui.view import CaseView
from dpia.tui.widgets import tones
from dpia.tui.widgets.choices import Accepted, ChoiceEntry
from dpia.tui.widgets.entries import Entry, TextEntry, lock
from dpia.tui.widgets.listing import Drawn

IDLE = 1.0
"""Seconds without a key after which a half-written text is kept."""


@dataclass(frozen=True)
class Labelled:
    """An entry with its question, and a hint in smaller words."""

    label: str
    entry: Entry
    hint: str = ""

    def compose(self) -> Iterable[Widget]:
        """Yield the label and the entry."""
        words = Content.assemble((self.label, "bold"), (f"  {self.hint}", theme.QUIET))
        yield Static(words if self.hint else Content.styled(self.label, "bold"), id=self.label_id)
        yield self.entry

    @property
    def label_id(self) -> str:
        """The id of the widget with the question."""
        return f"label-{self.entry.field}"

    def offer(self, offered: bool) -> None:
        """Show question and entry, or neither."""
        self.entry.display = offered
        self.entry.screen.query_one(f"#{self.label_id}").display = offered


class PartScreen(CaseScreen):
    """A screen of an open assessment on which something can be done."""

    keep_form: Callable[[], None] | None = None
    """Keeps what is written in the window above this screen, while there is one."""

    def settle(self, final: bool = False) -> None:
        """Keep what is written in the window above."""
        if self.keep_form:
            self.keep_form()

    def key_in_form(self, name: str) -> str:
        """Return the key of an action, with the one that works in a text where that is another."""
        place, _dot, which = name.partition(".")
        (action,) = (a for a in of(place, own=self.desk_app.own.keys) if a.id == which)
        keys, typing = key_words(action), key_words(action, typing=True)
        if not typing or typing[0] == keys[0]:
            return self.key(name)
        return _("{key} ({other} in a text)").format(key=keys[0], other=typing[0])

    def may_change(self) -> bool:
        """Say whether the assessment can be changed; tell why not."""
        locked = self.drawn.locked if self.drawn else ""
        if locked:
            self.tell(locked, "warning")
        return not locked

    def look_back(self, path: str) -> None:
        """Show what a risk or measure was before."""
        from dpia.tui.screens.past import PastScreen

        self.app.push_screen(PastScreen(self.case, path))

    def take_over(self, proposed: bool, change: Callable[[], Any]) -> None:
        """Take a proposed text over by `change`; tell when there is nothing to take over."""
        if not self.may_change():
            return
        if proposed:
            self.act(change, lambda _v: self.tell(_("The text is yours now.")))
        else:
            self.tell(_("Nothing is proposed here; the text is yours already."))

    def take_over_listed(
        self, here: str, proposed: Sequence[str], accept: Callable[..., Any]
    ) -> None:
        """Take over by `accept` what is only `proposed` in a list, of which `here` is one row.

        Where there are several, a person says whether all are meant.
        """
        if not proposed or [*proposed] == [here]:
            self.take_over(bool(proposed), partial(accept, here))
        elif self.may_change():
            ways = [("all", _("All {n} that are only proposed").format(n=len(proposed)))]
            if here in proposed:
                ways.append(("one", _("Only the one under the cursor")))
            about = _("Texts of the catalogue stand in the report once they are your own.")
            ask = AskScreen(_("Take over as your own"), about, ways)
            self.app.push_screen(ask, partial(self._taken_over, here, proposed, accept))

    def _taken_over(
        self, here: str, proposed: Sequence[str], accept: Callable[..., Any], how: str | None
    ) -> None:
        if how == "one":
            self.take_over(True, partial(accept, here))
        elif how:
            words = ngettext("{n} text is yours now.", "{n} texts are yours now.", len(proposed))
            back = self.back_again()
            said = f"{words.format(n=len(proposed))} {back}"
            self.act(partial(accept, *proposed), lambda _v: self.tell(said))

    def action_all_measures(self) -> None:
        """Show all measures above this screen, to which going back leads."""
        from dpia.tui.screens.measures_all import MeasuresOfAllScreen

        self.settle()
        self.app.push_screen(MeasuresOfAllScreen(self.case))


class Quiet(Screen[Any]):
    """A screen on which a choice that gets the focus scrolls no further than it must."""

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Give the focus; a choice brings itself into sight."""
        scroll = scroll_visible and not isinstance(widget, ChoiceEntry)
        super().set_focus(widget, scroll, from_app_focus)


class FormScreen(PartScreen, Quiet):
    """Entries below each other; each is saved as soon as it is accepted."""

    AUTO_FOCUS = ""
    begin = ""
    """The entry to begin with, where one is asked for."""

    def __init__(self, case: Case) -> None:
        """Fill in something of `case`."""
        super().__init__(case)
        self.labelled = tuple(self.entries())
        self._idle: Timer | None = None

    # For subclasses

    def entries(self) -> Iterable[Labelled]:
        """Return the entries, in order."""
        return ()

    def place(self, field: str) -> str:
        """Return the name under which a half-written text of `field` is kept."""
        return field

    def head(self, view: CaseView) -> Drawn:
        """Return what stands above the entries."""
        raise NotImplementedError

    def values(self, view: CaseView) -> Mapping[str, Any]:
        """Return the stored value of each entry by its name."""
        return {}

    def store(self, field: str, value: Any) -> Callable[[], Any]:
        """Return the change that stores `value`."""
        raise NotImplementedError

    def offered(self, field: str) -> bool:
        """Say whether an entry makes sense as things stand."""
        return True

    # For everybody

    def compose_body(self) -> ComposeResult:
        """Compose the head and the entries."""
        yield Static(id="form-head")
        with VerticalScroll(id="form", can_focus=False):
            for labelled in self.labelled:
                yield from labelled.compose()

    def on_mount(self) -> None:
        """Begin with the entry that is asked for, else with the first that is offered."""
        offered = [one.entry for one in self.labelled if self.offered(one.entry.field)]
        named = [entry for entry in offered if entry.field == self.begin]
        for entry in (named or offered)[:1]:
            entry.focus(scroll_visible=bool(named))

    def show(self, view: CaseView) -> None:
        """Draw what is stored; what is being written stays."""
        self.query_one("#form-head", Static).update(self.head(view))
        stored = self.values(view)
        drafts = view.document.get("drafts", {})
        for labelled in self.labelled:
            entry = labelled.entry
            lock(entry, bool(view.locked))
            labelled.offer(self.offered(entry.field))
            if entry.field not in stored:
                continue
            if not isinstance(entry, ChoiceEntry) or entry.settled:
                entry.put(stored[entry.field])
            kept = drafts.get(self.place(entry.field))
            if kept and isinstance(entry, TextEntry) and entry.text == entry.accepted:
                entry.load_text(clean(kept))

    def on_accepted(self, event: Accepted) -> None:
        """Save what was accepted."""
        event.stop()
        event.taken = True
        self.save(event.field, event.value)

    def save(self, field: str, value: Any) -> None:
        """Save one value; when it is refused, the text stays in its entry."""
        if not self.may_change():
            return
        entry = self.entry(field)
        change, kept = self.store(field, value), self.place(field)

        def stored() -> None:
            change()
            if kept in self.case.document["drafts"]:
                self.case.keep_typing(kept, "")

        self.act(stored, failed=lambda _problem: self._refused(entry))

    def _refused(self, entry: Entry) -> None:
        entry.refused()
        if self.drawn is not None and isinstance(entry, ChoiceEntry):
            entry.put(self.values(self.drawn).get(entry.field))

    def entry(self, field: str) -> Entry:
        """Return the entry of that name."""
        return next(one.entry for one in self.labelled if one.entry.field == field)

    def settle(self, final: bool = False) -> None:
        """Save what is being written; with no time to judge, keep it as it is typed."""
        super().settle(final)
        for labelled in self.labelled:
            entry = labelled.entry
            if final and isinstance(entry, TextEntry):
                self.keep(entry)
            elif entry.take():
                self.save(entry.field, entry.value)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep a half-written text once no key has come for a moment."""
        entry = event.text_area
        if self._idle:
            self._idle.stop()
        if isinstance(entry, TextEntry) and entry.text != entry.accepted:
            self._idle = self.set_timer(IDLE, lambda: self.keep(entry))

    def keep(self, entry: TextEntry) -> None:
        """Keep a half-written text with the assessment, without making it an answer."""
        if entry.text != entry.accepted and self.drawn and not self.drawn.locked:
            place, text = self.place(entry.field), entry.value
            self.desk_app.quietly(self.case, lambda: self.case.keep_typing(place, text))


def proposed_line(key: str) -> Content:
    """Return the line that says that a text is only proposed, and by which `key` it is taken over.

    Without a key it says only the former.
    """
    told = _("proposed by the catalogue.")
    if key:
        told = _("proposed by the catalogue. {key} makes it yours; so does changing it.")
    return Content.assemble((_("Text: "), tones.word("open")), told.format(key=key))


def proposed_count(count: int, key: str) -> str:
    """Return the sentence that says how many texts are only proposed, and the key for them."""
    words = ngettext(
        "{n} text is only proposed: {key} takes it over.",
        "{n} texts are only proposed: {key} takes them over.",
        count,
    )
    return words.format(n=count, key=key)
