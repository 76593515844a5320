"""What questions, facts and criteria are called, so that any condition can be put into words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dpia.questionnaire.condition import Condition, Group, Named, Over
from dpia.questionnaire.model import Question, Topic
from dpia.questionnaire.words import describe
from dpia.text import _


@dataclass(frozen=True)
class Names:
    """The questionnaires at hand, and the titles of the nine criteria."""

    topics: Mapping[str, Topic] = field(default_factory=dict)
    criteria: Mapping[str, str] = field(default_factory=dict)

    def find(self, path: str, group: str) -> Question | None:
        """Return the question at `path`; a bare name is a column of the table `group`."""
        if group and "." not in path:
            owner = self.find(group, "")
            return next((c for c in owner.columns if c.id == path), None) if owner else None
        topic, _dot, name = path.partition(".")
        return self.topics[topic].questions.get(name) if topic in self.topics else None

    def say(self, condition: Condition, own: Mapping[str, str] | None = None) -> str:
        """Return `condition` in words; `own` are titles of facts that go before the common ones."""
        return describe(self.titled(condition, own or {}), self.find)

    def titled(self, condition: Condition, own: Mapping[str, str]) -> Condition:
        """Return `condition` with the titles of facts and criteria in the place of their ids."""
        match condition:
            case Named(kind="fact"):
                return replace(condition, name=self.fact(condition.name, own))
            case Named(kind="criterion"):
                return replace(condition, name=self.criteria.get(condition.name, condition.name))
            case Group():
                parts = tuple(self.titled(part, own) for part in condition.parts)
                return replace(condition, parts=parts)
            case Over() if condition.where is not None:
                return replace(condition, where=self.titled(condition.where, own))
        return condition

    def steps(
        self, condition: Condition, own: Mapping[str, str], depth: int = 0
    ) -> Iterator[tuple[int, str]]:
        """Yield `condition` line by line, each with its depth: what is needed, then its parts."""
        match condition:
            case Group(kind="not"):
                (_depth, first), *rest = self.steps(condition.parts[0], own, depth)
                yield depth, _("not: {part}").format(part=first)
                yield from rest
            case Group():
                yield from self._group(condition, own, depth)
            case Named(kind="fact"):
                yield depth, self.fact(condition.name, own)
            case Named(kind="row"):
                yield depth, _("the row {row}").format(row=_row(condition))
            case _:
                yield depth, self.say(condition, own)

    def _group(self, group: Group, own: Mapping[str, str], depth: int) -> Iterator[tuple[int, str]]:
        """Yield a group: what it holds of the same kind is one with it, rows stand on one line."""
        parts = list(_flat(group))
        rows = [part for part in parts if isinstance(part, Named) and part.kind == "row"]
        if len(rows) == len(parts) > 1:
            yield depth, f"{_needed(group, rows=True)} {', '.join(map(_row, rows))}"
            return
        if group.kind == "any" and len(rows) > 1:
            rest = [part for part in parts if part not in rows]
            parts = [Group("any", tuple(rows)), *rest]
        yield depth, _needed(group)
        for part in parts:
            yield from self.steps(part, own, depth + 1)

    def fact(self, name: str, own: Mapping[str, str]) -> str:
        """Return the title of a fact, or its id where it is not known."""
        if name in own:
            return own[name]
        found = (t.facts[name].title for t in self.topics.values() if name in t.facts)
        return next(found, name)


def _flat(group: Group) -> Iterator[Condition]:
    for part in group.parts:
        if isinstance(part, Group) and part.kind == group.kind in ("all", "any"):
            yield from _flat(part)
        else:
            yield part


def _row(row: Named) -> str:
    return f"{row.name} ({row.part})" if row.part else row.name


def _needed(group: Group, rows: bool = False) -> str:
    if group.kind == "all":
        return _("all of the rows") if rows else _("all of these:")
    if group.kind == "any":
        return _("one of the rows") if rows else _("one of these:")
    words = _("at least {n} of the rows") if rows else _("at least {n} of these:")
    return words.format(n=group.need)


def names(topics: Mapping[str, Topic], law: Mapping[str, Any]) -> Names:
    """Return the names in `topics` and in the table of the criteria, `law/criteria`."""
    titles = {entry["id"]: entry["title"] for entry in law.get("criteria", ())}
    return Names(topics, titles)
