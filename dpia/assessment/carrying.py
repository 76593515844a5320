"""Carrying an assessment over to a new version, judged by newer questionnaires.

Answers go to the question of their id, or to the one that says by `x-replaces` that it had this
id; choices likewise. Each carried answer is to be confirmed until somebody has looked at it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dpia.assessment import pointer
from dpia.assessment.answering import CONFIRM, synchronise
from dpia.assessment.event import head, working_copy
from dpia.errors import Invalid
from dpia.questionnaire.answers import check
from dpia.questionnaire.model import Question
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _

Document = dict[str, Any]
Told = dict[str, Any]


@dataclass
class Carried:
    """The new version, and what became of the questions.

    `lost`: `{path, title, value, why}` of answers that fit nothing any more; `changed`: `{path,
    title, what}` of questions that now ask something else; `new`: paths not asked before.
    """

    document: Document
    lost: list[Told] = field(default_factory=list)
    changed: list[Told] = field(default_factory=list)
    new: list[str] = field(default_factory=list)


def carry(document: Mapping[str, Any], old: Rulebook, new: Rulebook) -> Carried:
    """Return the next version of `document`, a draft judged by `new` instead of `old`.

    Ids, references, times and what it is judged by are the caller's to set. Opinions, the
    decision, dates and sign-offs stay behind; risks keep their ratings and need a new confirmation.
    What waits on the shelf is carried as an answer; `shelf.settle` puts it back there.
    """
    document = _whole(document)
    after = working_copy(document)
    after |= {"answers": {}, "marks": {}, "shelf": {}, "status": "draft", "decision": None}
    after |= {"opinions": {}, "overruled": [], "accepted": []}
    after |= {"dates": {}, "drafts": {}, "cursor": {}}
    after |= {
        "sign_offs": [],
        "events": [],
        "sealed": [],
        "version": int(document.get("version", 1)) + 1,
    }
    after.pop("redactions", None)  # they name events of that history
    after["previous"] = {"id": document["id"], "head": head(document)}
    for risk in after["risks"]:
        risk.pop("confirmed", None)
    carried = Carried(after)
    for topic in new.topics.values():
        for question in topic.questions.values():
            _carry_question(carried, document, old, question)
    _tell_lost(carried, document, old, new)
    carried.document = synchronise(after, new)
    return carried


def _whole(document: Mapping[str, Any]) -> Document:
    """Return the document with what waits on the shelf among the answers."""
    whole = working_copy(document)
    for topic, waiting in whole["shelf"].items():
        answers = whole["answers"].setdefault(topic, {})
        for place, value in sorted(waiting.items(), key=lambda item: len(item[0])):
            *row, _last = pointer.tokens(place)
            if not row or pointer.get(answers, pointer.join(*row)) is not None:
                pointer.put(answers, place, value)
    return whole | {"shelf": {}}


def _carry_question(
    carried: Carried, document: Mapping[str, Any], old: Rulebook, question: Question
) -> None:
    before = _ancestor(old, question)
    if before is None:
        carried.new.append(question.path)
        return
    if what := _altered(before, question):
        carried.changed.append({"path": question.path, "title": question.title, "what": what})
    _carry_marks(carried, document, before, question)
    value = document["answers"].get(before.topic, {}).get(before.id)
    if value is None:
        return
    if question.kind == "rows" and before.kind == "rows":
        value = [_row(carried, before, question, row) for row in value]
    else:
        value = _converted(carried, question.path, before, question, value)
    if value is not None:
        carried.document["answers"].setdefault(question.topic, {})[question.id] = value
        _ask_to_confirm(carried.document, question, value)


def _ancestor(old: Rulebook, question: Question) -> Question | None:
    topic = old.topics.get(question.topic)
    known: Mapping[str, Question] = topic.questions if topic else {}
    return next((known[name] for name in (question.id, *question.replaces) if name in known), None)


def names_of(rulebook: Rulebook, path: str) -> list[str]:
    """Return what the question, cell or row at `path` is called, and was called before.

    A name that another question has now is left out. Raises NotFound.
    """
    table, *inside = path.split("/")
    question = rulebook.question(table)
    own = rulebook.topics[question.topic].questions
    asked = [n for n in (question.id, *question.replaces) if n == question.id or n not in own]
    rows, columns = inside[:1], [inside[1:]]
    if len(inside) > 1:
        column = rulebook.question(path)
        others = {other.id for other in question.columns if other is not column}
        columns = [[name] for name in (column.id, *column.replaces) if name not in others]
    return ["/".join([f"{question.topic}.{n}", *rows, *c]) for n in asked for c in columns]


def _altered(before: Question, now: Question) -> list[str]:
    """Say what a question asks otherwise than before, as sentences."""
    found = []
    if before.title != now.title:
        found.append(_("It read “{title}” before.").format(title=before.title))
    if before.kind != now.kind:
        found.append(_("It takes another kind of answer."))
    kept = {name for choice in now.choices for name in (choice.value, *choice.replaces)}
    known = {choice.value for choice in before.choices}
    added = [c.title for c in now.choices if not {c.value, *c.replaces} & known]
    gone = [choice.title for choice in before.choices if choice.value not in kept]
    if before.choices and added:
        found.append(_("New to choose: {titles}.").format(titles="; ".join(added)))
    if gone:
        found.append(_("No longer offered: {titles}.").format(titles="; ".join(gone)))
    columns = {column.id: column for column in before.columns}
    for column in now.columns:
        own = next((columns[n] for n in (column.id, *column.replaces) if n in columns), None)
        if own is None and before.columns:
            found.append(_("New column: {title}").format(title=column.title))
        elif own is not None:
            found += [f"{column.title}: {what}" for what in _altered(own, column)]
    heirs = {name for column in now.columns for name in (column.id, *column.replaces)}
    gone = [column.title for name, column in columns.items() if name not in heirs]
    if now.columns and gone:
        found.append(_("No longer a column: {titles}.").format(titles="; ".join(gone)))
    return found


def _row(carried: Carried, before: Question, now: Question, row: Mapping[str, Any]) -> Told:
    kept: Told = {"id": row["id"]}
    columns = {column.id: column for column in before.columns}
    for column in now.columns:
        name = next((n for n in (column.id, *column.replaces) if n in columns), None)
        if name is not None and name in row:
            path = f"{now.path}/{row['id']}/{column.id}"
            value = _converted(carried, path, columns[name], column, row[name])
            if value is not None:
                kept[column.id] = value
    heirs = {name for column in now.columns for name in (column.id, *column.replaces)}
    for name in columns.keys() - heirs:
        if name in row:
            where, title = f"{before.path}/{row['id']}/{name}", columns[name].title
            _lose(carried, where, title, row[name], _("The column is gone."))
    return kept


def _converted(carried: Carried, path: str, before: Question, now: Question, value: Any) -> Any:
    """Return the value as the new question takes it, or None with a word on why it is lost."""
    heirs = {name: c.value for c in now.choices for name in (c.value, *c.replaces)}
    if now.kind == "choices" and before.kind == "choice":
        value = [value]
    if now.kind == "choices" and isinstance(value, list) and now.choices:
        for gone in [item for item in value if item not in heirs]:
            title = before.choice_title(gone)
            _lose(carried, path, now.title, title, _("This is no longer offered."))
        kept = list(dict.fromkeys(heirs[item] for item in value if item in heirs))
        value = kept if kept or not value else None
    elif now.kind == "choice" and now.choices:
        value = heirs.get(value, value) if isinstance(value, str) else value
    if value is None or now.choices_from:
        return value
    try:
        return check(now, value)
    except Invalid as problem:
        _lose(carried, path, now.title, value, problem.message)
        return None


def _lose(carried: Carried, path: str, title: str, value: Any, why: str) -> None:
    carried.lost.append({"path": path, "title": title, "value": value, "why": why})


def _carry_marks(
    carried: Carried, document: Mapping[str, Any], before: Question, now: Question
) -> None:
    heirs = {name: c.id for c in now.columns for name in (c.id, *c.replaces)}
    for inside, said in document.get("marks", {}).get(before.topic, {}).items():
        first, *rest = pointer.tokens(inside)
        if first != before.id or (len(rest) == 2 and rest[1] not in heirs):
            continue
        place = pointer.join(now.id, *(rest[:1] + [heirs[name] for name in rest[1:]]))
        kept = {name: value for name, value in said.items() if name != CONFIRM}
        if kept:
            carried.document["marks"].setdefault(now.topic, {})[place] = kept


def _ask_to_confirm(document: Document, question: Question, value: Any) -> None:
    marks = document["marks"].setdefault(question.topic, {})
    for place in places(question, value):
        marks.setdefault(place, {})[CONFIRM] = True


def places(question: Question, value: Any) -> Iterator[str]:
    """Yield where the answer stands: of a table, each cell that has one."""
    if question.kind != "rows" or not value:
        yield pointer.join(question.id)
        return
    for row in value:
        for name in row:
            if name != "id":
                yield pointer.join(question.id, row["id"], name)


def _tell_lost(carried: Carried, document: Mapping[str, Any], old: Rulebook, new: Rulebook) -> None:
    """Tell the answers whose question is gone."""
    heirs = {
        (q.topic, name)
        for topic in new.topics.values()
        for q in topic.questions.values()
        for name in (q.id, *q.replaces)
    }
    for topic_id, answers in document["answers"].items():
        for name, value in answers.items():
            if (topic_id, name) not in heirs:
                path = f"{topic_id}.{name}"
                asked = old.topics[topic_id].questions if topic_id in old.topics else {}
                title = asked[name].title if name in asked else path
                _lose(carried, path, title, value, _("The question is gone."))
