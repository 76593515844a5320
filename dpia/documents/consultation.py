"""How a consultation stands, as text to read: state, clock with its reckoning, timeline."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.documents import words
from dpia.documents.pieces import BLANK, Piece
from dpia.text import _, ngettext

Node = Mapping[str, Any]
BULLET = "- "
MOST = 3
"""Reasons for the duty that are shown; the verdict has all."""


def consultation_pieces(found: Node) -> Iterator[Piece]:
    """Yield everything to read on a consultation, as `Consulting.consultation` gives it."""
    state = words.word(words.CONSULTING, found["state"]) or ""
    if found["voluntary"]:
        state = _("{state} (voluntary)").format(state=state)
    yield Piece(_("Prior consultation: {state}").format(state=state), kind="title")
    for sentence in found["says"]:
        yield Piece(sentence)
    for sentence in duty_lines(found):
        yield Piece(sentence)
    yield from clock_pieces(found)
    if found["requests"]:
        yield from _headed(_("The authority waits for"))
        for entry in found["requests"]:
            yield Piece(_asked(entry), 1, mark=BULLET)
    if found["entries"]:
        yield from _headed(_("What happened"))
        for entry in found["entries"]:
            yield from entry_pieces(entry, found["outcomes"])
    if found["earlier"]:
        said = ngettext("{n} consultation before.", "{n} consultations before.", found["earlier"])
        yield BLANK
        yield Piece(said.format(n=found["earlier"]), kind="quiet")


def duty_lines(found: Node) -> Iterator[str]:
    """Yield whether there is a duty to consult and why, while nothing is under way."""
    duty, under_way = found["duty"], found["state"] not in ("none", "closed")
    if duty is None or under_way or duty["met"] or duty["outcome"] == "not-required":
        return
    if duty["outcome"] == "undetermined":
        yield _("It is not settled whether it must be consulted; the verdict says what is open.")
        return
    articles = ", ".join(f"GDPR Art. {basis}" for basis in duty["basis"])
    yield _("It must be consulted ({articles}):").format(articles=articles)
    yield from (f"– {reason}" for reason in duty["reasons"][:MOST])
    left = len(duty["reasons"]) - MOST
    if left > 0:
        yield _("– and {n} more; the verdict has them all.").format(n=left)


def _headed(title: str) -> Iterator[Piece]:
    yield BLANK
    yield Piece(title, kind="head")


def _asked(entry: Node) -> str:
    said = _("{text} (asked for on {day}, {id})")
    return said.format(text=entry.get("text", ""), day=entry["on"], id=entry["id"])


def clock_pieces(found: Node) -> Iterator[Piece]:
    """Yield each last day that matters now, with the steps by which it was reckoned."""
    for _name, title, day in clock_days(found):
        yield from _headed(title)
        for step in day["because"]:
            law = f" ({step['law']})" if step["law"] else ""
            yield Piece(f"{step['text']}{law}", 1, mark=BULLET)
    if not found["clock"]["holidays_known"]:
        yield BLANK
        yield Piece(holidays_unknown(), kind="care")


def holidays_unknown() -> str:
    """Return the sentence that only weekends are counted."""
    return _("The public holidays of this authority are not known; only weekends are counted.")


def clock_days(found: Node) -> Iterator[tuple[str, str, Node]]:
    """Yield the name, the title and the reckoning of each last day that matters now.

    The last day for an extension does while one can still be announced.
    """
    titles = {
        "answer_until": _("Answer due until {day}"),
        "if_resumed_today": _("Answer due until {day}, if the period went on today"),
        "notice_until": _("An extension can be announced until {day}"),
    }
    clock = found["clock"]
    over = clock["extended"] or found["state"] in ("answered", "closed")
    for name, title in titles.items():
        day = clock[name]
        if day and (name != "notice_until" or not (over or day["day"] < found["as_of"])):
            yield name, title.format(day=day["day"]), day


def entry_pieces(entry: Node, outcomes: Node, depth: int = 1) -> Iterator[Piece]:
    """Yield one entry: its day, what happened and by whom; then what it says, and why."""
    yield Piece(entry_head(entry, outcomes), depth, "name")
    for text in entry_says(entry):
        yield Piece(text, depth + 1)


def entry_head(entry: Node, outcomes: Node) -> str:
    """Return the first line of an entry: `2020-07-07  Sent to the authority (A. Name, c1)`.

    `outcomes` are the ways in which a consultation can end: `id -> {title}`.
    """
    what = words.word(words.CONSULTED, entry["what"]) or ""
    if entry.get("voluntary"):
        what = _("{what}, voluntarily").format(what=what)
    if entry.get("outcome"):
        ended = outcomes.get(entry["outcome"], {}).get("title", entry["outcome"])
        what = f"{what}: {ended}"
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
