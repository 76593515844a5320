"""Which rows of a table offer which list in a drop-down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

MOST = 2_000
"""Stretches of rows that a column keeps apart; a drop-down that changes more often is left out."""

Runs = list[tuple[int, int]]


class Offers(Generic[T]):
    """Collects, row by row, the list that each column offers."""

    def __init__(self, offers: Sequence[str | Callable[[T], str]]) -> None:
        """Begin with what each column offers: a list for all rows, or one by the row."""
        self._all = {at: name for at, name in enumerate(offers) if isinstance(name, str) and name}
        self._by_row = {at: name for at, name in enumerate(offers) if not isinstance(name, str)}
        self._runs: dict[int, list[tuple[str, int, int]]] = {at: [] for at in self._by_row}

    def add(self, item: T, row: int) -> None:
        """Note what the row of `item` offers."""
        for at, name_of in self._by_row.items():
            runs = self._runs[at]
            if len(runs) > MOST:
                continue
            name = name_of(item)
            if runs and runs[-1][0] == name and runs[-1][2] == row - 1:
                runs[-1] = (name, runs[-1][1], row)
            elif name:
                runs.append((name, row, row))

    def runs(self, at: int, last: int) -> Iterator[tuple[str, Runs]]:
        """Yield each list that a column offers, with the rows where it does; `last` is the last."""
        if at in self._all and last > 1:
            yield self._all[at], [(2, last)]
        if at in self._runs and len(self._runs[at]) <= MOST:
            found: dict[str, Runs] = {}
            for name, first, end in self._runs[at]:
                found.setdefault(name, []).append((first, end))
            yield from found.items()
