"""Changes to answers, marks and rows: each takes a document and returns the one after it."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.assessment import pointer
from dpia.assessment.confidential import MARK
from dpia.assessment.document import next_id
from dpia.assessment.event import working_copy
from dpia.errors import Invalid, NotFound
from dpia.questionnaire.answers import check
from dpia.questionnaire.cleaning import clean
from dpia.questionnaire.model import Question
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _

Document = Mapping[str, Any]
NOTE_LIMIT = 20_000
CONFIRM = "to_confirm"
"""The mark of an answer that was carried over and that nobody has looked at since."""


def unlooked(document: Document) -> Iterator[tuple[str, str]]:
    """Yield `(topic, pointer)` of what was carried over and that nobody has looked at since.

    What waits on the shelf is not asked now; it is to be looked at when it comes back.
    """
    for topic, marks in (document.get("marks") or {}).items():
        shelf = (document.get("shelf") or {}).get(topic, {})
        for inside, said in marks.items():
            hidden = any(inside == at or inside.startswith(at + "/") for at in shelf)
            if said.get(CONFIRM) and not hidden:
                yield topic, inside


def place(path: str) -> tuple[str, str]:
    """Split `topic.group/row/column` into the topic and the pointer inside it."""
    topic, _dot, rest = path.partition(".")
    return topic, pointer.join(*rest.split("/"))


def row_choices(document: Document, rulebook: Rulebook, question: Question) -> dict[str, str]:
    """Return `row id -> words` for a question whose choices are another table's rows."""
    if not question.choices_from:
        return {}
    group = rulebook.question(question.choices_from)
    rows = document["answers"].get(group.topic, {}).get(group.id) or []
    return {row["id"]: str(row.get(group.row_title) or row["id"]) for row in rows}


def answer(document: Document, rulebook: Rulebook, path: str, value: Any) -> dict[str, Any]:
    """Set the answer at `path`; it is known now, so a mark “not known yet” goes.

    Raises Invalid for a value that is no answer, NotFound for a question or row that is not there.
    """
    question = rulebook.question(path)
    checked = check(question, value, row_choices(document, rulebook, question))
    after = working_copy(document)
    topic, inside = place(path)
    _need_row(after, path)
    pointer.put(after["answers"].setdefault(topic, {}), inside, checked)
    for said in ("unknown", CONFIRM):
        _drop_mark(after, topic, inside, said)
    _synchronise(after, rulebook)
    return after


def confirm(document: Document, rulebook: Rulebook, path: str) -> dict[str, Any]:
    """Say that an answer carried over from an earlier version still holds; of a table, all of it.

    Raises Invalid when nothing there is to be confirmed.
    """
    rulebook.question(path)
    after = working_copy(document)
    topic, inside = place(path)
    found = [
        at
        for at, said in document["marks"].get(topic, {}).items()
        if said.get(CONFIRM) and (at == inside or at.startswith(inside + "/"))
    ]
    if not found:
        raise Invalid(_("Nothing at “{path}” is to be confirmed.").format(path=path))
    for at in found:
        _drop_mark(after, topic, at, CONFIRM)
    return after


def clear(document: Document, rulebook: Rulebook, path: str) -> dict[str, Any]:
    """Take the answer at `path` away; the question is open again."""
    rulebook.question(path)
    after = working_copy(document)
    topic, inside = place(path)
    pointer.remove(after["answers"].get(topic, {}), inside)
    _tidy(after["answers"], topic)
    for said in ("unknown", CONFIRM):
        _drop_mark(after, topic, inside, said)
    return after


def mark(
    document: Document,
    rulebook: Rulebook,
    path: str,
    *,
    unknown: bool | None = None,
    note: str | None = None,
    evidence: list[str] | None = None,
    assumed: bool | None = None,
    confidential: bool | None = None,
) -> dict[str, Any]:
    """Say something about an answer; None leaves a mark as it is. Unknown takes the answer away."""
    rulebook.question(path)
    after = working_copy(document)
    _need_row(after, path)
    topic, inside = place(path)
    if unknown:
        pointer.remove(after["answers"].get(topic, {}), inside)
        _tidy(after["answers"], topic)
        _drop_mark(after, topic, inside, CONFIRM)
    if note is not None and len(note) > NOTE_LIMIT:
        raise Invalid(_("The note is too long; at most 20,000 characters fit."))
    said = {
        "unknown": unknown,
        "note": None if note is None else clean(note).strip(),
        "evidence": None if evidence is None else [clean(link).strip() for link in evidence],
        "assumed": assumed,
        MARK: confidential,
    }
    marks = after["marks"].setdefault(topic, {}).setdefault(inside, {})
    marks.update({name: value for name, value in said.items() if value})
    for name, value in said.items():
        if value is not None and not value:
            _drop_mark(after, topic, inside, name)
    if not after["marks"].get(topic, {}).get(inside, True):
        del after["marks"][topic][inside]
    _tidy(after["marks"], topic)
    return after


def add_row(
    document: Document, rulebook: Rulebook, path: str, after_row: str = ""
) -> tuple[dict[str, Any], str]:
    """Add an empty row to the table at `path`; return the document and the row's new id."""
    question = _table(rulebook, path)
    if question.rows_of:
        raise Invalid(_("This table keeps one row for each row of another one; add it there."))
    after = working_copy(document)
    rows = after["answers"].setdefault(question.topic, {}).setdefault(question.id, [])
    if len(rows) >= int(question.schema.get("maxItems", 200)):
        raise Invalid(_("The table is full."))
    row_id = next_id(after, question.id[0])
    index = next((i + 1 for i, row in enumerate(rows) if row["id"] == after_row), len(rows))
    rows.insert(index, {"id": row_id})
    _drop_mark(after, question.topic, pointer.join(question.id), "unknown")
    _synchronise(after, rulebook)
    return after, row_id


def copy_row(
    document: Document, rulebook: Rulebook, path: str, row_id: str
) -> tuple[dict[str, Any], str]:
    """Add a copy of a row below it, with what is said about its answers; return the new id too."""
    _need_row(document, f"{path}/{row_id}/id")
    after, new_id = add_row(document, rulebook, path, row_id)
    topic, table = place(path)
    answers = after["answers"][topic]
    copied = {**pointer.get(answers, table + pointer.join(row_id)), "id": new_id}
    pointer.put(answers, table + pointer.join(new_id), copied)
    start, marks = table + pointer.join(row_id, ""), after["marks"].get(topic, {})
    for inside in [inside for inside in marks if inside.startswith(start)]:
        marks[table + pointer.join(new_id, "") + inside.removeprefix(start)] = dict(marks[inside])
    return after, new_id


def remove_row(document: Document, rulebook: Rulebook, path: str, row_id: str) -> dict[str, Any]:
    """Remove a row of the table at `path`."""
    question = _table(rulebook, path)
    if question.rows_of:
        raise Invalid(_("This table keeps one row for each row of another one; remove it there."))
    after = working_copy(document)
    _need_row(after, f"{path}/{row_id}/id")
    pointer.remove(after["answers"][question.topic], pointer.join(question.id, row_id))
    _synchronise(after, rulebook)
    return after


def move_row(
    document: Document, rulebook: Rulebook, path: str, row_id: str, by: int
) -> dict[str, Any]:
    """Move a row of the table at `path` up (`by` < 0) or down."""
    question = _table(rulebook, path)
    if question.rows_of:
        raise Invalid(_("This table follows the order of another one; move the row there."))
    after = working_copy(document)
    _need_row(after, f"{path}/{row_id}/id")
    rows = after["answers"][question.topic][question.id]
    index = next(i for i, row in enumerate(rows) if row["id"] == row_id)
    rows.insert(max(0, min(len(rows) - 1, index + by)), rows.pop(index))
    return after


def _table(rulebook: Rulebook, path: str) -> Question:
    question = rulebook.question(path)
    if question.kind != "rows":
        raise Invalid(_("“{path}” is not a table.").format(path=path))
    return question


def _need_row(document: Document, path: str) -> None:
    topic, inside = place(path)
    names = pointer.tokens(inside)
    if len(names) < 2:
        return
    holder = document["answers"].get(topic, {})
    if len(names) != 3 or pointer.get(holder, pointer.join(*names[:2])) is None:
        message = _("“{path}” names no row. Write topic.table/row/column; rows are shown with ids.")
        raise NotFound(message.format(path=path))


def _drop_mark(document: dict[str, Any], topic: str, inside: str, name: str) -> None:
    marks = document["marks"].get(topic, {})
    if name in marks.get(inside, {}):
        del marks[inside][name]
        if not marks[inside]:
            del marks[inside]
        _tidy(document["marks"], topic)


def _tidy(part: dict[str, Any], topic: str) -> None:
    if topic in part and not part[topic]:
        del part[topic]


def synchronise(document: Document, rulebook: Rulebook) -> dict[str, Any]:
    """Return the document with one row for each row of a table that another table follows."""
    after = working_copy(document)
    _synchronise(after, rulebook)
    return after


def _synchronise(document: dict[str, Any], rulebook: Rulebook) -> None:
    for topic in rulebook.asked:
        for question in topic.questions.values():
            if not question.rows_of:
                continue
            source = rulebook.question(question.rows_of)
            wanted = document["answers"].get(source.topic, {}).get(source.id)
            if wanted is None:
                continue
            answers = document["answers"].setdefault(topic.id, {})
            kept = {row["id"]: row for row in answers.get(question.id, ())}
            answers[question.id] = [kept.get(r["id"], {"id": r["id"]}) for r in wanted]
