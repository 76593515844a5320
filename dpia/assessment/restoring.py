"""Restoring an earlier answer: it is checked like any other, by the questions of today."""

from collections.abc import Mapping
from typing import Any

from dpia.assessment import answering, pointer, treatment
from dpia.assessment.confidential import kept_mark
from dpia.assessment.event import working_copy
from dpia.assessment.past import Said, path_of
from dpia.canonical import copied
from dpia.errors import Invalid
from dpia.questionnaire.answers import check
from dpia.questionnaire.model import Question
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _

Document = Mapping[str, Any]


def restored(document: Document, rulebook: Rulebook, place: str, said: Said) -> dict[str, Any]:
    """Return the document in which `place` (see `assessment.past`) stands as was `said`.

    Raises Invalid or NotFound for what no longer fits.
    """
    part, *names = pointer.tokens(place)
    if part != "answers":
        return _treated(document, part, names, said.value)
    path = path_of(place)
    question = rulebook.question(path if len(names) == 4 else f"{names[0]}.{names[1]}")
    if len(names) == 3:
        return _row(document, rulebook, question, names[2], said.answer)
    if question.kind == "rows":
        return _table(document, rulebook, question, said)
    if len(names) == 4 and pointer.get(document, pointer.join("answers", *names[:3])) is None:
        raise Invalid(_("The row of this answer is gone. Restore the row first."))
    return _answer(document, rulebook, path, said)


def _answer(document: Document, rulebook: Rulebook, path: str, said: Said) -> dict[str, Any]:
    if said.answer is not None:
        after = answering.answer(document, rulebook, path, said.answer)
    else:
        after = answering.clear(document, rulebook, path)
    return _marked(after, rulebook, path, said)


def _marked(document: Document, rulebook: Rulebook, path: str, said: Said) -> dict[str, Any]:
    """Say about an answer again what was said about it then."""
    return answering.mark(
        document,
        rulebook,
        path,
        unknown=said.marks.get("unknown") is True and said.answer is None,
        note=str(said.marks.get("note", "")),
        evidence=list(said.marks.get("evidence", ())),
        assumed=said.marks.get("assumed") is True,
    )


def _table(
    document: Document, rulebook: Rulebook, question: Question, said: Said
) -> dict[str, Any]:
    if question.rows_of:
        message = _("This table follows the rows of another one; restore single answers.")
        raise Invalid(message)
    if said.answer is None:
        after = answering.clear(document, rulebook, question.path)
    else:
        after = _with_rows(document, rulebook, question, said.answer)
    return _marked(after, rulebook, question.path, said)


def _row(
    document: Document, rulebook: Rulebook, question: Question, row_id: str, row: Any
) -> dict[str, Any]:
    rows = list(document["answers"].get(question.topic, {}).get(question.id) or ())
    place = next((i for i, one in enumerate(rows) if one["id"] == row_id), None)
    if row is None:
        return answering.remove_row(document, rulebook, question.path, row_id)
    if place is not None:
        rows[place] = row
    elif question.rows_of:
        message = _("This table keeps one row for each row of another one; restore it there.")
        raise Invalid(message)
    else:
        rows.append(row)
    return _with_rows(document, rulebook, question, rows)


def _with_rows(
    document: Document, rulebook: Rulebook, question: Question, rows: list[Any]
) -> dict[str, Any]:
    checked = check(question, rows)
    for column in question.columns:
        choices = answering.row_choices(document, rulebook, column)
        for row in checked:
            if column.choices_from and column.id in row:
                row[column.id] = check(column, row[column.id], choices)
    after = working_copy(document)
    after["answers"].setdefault(question.topic, {})[question.id] = checked
    after = answering.synchronise(after, rulebook)
    return answering.mark(after, rulebook, question.path, unknown=False)


def _treated(document: Document, part: str, names: list[str], value: Any) -> dict[str, Any]:
    """Return the document with a risk or a measure, or a field of one, as it was."""
    row_id, *inside = names
    if not inside:
        return _whole(document, part, row_id, value)
    if pointer.get(document, pointer.join(part, row_id)) is None:
        raise Invalid(_("“{id}” itself is gone. Restore it first.").format(id=row_id))
    if part == "risks":
        return _risk_field(document, row_id, inside, value)
    if inside == ["effects"]:
        now = {**treatment.row(document, part, row_id), "effects": value or []}
        return _whole(document, part, row_id, now)
    return treatment.change_measure(document, row_id, **{"/".join(inside): value})


def _risk_field(document: Document, row_id: str, inside: list[str], value: Any) -> dict[str, Any]:
    if inside[0] == "by_hand" and len(inside) == 3:
        hand = value or {}
        given = (hand.get("value"), str(hand.get("reason", "")))
        return treatment.set_by_hand(document, row_id, inside[1], inside[2], *given)
    name = "/".join(inside).removeprefix("inherent/")
    name = "inherent_reason" if inside == ["inherent", "reason"] else name
    return treatment.change_risk(document, row_id, **{name: value})


def _whole(document: Document, part: str, row_id: str, row: Any) -> dict[str, Any]:
    if row is None:
        remove = treatment.remove_risk if part == "risks" else treatment.remove_measure
        return remove(document, row_id)
    after, row = working_copy(document), copied(row)
    row |= kept_mark(pointer.get(after, pointer.join(part, row_id)))
    if part == "risks":
        row.pop("confirmed", None)
        pointer.put(after, pointer.join(part, row_id), row)
        fields = _among(row, *treatment.RISK_TEXTS, *treatment.RISK_CHOICES)
        return treatment.change_risk(after, row_id, **fields)
    known = {risk["id"] for risk in document["risks"]}
    row["effects"] = [e for e in row.get("effects", ()) if e.get("risk") in known]
    pointer.put(after, pointer.join(part, row_id), row)
    names = (*treatment.MEASURE_TEXTS, *treatment.MEASURE_CHOICES, "due", "serves")
    return treatment.change_measure(after, row_id, **_among(row, *names))


def _among(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names if name in row}
