"""The outline: all topics and sections, and where each stands, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from dpia.questionnaire.progress import SectionState
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.items import NO_NEWS, confirm_words, section_words
from dpia.tui.view import CaseView
from dpia.tui.widgets.lines import spread
from dpia.tui.widgets.listing import HEADING, Drawn, Listing

HERE = "•"
"""What stands before the section that is on the sheet."""


@dataclass(frozen=True)
class Entry:
    """A topic, or a section: its title and where it stands; `waiting` is what is to confirm."""

    id: str
    title: str
    state: str = ""
    words: str = ""
    waiting: str = ""
    here: bool = False


class Outline(Listing):
    """Lists the sections under their topics; Enter or a click goes to one."""

    class Chosen(Message):
        """A section was chosen."""

        def __init__(self, topic: str, section: str) -> None:
            """Name it."""
            super().__init__()
            self.topic = topic
            self.section = section

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._shown: list[Entry] = []

    def show(self, view: CaseView, here: tuple[str, str]) -> None:
        """Show where every section stands; `here` is the one on the sheet."""
        entries, shown = list(outlined(view, here)), self._shown
        self._shown = entries
        if [entry.id for entry in entries] != [entry.id for entry in shown]:
            self.fill((entry.id, partial(entry_lines, entry)) for entry in entries)
        else:
            for index, (entry, before) in enumerate(zip(entries, shown, strict=True)):
                if entry != before:
                    drawn = Drawn(partial(entry_lines, entry))
                    self.replace_option_prompt_at_index(index, drawn)
        if not self.has_focus or self.highlighted is None:
            self.go("/".join(here))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say which section was chosen."""
        event.stop()
        topic, _slash, section = (event.option.id or "").partition("/")
        self.post_message(self.Chosen(topic, section))


def outlined(view: CaseView, here: tuple[str, str]) -> Iterator[Entry]:
    """Yield an entry for each topic and section that is asked or may be."""
    for topic in view.topics:
        sections = [section for section in topic.sections if section.shown]
        if topic.shown is False or not sections:
            continue
        perhaps = _("perhaps") if topic.shown is None else ""
        yield Entry(HEADING + topic.topic.id, topic.topic.title, words=perhaps)
        for section in sections:
            yield _entry(view, section, topic.topic.id, here)


def _entry(view: CaseView, section: SectionState, topic: str, here: tuple[str, str]) -> Entry:
    state, words = section_words(section)
    return Entry(
        f"{topic}/{section.section.id}",
        section.section.title,
        state,
        words,
        confirm_words(view, section),
        (topic, section.section.id) == here,
    )


def entry_lines(entry: Entry, width: int) -> list[Content]:
    """Draw an entry; what is to confirm stands below it, in place of a state that is no news."""
    done = entry.waiting and entry.state in NO_NEWS  # and yet somebody is to look at it
    state = "unknown" if done else entry.state
    style = theme.state_style(state)
    words = Content.styled(entry.words, style)
    if entry.id.startswith(HEADING):
        return [spread(foreign.line(entry.title, "bold", limit=width), words, width)]
    left = Content.assemble(
        (HERE if entry.here else " ", "bold $text-primary"),
        (f"{theme.STATE_MARKS.get(state, '·')} ", style),
        foreign.line(entry.title, "bold" if entry.here else ""),
    )
    waiting = Content.styled(entry.waiting, theme.CARE)
    if done:
        return [spread(left, waiting, width)]
    below = [spread(Content(""), waiting, width)] if entry.waiting else []
    return [spread(left, words, width), *below]
