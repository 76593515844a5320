"""The rows of the register picked by a filter and put in order: ten thousand without a stall."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from dpia.desk.desk import Desk
from dpia.desk.filters import PAST, Filter
from dpia.text import _, ngettext
from dpia.tui import foreign, memory
from dpia.tui.shown.filtering import known_in
from dpia.tui.summaries import Summary, reference_key, sort_key


@dataclass
class Rows:
    """All rows of a register, by reference; what is slow about them is prepared once."""

    rows: Sequence[Summary] = ()
    texts: Sequence[str] = ()
    """What is searched of each, folded."""
    today: date = date.min
    """The day whose status the rows are sorted by."""
    _orders: dict[str, list[int]] = field(default_factory=dict)
    """`column -> places in rows`, rising."""
    _past: int = 0

    @classmethod
    def of(cls, rows: Iterable[Summary], today: date) -> "Rows":
        """Prepare `rows` as of `today`; where there are many, away from the event loop."""
        ordered = sorted(rows, key=reference_key)
        past = sum(row.get("status") in PAST for row in ordered)
        return cls(ordered, [_searched(row) for row in ordered], today, _past=past)

    def pick(
        self, asked: Filter, found: AbstractSet[str], by: str, falling: bool = False
    ) -> list[Summary]:
        """Return the rows that fit, in order; `found` are those whose answers hold the words."""
        rows, texts, fits = self.rows, self.texts, asked.fits
        words = foreign.folded(asked.words).split()
        return [
            row
            for place in self._ordered(by, falling)
            if ((row := rows[place]).get("damaged") or fits(row))
            and (not words or row["id"] in found or all(word in texts[place] for word in words))
        ]

    def _ordered(self, by: str, falling: bool) -> Iterable[int]:
        if by not in self._orders:
            places = range(len(self.rows))
            day = self.today
            keys = [sort_key(row, by, day) for row in self.rows] if by != "reference" else ()
            self._orders[by] = sorted(places, key=keys.__getitem__) if keys else list(places)
        order = self._orders[by]
        return reversed(order) if falling else order

    def past(self) -> int:
        """Return how many are out of sight unless a filter asks for them."""
        return self._past


def _searched(row: Summary) -> str:
    return foreign.folded(f"{row['reference']} {row['title']} {row.get('organisation')}")


def counted(total: int, shown: int, notes: Mapping[str, int]) -> str:
    """Return how many assessments there are and are shown, and the notes that count something."""
    words = ngettext("{n} assessment", "{n} assessments", total).format(n=f"{total:,}")
    if shown != total:
        words = _("{shown} of {all}").format(shown=f"{shown:,}", all=words)
    said = (note.format(n=f"{count:,}") for note, count in notes.items() if count)
    return ", ".join([words, *said])


def prepared(desk: Desk) -> tuple[Rows, Mapping[str, Sequence[str]]]:
    """Read all rows of a register and prepare them, with the values that occur in them."""
    with memory.collector_at_rest():
        rows = desk.summaries()
        for row in rows:
            row.pop("due", None)  # no screen shows it, and thousands of lists weigh
        return Rows.of(rows, desk.today()), known_in(rows)
