"""Recording what happens in a consultation, and what becomes of the recommendations.

Every entry is checked against those before it: the order, the days, and the limits of the law,
which the caller has reckoned (GDPR Art. 36(2)).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dpia.assessment.consulting import course
from dpia.assessment.consulting.course import Course, Entry
from dpia.assessment.document import next_id
from dpia.assessment.event import working_copy
from dpia.errors import Invalid, NotFound
from dpia.questionnaire.cleaning import clean
from dpia.text import _

Document = Mapping[str, Any]
MOST = 500
"""More entries than this no assessment has."""
FOLLOWED = ("yes", "partly", "no")
ANSWER = ("followed", "response", "action", "owner", "due", "done")
"""What is said of what becomes of a recommendation."""
_TEXT = (course.REQUESTED, course.GIVEN, course.ADVICE, course.RECOMMENDATION)
"""Entries that say something; the others take a reason, but for `SENT` and `RECEIVED`."""
REASON = (course.EXTENDED, course.SUSPENDED, course.RESUMED, course.CLOSED)


@dataclass(frozen=True)
class Limits:
    """The last days as they are reckoned before the entry; None while they cannot be."""

    notice: date | None = None
    """Until when an extension may be announced."""
    answer: date | None = None
    """Until when the authority answers."""
    outcomes: Mapping[str, str] | None = None
    """How a consultation can end: `id -> what must be on record first`, as the law's file says."""


def record(
    document: Document, what: str, *, on: date, today: date, limits: Limits, **said: Any
) -> tuple[dict[str, Any], str]:
    """Add an entry and return the document and the entry's id. Raises Invalid, saying why not.

    `said` holds `by` and `at`, and where it applies `text`, `because`, `voluntary`, `basis`,
    `risks`, `body`, `of`, `outcome` and what is in `ANSWER`; empty values are left out.
    """
    if what not in course.KINDS:
        known = ", ".join(course.KINDS)
        message = _("“{what}” is nothing that happens in a consultation. Choose one of: {known}.")
        raise Invalid(message.format(what=clean(what)[:40], known=known))
    said = {name: _kept(value) for name, value in said.items()}
    found = course.latest(document)
    stops = [*_days(found, on, today), *_text(what, said), *_order(found, what)]
    stops += [] if stops else _RULES.get(what, _nothing)(found, on, said, limits)
    if len(document.get("consultation") or ()) >= MOST:
        stops.append(_("An assessment has at most {n} entries here.").format(n=MOST))
    if what == course.RECOMMENDATION and said.get("followed"):
        stops += _answer(said)
    if stops:
        raise Invalid("\n".join(stops))
    after = working_copy(document)
    row_id = next_id(after, "c")
    entry = {"id": row_id, "what": what, "on": on.isoformat()}
    entry |= {name: value for name, value in said.items() if value not in ("", [], None, False)}
    after["consultation"] = [*(after.get("consultation") or ()), entry]
    return after, row_id


def answer(document: Document, row_id: str, by: str, at: str, **said: Any) -> dict[str, Any]:
    """Say what becomes of a recommendation: followed or not, response, action, owner, day.

    What is not said stays as it was. Raises NotFound and Invalid.
    """
    after = working_copy(document)
    rows = [e for e in after.get("consultation") or () if e.get("what") == course.RECOMMENDATION]
    entry = next((one for one in rows if one.get("id") == row_id), None)
    if entry is None:
        known = ", ".join(str(one.get("id")) for one in rows) or _("none")
        message = _("There is no recommendation “{id}” on record. There are: {known}.")
        raise NotFound(message.format(id=clean(row_id)[:80], known=known))
    entry |= {name: _kept(said[name]) for name in ANSWER if said.get(name)}
    if stops := list(_answer(entry)):
        raise Invalid("\n".join(stops))
    entry |= {"answered_by": by, "answered_at": at}
    return after


def possible(found: Course) -> tuple[str, ...]:
    """Return what can happen next, as far as the order of things goes; days are not looked at."""
    return tuple(what for what in course.KINDS if not _against(found, what))


def misordered(entries: Iterable[Entry]) -> Iterator[tuple[int, str]]:
    """Yield what in a record from a file could not have happened: the place of the entry, and why.

    What needs the terms of the law or today's date is not looked at.
    """
    before: list[Entry] = []
    for at, entry in enumerate(entries):
        found, what = course.latest({"consultation": before}), str(entry["what"])
        on = date.fromisoformat(str(entry["on"]))
        why = [*_days(found, on, on), *_order(found, what)]
        if not why:
            limits = Limits(outcomes={str(entry.get("outcome", "")): ""})
            why = list(_RULES.get(what, _nothing)(found, on, entry, limits))
        yield from ((at, sentence) for sentence in why)
        before.append(entry)


def _against(found: Course, what: str) -> list[str]:
    said, limits = {"outcome": ""}, Limits(outcomes={"": ""})
    order = list(_order(found, what))
    return order or list(_RULES.get(what, _nothing)(found, date.min, said, limits))


def _kept(value: Any) -> Any:
    return clean(value).strip() if isinstance(value, str) else value


def _answer(said: Mapping[str, Any]) -> Iterator[str]:
    if said.get("followed") not in FOLLOWED:
        yield _("Say whether the recommendation is followed: yes, partly or no.")
    elif said["followed"] == "no" and not said.get("response"):
        yield _("A recommendation that is not followed takes a written response.")
    elif said["followed"] != "no" and not (said.get("action") and said.get("owner")):
        yield _("A recommendation that is followed names what is done and who does it.")


def _days(found: Course, on: date, today: date) -> Iterator[str]:
    if on > today:
        yield _("{day} is still to come; record it when it has happened.").format(day=on)
    last = found.entries[-1] if found.entries else {}
    if on.isoformat() < str(last.get("on", "")):
        message = _("{day} is before the latest entry, of {last}. Entries follow one another.")
        yield message.format(day=on, last=last["on"])


def _text(what: str, said: Mapping[str, Any]) -> Iterator[str]:
    if what in _TEXT and not said.get("text"):
        yield _("Write what was asked for, given, advised or recommended.")
    if what in REASON and not said.get("because"):
        yield _("This takes a written reason.")


def _order(found: Course, what: str) -> Iterator[str]:
    """Yield why something cannot happen as the consultation stands."""
    if what == course.SENT:
        if found.under_way:
            day = found.day(course.SENT)
            yield _("A consultation sent on {day} is under way; close it first.").format(day=day)
        return
    if not found.under_way:
        yield _("No consultation is under way: record first that it was sent.")
    elif what not in (course.REQUESTED, course.GIVEN, course.RECEIVED, course.CLOSED) and (
        not found.first(course.RECEIVED)
    ):
        yield _("The authority has not received it yet: record that first.")
    elif found.first(course.ADVICE) and what not in (course.RECOMMENDATION, course.CLOSED):
        day = found.day(course.ADVICE)
        yield _("The authority answered on {day}; its period has ended.").format(day=day)


Rule = Callable[[Course, date, Mapping[str, Any], Limits], Iterator[str]]


def _nothing(_f: Course, _on: date, _said: Mapping[str, Any], _l: Limits) -> Iterator[str]:
    yield from ()


def _once(what: str) -> Rule:
    def rule(found: Course, _on: date, _said: Mapping[str, Any], _l: Limits) -> Iterator[str]:
        if day := found.day(what):
            yield _("That is on record already, for {day}.").format(day=day)

    return rule


def _extended(found: Course, on: date, said: Mapping[str, Any], limits: Limits) -> Iterator[str]:
    yield from _once(course.EXTENDED)(found, on, said, limits)
    if limits.notice and on > limits.notice:
        yield _(
            "An extension can be announced until {last} (GDPR Art. 36(2)); {day} is later."
        ).format(last=limits.notice, day=on)


def _suspended(found: Course, on: date, _said: Mapping[str, Any], limits: Limits) -> Iterator[str]:
    if found.resting:
        yield _("The period rests already, since {day}.").format(day=found.rests[-1][0])
    elif not found.requests:
        yield _(
            "A period rests only while the authority waits for information it has asked for (GDPR "
            "Art. 36(2)): record the request first."
        )
    elif limits.answer and on > limits.answer:
        yield _("The period ended on {last}; it cannot rest any more.").format(last=limits.answer)


def _resumed(found: Course, _on: date, _said: Mapping[str, Any], _l: Limits) -> Iterator[str]:
    if not found.resting:
        yield _("The period does not rest, so it cannot be resumed.")


def _given(found: Course, _on: date, said: Mapping[str, Any], _l: Limits) -> Iterator[str]:
    known = [str(entry.get("id")) for entry in found.requests]
    if not known:
        yield _("The authority waits for no information: record the request first.")
    elif said.get("of") and said["of"] not in known:
        message = _("“{id}” is no request that is open. Open are: {known}.")
        yield message.format(id=str(said["of"])[:40], known=", ".join(known))


def _recommended(found: Course, _on: date, _said: Mapping[str, Any], _l: Limits) -> Iterator[str]:
    if not found.first(course.ADVICE):
        yield _("Recommendations come with the advice: record that first.")


def _closed(found: Course, on: date, said: Mapping[str, Any], limits: Limits) -> Iterator[str]:
    outcomes = limits.outcomes or {}
    outcome = str(said.get("outcome") or "")
    if outcome not in outcomes:
        yield _("Say how it ended, one of: {known}.").format(known=", ".join(outcomes))
        return
    if outcomes[outcome] == "advice" and not found.first(course.ADVICE):
        yield _("No advice is on record; record it first, or name another outcome.")
    if outcomes[outcome] == "period-ended":
        yield from _ended(found, on, limits)
    if left := [_short(entry) for entry in found.unanswered]:
        message = _("Say first what becomes of each recommendation: {left}.")
        yield message.format(left=", ".join(left))


def _ended(found: Course, on: date, limits: Limits) -> Iterator[str]:
    if found.first(course.ADVICE):
        yield _("The authority has answered; name another outcome.")
    elif limits.answer is None:
        yield _("The period has not ended: it rests, or the receipt is not on record.")
    elif on <= limits.answer:
        yield _("The authority may still answer until {last}.").format(last=limits.answer)


def _short(entry: Entry) -> str:
    text = str(entry.get("text", ""))
    return f"{entry.get('id')} “{text[:40]}{'…' if len(text) > 40 else ''}”"


_RULES: Mapping[str, Rule] = {
    course.RECEIVED: _once(course.RECEIVED),
    course.EXTENDED: _extended,
    course.SUSPENDED: _suspended,
    course.RESUMED: _resumed,
    course.GIVEN: _given,
    course.ADVICE: _once(course.ADVICE),
    course.RECOMMENDATION: _recommended,
    course.CLOSED: _closed,
}
