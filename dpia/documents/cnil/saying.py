"""What an assessment of ours says at each place of the CNIL's file: of both ways the one measure.

The same functions look at the assessment as it is and as it was imported. Where they say the same,
the file that came in stays as it was; where not, what is written is what they say now.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.assessment import pointer
from dpia.documents.cnil.questions import TEXTS, Asked, Feared
from dpia.documents.incoming.notes import blocks
from dpia.errors import DpiaError
from dpia.questionnaire.answers import display
from dpia.questionnaire.model import Question
from dpia.questionnaire.rulebook import Rulebook

Case = Mapping[str, Any]
"""An assessment, or the part of one that an assessment file holds."""
Row = Mapping[str, Any]
AXES = ("likelihood", "severity")


# Texts


def said_at(case: Case, rulebook: Rulebook, number: int) -> str:
    """Return what is said at a text question of the file, as Markdown."""
    asked = TEXTS[number]
    parts = [answer_of(case, asked.path)] if asked.whole else list(_noted(case, asked, number))
    parts += [_told(case, rulebook, path, columns) for path, columns in asked.told_by]
    return "\n\n".join(part for part in parts if part)


def answer_of(case: Case, path: str) -> str:
    """Return the text that answers a question, or nothing."""
    topic, _dot, name = path.partition(".")
    return str(case.get("answers", {}).get(topic, {}).get(name) or "")


def _noted(case: Case, asked: Asked, number: int) -> Iterator[str]:
    topic, _dot, name = asked.path.partition(".")
    note = case.get("marks", {}).get(topic, {}).get(pointer.join(name), {}).get("note", "")
    yield from (text for title, text in blocks(note) if title.startswith(f"CNIL {number}:"))


def _told(case: Case, rulebook: Rulebook, path: str, columns: tuple[str, ...]) -> str:
    """Return an answer in words under its question; empty where there is none."""
    try:
        question = rulebook.question(path)
    except DpiaError:
        return ""
    value = case.get("answers", {}).get(question.topic, {}).get(question.id)
    if value is None:
        return ""
    if question.kind != "rows":
        return f"{question.title}\n{display(question, value, _choices(case, rulebook, question))}"
    rows = [_row(case, rulebook, question, row, columns) for row in value]
    return "\n".join([question.title, "", *rows]) if rows else ""


def _row(
    case: Case, rulebook: Rulebook, table: Question, row: Row, columns: tuple[str, ...]
) -> str:
    cells = []
    for column in table.columns:
        if column.id in row and (not columns or column.id in columns):
            shown = display(column, row[column.id], _choices(case, rulebook, column))
            cells.append(f"{column.title} {' '.join(shown.split())}")
    title = " ".join(str(row.get(table.row_title) or row["id"]).split())
    own = next((column.title for column in table.columns if column.id == table.row_title), None)
    return f"- {title}: " + "; ".join(c for c in cells if own is None or not c.startswith(own))


def _choices(case: Case, rulebook: Rulebook, question: Question) -> dict[str, str]:
    """Return the words for rows of another table that a question chooses among."""
    if not question.choices_from:
        return {}
    group = rulebook.question(question.choices_from)
    rows = case.get("answers", {}).get(group.topic, {}).get(group.id) or []
    return {row["id"]: str(row.get(group.row_title) or row["id"]) for row in rows}


# Risks


def risks_at(case: Case, event: Feared) -> list[Row]:
    """Return the risks of an event, the one that counts first: the gravest, then the likeliest."""
    found = [row for row in case.get("risks", ()) if row.get("event") == event.event]
    return sorted(found, key=lambda row: (row["id"] != event.event, _gravity(row)))


def _gravity(row: Row) -> tuple[int, int]:
    inherent = row.get("inherent") or {}
    return -int(inherent.get("severity") or 0), -int(inherent.get("likelihood") or 0)


def points(case: Case, event: Feared, field: str) -> list[str]:
    """Return the lines of a field of all risks of an event, without the signs of a list."""
    texts = (str(row.get(field) or "") for row in risks_at(case, event))
    lines = (line.strip().removeprefix("- ").strip() for text in texts for line in text.split("\n"))
    return list(dict.fromkeys(line for line in lines if line))


def inherent(case: Case, event: Feared) -> dict[str, int]:
    """Return the author's levels of an event."""
    rows = risks_at(case, event)
    found = (rows[0].get("inherent") or {}) if rows else {}
    return {axis: int(found[axis]) for axis in AXES if found.get(axis)}


def reason(case: Case, event: Feared) -> str:
    """Return why it was rated so."""
    rows = risks_at(case, event)
    return str((rows[0].get("inherent") or {}).get("reason") or "") if rows else ""


def target(case: Case, verdict: Case, event: Feared) -> dict[str, int]:
    """Return the levels an event has in a verdict once all is done that is planned."""
    rows = risks_at(case, event)
    judged = {row["id"]: row.get("target") or {} for row in verdict.get("risks", ())}
    found = judged.get(rows[0]["id"], {}) if rows else {}
    return {axis: int(found[axis]) for axis in AXES if found.get(axis)}


# Measures


def standing(case: Case) -> list[Row]:
    """Return the measures that are part of the design, and further ones that treat no event."""
    return [row for row in _alive(case) if not _for_events(case, row)]


def plans(case: Case, event: Feared) -> list[Row]:
    """Return what is planned besides against an event."""
    ids = {row["id"] for row in risks_at(case, event)}
    found = [row for row in _alive(case) if row.get("role") != "baseline"]
    return [row for row in found if ids & {effect["risk"] for effect in row.get("effects", ())}]


def plan_text(case: Case, event: Feared) -> str:
    """Return all that is planned against an event: one as it is written, several as a list."""
    found = plans(case, event)
    if len(found) == 1 and _is_plan(found[0]):
        return str(found[0].get("description") or found[0]["title"])
    return "\n".join(f"- {_in_one(row)}" for row in found)


def _in_one(row: Row) -> str:
    parts = (row["title"], row.get("description"), row.get("owner"), row.get("due"))
    return "; ".join(" ".join(str(part).split()) for part in parts if part)


def titles(case: Case, event: Feared) -> list[str]:
    """Return the titles of the measures that treat an event, as far as they are no plans."""
    ids = {row["id"] for row in risks_at(case, event)}
    found = (
        row["title"]
        for row in standing(case)
        if ids & {effect["risk"] for effect in row.get("effects", ())}
    )
    return list(dict.fromkeys(found))


def _alive(case: Case) -> list[Row]:
    return [row for row in case.get("measures", ()) if row.get("status") != "rejected"]


def _is_plan(row: Row) -> bool:
    """Say whether a measure was made of an action plan of the file, by its id."""
    return str(row["id"]).startswith("p") and str(row["id"])[1:].isdecimal()


def _for_events(case: Case, row: Row) -> bool:
    """Say whether a measure is no part of the design and treats one of the three events."""
    events = {risk["id"] for risk in case.get("risks", ()) if risk.get("event")}
    treated = {effect["risk"] for effect in row.get("effects", ())}
    return row.get("role") != "baseline" and bool(events & treated)
