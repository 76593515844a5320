"""A questionnaire as text to read on paper: sections, questions, choices, conditions in words."""

import textwrap
from collections.abc import Iterator

from dpia.questionnaire.model import Choice, Question, Rule, Topic
from dpia.questionnaire.words import Find, describe
from dpia.text import _, ngettext


def handout(topic: Topic, find: Find, width: int = 92) -> Iterator[str]:
    """Yield the lines of `topic`, none wider than `width`; `find` knows all questionnaires."""
    yield f"{topic.title} ({topic.id} {topic.version})"
    yield from _wrapped(topic.description, "", width)
    for i, section in enumerate(topic.sections, 1):
        yield ""
        yield f"{i}. {section.title}"
        yield from _wrapped(section.description, "   ", width)
        for name in section.questions:
            yield ""
            yield from _question(topic.questions[name], find, "   ", width)
    yield from _rules(_("Facts"), list(topic.facts.values()), find, width)
    yield from _rules(_("Rules"), list(topic.rules), find, width)


def _question(question: Question, find: Find, indent: str, width: int) -> Iterator[str]:
    kind = kinds().get(question.kind, question.kind)
    owed = _("owed") if question.required else _("may be left open")
    unit = f", {question.unit}" if question.unit else ""
    yield from _wrapped(question.title, indent, width)
    yield f"{indent}  [{question.id}: {kind}{unit}; {owed}]"
    yield from _wrapped(question.help, indent + "  ", width)
    if question.show_if is not None:
        group = f"{question.topic}.{question.group}" if question.group else ""
        asked = describe(question.show_if, find, group)
        yield from _wrapped(
            _("Asked if {condition}.").format(condition=asked), indent + "  ", width
        )
    if question.law:
        yield from _wrapped(
            _("Law: {law}").format(law="; ".join(question.law)), indent + "  ", width
        )
    for choice in question.choices:
        yield from _choice(choice, indent + "  ", width)
    if question.none_title:
        yield from _wrapped(f"- {question.none_title}", indent + "  ", width)
    if question.choices_from:
        source = _("The choices are the rows of {table}.").format(table=question.choices_from)
        yield from _wrapped(source, indent + "  ", width)
    for column in question.columns:
        yield from _question(column, find, indent + "    ", width)


def _choice(choice: Choice, indent: str, width: int) -> Iterator[str]:
    marks = [_("criterion {name}").format(name=name) for name in choice.criteria]
    marks += [str(next(iter(raised.values()))) for raised in choice.raises]
    marks += [_("score {score}").format(score=f"{choice.score:g}")] if choice.score else []
    meant = _(": means {marks}").format(marks=", ".join(marks)) if marks else ""
    yield from _wrapped(f"- {choice.title} [{choice.value}]{meant}", indent, width)
    yield from _wrapped(choice.help, indent + "    ", width)


def _rules(title: str, rules: list[Rule], find: Find, width: int) -> Iterator[str]:
    if rules:
        yield ""
        yield title
    for rule in rules:
        yield from _wrapped(f"{rule.title} [{rule.id}]", "   ", width)
        condition = describe(rule.when, find)
        yield from _wrapped(_("if {condition}").format(condition=condition), "     ", width)
        if rule.law:
            yield from _wrapped(_("Law: {law}").format(law=rule.law), "     ", width)


def kinds() -> dict[str, str]:
    """Return the kinds of questions in words."""
    return {
        "choice": _("one choice"),
        "choices": _("several choices"),
        "text": _("text"),
        "long-text": _("long text"),
        "integer": _("whole number"),
        "number": _("number"),
        "date": _("day"),
        "rows": _("table"),
    }


def size(topic: Topic) -> str:
    """Say how many questions a questionnaire has."""
    count = len(topic.questions)
    return ngettext("{n} question", "{n} questions", count).format(n=count)


def _wrapped(text: str, indent: str, width: int) -> Iterator[str]:
    hanging = indent + ("  " if text.startswith("- ") else "")
    yield from textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=hanging)
