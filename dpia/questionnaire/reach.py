"""Which questions anything that is judged rests on: rules, criteria, law, pathway and list rows.

A question marked `x-lists-only` is there for national lists alone. It is asked only where a list
of the authorities at hand reaches it; elsewhere it would be asked for nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dpia.questionnaire import condition as c
from dpia.questionnaire.model import Question, Topic

if TYPE_CHECKING:
    from dpia.questionnaire.rulebook import Rulebook

NEVER = c.Group("any", ())
"""The condition of a question that is not asked: none of nothing holds."""


def without_idle(rulebook: "Rulebook") -> dict[str, Topic]:
    """Return the topics with every question for lists that no list here reaches left unasked."""
    marked = [q for topic in rulebook.topics.values() for q in topic.questions.values()]
    if not any(question.lists_only for question in marked):
        return dict(rulebook.topics)
    reached = _reached(rulebook)
    return {
        name: replace(topic, questions=_asked(topic.questions, reached))
        for name, topic in rulebook.topics.items()
    }


def _asked(questions: Mapping[str, Question], reached: set[str]) -> dict[str, Question]:
    return {
        name: replace(question, show_if=NEVER)
        if question.lists_only and question.path not in reached
        else question
        for name, question in questions.items()
    }


def _reached(rulebook: "Rulebook") -> set[str]:
    """Return the paths of all questions that conditions rest on, directly or further down."""
    found: set[str] = set()
    seen: set[c.Named] = set()
    waiting = list(_judged(rulebook))
    while waiting:
        for part in _alive(waiting.pop(), rulebook.authorities):
            for path in _paths(part):
                if path not in found:
                    found.add(path)
                    waiting += _shown(rulebook, path)
            if isinstance(part, c.Named) and part not in seen:
                seen.add(part)
                waiting += _behind(rulebook, part)
    return found


def _alive(condition: c.Condition, here: Collection[str]) -> Iterator[c.Condition]:
    """Yield a condition and what is in it, but nothing that only other authorities ask for."""
    waiting = [condition]
    while waiting:
        part = waiting.pop()
        if isinstance(part, c.Group):
            if part.kind == "all" and any(_elsewhere(inner, here) for inner in part.parts):
                continue
            waiting += part.parts
        elif isinstance(part, c.Over) and part.where is not None:
            waiting.append(part.where)
        yield part


def _elsewhere(part: c.Condition, here: Collection[str]) -> bool:
    return (
        isinstance(part, c.Atom)
        and part.path == "case.authorities"
        and bool(part.values)
        and not set(part.values) & set(here)
    )


def _judged(rulebook: "Rulebook") -> Iterator[c.Condition]:
    """Yield what a verdict evaluates, and what decides whether other questions are asked."""
    yield from (step.when for step in rulebook.steps if step.when is not None)
    yield from (rule.when for rule in rulebook.rules)
    for row in rulebook.rows.values():
        yield from (row.whole, *row.parts.values())
    for sources in rulebook.criterion_sources.values():
        yield from (condition for condition, _rule in sources)
    for key, document in rulebook.files.items():
        if key.startswith(("law/", "catalogue/", "authorities/")):
            yield from map(rulebook.condition, _written(document))
    for topic in rulebook.topics.values():
        for question in topic.questions.values():
            if not question.lists_only:
                yield from _own(question)


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


def _shown(rulebook: "Rulebook", path: str) -> list[c.Condition]:
    """Return when the question at `path` is asked; what is not found is told when it is judged."""
    topic_id, _dot, name = path.partition(".")
    topic = rulebook.topics.get(topic_id)
    question = topic.questions.get(name.partition("/")[0]) if topic else None
    return _own(question) if question else []


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


def _behind(rulebook: "Rulebook", named: c.Named) -> list[c.Condition]:
    """Return the conditions behind a name; an authority's own reading stands beside the common."""
    if named.kind == "fact":
        readings = [authority.facts for authority in rulebook.authorities.values()]
        facts = (reading.get(named.name) for reading in (rulebook.facts, *readings))
        return [fact.when for fact in facts if fact is not None]
    return []  # criteria and rows are all among what is judged
