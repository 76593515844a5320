"""The methods of a workbook by number, so that formulas and drop-downs can name their lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dpia.documents.sheets.case import Case, Document, Risk, level_word
from dpia.documents.sheets.cells import Formula

Block = tuple[str, Sequence[Sequence[str]]]
"""A named list: its rows, each of one cell or of as many as a matrix has columns."""


class Matrices:
    """Numbers the methods as they come, told apart by id and version."""

    def __init__(self) -> None:
        """Start without any."""
        self.methods: list[Document] = []
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, case: Case) -> int:
        """Return the number of a case's method, counted from 1."""
        method = case.method
        key = (str(method.get("id")), str(method.get("version")))
        if key not in self._numbers:
            self.methods.append(method)
            self._numbers[key] = len(self.methods)
        return self._numbers[key]

    def steps(self, risk: Risk, scale: str) -> str:
        """Return the name of the list with the steps of `likelihood` or `severity`."""
        return f"list_{scale}_{self.number(risk.case)}"

    def level(self, risk: Risk, likelihood: str, severity: str) -> Formula:
        """Return the formula that looks a level up in the cells of the method.

        `likelihood` and `severity` are the headers of the columns it goes by. Its value is what
        the matrix says now: a flag may hold the level of record above it.
        """
        number = self.number(risk.case)
        found = [
            f"MATCH({{table}}[[#This Row],[{_escaped(header)}]],list_{scale}_{number},0)"
            for scale, header in (("severity", severity), ("likelihood", likelihood))
        ]
        text = f'IFERROR(INDEX(list_matrix_{number},{found[0]},{found[1]}),"")'
        return Formula(text, _level(risk))

    def blocks(self) -> Iterator[Block]:
        """Yield the named lists of all methods."""
        for number, method in enumerate(self.methods, start=1):
            for scale in ("likelihood", "severity"):
                steps = sorted(method[scale], key=lambda step: int(step["level"]))
                told = [[f"{step['level']} {step['title']}".rstrip()] for step in steps]
                yield f"list_{scale}_{number}", told
            cells = [[level_word(method, level).word for level in row] for row in method["matrix"]]
            yield f"list_matrix_{number}", cells

    def words(self) -> Iterator[tuple[str, str]]:
        """Yield the word of each level with its tone."""
        for method in self.methods:
            for level in method["levels"]:
                found = level_word(method, level["id"])
                yield found.word, found.tone


def _level(risk: Risk) -> str:
    rating = risk.axis("inherent")
    severity, likelihood = rating.get("severity"), rating.get("likelihood")
    if not isinstance(severity, int) or not isinstance(likelihood, int):
        return ""
    method = risk.case.method
    return level_word(method, method["matrix"][severity - 1][likelihood - 1]).word


def _escaped(header: str) -> str:
    """Return a header as it stands in a reference to a column of a table."""
    return "".join(f"'{c}" if c in "[]#'" else c for c in header)
