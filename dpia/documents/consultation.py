"""How a consultation stands, as text to read: state, clock with its reckoning, timeline."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.documents import words
from dpia.documents.pieces import BLANK, Piece
from dpia.text import _, ngettext

Node = Mapping[str, Any]
BULLET = "- "


def consultation_pieces(found: Node, outcomes: Mapping[str, str]) -> Iterator[Piece]:
    """Yield everything there is to read on a consultation, as `Consulting.consultation` gives it.

    `outcomes` names the ways in which it can end: `id -> title`.
    """
    state = words.word(words.CONSULTING, found["state"]) or ""
    if found["voluntary"]:
        state = _("{state} (voluntary)").format(state=state)
    yield Piece(_("Prior consultation: {state}").format(state=state), kind="title")
    for sentence in found["says"]:
        yield Piece(sentence)
    yield from clock_pieces(found["clock"])
    if found["requests"]:
        yield from _headed(_("The authority waits for"))
        for entry in found["requests"]:
            yield Piece(_asked(entry), 1, mark=BULLET)
    if found["entries"]:
        yield from _headed(_("What happened"))
        for entry in found["entries"]:
            yield from entry_pieces(entry, outcomes)
    if found["earlier"]:
        said = ngettext("{n} consultation before.", "{n} consultations before.", found["earlier"])
        yield BLANK
        yield Piece(said.format(n=found["earlier"]), kind="quiet")


def _headed(title: str) -> Iterator[Piece]:
    yield BLANK
    yield Piece(title, kind="head")


def _asked(entry: Node) -> str:
    said = _("{text} (asked for on {day}, {id})")
    return said.format(text=entry.get("text", ""), day=entry["on"], id=entry["id"])


def clock_pieces(clock: Node) -> Iterator[Piece]:
    """Yield each last day with the steps by which it was reckoned."""
    for title, name in _DAYS:
        day = clock[name]
        if not day:
            continue
        yield from _headed(title.format(day=day["day"]))
        for step in day["because"]:
            law = f" ({step['law']})" if step["law"] else ""
            yield Piece(f"{step['text']}{law}", 1, mark=BULLET)
    if clock["starts"] and not clock["holidays_known"]:
        yield BLANK
        yield Piece(
            _("The public holidays of this authority are not known; only weekends are counted."),
            kind="care",
        )


_DAYS = (
    (_("Answer due until {day}"), "answer_until"),
    (_("Answer due until {day}, if the period went on today"), "if_resumed_today"),
    (_("An extension can be announced until {day}"), "notice_until"),
)


def entry_pieces(entry: Node, outcomes: Mapping[str, str], depth: int = 1) -> Iterator[Piece]:
    """Yield one entry: its day, what happened and by whom; then what it says, and why."""
    yield Piece(entry_head(entry, outcomes), depth, "name")
    for text in entry_says(entry):
        yield Piece(text, depth + 1)


def entry_head(entry: Node, outcomes: Mapping[str, str]) -> str:
    """Return the first line of an entry: `2020-07-07  Sent to the authority (A. Name, c1)`."""
    what = words.word(words.CONSULTED, entry["what"]) or ""
    if entry.get("voluntary"):
        what = _("{what}, voluntarily").format(what=what)
    if entry.get("outcome"):
        what = f"{what}: {outcomes.get(entry['outcome'], entry['outcome'])}"
    who = ", ".join(filter(None, (str(entry.get("by", "")), str(entry["id"]))))
    return f"{entry['on']}  {what} ({who})"


def entry_says(entry: Node) -> Iterator[str]:
    """Yield what an entry says, why, and for a recommendation what becomes of it."""
    if entry.get("basis"):
        yield _("Duty: GDPR Art. {basis}").format(basis=", ".join(entry["basis"]))
    if entry.get("text"):
        yield str(entry["text"])
    if entry.get("because"):
        yield _("Why: {text}").format(text=entry["because"])
    if entry["what"] != "recommendation":
        return
    followed = words.word(words.FOLLOWED, entry.get("followed")) or _("Not answered yet")
    response = str(entry.get("response", ""))
    yield f"{followed}: {response}" if response else followed
    if entry.get("action"):
        said = _("{action} – {owner}, {due}").format(
            action=entry["action"],
            owner=entry.get("owner") or _("nobody named"),
            due=entry.get("due") or _("no date"),
        )
        if entry.get("done"):
            said = _("{said}; done on {day}").format(said=said, day=entry["done"])
        yield said
