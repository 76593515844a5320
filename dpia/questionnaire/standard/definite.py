"""Conditions as JSON Schemas: for each, where it is definitely true and where definitely false.

What a schema cannot say (two answers compared with each other, what the assessment itself
holds) is in neither: it stays open. Then `exact` is false.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from dpia.questionnaire import condition as c
from dpia.questionnaire.law import datum
from dpia.questionnaire.model import Question
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.standard.atoms import compared, number_of_rows, tested, type_of
from dpia.questionnaire.standard.pair import (
    ALWAYS,
    NEVER,
    OPEN,
    UNKNOWN,
    Pair,
    Place,
    RowScope,
    conjunction,
    of_row,
    opposite,
    outer,
)
from dpia.questionnaire.standard.schema import (
    Schema,
    all_of,
    any_of,
    inside,
    negated,
    when,
)
from dpia.questionnaire.values import Value, matches

MOST_OUTER = 3
"""So many conditions outside a row are told apart inside it; with more, they stay open."""


class Definite:
    """The pairs of everything in a rulebook; those with a name are kept in `definitions`."""

    def __init__(self, rulebook: Rulebook, as_of: date | None = None) -> None:
        """Look at `rulebook`; without a day, what depends on the day stays open."""
        self.rulebook = rulebook
        self.as_of = as_of
        self.definitions: dict[str, Schema] = {}
        self._known: dict[str, Pair] = {}

    # What has a name

    def _named(self, name: str, build: Callable[[], Pair]) -> Pair:
        if name not in self._known:
            self._known[name] = OPEN  # should it come back to itself, it stays open
            pair = build()
            sides = [self.define(f"{name}.{s}", getattr(pair, s)) for s in ("true", "false")]
            self._known[name] = Pair(sides[0], sides[1], pair.exact)
        return self._known[name]

    def define(self, name: str, schema: Schema) -> Schema:
        """Keep `schema` under a name and return a reference to it."""
        if isinstance(schema, bool) or set(schema) == {"$ref"}:
            return schema
        self.definitions[name] = schema
        return {"$ref": f"#/$defs/{name}"}

    def topic(self, topic_id: str) -> Pair:
        """Return where the pathway asks a questionnaire."""
        step = self.rulebook.step_of.get(topic_id)
        if step is None:
            return UNKNOWN
        condition = step.when
        if condition is None:
            return ALWAYS
        return self._named(f"topic.{topic_id}", lambda: self.of(condition))

    def shown(self, question: Question) -> Pair:
        """Return where a question (not a column) is asked."""
        topic, condition = self.topic(question.topic), question.show_if
        if condition is None:
            return topic
        return self._named(
            f"question.{question.path}", lambda: conjunction([topic, self.of(condition)])
        )

    def _fact(self, name: str, authority: str) -> Pair:
        own = self.rulebook.authorities.get(authority)
        context = authority if own and own.facts else ""
        fact = (own.facts.get(name) if own else None) or self.rulebook.facts[name]
        label = f"fact.{name}@{context}" if context else f"fact.{name}"
        return self._named(label, lambda: self.of(fact.when, authority=context))

    def _criterion(self, name: str) -> Pair:
        def build() -> Pair:
            sources = self.rulebook.criterion_sources[name]
            parts = [self.of(rule.when if rule else condition) for condition, rule in sources]
            return opposite(conjunction(opposite(part) for part in parts))

        return self._named(f"criterion.{name}", build)

    def _row(self, name: str, part: str) -> Pair:
        row = self.rulebook.rows[name]
        label = f"row.{name}" + (f".{part}" if part else "")
        when = row.parts[part] if part else row.whole
        return self._named(label, lambda: self.of(when, authority=row.authority))

    # Conditions

    def of(self, condition: c.Condition, row: RowScope | None = None, authority: str = "") -> Pair:
        """Return the pair of `condition`, in a row or outside of any."""
        if isinstance(condition, c.Group):
            return self._group(condition, row, authority)
        if row is not None and not of_row(condition):
            return outer(condition, row, authority)
        match condition:
            case c.Named(kind="fact"):
                return self._fact(condition.name, authority)
            case c.Named(kind="criterion"):
                return self._criterion(condition.name)
            case c.Named():
                return self._row(condition.name, condition.part)
            case c.Over():
                return self._over(condition, authority)
            case c.Score():
                from dpia.questionnaire.standard.scores import score_pair

                return score_pair(self, condition)
            case c.Compare():
                return self._compare(condition, row, authority)
            case _:
                return self._of_one(condition, row)

    def _of_one(self, condition: c.Condition, row: RowScope | None) -> Pair:
        """Return the pair of a condition on one answer."""
        assert isinstance(condition, c.Atom | c.Answered | c.InLaw)
        path = condition.key if isinstance(condition, c.InLaw) else condition.path
        place = self.place(path, row)
        if place is None:
            return self._of_case(condition)
        if isinstance(condition, c.Atom):
            return place.pair(*tested(condition, place.question))
        if isinstance(condition, c.InLaw):
            return self._in_law(condition, place, row)
        there = place.demand(type_of(place.question))
        true = all_of([place.shown.true, there])
        if place.shown.exact:
            return Pair(true, negated(true))
        return Pair(true, any_of([place.shown.false, negated(there)]), exact=False)

    def _of_case(self, condition: c.Condition) -> Pair:
        """Return the pair of a condition on the assessment itself: open where it is not known."""
        if not isinstance(condition, c.Atom):
            return OPEN
        known = self.rulebook.case.get(condition.path.removeprefix("case."))
        if known is None:
            return OPEN
        return ALWAYS if matches(condition, Value(known, None, condition.path)) else NEVER

    def place(self, path: str, row: RowScope | None = None) -> Place | None:
        """Return where `path` leads; None for what is not among the answers."""
        if row is not None and "." not in path:
            column = row.group.column(path)
            shown = self.of(column.show_if, row) if column.show_if is not None else ALWAYS
            return Place(column, shown, lambda schema: inside([path], schema))
        if path.startswith("case."):
            return None
        question = self.rulebook.question(path)
        names = (question.topic, question.id)
        return Place(question, self.shown(question), lambda schema: inside(names, schema))

    def _group(self, group: c.Group, row: RowScope | None, authority: str) -> Pair:
        parts = [self.of(part, row, authority) for part in group.parts]
        if group.kind == "not":
            return opposite(parts[0])
        if group.kind == "all":
            return conjunction(parts)
        if group.kind == "any":
            return opposite(conjunction(opposite(part) for part in parts))
        spare = len(parts) - group.need + 1
        return Pair(
            self._reached([part.true for part in parts], group.need),
            self._reached([part.false for part in parts], spare),
            all(part.exact for part in parts),
        )

    def _reached(self, parts: list[Schema], need: int) -> Schema:
        """Return where at least `need` of `parts` fit."""
        known: dict[tuple[int, int], Schema] = {}

        def rest(place: int, lacking: int) -> Schema:
            if lacking == 0 or lacking > len(parts) - place:
                return lacking == 0
            if (place, lacking) not in known:
                found = when(parts[place], rest(place + 1, lacking - 1), rest(place + 1, lacking))
                name = f"at-least.{len(self.definitions)}"
                known[place, lacking] = self.define(name, found)
            return known[place, lacking]

        return rest(0, need)

    def _compare(self, compare: c.Compare, row: RowScope | None, authority: str) -> Pair:
        sides = (compare.left, compare.right)
        # A row cannot see an answer outside of it, so what is compared with one stays open.
        seen = [side.path if row is None or "." not in side.path else "" for side in sides]
        places = [self.place(path, row) if path else None for path in seen]
        hidden = any_of(place.shown.false for place in places if place is not None)
        fixed = [self._fixed(side, authority) for side in sides]
        for here, there, turned in ((0, 1, False), (1, 0, True)):
            place, value = places[here], fixed[there]
            if place is not None and value is not None:
                yes = compared(place.question, compare.operator, value, turned)
                if yes is not None:
                    return place.pair(yes, all_of([type_of(place.question), negated(yes)]))
        return Pair(False, hidden, exact=False)

    def _fixed(self, side: c.Operand, authority: str) -> Any:
        if not side.datum:
            return side.value
        if self.as_of is None:
            return None
        source = self.rulebook.authorities[authority or self.rulebook.authority]
        return datum(source.document, side.datum, self.as_of)

    def _in_law(self, in_law: c.InLaw, place: Place, row: RowScope | None) -> Pair:
        day = self.as_of
        if day is None:
            return Pair(False, place.shown.false, exact=False)
        rows = [entry for entry in self.rulebook.law_rows[in_law.table] if entry.valid(day)]
        there = all_of([place.shown.true, place.demand({"type": "string"})])
        true, false, exact = [], [], place.shown.exact
        for entry in rows:
            inner = self.of(entry.when, row) if entry.when is not None else ALWAYS
            this = place.demand({"const": entry.key})
            true.append(all_of([this, inner.true]))
            false.append(any_of([negated(this), inner.false]))
            exact = exact and inner.exact
        fails = any_of([place.shown.false, all_of([there, *false])])
        return Pair(all_of([there, any_of(true)]), fails, exact)

    # Tables

    def _over(self, over: c.Over, authority: str) -> Pair:
        place = self.place(over.group)
        if place is None:
            return OPEN

        def build(row: RowScope) -> Pair:
            where = self.of(over.where, row, authority) if over.where is not None else ALWAYS
            assert place is not None
            pair = place.pair(*number_of_rows(over, where.true, where.false))
            return Pair(pair.true, pair.false, pair.exact and where.exact)

        found = list(self.by_row(place.question, build))
        return Pair(
            any_of(all_of([guard, pair.true]) for guard, pair in found),
            any_of(all_of([guard, pair.false]) for guard, pair in found),
            all(pair.exact for _guard, pair in found),
        )

    def by_row(
        self, group: Question, build: Callable[[RowScope], Any]
    ) -> Iterator[tuple[Schema, Any]]:
        """Yield what `build` makes of a row of `group`, and where each holds.

        A row may rest on conditions outside of it, which a schema for the row cannot see; so it is
        made once for each state (true, false, unknown) they can be in.
        """
        look = RowScope(group)
        build(look)
        beside = {key: self.of(part, None, reader) for key, (part, reader) in look.met.items()}
        if len(beside) > MOST_OUTER:
            yield True, build(RowScope(group, dict.fromkeys(beside, OPEN)))
            return
        states: Mapping[bool | None, Pair] = {True: ALWAYS, False: NEVER, None: UNKNOWN}
        for values in product((True, False, None), repeat=len(beside)):
            taken = dict(zip(beside, values, strict=True))
            guard = all_of(beside[key].state(value) for key, value in taken.items())
            if guard is not False:
                exact = all(pair.exact for pair in beside.values())
                known = {key: replace(states[v], exact=exact) for key, v in taken.items()}
                yield guard, build(RowScope(group, known))
