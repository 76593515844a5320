"""The outline: all topics and sections, and where each stands, in words."""

from collections.abc import Iterator

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dpia.questionnaire.progress import SectionState
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.items import section_words
from dpia.tui.view import CaseView
from dpia.tui.widgets.lines import spread


class Outline(OptionList):
    """Lists the sections under their topics; Enter or a click goes to one."""

    class Chosen(Message):
        """A section was chosen."""

        def __init__(self, topic: str, section: str) -> None:
            """Name it."""
            super().__init__()
            self.topic = topic
            self.section = section

    def __init__(self, width: int) -> None:
        """Lay the entries out in `width` cells."""
        super().__init__(compact=True)
        self.room = width
        self._shown: list[tuple[str, Content]] = []

    def show(self, view: CaseView, here: tuple[str, str]) -> None:
        """Show where every section stands; `here` is the one on the sheet."""
        entries = list(outlined(view, here, self.room))
        if [name for name, _words in entries] != [name for name, _words in self._shown]:
            self.set_options(
                Option(words, id=name, disabled="/" not in name) for name, words in entries
            )
        else:
            for index, (entry, before) in enumerate(zip(entries, self._shown, strict=True)):
                if not entry[1].is_same(before[1]):
                    self.replace_option_prompt_at_index(index, entry[1])
        self._shown = entries
        place = "/".join(here)
        if (not self.has_focus or self.highlighted is None) and any(
            name == place for name, _words in entries
        ):
            self.highlighted = self.get_option_index(place)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say which section was chosen."""
        event.stop()
        topic, _slash, section = (event.option.id or "").partition("/")
        self.post_message(self.Chosen(topic, section))


def outlined(view: CaseView, here: tuple[str, str], width: int) -> Iterator[tuple[str, Content]]:
    """Yield `id, words` for each topic and section that is asked or may be."""
    for topic in view.topics:
        sections = [section for section in topic.sections if section.shown]
        if topic.shown is False or not sections:
            continue
        title = foreign.line(topic.topic.title, "bold", limit=width)
        if topic.shown is None:
            title = spread(title, Content.styled(_("perhaps"), theme.QUIET), width)
        yield topic.topic.id, title
        for section in sections:
            name = f"{topic.topic.id}/{section.section.id}"
            is_here = (topic.topic.id, section.section.id) == here
            yield name, _entry(section, is_here, width)


def _entry(section: SectionState, here: bool, width: int) -> Content:
    state, words = section_words(section)
    style = theme.state_style(state)
    left = Content.assemble(
        ("▸" if here else " ", "bold $text-primary"),
        (f"{theme.STATE_MARKS.get(state, '·')} ", style),
        foreign.line(section.section.title, "bold" if here else ""),
    )
    return spread(left, Content.styled(words, style), width)
