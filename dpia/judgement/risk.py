"""Risks judged: levels by matrix lookup, the flags above them, confirmation, and what is missing.

A level is looked up in the method's matrix, never multiplied. A flag raises a level and never
lowers it, and it holds on the computed values too, so that no value set by hand switches it off.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dpia.assessment.proposed import is_proposed
from dpia.assessment.ratings import inputs, treating
from dpia.assessment.view import yes_no
from dpia.judgement.bench import Bench, node
from dpia.judgement.method import Flag, Level, Method
from dpia.judgement.rating import STAGES, Rating, rate, treated
from dpia.judgement.telling import Node, told
from dpia.questionnaire.trace import Trace, Truth, any_of
from dpia.text import _

Document = Mapping[str, Any]
_DECLARED = ("obvious", "widespread")


@dataclass(frozen=True)
class Raised:
    """A flag at one stage of a risk: `met` is true, or unknown (None) where it could matter."""

    flag: Flag
    met: Truth
    trace: Trace


@dataclass(frozen=True)
class Stage:
    """A stage with its level (None while not rated) and the flags that hold there.

    `owed` says what has to be justified in writing before this level may be taken.
    """

    rating: Rating
    level: Level | None
    flags: tuple[Raised, ...]
    because: tuple[Node, ...]
    owed: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Say whether a flag that could still change this stage is unknown."""
        return any(raised.met is None for raised in self.flags)


@dataclass(frozen=True)
class Judged:
    """One risk with its stages. `settled`: confirmed as it stands, and nothing left to say."""

    id: str
    title: str
    risk: Document
    stages: Mapping[str, Stage]
    confirmed: bool
    stale: bool
    needs: tuple[str, ...]
    certain: tuple[Raised, ...] = ()

    @property
    def rated(self) -> bool:
        """Say whether the assessor has rated both axes."""
        return self.stages["inherent"].level is not None

    @property
    def settled(self) -> bool:
        """Say whether the target can be relied on."""
        target = self.stages["target"]
        return self.confirmed and not target.open and (self.reasoned or not target.owed)

    @property
    def reasoned(self) -> bool:
        """Say whether the assessor justified in writing what needs it."""
        return bool(str(self.risk.get("reason") or "").strip())

    @property
    def today_settled(self) -> bool:
        """Say whether what is said of today can be relied on."""
        today = self.stages["today"]
        return self.confirmed and today.rating.in_place and not today.open

    @property
    def acceptable(self) -> Truth:
        """Say whether the target may be taken; None while that is open."""
        level = self.stages["target"].level
        if level is None or (level.acceptable and self.stages["target"].open):
            return None
        return level.acceptable

    def to_json(self) -> Node:
        """Return the risk as it stands in the verdict."""
        return {
            "id": self.id,
            "title": self.title,
            "track": self.risk.get("track", ""),
            "event": self.risk.get("event"),
            "rated": self.rated,
            "proposed": is_proposed(self.risk),
            "confirmed": self.confirmed,
            "today_confirmed": self.confirmed and self.stages["today"].rating.in_place,
            "stale": self.stale,
            "settled": self.settled,
            "acceptable": self.acceptable,
            "flags": [
                _flag_json(name, raised) for name in STAGES for raised in self.stages[name].flags
            ],
            "needs": list(self.needs),
            **{name: _stage_json(self.stages[name]) for name in STAGES},
        }


def judge_risks(document: Document, method: Method, bench: Bench) -> list[Judged]:
    """Judge every risk of the document, in its order."""
    return [_judge(document, risk, method, bench) for risk in document.get("risks", ())]


def overall(risks: Iterable[Judged]) -> dict[str, str | None]:
    """Return for each stage the level of the highest single risk; None when none is rated."""
    judged = list(risks)
    highest: dict[str, str | None] = {}
    for name in STAGES:
        levels = [level for risk in judged if (level := risk.stages[name].level) is not None]
        highest[name] = max(levels, key=lambda level: level.rank).id if levels else None
    return highest


def case_rows(
    document: Document, risks: Iterable[Judged], consulted: Collection[str] = ()
) -> list[Node]:
    """Return the rows of the group `case.risks` that conditions see.

    `consulted` are the ids of those on which the authority has had its say.
    """
    return [
        _case_row(risk)
        | {"treated": treated(document, risk.id), "untreated": untreated(document, risk)}
        | {"consulted": yes_no(risk.id in consulted)}
        for risk in risks
    ]


def untreated(document: Document, risk: Judged) -> str:
    """Say whether a risk above the lowest level has neither a measure nor a reason to take it.

    `acceptable` or `unacceptable` by the method, else `no`.
    """
    level = risk.stages["target"].level
    if level is None or level.lowest or risk.reasoned:
        return "no"
    if any(measure.get("status") != "rejected" for measure, _e in treating(document, risk.id)):
        return "no"
    return "acceptable" if level.acceptable else "unacceptable"


def _case_row(judged: Judged) -> Node:
    row: Node = {
        "id": judged.id,
        "title": judged.title,
        "track": judged.risk.get("track"),
        "event": judged.risk.get("event"),
        "proposed": yes_no(is_proposed(judged.risk)),
        "confirmed": yes_no(judged.confirmed),
        "obvious": judged.risk.get("obvious"),
        "widespread": judged.risk.get("widespread"),
    }
    for name, stage in judged.stages.items():
        if stage.level is not None:
            row |= {f"{name}_{axis}": value for axis, value in stage.rating.values.items()}
            row[f"{name}_level"] = stage.level.id
    today, target = judged.stages["today"].level, judged.stages["target"].level
    if today is not None and target is not None:
        row |= {"today_high": yes_no(today.consult), "consult": yes_no(target.consult)}
    return {name: value for name, value in row.items() if value is not None}


def _judge(document: Document, risk: Document, method: Method, bench: Bench) -> Judged:
    ratings = rate(document, risk, method)
    stages = {name: _stage(risk, ratings[name], method, bench) for name in STAGES}
    rated = stages["inherent"].level is not None
    confirmed = risk.get("confirmed")
    stored = confirmed.get("inputs") if isinstance(confirmed, Mapping) else None
    current = bool(stored) and rated and stored == inputs(document, risk["id"])
    certain = [_met(flag, risk, [{}], bench) for flag in method.flags if flag.level is not None]
    judged = Judged(
        id=risk["id"],
        title=str(risk.get("title", "")),
        risk=risk,
        stages=stages,
        confirmed=current,
        stale=bool(stored) and not current,
        needs=(),
        certain=tuple(raised for raised in certain if raised.met),
    )
    return replace(judged, needs=tuple(dict.fromkeys(_needs(judged))))


def _stage(risk: Document, rating: Rating, method: Method, bench: Bench) -> Stage:
    if not rating.values:
        flags = [_met(flag, risk, [{}], bench) for flag in method.flags]
        held = tuple(raised for raised in flags if raised.met)
        return Stage(rating, None, held, rating.because)
    values = [rating.values] + [rating.computed] * (rating.computed != rating.values)
    flags = [_met(flag, risk, values, bench) for flag in method.flags]
    cell = method.cell(rating.values["severity"], rating.values["likelihood"])
    because = [*rating.because, _cell_node(rating, cell, method)]
    level = cell
    for raised in flags:
        flag = raised.flag
        if raised.met and flag.level is not None:
            because.append(told(raised.trace) | {"answer": flag.level.id})
            level = max(level, flag.level, key=lambda one: one.rank)
    counting = tuple(raised for raised in flags if _matters(raised, level))
    return Stage(rating, level, counting, tuple(because), _owed(rating, counting, method))


def _matters(raised: Raised, level: Level) -> bool:
    if raised.met is not None:
        return raised.met
    return raised.flag.level is None or raised.flag.level.rank > level.rank


def _cell_node(rating: Rating, cell: Level, method: Method) -> Node:
    title = _("Severity {severity} and likelihood {likelihood} are {level} in the matrix").format(
        level=cell.title, **rating.values
    )
    if method.doubt:
        title = f"{title} ({method.doubt})"
    return node("cell", title, answer=cell.id)


def _owed(rating: Rating, flags: Iterable[Raised], method: Method) -> tuple[str, ...]:
    asked = [raised.flag for raised in flags if raised.met and raised.flag.level is None]
    if asked:
        return tuple(flag.because or flag.title for flag in asked)
    cell = (rating.values["severity"], rating.values["likelihood"])
    return (method.reasons[cell],) if cell in method.reasons else ()


def _met(flag: Flag, risk: Document, values: Iterable[Mapping[str, int]], bench: Bench) -> Raised:
    """Test a flag on each of `values`; it holds as soon as it holds on one of them."""
    declared = {name: risk[name] for name in _DECLARED if risk.get(name) in ("yes", "no")}

    def test(axes: Mapping[str, int]) -> Trace:
        row: dict[str, Any] = {**declared, **axes}
        return bench.in_row(flag.id, flag.when, row)

    parts = [test(axes) for axes in values]
    met = any_of([part.value for part in parts])
    kept = tuple(part for part in parts if part.value == met)
    return Raised(flag, met, Trace(met, "flag", flag.id, flag.title, flag.law, because=kept[:1]))


def _needs(judged: Judged) -> list[str]:
    needs = [need for name in STAGES for need in judged.stages[name].rating.needs]
    if not judged.rated:
        return needs
    for stage in judged.stages.values():
        needs += [_open_question(raised.flag) for raised in stage.flags if raised.met is None]
    if not judged.reasoned:
        needs += [*judged.stages["today"].owed, *judged.stages["target"].owed]
    if judged.stale:
        needs.append(_("Something this rating rests on has changed: look again and confirm it."))
    elif not judged.confirmed:
        needs.append(_("Confirm the ratings of this risk."))
    return needs


def _open_question(flag: Flag) -> str:
    return _("Say whether this holds for the risk, yes or no: {flag} ({law}).").format(
        flag=flag.title, law=flag.law
    )


def _flag_json(stage: str, raised: Raised) -> Node:
    flag = raised.flag
    out: Node = {"id": flag.id, "axis": stage, "then": flag.then, "title": flag.title}
    out |= {"law": flag.law, "met": raised.met}
    return out | ({"level": flag.level.id} if flag.level else {})


def _stage_json(stage: Stage) -> Node:
    return {
        "likelihood": stage.rating.values.get("likelihood"),
        "severity": stage.rating.values.get("severity"),
        "level": stage.level.id if stage.level else None,
        "rank": stage.level.rank if stage.level else None,
        "consult": stage.level.consult if stage.level else None,
        "because": list(stage.because),
        "in_place": stage.rating.in_place,
    }
