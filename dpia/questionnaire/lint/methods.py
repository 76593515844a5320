"""Methods: every cell filled, levels that only rise, flags that make sense."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from dpia.questionnaire.lint.defect import Defect
from dpia.questionnaire.lint.questions import Told, repeated
from dpia.questionnaire.lint.stated import Document
from dpia.questionnaire.lint.stock import Stock
from dpia.questionnaire.shape import instead
from dpia.text import _


def unsound_methods(stock: Stock) -> Iterator[Defect]:
    """Yield a defect for everything wrong with a method for rating risks."""
    for file, method in stock.checked("method"):
        found = [*_scales(method), *_levels(method), *_matrix(method), *_cells(method)]
        for place, kind, what, mend in [*found, *_flags(method)]:
            yield Defect(file, place, what, mend, kind)


def _scales(method: Document) -> Iterator[Told]:
    for axis in ("likelihood", "severity"):
        levels = [step["level"] for step in method[axis]]
        if levels != list(range(1, len(levels) + 1)):
            what = _("The steps of {axis} are {levels}.").format(axis=axis, levels=levels)
            yield f"/{axis}", "bad-scale", what, _("Number them 1, 2, 3 … from the lowest.")


def _levels(method: Document) -> Iterator[Told]:
    levels = sorted(method["levels"], key=lambda level: level["rank"])
    ranks = [level["rank"] for level in levels]
    if ranks != list(range(1, len(ranks) + 1)):
        what = _("The ranks of the levels are {ranks}.").format(ranks=ranks)
        yield "/levels", "bad-scale", what, _("Number them 1, 2, 3 … from the lowest, each once.")
    yield from repeated(method["levels"], "/levels")
    if not any(level["consult"] for level in levels):
        what = _("No level says that the supervisory authority must be consulted.")
        mend = _("Set `consult` to true from the level at which consultation begins.")
        yield "/levels", "no-consultation", what, mend
    for lower, higher in pairwise(levels):
        milder = lower["consult"] and not higher["consult"]
        if milder or (higher["acceptable"] and not lower["acceptable"]):
            what = _("“{higher}” is treated more mildly than “{lower}”, which is lower.")
            what = what.format(higher=higher["id"], lower=lower["id"])
            yield "/levels", "not-monotone", what, _("Mend `consult` and `acceptable`.")


def _matrix(method: Document) -> Iterator[Told]:
    ranks = {level["id"]: level["rank"] for level in method["levels"]}
    matrix, rows, columns = method["matrix"], len(method["severity"]), len(method["likelihood"])
    if len(matrix) != rows or any(len(row) != columns for row in matrix):
        what = _("The matrix needs {rows} rows (severity) of {columns} cells (likelihood).")
        mend = _("Fill in every cell, and no more.")
        yield "/matrix", "incomplete-matrix", what.format(rows=rows, columns=columns), mend
        return
    for s, row in enumerate(matrix):
        for n, level in enumerate(row):
            place = f"/matrix/{s}/{n}"
            if level not in ranks:
                what = _("“{level}” is no level of this method.").format(level=level)
                yield place, "unknown-level", what, instead(level, ranks)
                continue
            before = [matrix[s - 1][n]] if s else []
            before += [row[n - 1]] if n else []
            if any(ranks.get(lower, 0) > ranks[level] for lower in before):
                what = _("“{level}” is lower than a cell of less severity or likelihood.")
                mend = _("A level may only rise to the right and downwards.")
                yield place, "not-monotone", what.format(level=level), mend
    consulting = {level["id"] for level in method["levels"] if level["consult"]}
    used = {level for row in matrix for level in row}
    if consulting and used <= ranks.keys() - consulting:
        what = _("No cell has a level at which the supervisory authority must be consulted.")
        mend = _("Give the gravest cell such a level.")
        yield "/matrix", "no-consultation", what, mend


def _cells(method: Document) -> Iterator[Told]:
    for i, cell in enumerate(method.get("cells", ())):
        for axis in ("likelihood", "severity"):
            if cell[axis] > len(method[axis]):
                what = _("There is no {axis} {step}.").format(axis=axis, step=cell[axis])
                mend = _("Name a step of the scale.")
                yield f"/cells/{i}/{axis}", "bad-cell", what, mend


def _flags(method: Document) -> Iterator[Told]:
    levels = [level["id"] for level in method["levels"]]
    yield from repeated(method.get("flags", ()), "/flags")
    for i, flag in enumerate(method.get("flags", ())):
        place = f"/flags/{i}"
        raises = flag["then"] == "raise-to"
        if raises and "level" not in flag:
            what = _("The flag “{id}” raises a level and does not say to which.")
            yield place, "bad-flag", what.format(id=flag["id"]), _("Add `level`.")
        elif not raises and "level" in flag:
            what = _("The flag “{id}” names a level and does not raise to it.")
            mend = _("Remove `level`, or set `then` to raise-to.")
            yield place, "bad-flag", what.format(id=flag["id"]), mend
        elif raises and flag["level"] not in levels:
            what = _("“{level}” is no level of this method.").format(level=flag["level"])
            yield f"{place}/level", "unknown-level", what, instead(flag["level"], levels)


def flag_values(method: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every risk a flag could look at."""
    for severity in range(1, len(method["severity"]) + 1):
        for likelihood in range(1, len(method["likelihood"]) + 1):
            for obvious in ("yes", "no"):
                for widespread in ("yes", "no"):
                    yield {
                        "severity": severity,
                        "likelihood": likelihood,
                        "obvious": obvious,
                        "widespread": widespread,
                    }
