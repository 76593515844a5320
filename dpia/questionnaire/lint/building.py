"""Answers that make a condition hold, put together from what it asks for.

Where a search answers whatever the evaluation waits for, this reads off the condition what has to
be answered and how, and goes back where two needs exclude each other. What comes out is a
proposal: whoever takes it evaluates the condition on it. That nothing is built proves nothing.
"""

from collections.abc import Iterable
from datetime import date
from itertools import combinations, islice
from typing import Any

from dpia.errors import DpiaError
from dpia.questionnaire import condition as c
from dpia.questionnaire.law import datum
from dpia.questionnaire.lint.needs import Shown, Valued, Want, Ways
from dpia.questionnaire.lint.picking import ANYTHING, NOTHING, Wish, compared, meeting, pick
from dpia.questionnaire.lint.search import ABSENT
from dpia.questionnaire.lint.trail import Trail
from dpia.questionnaire.rulebook import Rulebook

STEPS = 1500
ROWS = 6
SETS = 60
"""So many ways to choose some of several conditions are tried."""
NEW = "+"
"""Stands for a row that is not there yet."""
NEVER, ALWAYS = c.Group("any", ()), c.Group("all", ())


class _GaveUp(Exception):
    """Something is asked that is not built here, or building takes too long."""


class Draft:
    """Answers in the making, by place: a question's path or a cell (`topic.group/row/column`)."""

    def __init__(self, book: Rulebook, day: date) -> None:
        """Begin with nothing chosen; the law is that of `day`."""
        self.book, self.day = book, day
        self._wishes: dict[Any, tuple[Wish, ...]] = {}
        self._answers: dict[Any, Any] = {}
        self._settled: dict[Any, bool] = {}
        self._rows: dict[Any, tuple[str, ...]] = {}
        self._of_every_row: dict[Any, tuple[Want, ...]] = {}
        self._trail = Trail()
        self._left = 0

    def take(self, wants: Iterable[Want]) -> bool:
        """Have all of `wants` beside what was taken before; if that fails, change nothing."""
        mark, self._left = len(self._trail), STEPS
        try:
            if self._hold(list(wants), ()):
                return True
        except (_GaveUp, DpiaError, KeyError, RecursionError):
            pass  # a name that nothing has is told where it stands
        self._trail.undo(mark)
        return False

    def chosen(self) -> dict[str, Any]:
        """Return the answers by path, as a probe takes them."""
        tables = {
            group: [{"id": row.rpartition("/")[2]} for row in rows]
            for group, rows in self._rows.items()
        }
        return {**tables, **self._answers}

    # Going on, and back

    def _hold(self, wants: list[Want], forks: tuple[Ways, ...]) -> bool:
        while wants:
            self._left -= 1
            if self._left < 0:
                raise _GaveUp
            ways = self._ways(wants.pop(), wants)
            if ways is None:
                return False
            forks = (*forks, ways) if ways else forks
        if not forks:
            return True
        fork = min(forks, key=len)
        others = tuple(ways for ways in forks if ways is not fork)
        for way in fork:
            mark = len(self._trail)
            if self._hold([way], others):
                return True
            self._trail.undo(mark)
        return False

    def _settle(self, key: Any, true: bool) -> bool | None:
        """Note that something is so; return whether it was, or None where it is not."""
        known = self._settled.get(key)
        if known is None:
            self._trail.set(self._settled, key, true)
            return False
        return True if known is true else None

    # One want

    def _ways(self, want: Want, wants: list[Want]) -> Ways | None:
        """Take one want in: return the ways it leaves open, or None where there is no way.

        What follows at once is added to `wants`.
        """
        if want.row.endswith(NEW):
            return self._new_row(want, wants)
        what, true, row, _authority = want
        match what:
            case c.Group():
                return self._group(what, want, wants)
            case c.Atom():
                return self._atom(what, true, row, wants)
            case c.Named():
                return self._named(what, want, wants)
            case c.Over():
                return self._over(what, want, wants)
            case c.Answered():
                return self._answered(self._place(what.path, row), true, wants)
            case c.InLaw():
                return self._in_law(what, true, row, wants)
            case c.Compare():
                return self._compare(what, want, wants)
            case Shown():
                return self._shown(what, true, wants)
            case Valued():
                return self._valued(what.place, what.wish, wants)
            case _:
                raise _GaveUp

    def _group(self, group: c.Group, want: Want, wants: list[Want]) -> Ways | None:
        true = want.true != (group.kind == "not")
        parts = tuple(want._replace(what=part, true=true) for part in group.parts)
        if true and group.kind == "at-least":
            sets = islice(combinations(group.parts, group.need), SETS)
            return tuple(want._replace(what=c.Group("all", found)) for found in sets)
        if group.kind == "not" or true is (group.kind == "all"):
            wants += parts
            return ()
        return parts or None

    def _named(self, named: c.Named, want: Want, wants: list[Want]) -> Ways | None:
        book, true = self.book, want.true
        own = book.authorities.get(want.authority) if named.kind == "fact" else None
        reader = want.authority if own is not None and named.name in own.facts else ""
        known = self._settle((named, reader), true)
        if known is not False:
            return () if known else None
        if named.kind == "criterion":
            parts = tuple(Want(when, true) for when, _rule in book.criterion_sources[named.name])
            if true:
                return parts or None
            wants += parts
        elif named.kind == "fact":
            facts = own.facts if own is not None and reader else book.facts
            wants.append(Want(facts[named.name].when, true, authority=want.authority))
        else:
            entry = book.rows[named.name]
            when = entry.parts[named.part] if named.part else entry.whole
            wants.append(Want(when, true, authority=entry.authority))
        return ()

    # Answers

    def _place(self, path: str, row: str) -> str:
        return f"{row}/{path}" if row and "." not in path else path

    def _atom(self, atom: c.Atom, true: bool, row: str, wants: list[Want]) -> Ways | None:
        place = self._place(atom.path, row)
        if self.book.question(place).kind != "rows":
            return self._answer(place, meeting(atom, true), true, wants)
        if not atom.none:
            raise _GaveUp
        every = c.Over("every", place, NEVER)
        return self._over(every, Want(atom, true), wants)

    def _answer(self, place: str, wish: Wish, true: bool, wants: list[Want]) -> Ways | None:
        """Have such an answer; what has to be false is false of a question not asked, too."""
        shown = Shown(place.partition(".")[0], place)
        if true or self._settled.get(shown) is True:
            return self._valued(place, wish, wants)
        if self._settled.get(shown) is False:
            return ()
        return Want(Valued(place, wish), True), Want(shown, False)

    def _valued(self, place: str, wish: Wish, wants: list[Want]) -> Ways | None:
        wants.append(Want(Shown(place.partition(".")[0], place), True))
        wishes = (*self._wishes.get(place, ()), wish)
        gone = self._answers.get(place) is ABSENT
        found = NOTHING if gone else pick(self.book.question(place), wishes)
        if found is NOTHING:
            return None
        self._trail.set(self._wishes, place, wishes)
        self._trail.set(self._answers, place, found)
        return ()

    def _answered(self, place: str, true: bool, wants: list[Want]) -> Ways | None:
        table = self.book.question(place).kind == "rows"
        if not true:
            if self._answers.get(place, ABSENT) is not ABSENT or place in self._rows:
                return None
            self._trail.set(self._answers, place, ABSENT)
            return ()
        if not table:
            return self._valued(place, ANYTHING, wants)
        wants.append(Want(Shown(place.partition(".")[0], place), True))
        return self._over(c.Over("every", place, ALWAYS), Want(ALWAYS, True), wants)

    def _in_law(self, part: c.InLaw, true: bool, row: str, wants: list[Want]) -> Ways | None:
        listed = [entry for entry in self.book.law_rows[part.table] if entry.valid(self.day)]
        limited = [entry for entry in listed if true and entry.when is not None]
        keys = c.Atom(part.key, tuple(entry.key for entry in listed if entry not in limited))
        if not limited:
            return self._atom(keys, true, row, wants)
        each = (c.Group("all", (c.Atom(part.key, (e.key,)), e.when or ALWAYS)) for e in limited)
        return Want(keys, True, row), *(Want(one, True, row) for one in each)

    def _compare(self, part: c.Compare, want: Want, wants: list[Want]) -> Ways | None:
        asked = [side.path for side in (part.left, part.right) if side.path]
        if len(asked) != 1:
            raise _GaveUp
        fixed = part.right if part.left.path else part.left
        source = self.book.authorities[want.authority or self.book.authority]
        value = datum(source.document, fixed.datum, self.day) if fixed.datum else fixed.value
        wish = compared(part.operator, value, bool(part.left.path), want.true)
        return self._answer(self._place(asked[0], want.row), wish, want.true, wants)

    # What is asked

    def _shown(self, shown: Shown, true: bool, wants: list[Want]) -> Ways | None:
        known = self._settle(shown, true)
        if known is not False:
            return () if known else None
        needs: list[Want] = []
        step = self.book.step_of.get(shown.topic)
        row, _slash, column = shown.place.rpartition("/")
        if shown.place:
            question = self.book.question(shown.place)
            owner = row.partition("/")[0] if column and row else ""
            needs.append(Want(Shown(shown.topic, owner), true))
            if question.show_if is not None:
                needs.append(Want(question.show_if, true, row))
        elif shown.topic != "case":
            if step is None:
                return None  # a topic outside the pathway is never known to be asked, or not
            needs += [Want(step.when, true)] if step.when is not None else []
        if not true:
            return tuple(needs) or None
        wants += needs
        return ()

    # Tables

    def _over(self, over: c.Over, want: Want, wants: list[Want]) -> Ways | None:
        """Have a row, or every row, meet the condition; the opposite of one is the other."""
        group, where = over.group, over.where or ALWAYS
        shown = Shown(group.partition(".")[0], group)
        if over.kind == "count" and (not want.true or over.maximum is not None):
            raise _GaveUp
        if over.kind == "every" and want.true:
            wants.append(Want(shown, True))
            return self._every_row(group, want._replace(what=where), wants)
        other = c.Group("not", (where,))
        if over.kind != "every" and not want.true:
            none = c.Over("every", group, other)
            return want._replace(what=none, true=True), Want(shown, False)
        wants.append(Want(shown, True))
        rows = self._rows.get(group, ())
        inside = want._replace(what=where if want.true else other, true=True)
        found = tuple(inside._replace(row=row) for row in (f"{group}/{NEW}", *rows))
        if (over.minimum or 1) == 1:
            return found
        wants += found[:1] * (over.minimum or 1)
        return ()

    def _every_row(self, group: str, inside: Want, wants: list[Want]) -> Ways | None:
        if group in self._answers:
            return None
        rows = self._rows.get(group, ())
        self._trail.set(self._rows, group, rows)
        self._trail.set(self._of_every_row, group, (*self._of_every_row.get(group, ()), inside))
        wants += (inside._replace(row=row) for row in rows)
        return ()

    def _new_row(self, want: Want, wants: list[Want]) -> Ways | None:
        """Add a row that is like every row has to be, and have it meet what is wanted."""
        group = want.row.partition("/")[0]
        rows = self._rows.get(group, ())
        most = min(int(self.book.question(group).schema.get("maxItems", ROWS)), ROWS)
        if len(rows) >= most or group in self._answers:
            return None
        row = f"{group}/r{len(rows) + 1}"
        self._trail.set(self._rows, group, (*rows, row))
        wants += (rule._replace(row=row) for rule in self._of_every_row.get(group, ()))
        wants.append(want._replace(row=row))
        return ()
