"""The heat map of many assessments: their risks counted in the matrix of each method they use.

Where a risk stands comes from the summaries that assessments keep; see `judgement.summary`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Document = Mapping[str, Any]
Risk = str
"""A risk of an assessment, `<id>/<id>`: a text, for Python's collector looks at every pair anew."""
STAGES = ("inherent", "today", "target")


def ids_of(risk: Risk) -> tuple[str, str]:
    """Return the id of the assessment and that of the risk in it."""
    assessment, _slash, name = risk.partition("/")
    return assessment, name


@dataclass
class StageMap:
    """The risks at one stage."""

    cells: dict[tuple[int, int], list[Risk]] = field(default_factory=dict)
    """`(severity, likelihood) -> risks`; both count from 1."""
    unrated: list[Risk] = field(default_factory=list)
    unconfirmed: list[Risk] = field(default_factory=list)
    """Those in a cell that nobody has confirmed as they stand."""
    raised: list[Risk] = field(default_factory=list)
    """Those in a cell whose level a flag raises above that of the cell."""

    def rated(self) -> int:
        """Return how many risks lie in a cell."""
        return sum(map(len, self.cells.values()))


@dataclass
class RiskMap:
    """The risks of all assessments that are judged by one method."""

    method: Document
    assessments: int = 0
    stages: dict[str, StageMap] = field(
        default_factory=lambda: {stage: StageMap() for stage in STAGES}
    )

    @property
    def risks(self) -> int:
        """Return how many risks there are, rated or not."""
        stage = self.stages[STAGES[0]]
        return stage.rated() + len(stage.unrated)

    def level(self, severity: int, likelihood: int) -> str:
        """Return the id of the level of a cell."""
        return str(self.method["matrix"][severity - 1][likelihood - 1])

    def add(self, assessment: str, risks: Any) -> None:
        """Place the risks of one assessment, as its summary holds them."""
        self.assessments += 1
        for risk in risks if isinstance(risks, list) else ():
            if isinstance(risk, dict) and isinstance(risk.get("id"), str):
                self._place(f"{assessment}/{risk['id']}", risk)

    def _place(self, name: Risk, risk: Document) -> None:
        for stage, found in self.stages.items():
            severity, likelihood, level = self._values(risk.get(stage))
            if severity is None or likelihood is None:
                found.unrated.append(name)
                continue
            found.cells.setdefault((severity, likelihood), []).append(name)
            if not risk.get("today_confirmed" if stage == "today" else "confirmed"):
                found.unconfirmed.append(name)
            if level and level != self.level(severity, likelihood):
                found.raised.append(name)

    def _values(self, said: Any) -> tuple[int | None, int | None, str | None]:
        """Return severity, likelihood and level; a hand may have written anything."""
        if not isinstance(said, list) or len(said) != 3:
            return None, None, None
        matrix = self.method["matrix"]
        severity, likelihood, level = said
        if type(severity) is not int or not 1 <= severity <= len(matrix):
            return None, None, None
        if type(likelihood) is not int or not 1 <= likelihood <= len(matrix[severity - 1]):
            return None, None, None
        return severity, likelihood, level if isinstance(level, str) else None


def risk_maps(
    placed: Iterable[tuple[str, Document]], method: Callable[[str], Document]
) -> list[RiskMap]:
    """Return a map for each method, the one with the most assessments first.

    `placed` are ids of assessments with `{"method": digest, "risks": […]}`; `method` gives the
    document of a digest.
    """
    maps: dict[str, RiskMap] = {}
    for assessment, entry in placed:
        digest = str(entry["method"])
        if digest not in maps:
            maps[digest] = RiskMap(method(digest))
        maps[digest].add(assessment, entry["risks"])
    return sorted(maps.values(), key=lambda one: -one.assessments)
