"""The life of an assessment as the screen shows it: its state, its moves, and who signed off."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dpia.desk.moving import Way
from dpia.documents import words
from dpia.documents.sign_offs import fitting, in_role, key_of
from dpia.text import _
from dpia.tui.shown.decision import Fact

Document = Mapping[str, Any]
ELSEWHERE = ("decide", "archive", "bring-back")
"""Moves that are made elsewhere: by an outcome, or in the register."""


def state_fact(state: str, document: Document) -> Fact:
    """Return the state of an assessment, with the days that belong to it."""
    dates = document.get("dates") or {}
    said = {
        "in_force": _("In force since {day}."),
        "ended": _("Ended on {day}."),
        "review_due": _("Its review was due on {day}.") if state == "due-for-review" else "",
    }
    told = [text.format(day=dates[name]) for name, text in said.items() if text and dates.get(name)]
    tone = {"in-force": "good", "due-for-review": "watch"}.get(state, "")
    return Fact(_("State"), words.word(words.STATUS, state) or "", tone, tuple(told), "move")


def way_facts(ways: Sequence[Way]) -> Iterator[tuple[Way, Fact]]:
    """Yield the moves out of a state, each with who may make it and what stands in its way."""
    for way in ways:
        if way.move.id not in ELSEWHERE:
            word, tone = (_("not possible"), "bad") if way.refused else (_("possible"), "good")
            leads = words.word(words.STATUS, way.move.to) or ""
            heading = _("{state} – {move}").format(state=leads, move=way.move.title)
            who = _("For {who}.").format(who=way.who)
            yield way, Fact(heading, word, tone, (who, *way.refused))


def sign_off_facts(entries: Sequence[Document]) -> Iterator[Fact]:
    """Yield the sign-offs: who, as what, when, whether each still fits, its hashes and its key."""
    for number, entry in enumerate(entries, 1):
        day = str(entry.get("at", ""))[:10]
        who = _("{by} ({role}), {day}").format(by=entry["by"], role=in_role(entry), day=day)
        said = [who, _("Content: {hash}").format(hash=entry.get("content_hash") or "?")]
        said += [_("History: {hash}").format(hash=entry.get("head_hash") or "?")]
        if key := key_of(entry):
            said += [_("Signed with the key {key}.").format(key=key)]
        heading = _("Sign-off {n}").format(n=number)
        tone = "good" if entry["fits"] else "bad"
        yield Fact(heading, fitting(entry), tone, tuple(said), "sign")
