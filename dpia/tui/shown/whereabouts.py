"""Where one is in the questionnaire, and what there is to go to, in words."""

from textual.content import Content

from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.items import NO_NEWS, confirm_words, only_perhaps, section_words
from dpia.tui.places import Place, sections
from dpia.tui.shown.owed import unknown
from dpia.tui.view import CaseView


def crumb(view: CaseView, here: Place) -> tuple[Content, Content]:
    """Return the way to the section `here`, and its number with what is to do there.

    How many sections there are is told only once no answer can change it any more.
    """
    shown = sections(view)
    names = [(topic.topic.id, section.section.id) for topic, section in shown]
    if here not in names:
        return Content(""), Content("")
    topic, section = shown[names.index(here)]
    sure = all(topic.shown and not only_perhaps(section) for topic, section in shown)
    place = _("section {n} of {m}") if sure else _("section {n}")
    place = place.format(n=names.index(here) + 1, m=len(names))
    state, words = section_words(section)
    way = Content.assemble(
        (f"{foreign.one_line(topic.topic.title)} › ", theme.QUIET),
        (foreign.one_line(section.section.title), "bold"),
    )
    waiting = confirm_words(view, section)
    told = "" if waiting and state in NO_NEWS else words
    return way, Content.assemble(
        (f"{place} · ", theme.QUIET),
        (told, theme.state_style(state)),
        (", " if told and waiting else "", theme.QUIET),
        (waiting, theme.CARE),
    )


def none_open(view: CaseView | None, key: str) -> str:
    """Say that nothing is without an answer, and that `key` goes to what is not known yet."""
    count = unknown(view) if view else 0
    told = _("Nothing is unanswered.")
    if not count:
        return told
    words = ngettext(
        "{n} is not known yet ({key} goes there).",
        "{n} are not known yet ({key} goes to them).",
        count,
    )
    return f"{told} {words.format(n=count, key=key)}"
