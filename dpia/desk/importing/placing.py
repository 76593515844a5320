"""Finding the place of what another tool says: an answer, a note beside a question, or none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dpia.assessment import pointer
from dpia.assessment.answering import CONFIRM, NOTE_LIMIT
from dpia.assessment.carrying import places
from dpia.desk.intake import cleaned
from dpia.documents.incoming.model import Incoming, Line, Told
from dpia.documents.incoming.notes import block
from dpia.errors import DpiaError
from dpia.questionnaire.answers import check
from dpia.questionnaire.cleaning import clean
from dpia.questionnaire.model import Question
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _

LONGEST_TITLE = 300


@dataclass
class Placed:
    """What was told, in its places: `answers` and `marks` as an assessment holds them."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    marks: dict[str, dict[str, Any]] = field(default_factory=dict)
    leftovers: list[Told] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def placed(incoming: Incoming, rulebook: Rulebook) -> Placed:
    """Return everything that `incoming` tells, each in the best place the pathway has for it.

    What the fields of `incoming` answer already is not answered anew.
    """
    found = Placed(
        {topic: dict(said) for topic, said in incoming.fields.get("answers", {}).items()},
        {topic: dict(said) for topic, said in incoming.fields.get("marks", {}).items()},
    )
    for told in incoming.told:
        question = _question(rulebook, told.path)
        if question is None:
            _leave(found, told, _("There is no such question here."))
        elif not told.aside and _answered(found, question, told):
            found.lines.append(Line("mapped", told.title, told.path, _waits(rulebook, question)))
        elif _noted(found, question, told):
            found.lines.append(Line("noted", told.title, told.path, _waits(rulebook, question)))
        else:
            _leave(found, told, _("It is too long for a note."))
    return found


def as_case(incoming: Incoming, found: Placed) -> dict[str, Any]:
    """Return what an assessment holds of a file: its fields, and what was placed."""
    title = " ".join(clean(incoming.title).split())[:LONGEST_TITLE].strip()
    whole = {**incoming.fields, "answers": found.answers, "marks": found.marks}
    case: dict[str, Any] = cleaned({**whole, "title": title or _("Imported without a title")})
    return case


def in_words(value: Any) -> str:
    """Return a value of another tool as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {in_words(inner)}" for name, inner in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(f"- {in_words(inner)}" for inner in value)
    return "" if value is None else str(value)


def _question(rulebook: Rulebook, path: str) -> Question | None:
    """Return the question of that path on this pathway, or None."""
    try:
        return rulebook.question(path) if path else None
    except DpiaError:
        return None


def _waits(rulebook: Rulebook, question: Question) -> str:
    asked = any(topic.id == question.topic for topic in rulebook.asked)
    return "" if asked else _("It waits: this pathway does not ask it.")


def _answered(found: Placed, question: Question, told: Told) -> bool:
    """Answer the question with what was told, to be confirmed; False where it does not fit."""
    answers = found.answers.get(question.topic, {})
    if question.id in answers:
        return False
    try:
        value = check(question, told.value)
    except DpiaError:
        return False
    found.answers.setdefault(question.topic, {})[question.id] = value
    marks = found.marks.setdefault(question.topic, {})
    for place in places(question, value):
        marks[place] = {**marks.get(place, {}), CONFIRM: True}
    return True


def _noted(found: Placed, question: Question, told: Told) -> bool:
    said = block(told.title, in_words(told.value))
    before = found.marks.get(question.topic, {}).get(pointer.join(question.id), {}).get("note")
    note = f"{before}\n\n{said}" if before else said
    if len(note) > NOTE_LIMIT:
        return False
    _mark(found, question)["note"] = note
    return True


def _mark(found: Placed, question: Question) -> dict[str, Any]:
    marks = found.marks.setdefault(question.topic, {})
    place = pointer.join(question.id)
    marks[place] = dict(marks.get(place, {}))
    said: dict[str, Any] = marks[place]
    return said


def _leave(found: Placed, told: Told, why: str) -> None:
    found.leftovers.append(told)
    found.lines.append(Line("kept", told.title, why=why))
