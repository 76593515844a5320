"""The heat map: a method's matrix with the risks that lie in each cell at one stage."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dpia.documents import words
from dpia.documents.risk_map import RiskMap
from dpia.text import _
from dpia.tui.shown.levels import Level, Scale, levels, scale

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Cell:
    """One cell: its level by the matrix, and the ids of the risks in it.

    `owed` says that a risk here takes a written reason whatever the level.
    """

    severity: int
    likelihood: int
    level: Level
    risks: tuple[str, ...]
    owed: bool = False
    count: int | None = None
    """How many risks lie here, where they are too many to be named."""


@dataclass(frozen=True)
class HeatMap:
    """The matrix at one stage, gravest severity first.

    `raised` are risks that a flag lifts above their cell; `unrated` lie nowhere yet.
    """

    stage: str
    rows: tuple[tuple[Cell, ...], ...]
    likelihood: Scale
    severity: Scale
    levels: tuple[Level, ...]
    raised: tuple[tuple[str, Level], ...]
    unrated: tuple[str, ...]
    note: str
    standing: str
    """How far the matrix can be relied on, in a few words; empty for an official one."""

    def cell(self, severity: int, likelihood: int) -> Cell:
        """Return one cell; both values count from 1."""
        return self.rows[len(self.rows) - severity][likelihood - 1]

    def where(self, risk_id: str) -> Cell | None:
        """Return the cell a risk lies in, if it is rated."""
        return next((cell for row in self.rows for cell in row if risk_id in cell.risks), None)


def heat_map(risks: Iterable[Document], method: Document, stage: str) -> HeatMap:
    """Lay the risks of a verdict over the matrix of `method` at `stage`."""
    known = levels(method)
    placed: dict[tuple[int, int], list[str]] = {}
    raised: list[tuple[str, Level]] = []
    unrated: list[str] = []
    matrix = [[known[name] for name in row] for row in method["matrix"]]
    for risk in risks:
        rating = risk[stage]
        severity, likelihood = rating.get("severity"), rating.get("likelihood")
        if not severity or not likelihood:
            unrated.append(risk["id"])
            continue
        placed.setdefault((severity, likelihood), []).append(risk["id"])
        level = known.get(rating.get("level") or "")
        if level and level.rank > matrix[severity - 1][likelihood - 1].rank:
            raised.append((risk["id"], level))
    return HeatMap(
        stage=stage,
        rows=_rows(method, matrix, placed),
        likelihood=scale(method, "likelihood"),
        severity=scale(method, "severity"),
        levels=tuple(known.values()),
        raised=tuple(raised),
        unrated=tuple(unrated),
        note=note_of(method),
        standing=standing_of(method),
    )


def counted_map(found: RiskMap, stage: str) -> HeatMap:
    """Lay the numbers of risks of many assessments over the matrix of their method."""
    empty = heat_map((), found.method, stage)
    cells = found.stages[stage].cells

    def counted(cell: Cell) -> Cell:
        return replace(cell, count=len(cells.get((cell.severity, cell.likelihood), ())))

    return replace(empty, rows=tuple(tuple(map(counted, row)) for row in empty.rows))


def _rows(
    method: Document, matrix: list[list[Level]], placed: Mapping[tuple[int, int], list[str]]
) -> tuple[tuple[Cell, ...], ...]:
    owed = {
        (cell["severity"], cell["likelihood"])
        for cell in method.get("cells", ())
        if cell.get("needs") == "reason"
    }
    rows = []
    for severity in range(len(matrix), 0, -1):
        places = [(severity, likelihood + 1) for likelihood in range(len(matrix[severity - 1]))]
        rows.append(
            tuple(
                Cell(*place, matrix[place[0] - 1][place[1] - 1], tuple(placed.get(place, ())),
                     place in owed)
                for place in places
            )
        )  # fmt: skip
    return tuple(rows)


def note_of(method: Document) -> str:
    """Return what to know about where the matrix comes from."""
    note = str(method.get("note", ""))
    if method.get("confidence", "") == "reconstructed":
        return _("Reconstructed, not an official matrix. {note}").format(note=note)
    return note


def standing_of(method: Document) -> str:
    """Return how far a matrix can be relied on, in a few words; empty for an official one."""
    confidence = method.get("confidence", "")
    if confidence in ("", "official", "official-translation"):
        return ""
    return _("Matrix: {confidence}.").format(
        confidence=words.word(words.CONFIDENCE, confidence) or confidence
    )
