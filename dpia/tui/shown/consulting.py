"""A consultation as its screen shows it: state, clock with its reckoning, parts, record."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.content import Content

from dpia.documents import words
from dpia.documents.consultation import (
    clock_days,
    duty_lines,
    entry_head,
    entry_says,
    holidays_unknown,
)
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.shown.decision import Fact
from dpia.tui.view import CaseView
from dpia.tui.widgets import tones
from dpia.tui.widgets.lines import hanging
from dpia.tui.widgets.listing import HEADING, Draw

if TYPE_CHECKING:
    from dpia.documents.consultation_pack import Part

Node = Mapping[str, Any]
Rows = Iterator[tuple[str, Draw]]
STATE, CLOCK, REQUEST, PART, ENTRY = "state", "clock:", "request:", "part:", "entry:"
"""What the ids of the rows begin with."""
_TONE = {"running": "watch", "suspended": "watch", "sent": "watch", "closed": "good"}
_PART_TONE = {"there": "good", "partly": "watch", "missing": "bad", "nothing": ""}


def rows(found: Node, parts: "Sequence[Part] | None") -> Rows:
    """Yield the rows of the screen; `parts` is None while they are still being looked for."""
    yield STATE, partial(state_row, found)
    for name, title, day in clock_days(found):
        yield CLOCK + name, partial(day_row, title, day)
    if found["requests"]:
        yield _heading(_("The authority waits for"))
        for entry in found["requests"]:
            yield REQUEST + str(entry["id"]), partial(request_row, entry)
    if found["entries"]:
        yield _heading(_("What happened"))
        for entry in reversed(found["entries"]):
            yield ENTRY + str(entry["id"]), partial(entry_row, entry, found["outcomes"])
    yield _heading(_("What is sent (GDPR Art. 36(3))"))
    if parts is None:
        yield HEADING + "looking", _looking
    for part in parts or ():
        yield PART + part.letter, partial(part_row, part)


def consulting_facts(view: CaseView) -> Iterator[Fact]:
    """Yield how the consultation stands, once there is one or a duty to it; it leads there."""
    found, verdict = view.consultation, view.verdict or {}
    required = verdict.get("consultation", {}).get("outcome") == "required"
    if required or found["entries"]:
        word = words.word(words.CONSULTING, found["state"]) or ""
        tone = _TONE.get(found["state"], "watch")
        yield Fact(_("Consultation"), word, tone, tuple(found["says"]), "consultation")


def _heading(title: str) -> tuple[str, Draw]:
    lines = [Content(""), Content.styled(title, "bold $text-primary")]
    return HEADING + title, lambda _width: lines


def _looking(_width: int) -> list[Content]:
    return [Content.styled(_("Looking …"), theme.QUIET)]


def state_row(found: Node, width: int) -> list[Content]:
    """Draw how it stands, in a word and in sentences."""
    word = words.word(words.CONSULTING, found["state"]) or ""
    tone = "bad" if found["clock"]["ended"] or found["stopped"] else _TONE.get(found["state"], "")
    more = [_("voluntary")] if found["voluntary"] else []
    head = Content.assemble(
        (f"{_('Prior consultation')}: ", "bold"),
        (word, tones.word(tone)),
        *((f" · {text}", theme.QUIET) for text in more),
    )
    lines = hanging(Content(""), head, width)
    unknown = () if found["clock"]["holidays_known"] else (holidays_unknown(),)
    for sentence in (*found["says"], *duty_lines(found), *unknown):
        lines += hanging(Content("  "), foreign.line(sentence, limit=600), width)
    return lines


def day_row(title: str, day: Node, width: int) -> list[Content]:
    """Draw a last day, and below it the steps by which it was reckoned."""
    lines = hanging(Content(""), Content.styled(title, "bold"), width)
    for step in day["because"]:
        law = f" ({step['law']})" if step["law"] else ""
        said = Content.assemble(step["text"], (law, theme.QUIET))
        lines += hanging(Content("  · "), said, width)
    return lines


def request_row(entry: Node, width: int) -> list[Content]:
    """Draw what the authority waits for."""
    lines = hanging(Content(""), foreign.line(str(entry.get("text", "")), limit=600), width)
    asked = _("asked for on {day}, {id}").format(day=entry["on"], id=entry["id"])
    return lines + hanging(Content("  "), foreign.line(asked, theme.QUIET), width)


def entry_row(entry: Node, outcomes: Node, width: int) -> list[Content]:
    """Draw one entry: its day and what happened; then what it says, and why."""
    lines = hanging(Content(""), foreign.line(entry_head(entry, outcomes), "bold"), width)
    open_ = entry["what"] == "recommendation" and not entry.get("followed")
    for at, text in enumerate(entry_says(entry)):
        style = theme.CARE if open_ and at else theme.PLAIN
        lines += hanging(Content("  "), foreign.line(text, style, limit=600), width)
    return lines


def part_row(part: "Part", width: int) -> list[Content]:
    """Draw one part of what is sent, and how far it is there."""
    tone = tones.word(_PART_TONE[part.state])
    head = Content.assemble(
        (f"({part.letter}) ", theme.QUIET), f"{part.title}: ", (part.says, tone)
    )
    return hanging(Content(""), head, width)
