"""Redacting a text for good (GDPR Art. 17), in one assessment and in its other versions.

A `Plan` says first what would go and what would stay; `carry_out` does it.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dpia.assessment import event, pointer, redacting, sought
from dpia.assessment.carrying import names_of
from dpia.assessment.past import TREATED, path_of, place_of
from dpia.assessment.shelf import settle
from dpia.assessment.sought import Place, Target
from dpia.canonical import canonical
from dpia.errors import DpiaError, Invalid, NotFound
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case

Document = dict[str, Any]
Event = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """What redacting would take away from one assessment, which is not changed by looking."""

    case: "Case"
    target: Target

    @cached_property
    def history(self) -> list[Event]:
        """All events, oldest first."""
        return list(self.case.desk.register.events(self.case.document))

    @cached_property
    def events(self) -> list[Event]:
        """The events that would be emptied, oldest first."""
        return [one for one in self.history if sought.holds(one, self.target)]

    @cached_property
    def after(self) -> Document:
        """The assessment as it would stand, with its history as it is."""
        before, case = self.case.document, self.case
        after = redacting.redacted(before, self.target, self._in_own_words)
        if event.content(after) == event.content(before):
            return after
        return settle(after, case.rulebook, case.as_of)

    @property
    def places(self) -> list[str]:
        """What a person calls the places at which something that stands now would go."""
        return redacting.places(self.case.document, self.after)

    @property
    def attached(self) -> list[str]:
        """The sha256 of the attachments that would go."""
        rows = sought.attached(self.case.document, self.history)
        return sorted({sha for row, sha in rows if row in self.target.attachments})

    @property
    def stays(self) -> list[str]:
        """Sentences on what cannot be redacted, or is not looked into."""
        found = list(redacting.remaining(self.case.document, self.history, self.target))
        views, text = self.case.desk.config.views, self.target.text
        if text and (saved := [n for n, query in views.items() if text.search(f"{n} {query}")]):
            message = _("A saved view of your own holds it: {names}. Delete it in the register.")
            found.append(message.format(names=", ".join(saved)))
        if text and not self.target.past_only and (left := sought.unmoved(self.after, text)):
            message = _("It stays in ids, codes or dates, which hold the rest together: {places}.")
            found.append(message.format(places=", ".join(left)))
        files = self.case.rulebook.files.items()
        if text and (kept := [n for n, one in files if text.search(canonical(one).decode())]):
            message = _("Questionnaires it is judged by have the same words, and stay: {names}.")
            found.append(message.format(names=", ".join(kept)))
        return found

    @property
    def empty(self) -> bool:
        """Whether there is nothing to redact."""
        return not (self.events or self.places)

    def _in_own_words(self, place: Place) -> bool:
        _part, topic, *inside = place
        try:
            asked = self.case.rulebook.question(f"{topic}.{'/'.join(inside)}")
        except DpiaError:
            return True  # no question that is known: whatever stands there is only text
        return asked.kind in ("text", "long-text")

    def carry_out(self, reason: str) -> "Case":
        """Redact, and return the assessment opened again.

        Raises Invalid when the reason is missing or holds the text itself, Conflict when somebody
        saved meanwhile, NotSaved.
        """
        why = reason.strip()
        if not why:
            raise Invalid(_("Redacting takes a written reason."))
        if self.target.text and self.target.text.search(why):
            raise Invalid(_("The reason holds the text itself; say it without."))
        case, desk = self.case, self.case.desk
        said = {"by": desk.who, "at": desk.stamp()}
        tombstone = {**said, "why": why, "event": event.last(case.document) + 1}
        numbers = {one["seq"] for one in self.events}

        def empty(one: Event) -> Event:
            return event.emptied(one, tombstone) if one.get("seq") in numbers else one

        after = {**self.after, "events": list(map(empty, case.document["events"]))}
        salt = secrets.token_hex(8)
        said["note"] = why
        after = redacting.tombstones(case.document, after, numbers, said, salt)
        after, _verdict, _evaluation = case._with_summary(after)
        desk.register.redact(after, str(case.stamp), empty, self.attached)
        return desk.open(case.id)


def plan(
    case: "Case",
    numbers: Iterable[int] = (),
    answer: str = "",
    text: str = "",
    attachments: Iterable[str] = (),
    past_only: bool = False,
) -> Plan:
    """Say what would go of one assessment: all that the arguments name. See `Target`.

    Raises NotFound for what is not there, Invalid for what cannot be looked for.
    """
    events = frozenset(numbers)
    history = list(case.desk.register.events(case.document))
    known = {one.get("seq") for one in history}
    if missing := sorted(events - known):
        message = _("There is no event {n}. The history goes from 1 to {last}.")
        raise NotFound(message.format(n=missing[0], last=event.last(case.document)))
    files = frozenset(attachments)
    rows = {row for row, _sha in sought.attached(case.document, history)}
    if strange := sorted(files - rows):
        message = _("There is no attachment “{id}” here, and there never was one.")
        raise NotFound(message.format(id=strange[0][:80]))
    target = Target(
        events=events,
        places=_places(case, answer) if answer else (),
        text=sought.wording(text) if text else None,
        attachments=files,
        past_only=past_only,
        written=sought.found_in(history, events),
    )
    return Plan(case, target)


def _places(case: "Case", path: str) -> tuple[str, ...]:
    """Return where an answer stands, and where it stood under names it had before."""
    place = place_of(path)
    part = pointer.tokens(place)[0]
    if part not in TREATED:
        return tuple(map(place_of, names_of(case.rulebook, path_of(place))))
    return (place,)


def elsewhere(plan: Plan) -> list[Plan]:
    """Return what would go of the other versions of an assessment that hold the same, oldest first.

    What cannot be opened is left out.
    """
    found = []
    for case in _versions(plan.case):
        texts = {sha for row, sha in _files(plan) if row in plan.target.attachments}
        other = Plan(case, replace(plan.target, events=frozenset()))
        rows = frozenset(row for row, sha in _files(other) if sha in texts)
        other = Plan(case, replace(other.target, attachments=rows))
        if not other.empty:
            found.append(other)
    return found


def _files(plan: Plan) -> Iterator[tuple[str, str]]:
    return sought.attached(plan.case.document, plan.history)


def _versions(case: "Case") -> Iterator["Case"]:
    """Yield the other versions of an assessment: those it came from, and those that came of it."""
    rows = {str(row["id"]): str(row.get("previous") or "") for row in case.desk.summaries()}
    kin, grown = {case.id}, True
    while grown:
        more = {
            *(rows[one] for one in kin if rows.get(one) in rows),
            *(one for one, before in rows.items() if before in kin),
        }
        grown, kin = not more <= kin, kin | more
    for ident in sorted(kin - {case.id}):
        try:
            yield case.desk.open(ident)
        except DpiaError:
            continue
