"""Where an open assessment stands in its life, the moves it can make, and who signs off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dpia.assessment import life_cycle, opinion, signing
from dpia.assessment.life_cycle import LifeCycle, Move
from dpia.desk import roles
from dpia.desk.revising import stands_over
from dpia.desk.work import Verdict, Work
from dpia.documents import words
from dpia.errors import DpiaError, Invalid
from dpia.questionnaire.cleaning import clean
from dpia.text import _

ELSEWHERE = {"decide": "decide", "archive": "archive", "bring-back": "archive --back"}
"""Moves with a command of their own: they take more than a reason."""


@dataclass(frozen=True)
class Way:
    """A move that leads out of the present state, who may make it, and what stands in its way."""

    move: Move
    who: str
    refused: tuple[str, ...]

    def told(self) -> dict[str, Any]:
        """Return it as data: `{id, title, to, who, possible, refused, reason}`."""
        said: dict[str, Any] = {
            "id": self.move.id,
            "title": self.move.title,
            "to": self.move.to or None,
        }
        said |= {"who": self.who, "possible": not self.refused, "refused": list(self.refused)}
        return said | {"reason": self.move.reason}


class Moving(Work):
    """The part of an open assessment that moves through its life."""

    @property
    def life_cycle(self) -> LifeCycle:
        """The life cycle it was frozen with; that of the library for what is older than it."""
        name = life_cycle.FILE
        return life_cycle.read(self.rulebook.files.get(name) or self.desk.library.document(name))

    @property
    def state(self) -> str:
        """The state today, `due-for-review` among them."""
        return life_cycle.state_of(self.document, self.desk.today())

    @property
    def editable(self) -> bool:
        """Whether the assessment may be changed in its state."""
        return str(self.document["status"]) in self.life_cycle.open_states

    def ways(self) -> list[Way]:
        """Return the moves out of the present state, each with what stands in its way."""
        found = self.life_cycle.out_of(str(self.document["status"]))
        given = self.desk.config.roles
        return [
            Way(move, roles.told(given, move.roles), tuple(self._stops(move))) for move in found
        ]

    def _stops(self, move: Move, outcome: str = "") -> list[str]:
        from dpia.judgement.moving import missing

        refused = roles.refusal(self.desk.config.roles, self.desk.who, move.roles)
        try:
            found = missing(move, self.verdict, self.document, self.evaluation, outcome)
        except DpiaError as problem:  # a rule is broken: nothing is known of the verdict
            found = [problem.message] if any(need.check for need in move.needs) else []
        if move.id == "reopen":
            found.append(stands_over(self))
        return [stop for stop in (refused, *found) if stop]

    def _may(self, name: str, reason: str = "", outcome: str = "") -> None:
        """Raise Invalid unless the move `name` may be made now, by whoever works here."""
        move, status = self.life_cycle.move(name), str(self.document["status"])
        if move is None or status not in move.sources:
            raise Invalid(self._no_way(name))
        stops = self._stops(move, outcome)
        if move.reason and not reason.strip():
            stops.append(_("“{move}” takes a written reason.").format(move=move.title))
        if stops:
            raise Invalid("\n".join(stops))

    def _no_way(self, name: str) -> str:
        status = words.word(words.STATUS, self.document["status"]) or ""
        move = self.life_cycle.move(name)
        if move is None:
            return _("The life cycle of this assessment has no move “{move}”.").format(move=name)
        if move.to == self.document["status"]:
            return _("It is “{state}” already.").format(state=status)
        message = _("“{move}” is not possible from the state “{state}”, only from: {sources}.")
        sources = ", ".join(words.STATUS.get(one, one) for one in move.sources)
        return message.format(move=move.title, state=status, sources=sources)

    def move(self, name: str, reason: str = "", day: date | None = None) -> Verdict:
        """Make the move `name`, given by its id or by the state it leads to.

        `day` is from when the processing runs, or when it ended (default: today). Raises Invalid
        with everything that stands in its way.
        """
        move = self._named(name)
        if move.id in ELSEWHERE:
            message = _("This takes more than a move: use `dpia {command}`.")
            raise Invalid(message.format(command=ELSEWHERE[move.id]))
        self._may(move.id, reason)
        if move.id == "reopen":
            after = opinion.reopen(self.document)
            return self._accept(after, "reopened", "decision", note=clean(reason).strip(),
                                closed=True)  # fmt: skip
        today = self.desk.today()
        if day and day > today:
            message = _("{day} is still to come; make this move when it has.")
            raise Invalid(message.format(day=day.isoformat()))
        after = life_cycle.moved(self.document, move, (day or today).isoformat())
        return self._accept(after, "moved", move.to, note=clean(reason).strip(), closed=True)

    def _named(self, name: str) -> Move:
        found = self.life_cycle.out_of(str(self.document["status"]))
        for move in found:
            if name in (move.id, move.to):
                return move
        if known := self.life_cycle.move(name):
            raise Invalid(self._no_way(known.id))
        status = words.word(words.STATUS, self.document["status"])
        listed = ", ".join(move.to or move.id for move in found) or _("nothing")
        message = _("From “{state}” it cannot go to “{name}”. Possible: {listed}.")
        raise Invalid(message.format(state=status, name=clean(name)[:40], listed=listed))

    # Signing off

    def own_role(self) -> str:
        """Return the first role of whoever works here, by the configuration; else assessor."""
        return next(iter(roles.roles_of(self.desk.config.roles, self.desk.who)), "assessor")

    def sign(self, capacity: str = "", role: str = "", seal: signing.Seal | None = None) -> Verdict:
        """Sign the assessment off as it stands: content and history so far are bound by hash.

        `role` is one of `signing.PARTS` (default: one's own by the configuration, else assessor);
        `capacity` says in own words as what; `seal` signs it with a key. Raises Invalid for a role
        that others have, and what `seal` raises.
        """
        given, who = self.desk.config.roles, self.desk.who
        role = role or self.own_role()
        if role not in signing.PARTS:
            listed = ", ".join(signing.PARTS)
            raise Invalid(_("Nobody signs as “{role}”. Known: {listed}.").format(
                role=clean(role)[:40], listed=listed))  # fmt: skip
        if refused := roles.refusal(given, who, [role]):
            raise Invalid(refused)
        if self.document["status"] in (life_cycle.SUPERSEDED, life_cycle.ARCHIVED):
            raise Invalid(_("It is only read now; what is past is not signed off."))
        after = signing.sign(self.document, who, role, capacity, self.desk.stamp(), seal)
        return self._accept(after, "signed", role, closed=True)

    def sign_offs(self) -> list[dict[str, Any]]:
        """Return the sign-offs, the oldest first, each with whether it still `fits`."""
        return signing.sign_offs(self.document)


def standing(case: "Moving") -> Mapping[str, Any]:
    """Return as data where an assessment stands: its state, the moves out of it, the sign-offs."""
    return {
        "state": case.state,
        "moves": [way.told() for way in case.ways()],
        "sign_offs": case.sign_offs(),
    }
