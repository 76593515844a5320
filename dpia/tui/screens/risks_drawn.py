"""How a risk is drawn: as a row of the list, below it, and on the heat map's legend."""

from collections.abc import Sequence

from textual.content import Content

from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.screens.part import proposed_line
from dpia.tui.shown.heatmap import HeatMap
from dpia.tui.shown.risks import RiskLine
from dpia.tui.widgets import tones
from dpia.tui.widgets.lines import hanging


def risk_row(line: RiskLine, width: int) -> list[Content]:
    """Draw one risk: its title, then its levels and where it stands."""
    head = Content.styled(f"{line.number} ", theme.QUIET)
    title = hanging(head, foreign.line(line.title, limit=160), width)[:2]
    levels = Content.assemble(" " * head.cell_length, levels_of(line))
    state = Content.styled(line.state, tones.text(line.tone))
    if levels.cell_length + state.cell_length + 3 <= width:
        return [*title, Content.assemble(levels, "   ", state)]
    space = Content(" " * head.cell_length)
    return [*title, *hanging(space, levels_of(line), width), *hanging(space, state, width)]


def levels_of(line: RiskLine) -> Content:
    """Return the three levels of a risk in words, or that it is not rated."""
    shown = line.levels if line.levels[0].rank else line.levels[:1]
    words = [Content.styled(one.title, tones.word(one.tone)) for one in shown]
    return Content.styled(" → ", theme.QUIET).join(words)


def legend(shown: HeatMap, whole: bool, slim: bool, more: str) -> Content:
    """Return the legend of a map in words, with what no cell can show.

    `more` says where the rest is told when it is not the `whole` one.
    """
    pad = "" if slim else " "
    keys = [
        Content.assemble((f"{pad}{one.letter}{pad}", tones.cell(one.tone)), f" {one.title}  ")
        for one in shown.levels
    ]
    lines = [Content("").join(keys)]
    for risk_id, level in shown.raised:
        words = _("{risk}: a flag raises it to {level}")
        lines.append(foreign.line(words.format(risk=risk_id, level=level.title)))
    if shown.unrated:
        words = _("Not rated: {risks}").format(risks=" ".join(shown.unrated))
        lines.append(foreign.line(words, theme.QUIET))
    if whole:
        lines.append(foreign.line(shown.note, theme.QUIET))
    elif shown.standing:
        lines.append(foreign.line(f"{shown.standing} {more}", theme.QUIET))
    return Content("\n").join(lines)


def about_risk(line: RiskLine, locked: str, own_key: str, slim: bool = False) -> Content:
    """Return what to know about one risk: state, flags, and what is missing, in words.

    `own_key` is the key that takes a proposed text over; in a `slim` window the list tells it.
    """
    head = foreign.line(line.title, "bold")
    kind = f"{line.track} · {_('id {id}').format(id=foreign.one_line(line.id))}"
    lines = [head if slim else Content.assemble(head, "  ", (kind, theme.QUIET))]
    if locked:
        lines.append(foreign.content(locked, theme.QUIET))
    elif line.proposed:
        lines.append(proposed_line("" if slim else own_key))
    lines += [
        Content.assemble((_("Needed: "), tones.word("open")), foreign.line(need))
        for need in line.needs
    ]
    lines += [
        Content.assemble((_("Flag: "), tones.word("bad")), foreign.line(flag))
        for flag in line.flags
    ]
    if not line.needs and not (slim and line.proposed):  # room that the map needs
        lines.append(Content.styled(_("Nothing is missing."), tones.text("good")))
    return Content("\n").join(lines)


def shortened(told: Content, most: int, more: str, width: int) -> list[Content]:
    """Return the first lines of what is told, `most` of them; `more` says where the rest is."""
    lines = [part for line in told.split("\n") for part in hanging(Content(""), line, width)]
    if len(lines) <= most:
        return lines
    end = Content.styled(more, theme.QUIET)
    room = max(width - end.cell_length - 1, 1)
    last = Content.assemble(lines[most - 1].truncate(room, ellipsis=True), " ", end)
    return [*lines[: most - 1], last]


def confirmed_already(lines: Sequence[RiskLine], risk_id: str) -> str:
    """Say that a risk needs no confirming, and which ones wait for it; empty where it does."""
    here = next((line for line in lines if line.id == risk_id), None)
    if here is None or not here.confirmed:
        return ""
    told = _("{number} is confirmed already.").format(number=here.number)
    waiting = [line.number for line in lines if not line.confirmed]
    if not waiting:
        return told
    words = ngettext("{numbers} waits.", "{numbers} wait.", len(waiting))
    return f"{told} {words.format(numbers=', '.join(waiting))}"


def removed(title: str, key: str) -> str:
    """Return the sentence that says what was removed, and the key that brings it back."""
    return _("Removed: {title}. {key} brings it back.").format(title=title, key=key)
