"""How a consultation stands on a day: its state in words, its clock, what is owed, what it settled.

Nothing here ever takes the passing of time for an approval (GDPR Rec. 94).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dpia.assessment.consulting import course
from dpia.assessment.consulting.course import Course, courses, latest
from dpia.judgement.consulting.clock import Holidays, Reckoned, answer_until, notice_until, starts
from dpia.text import _

Document = Mapping[str, Any]
Node = dict[str, Any]
RESIDUAL, NATIONAL = "36(1)", "36(5)"
"""What a duty to consult rests on: a high residual risk, or national law."""


def outcomes(law: Document) -> dict[str, Document]:
    """Return how a consultation can end: `id -> row` of `law/consultation`."""
    return {row["id"]: row for row in law.get("outcomes", ())}


def begun(document: Document, today: date) -> tuple[bool | None, str]:
    """Return whether the processing runs by its answers (None: not clear), and since which day.

    The day is ISO, and empty where the answers name none that is past. An answer “no” beside a day
    of start that is past is not clear.
    """
    answers = (document.get("answers") or {}).get("processing") or {}
    start = str(answers.get("start") or "")
    since = start if start and start <= today.isoformat() else ""
    said = {"yes": True, "no": None if since else False}
    running = said.get(str(answers.get("running")))
    return running, since if running else ""


def settled(document: Document, law: Document) -> Node:
    """Return what the record comes to, whatever day it is.

    `state` is that of the latest consultation, `since` the day it was sent, `voluntary` whether
    there was no duty; `outcome` how it ended, `on` the day of the advice, or else of closing it;
    `stopped` whether the authority limited or banned
    the processing; `bases` and `risks` are the duties and the risks that were consulted on and
    are done with.
    """
    known, found = outcomes(law), latest(document)
    bases: set[str] = set()
    risks: set[str] = set()
    for one in courses(document):
        sent, ended = one.first(course.SENT) or {}, one.first(course.CLOSED) or {}
        done = set(known.get(ended.get("outcome", ""), {}).get("settles", ()))
        done &= set(sent.get("basis") or ())
        bases |= done
        risks |= set(sent.get("risks") or ()) if RESIDUAL in done else set()
    outcome = (found.first(course.CLOSED) or {}).get("outcome")
    return {
        "state": found.state,
        "since": found.day(course.SENT) or None,
        "voluntary": found.voluntary,
        "outcome": outcome,
        "on": found.day(course.ADVICE) or found.day(course.CLOSED) or None,
        "stopped": bool(known.get(outcome or "", {}).get("stops")),
        "bases": sorted(bases),
        "risks": sorted(risks),
    }


def standing(document: Document, law: Document, holidays: Holidays, today: date) -> Node:
    """Return how the latest consultation stands on `today`, as data with words.

    `clock` has `starts` (day, estimated), `notice_until`, `answer_until` and, while the period
    rests, `if_resumed_today`: each `{day, because: [{text, law}]}` or None. `says` are sentences,
    the most important first; `requests` and `recommendations` are entries of the record.
    """
    found = latest(document)
    begun = starts(found)
    notice, answer = notice_until(found, law, holidays), answer_until(found, law, holidays)
    resumed = answer_until(found, law, holidays, today.isoformat()) if found.resting else None
    running = found.under_way and found.state != course.ANSWERED
    return {
        **settled(document, law),
        "as_of": today.isoformat(),
        "earlier": max(len(courses(document)) - 1, 0),
        "clock": {
            "starts": {"day": begun[0].isoformat(), "estimated": begun[1]} if begun else None,
            "notice_until": notice.told() if notice else None,
            "answer_until": answer.told() if answer else None,
            "if_resumed_today": resumed.told() if resumed else None,
            "extended": bool(found.first(course.EXTENDED)),
            "ended": bool(running and answer and answer.day < today),
        },
        "says": [*_says(found, law, answer, today), *_of_the_start(found, document, today)],
        "requests": [dict(entry) for entry in found.requests],
        "recommendations": [dict(entry) for entry in found.all(course.RECOMMENDATION)],
        "entries": [dict(entry) for entry in found.entries],
    }


def _says(found: Course, law: Document, answer: Reckoned | None, today: date) -> Iterator[str]:
    state = found.state
    if state == course.NONE:
        yield _("The supervisory authority has not been consulted.")
        return
    if found.voluntary:
        yield _("It is voluntary: when it was sent, no duty to consult was found.")
    if state == course.CLOSED:
        yield from _of_the_end(found, law)
    elif state == course.ANSWERED:
        yield _("The authority answered on {day}.").format(day=found.day(course.ADVICE))
        if found.unanswered:
            yield _("Say what becomes of each recommendation, then close the consultation.")
    elif found.resting:
        yield _("The period rests since {day}, until the authority has what it asked for.").format(
            day=found.rests[-1][0]
        )
        if not found.requests:
            yield _("All it asked for was given: record when the period goes on.")
    elif answer is None:
        yield _("Until when it answers cannot be reckoned: the record says not when it was sent.")
    elif answer.day < today:
        yield _("The period ended on {day}, and no answer is on record.").format(day=answer.day)
        yield _silence(law)
    else:
        yield _("The authority answers until {day}.").format(day=answer.day)
    if state == course.SENT and answer:
        yield _("That is an estimate, from the day of sending, until the receipt is on record.")


def _of_the_start(found: Course, document: Document, today: date) -> Iterator[str]:
    """Yield what holds for the processing while the consultation is under way."""
    running, since = begun(document, today)
    if not found.under_way:
        return
    if not running:
        yield _("The processing may not start while the consultation is under way.")
        return
    yield running_words(since)
    if not found.voluntary:
        yield _("The law asks for consultation prior to the processing (GDPR Art. 36).")
    yield _("Explain to the authority whether it is stopped meanwhile or goes on, and why.")


def running_words(since: str) -> str:
    """Return that the processing runs, in a sentence; `since` is an ISO day, or empty."""
    if since:
        return _("The processing has been running since {day}.").format(day=since)
    return _("The processing is running already; since when is not said.")


def _of_the_end(found: Course, law: Document) -> Iterator[str]:
    ended = found.first(course.CLOSED) or {}
    row = outcomes(law).get(ended.get("outcome", ""), {})
    named = str(row.get("title") or ended.get("outcome") or "")
    yield _("It was closed on {day}: {outcome}.").format(day=ended.get("on"), outcome=named)
    if row.get("needs") == "period-ended":
        yield _silence(law)


def _silence(law: Document) -> str:
    row = law.get("silence") or {}
    title = row.get("title") or _("Time that passes without an answer is no approval")
    return _("{sentence} ({law}).").format(sentence=title, law=row.get("law", "GDPR Rec. 94"))


def due(document: Document, law: Document, holidays: Holidays) -> Iterator[Node]:
    """Yield `{what, day?, title?, owner?}` for what a consultation waits for, as `due` does.

    What the passing of a day ends by itself, the chance to extend, is listed with that day.
    """
    found = latest(document)
    if found.under_way and not found.first(course.ADVICE):
        notice, answer = notice_until(found, law, holidays), answer_until(found, law, holidays)
        if notice and found.first(course.RECEIVED) and not found.first(course.EXTENDED):
            yield {"what": "consultation-extension", "day": notice.day.isoformat()}
        if answer:
            yield {"what": "consultation-answer", "day": answer.day.isoformat()}
        for entry in found.requests:
            yield {"what": "consultation-information", "title": str(entry.get("text", ""))}
    for entry in found.all(course.RECOMMENDATION):
        if entry.get("followed") != "no" and not entry.get("done"):
            named = {"title": str(entry.get("text", "")), "owner": str(entry.get("owner", ""))}
            day = {"day": entry["due"]} if entry.get("due") else {}
            yield {"what": "recommendation", **day, **named}
