"""The life cycle of an assessment: its states and the moves between them, as `law/life-cycle` says.

Whether an assessment is due for review follows from its dates and is written nowhere, so that the
passing of time changes no file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dpia.assessment.event import working_copy

Document = Mapping[str, Any]
FILE = "law/life-cycle"
DRAFT, IN_REVIEW, ADVISED = "draft", "in-review", "advised"
DECIDED, IN_FORCE, DUE = "decided", "in-force", "due-for-review"
SUPERSEDED, RETIRED, ARCHIVED = "superseded", "retired", "archived"
STATES = (DRAFT, IN_REVIEW, ADVISED, DECIDED, IN_FORCE, DUE, SUPERSEDED, RETIRED, ARCHIVED)
STANDING = (DECIDED, IN_FORCE)
"""A decision stands and nothing has come after it: it is reviewed, and may be revised."""
ROLES = ("assessor", "dpo", "approver")
"""Who may make a move, as the file of the life cycle and the configuration name them."""


@dataclass(frozen=True)
class Need:
    """What must be there before a move: a condition as it is `written`, or a named `check`."""

    title: str
    written: Any
    check: str


@dataclass(frozen=True)
class Move:
    """One way from a state to another; without `to`, back to the one before it was put away."""

    id: str
    title: str
    sources: tuple[str, ...]
    to: str
    roles: tuple[str, ...]
    needs: tuple[Need, ...]
    reason: bool
    """Whether it takes a written reason."""
    day: str
    """The date of the assessment that it sets, if it sets one."""
    by_itself: bool
    """Whether the program makes it, and nobody does by hand."""


@dataclass(frozen=True)
class LifeCycle:
    """Which states may be changed, and every move."""

    open_states: frozenset[str]
    moves: tuple[Move, ...]

    def move(self, name: str) -> Move | None:
        """Return the move with that id."""
        return next((move for move in self.moves if move.id == name), None)

    def out_of(self, state: str) -> list[Move]:
        """Return the moves that people make out of a state."""
        return [move for move in self.moves if state in move.sources and not move.by_itself]


def read(document: Document) -> LifeCycle:
    """Return the life cycle a file describes; its shape has been checked before."""
    return LifeCycle(
        frozenset(state["id"] for state in document["states"] if state["open"]),
        tuple(_move(move) for move in document["moves"]),
    )


def _move(written: Document) -> Move:
    needs = (Need(n["title"], n.get("when"), n.get("check", "")) for n in written.get("needs", ()))
    return Move(
        id=written["id"],
        title=written["title"],
        sources=tuple(written["from"]),
        to=written.get("to", ""),
        roles=tuple(written["roles"]),
        needs=tuple(needs),
        reason=bool(written.get("reason")),
        day=written.get("day", ""),
        by_itself=bool(written.get("by_itself")),
    )


def state_on(status: str, review_due: str | None, today: date) -> str:
    """Return the state on a day: `due-for-review` from the day of the review on, else `status`."""
    due = bool(review_due) and str(review_due) <= today.isoformat()
    return DUE if due and status in STANDING else status


def state_of(document: Document, today: date) -> str:
    """Return the state of an assessment, or of its row in a list, on a day."""
    dates = document.get("dates") or document
    return state_on(str(document.get("status")), dates.get("review_due"), today)


def state_by_record(document: Document) -> str:
    """Return the state that decision and dates speak for, where no better is known."""
    dates = document.get("dates") or {}
    if not document.get("decision"):
        return DRAFT
    return RETIRED if dates.get("ended") else IN_FORCE if dates.get("in_force") else DECIDED


def moved(document: Document, move: Move, day: str) -> dict[str, Any]:
    """Return the document after a move; `day` is the date that the move sets, if it sets one."""
    after = working_copy(document)
    after["status"] = move.to
    if move.day:
        after["dates"][move.day] = day
    return after
