"""Which questions anything that is judged rests on: rules, criteria, law, pathway and list rows.

A question marked `x-lists-only` is there for national lists alone. It is asked only where a list
of the authorities at hand reaches it; elsewhere it would be asked for nothing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from dpia.questionnaire import condition as c
from dpia.questionnaire.law import Authority
from dpia.questionnaire.model import Document, Question, Rule, Topic
from dpia.questionnaire.picked import carried

if TYPE_CHECKING:
    from dpia.questionnaire.rulebook import Rulebook

NEVER = c.Group("any", ())
"""The condition of a question that is not asked: none of nothing holds."""
S = TypeVar("S")


def without_idle(rulebook: "Rulebook") -> dict[str, Topic]:
    """Return the topics with every question for lists that no list here reaches left unasked."""
    if not any(for_lists(rulebook)):
        return dict(rulebook.topics)
    reached = Reach(rulebook).of(rulebook.authorities)
    return {
        name: replace(topic, questions=_asked(topic.questions, reached))
        for name, topic in rulebook.topics.items()
    }


def for_lists(rulebook: "Rulebook") -> Iterator[Question]:
    """Yield the questions that are there for national lists alone."""
    for topic in rulebook.topics.values():
        yield from (question for question in topic.questions.values() if question.lists_only)


def _asked(questions: Mapping[str, Question], reached: set[str]) -> dict[str, Question]:
    return {
        name: replace(question, show_if=NEVER)
        if question.lists_only and question.path not in reached
        else question
        for name, question in questions.items()
    }


@dataclass
class _Read:
    """What conditions read: paths, facts, and what only some authorities ask for."""

    paths: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    guarded: list[tuple[list[frozenset[Any]], "_Read"]] = field(default_factory=list)
    """What counts only while one of each of these sets of authorities is there."""


class Reach:
    """What the conditions of a rulebook rest on; it is read once, whoever the authorities are."""

    def __init__(self, rulebook: "Rulebook") -> None:
        """Read what is judged under every authority."""
        self._book = rulebook
        self._always = _Read()
        self._follow(self._always, list(self._judged()), ())

    def of(self, here: Collection[str]) -> set[str]:
        """Return the paths that anything judged rests on under these authorities of the rulebook.

        They are read by a condition itself or further down.
        """
        always = self._always
        found = _Read(set(always.paths), set(always.facts))
        waiting = [_Read(guarded=always.guarded)]
        waiting += (self._read(self._book.authorities[name], _rows) for name in here)
        waiting += self._own(always.facts, here)
        self._follow(found, waiting, here)
        return found.paths

    def _follow(self, found: _Read, waiting: list[_Read], here: Collection[str]) -> None:
        """Add to `found` what is read, and what that rests on under these authorities."""
        while waiting:
            read = waiting.pop()
            for sets, inner in read.guarded:
                if any(one.isdisjoint(here) for one in sets):
                    found.guarded.append((sets, inner))
                else:
                    waiting.append(inner)
            paths, facts = read.paths - found.paths, read.facts - found.facts
            found.paths |= paths
            found.facts |= facts
            asked = (_question(self._book, path) for path in paths)
            waiting += (self._read(one, _own) for one in asked if one is not None)
            known = (self._book.facts.get(name) for name in facts)
            waiting += (self._read(fact, _when) for fact in known if fact is not None)
            waiting += self._own(facts, here)

    def _own(self, facts: Collection[str], here: Collection[str]) -> Iterator[_Read]:
        """Yield how authorities read facts in their own way."""
        for reader in here:
            own = self._book.authorities[reader].facts
            yield from (self._read(own[name], _when) for name in own.keys() & facts)

    def _judged(self) -> Iterator[_Read]:
        """Yield what a verdict evaluates whoever the authority is, and what opens questions."""
        book = self._book
        yield _read(step.when for step in book.steps if step.when is not None)
        for topic in book.topics.values():
            yield book.once.of("judged", topic.document, partial(_read_topic, topic))
        for key, document in book.files.items():
            if key.startswith(("law/", "catalogue/", "authorities/")):
                yield book.once.of("written", document, self._in_file)

    def _in_file(self, document: Document) -> _Read:
        return _read(map(self._book.condition, _written(document)))

    def _read(self, thing: S, conditions: Callable[[S], Iterable[c.Condition]]) -> _Read:
        return self._book.once.of("read", thing, lambda it: _read(conditions(it)))


def _read(conditions: Iterable[c.Condition]) -> _Read:
    found = _Read()
    waiting = list(conditions)
    while waiting:
        part = waiting.pop()
        if isinstance(part, c.Group):
            sets = [_authorities(inner) for inner in part.parts] if part.kind == "all" else []
            if any(sets):
                found.guarded.append(([one for one in sets if one], _read(part.parts)))
                continue
            waiting += part.parts
        elif isinstance(part, c.Over) and part.where is not None:
            waiting.append(part.where)
        elif isinstance(part, c.Named) and part.kind == "fact":
            found.facts.add(part.name)
        found.paths.update(_paths(part))
    return found


def _authorities(part: c.Condition) -> frozenset[Any]:
    """Return the authorities one of which has to be there for `part` to hold, if it says so."""
    if isinstance(part, c.Atom) and part.path == "case.authorities":
        return frozenset(part.values)
    return frozenset()


def _read_topic(topic: Topic, _file: Document) -> _Read:
    return _read(_rests(topic))


def _rests(topic: Topic) -> Iterator[c.Condition]:
    """Yield what a topic has judged, and what decides whether its own questions are asked."""
    yield from (rule.when for rule in topic.rules)
    for question in topic.ordered():
        yield from (condition for _criterion, condition in carried(question))
    for question in topic.questions.values():
        if not question.lists_only:
            yield from _own(question)


def _rows(authority: Authority) -> Iterator[c.Condition]:
    for entry in authority.lists:
        for row in entry.rows:
            yield from (row.whole, *row.parts.values())


def _when(fact: Rule) -> tuple[c.Condition]:
    return (fact.when,)


def _written(document: Any) -> Iterator[Any]:
    """Yield what stands under each `when` of a data file; rows and facts are read elsewhere."""
    waiting = [document]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if isinstance(part.get("when"), dict):
                yield part["when"]
            inside = (part[name] for name in part if name not in ("when", "lists", "facts"))
        else:
            inside = iter(part)
        waiting += (value for value in inside if isinstance(value, dict | list))


def _own(question: Question) -> list[c.Condition]:
    conditions = (part.show_if for part in (question, *question.columns))
    return [condition for condition in conditions if condition is not None]


def _question(rulebook: "Rulebook", path: str) -> Question | None:
    """Return the question at `path`; what is not found is told when it is judged."""
    topic_id, _dot, name = path.partition(".")
    topic = rulebook.topics.get(topic_id)
    return topic.questions.get(name.partition("/")[0]) if topic else None


def _paths(part: c.Condition) -> Iterable[str]:
    match part:
        case c.Atom() | c.Answered():
            return (part.path,)
        case c.Compare():
            return [side.path for side in (part.left, part.right) if side.path]
        case c.InLaw():
            return (part.key,)
        case c.Over():
            return (part.group,)
        case _:
            return ()
