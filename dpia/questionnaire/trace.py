"""Traces: the tree of reasons under a value, from a verdict down to the answers it used."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Truth = bool | None


@dataclass(slots=True)
class Trace:
    """Why something is true, false or not known (None). Nothing changes one once it is made.

    `kind` says what stands here (question, fact, criterion, row, rule, all, any, not, at-least,
    some, every, count, compare, in-law, score, answered), `because` what it rests on. Thousands are
    made for one verdict, and a frozen dataclass is made four times as slowly.
    """

    value: Truth
    kind: str
    id: str = ""
    title: str = ""
    law: str = ""
    answer: Any = None
    because: tuple["Trace", ...] = ()
    hidden: bool = False
    told: dict[str, Any] | None = field(default=None, init=False, repr=False, compare=False)
    """How a verdict tells it, once one has: the next verdict that rests on it says the same."""

    def to_json(self) -> dict[str, Any]:
        """Return the trace as plain JSON data; empty parts are left out."""
        out: dict[str, Any] = {"value": self.value, "kind": self.kind}
        for name in ("id", "title", "law"):
            if getattr(self, name):
                out[name] = getattr(self, name)
        if self.answer is not None:
            out["answer"] = self.answer
        if self.hidden:
            out["hidden"] = True
        if self.because:
            out["because"] = [part.to_json() for part in self.because]
        return out


def negate(value: Truth) -> Truth:
    """Return the three-valued opposite."""
    return None if value is None else not value


def all_of(values: list[Truth]) -> Truth:
    """Return true when all are true, false when one is false, else None."""
    if False in values:
        return False
    return None if None in values else True


def any_of(values: list[Truth]) -> Truth:
    """Return true when one is true, false when all are false, else None."""
    return at_least(1, values)


def at_least(need: int, values: list[Truth]) -> Truth:
    """Return true when `need` are true, false when that can no longer be, else None."""
    true = values.count(True)
    if true >= need:
        return True
    return None if true + values.count(None) >= need else False


def leaves(trace: Trace) -> Iterator[Trace]:
    """Yield the answers a trace rests on (its nodes of kind question), in order."""
    if trace.kind == "question":
        yield trace
    for part in trace.because:
        yield from leaves(part)


def deciding(trace: Trace) -> Iterator[Trace]:
    """Yield the answers that make the trace what it is: leaves on branches of the same force."""
    if trace.kind == "question":
        yield trace
        return
    for part in trace.because:
        wanted = negate(trace.value) if trace.kind == "not" else trace.value
        if part.value == wanted:
            yield from deciding(part)


def unknowns(trace: Trace) -> Iterator[Trace]:
    """Yield the answers that would settle an unknown trace; what several rest on comes once.

    A question that may not even be asked is settled by the answers its show-if waits for.
    """
    return _unknowns(trace, set())


def _unknowns(trace: Trace, seen: set[int]) -> Iterator[Trace]:
    if trace.value is not None or id(trace) in seen:
        return
    seen.add(id(trace))
    open_parts = [part for part in trace.because if part.value is None]
    if trace.kind == "question" and not open_parts:
        yield trace
    for part in open_parts:
        yield from _unknowns(part, seen)
