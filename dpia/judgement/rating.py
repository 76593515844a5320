"""One stage of one risk: its likelihood and severity, and why each is what it is.

Inherent values come from the assessor; `today` and `target` take the largest step of the measures
that count, never a sum; the floor is 1. A value set by hand counts only with a reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dpia.assessment.naming import measure_name
from dpia.assessment.ratings import treating
from dpia.judgement.bench import node
from dpia.judgement.method import AXES, Method
from dpia.judgement.telling import Node
from dpia.text import _

STAGES = ("inherent", "today", "target")
_COUNTING = {
    "today": ("implemented",),
    "target": ("implemented", "partially-implemented", "planned"),
}
Document = Mapping[str, Any]


@dataclass(frozen=True)
class Rating:
    """The values of one stage by axis; `computed` are those before anything was set by hand.

    Both are empty while the risk is not rated. `in_place` is false for a `today` that rests on a
    baseline measure which is not there yet.
    """

    stage: str
    values: Mapping[str, int]
    computed: Mapping[str, int]
    because: tuple[Node, ...] = ()
    needs: tuple[str, ...] = ()
    in_place: bool = True


def axis_name(axis: str) -> str:
    """Return an axis in words."""
    return _("likelihood") if axis == "likelihood" else _("severity")


def stage_name(stage: str) -> str:
    """Return a stage in words."""
    names = {"inherent": _("inherent"), "today": _("today"), "target": _("target")}
    return names[stage]


def rate(document: Document, risk: Document, method: Method) -> dict[str, Rating]:
    """Return the three stages of one risk."""
    inherent = _inherent(risk, method)
    ratings = {"inherent": inherent}
    for stage in ("today", "target"):
        if not inherent.values:
            ratings[stage] = Rating(stage, {}, {})
        else:
            ratings[stage] = _after_measures(stage, document, risk, method, inherent.values)
    return ratings


def pending(document: Document, risk_id: str) -> list[Document]:
    """Return the measures this risk waits for: planned, or in place only in part."""
    return [
        measure
        for measure in document.get("measures", ())
        if is_pending(measure) and _touches(measure, risk_id)
    ]


def is_pending(measure: Document) -> bool:
    """Say whether a measure is still to come: planned, or in place only in part."""
    return measure.get("status", "planned") in ("planned", "partially-implemented")


def treated(document: Document, risk_id: str) -> str:
    """Say whether an additional measure treats this risk: `in-place`, `planned` or `no`."""
    if _treatment(document, risk_id, _COUNTING["today"]):
        return "in-place"
    return "planned" if _treatment(document, risk_id, _COUNTING["target"]) else "no"


def _touches(measure: Document, risk_id: str) -> bool:
    named = [effect["risk"] for effect in measure.get("effects", ())]
    # The inherent rating takes the baseline for granted, so every risk relies on a baseline
    # measure that names none.
    return risk_id in named or (measure.get("role") == "baseline" and not named)


def _inherent(risk: Document, method: Method) -> Rating:
    given = risk.get("inherent") or {}
    values: dict[str, int] = {}
    needs, because = [], []
    for axis in AXES:
        value = given.get(axis)
        if isinstance(value, int) and method.on_scale(axis, value):
            values[axis] = value
            because.append(
                node("assessor", _("Rated by the assessor: {axis}").format(axis=axis_name(axis)),
                     axis, value)
            )  # fmt: skip
        else:
            needs.append(
                _("Rate the {axis} of this risk, from 1 to {top}.").format(
                    axis=axis_name(axis), top=method.sizes[axis]
                )
            )
    if needs:
        return Rating("inherent", {}, {}, (), tuple(needs))
    return Rating("inherent", values, values, tuple(because))


def _after_measures(
    stage: str, document: Document, risk: Document, method: Method, inherent: Mapping[str, int]
) -> Rating:
    waiting = pending(document, risk["id"]) if stage == "today" else []
    missing = [measure for measure in waiting if measure.get("role") == "baseline"]
    because = [
        node("baseline", _("{measure} is part of the design but not in place: nothing is taken off")
             .format(measure=measure_name(document, measure)), measure["id"])
        for measure in missing
    ]  # fmt: skip
    needs = [
        _("Put {measure} in place: this risk was rated as if it were there already.").format(
            measure=measure_name(document, measure)
        )
        for measure in missing
    ]
    computed, values = {}, {}
    for axis in AXES:
        counted = () if missing else _treatment(document, risk["id"], _COUNTING[stage])
        computed[axis], steps = _lowered(axis, inherent[axis], counted, document)
        values[axis], by_hand, need = _by_hand(stage, axis, computed[axis], risk, method)
        if missing:
            values[axis] = max(values[axis], inherent[axis])
        because += steps + by_hand
        needs += need
    return Rating(stage, values, computed, tuple(because), tuple(needs), in_place=not missing)


def _treatment(
    document: Document, risk_id: str, counting: tuple[str, ...]
) -> tuple[tuple[Document, Document], ...]:
    return tuple(
        (measure, effect)
        for measure, effect in treating(document, risk_id)
        if measure.get("role", "additional") == "additional"
        and measure.get("status", "planned") in counting
    )


def _lowered(
    axis: str, start: int, treatment: Iterable[tuple[Document, Document]], document: Document
) -> tuple[int, list[Node]]:
    """Take the largest step off `start`; steps never add up, and nothing falls below 1."""
    steps = [(_step(effect, axis), measure) for measure, effect in treatment]
    best = max((step for step, _measure in steps), default=0)
    because = [node("inherent", _("Starts from the inherent {axis}").format(axis=axis_name(axis)),
                    axis, start)]  # fmt: skip
    if best <= 0:
        return start, because
    measure = next(measure for step, measure in steps if step == best)
    because.append(
        node("measure", _("{measure} lowers the {axis} by {step}").format(
            measure=measure_name(document, measure), axis=axis_name(axis), step=best),
            measure["id"], best)
    )  # fmt: skip
    if start - best < 1:
        because.append(node("floor", _("No value falls below 1"), axis, 1))
    return max(1, start - best), because


def _step(effect: Document, axis: str) -> int:
    step = effect.get(axis, 0)
    return step if isinstance(step, int) and not isinstance(step, bool) else 0


def _by_hand(
    stage: str, axis: str, computed: int, risk: Document, method: Method
) -> tuple[int, list[Node], list[str]]:
    given = ((risk.get("by_hand") or {}).get(stage) or {}).get(axis)
    if not given:
        return computed, [], []
    value, reason = given.get("value"), str(given.get("reason") or "").strip()
    words = {"stage": stage_name(stage), "axis": axis_name(axis)}
    if not method.on_scale(axis, value):
        return computed, [], [
            _("The {axis} ({stage}) set by hand is not on the scale; it does not count.").format(
                **words
            )
        ]  # fmt: skip
    if not reason:
        return computed, [], [
            _("The {axis} ({stage}) was set by hand without a reason; "
              "it does not count until one is given.").format(**words)
        ]  # fmt: skip
    title = _("Set by hand: {axis} ({stage}). {reason}").format(reason=reason, **words)
    return value, [node("hand", title, axis, value)], []
