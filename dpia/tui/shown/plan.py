"""All measures of an assessment in one list: who does what by when, what for, for which risks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dpia.assessment.confidential import is_marked
from dpia.assessment.proposed import is_proposed
from dpia.documents import words
from dpia.text import _
from dpia.tui.shown.measures import effect_in_words, is_baseline, overdue, tone_of
from dpia.tui.shown.numbers import NONE, measure_numbers, risk_numbers

Document = Mapping[str, Any]

ORDERS = {
    "number": _("in the order they were added"),
    "due": _("the first due first"),
    "status": _("what is not in place first"),
    "owner": _("by who sees to it"),
}
"""How the list can be sorted, in words."""
_STATUS = ("planned", "partially-implemented", "implemented", "rejected")


@dataclass(frozen=True)
class PlanLine:
    """One measure in words."""

    id: str
    number: str
    title: str
    role: str
    status: str
    owner: str
    due: str
    tone: str
    treats: tuple[tuple[str, str], ...]
    """The number of each risk it treats, with what it does for it, where it lowers something."""
    serves: tuple[str, ...]
    proposed: bool
    confidential: bool
    late: bool
    open: bool
    """Whether it is still to be put in place."""


def plan_lines(
    document: Document, duties: Mapping[str, Document], today: str, order: str = "number"
) -> list[PlanLine]:
    """Return all measures, sorted by `order` (see `ORDERS`). `today`: ISO date."""
    rows = sorted(document.get("measures", ()), key=lambda row: _place(row, order))
    numbers = measure_numbers(document), risk_numbers(document)
    return [_line(row, duties, today, *numbers) for row in rows]


def _place(measure: Document, order: str) -> Any:
    status = _STATUS.index(measure.get("status", "planned"))
    if order == "due":
        return status > 1, measure.get("due") or "9999"
    if order == "status":
        return status
    if order == "owner":
        owner = str(measure.get("owner") or "")
        return not owner, owner.casefold()
    return 0


def _line(
    measure: Document,
    duties: Mapping[str, Document],
    today: str,
    measures: Mapping[str, str],
    risks: Mapping[str, str],
) -> PlanLine:
    effects = [effect for effect in measure.get("effects", ()) if effect["risk"] in risks]
    late = overdue(measure, today)
    return PlanLine(
        id=measure["id"],
        number=measures.get(measure["id"], NONE),
        title=measure.get("title") or _("(no title)"),
        role=words.word(words.MEASURE_ROLE, measure.get("role", "additional")) or "",
        status=words.word(words.MEASURE_STATUS, measure.get("status", "planned")) or "",
        owner=measure.get("owner") or "",
        due=measure.get("due") or "",
        tone=tone_of(measure, today),
        treats=tuple(_treated(measure, effects, risks)),
        serves=tuple(str(duties[n]["title"]) for n in measure.get("serves", ()) if n in duties),
        proposed=is_proposed(measure),
        confidential=is_marked(measure),
        late=late,
        open=measure.get("status", "planned") in _STATUS[:2],
    )


def _treated(
    measure: Document, effects: Sequence[Document], risks: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for effect in effects:
        lowers = effect.get("likelihood") or effect.get("severity")
        counts = lowers and not is_baseline(measure)
        yield risks[effect["risk"]], effect_in_words(effect) if counts else ""
