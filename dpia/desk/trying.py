"""Trying worked examples against the questionnaires they were written for.

More is asked than of an assessment that a person brings in: an example is shown to others, so an
answer that is not asked any more, or a scenario the catalogue has lost, is a defect.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dpia.assessment import pointer as places
from dpia.assessment.answering import row_choices
from dpia.assessment.document import basis_of, from_file
from dpia.assessment.view import case_view
from dpia.desk.books import Books
from dpia.desk.fitting import Raw, Steps, misfits
from dpia.judgement.bench import answers_used
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.lint.defect import Defect, pointer
from dpia.questionnaire.model import Question
from dpia.questionnaire.reach import NEVER
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.shape import instead
from dpia.questionnaire.trace import Trace
from dpia.text import _

Found = tuple[Steps, str, str, str]
"""The steps to a place inside the assessment, what is wrong there, how to mend it, its class."""
_BASIS = {"pathway": "pathways", "method": "methods", "authority": "authorities"}


def example_defects(
    file: str, example: Raw, known: Mapping[str, Any], books: Books, today: date
) -> Iterator[Defect]:
    """Yield a defect for each place where an example does not fit the files `known` to `books`.

    The shape of the example is sound; `today` is the judging date of one without a decision.
    """
    raw = example["assessment"]
    if raw.get("title", example["title"]) != example["title"]:
        what = _("The assessment has another title than the example.")
        mend = _("Leave it out, or make them the same.")
        yield Defect(file, pointer("assessment", "title"), what, mend, "other-title")
    for steps, what, mend, kind in _found(raw, known, books, today):
        yield Defect(file, pointer("assessment", *steps), what, mend, kind)


def judging_date(raw: Raw, today: date) -> date:
    """Return the day on which an assessment file is judged: of its decision, else `today`."""
    at = str((raw.get("decision") or {}).get("at", ""))[:10]
    return date.fromisoformat(at) if at else today


def _found(raw: Raw, known: Mapping[str, Any], books: Books, today: date) -> Iterator[Found]:
    lost = list(_unknown_basis(raw, known))
    yield from lost
    if lost:
        return
    rulebook = books.on(basis_of(from_file(raw)))
    ill = [(found.where, found.what, found.mend, found.kind) for found in misfits(raw, rulebook)]
    yield from ill
    yield from _uncatalogued(raw, rulebook)
    if not ill:  # only answers that fit can be evaluated
        yield from _loose_marks(raw, rulebook)
        yield from _loose_rows(raw, rulebook)
        yield from _hidden(raw, rulebook, judging_date(raw, today))


def _unknown_basis(raw: Raw, known: Mapping[str, Any]) -> Iterator[Found]:
    stated: list[tuple[Steps, str, Any]] = [
        ((name,), folder, raw[name]) for name, folder in _BASIS.items() if name in raw
    ]
    stated += [(("also", i), "authorities", name) for i, name in enumerate(raw.get("also", ()))]
    for steps, folder, name in stated:
        if f"{folder}/{name}" not in known:
            names = [key.partition("/")[2] for key in known if key.startswith(folder + "/")]
            what = _("There is no “{name}” among the {folder}.").format(name=name, folder=folder)
            yield steps, what, instead(name, names), "unknown-" + str(steps[0])


def _uncatalogued(raw: Raw, rulebook: Rulebook) -> Iterator[Found]:
    for part, field, kind in (
        ("risks", "scenario", "scenarios"),
        ("measures", "catalogue", "measures"),
    ):
        entries = rulebook.files.get(f"catalogue/{kind}", {}).get("entries", ())
        known = [entry["id"] for entry in entries]
        for index, row in enumerate(raw.get(part, ())):
            name = row.get(field)
            if name is not None and name not in known:
                what = _("The catalogue of {kind} has no “{name}”.").format(kind=kind, name=name)
                yield (part, index, field), what, instead(name, known), "unknown-entry"


# Rows that are spoken of


def _loose_marks(raw: Raw, rulebook: Rulebook) -> Iterator[Found]:
    """Yield the marks on cells of rows that are not there."""
    for topic, marks in raw.get("marks", {}).items():
        for inside in marks:
            table, *cell = places.tokens(inside)
            if not cell:
                continue
            rows = raw["answers"].get(topic, {}).get(table) or ()
            known = [row["id"] for row in rows]
            if len(cell) != 2 or cell[0] not in known:
                what = _("The mark is about a row that is not there.")
                mend = instead(cell[0], known)
                yield ("marks", topic, inside), what, mend, "unknown-place"


def _loose_rows(raw: Raw, rulebook: Rulebook) -> Iterator[Found]:
    """Yield the answers that speak of rows of another table that are not there."""
    plain = from_file(raw)
    for steps, question, value in _answers(raw, rulebook):
        if question.rows_of:
            source = rulebook.question(question.rows_of)
            rows = raw["answers"].get(source.topic, {}).get(source.id) or ()
            known = [row["id"] for row in rows]
            for i, row in enumerate(value):
                if row["id"] not in known:
                    yield (*steps, i, "id"), *_no_row(row["id"], source, known)
        if question.choices_from:
            source = rulebook.question(question.choices_from)
            known = list(row_choices(plain, rulebook, question))
            several = isinstance(value, list)
            for i, name in enumerate(value if several else [value]):
                if name not in known:
                    yield (*steps, i) if several else steps, *_no_row(name, source, known)


def _no_row(name: str, source: Question, known: list[str]) -> tuple[str, str, str]:
    what = _("The table “{title}” has no row “{name}”.").format(title=source.title, name=name)
    return what, instead(name, known), "unknown-row"


def _answers(raw: Raw, rulebook: Rulebook) -> Iterator[tuple[Steps, Question, Any]]:
    """Yield every answer and every cell with its question and the steps to it."""
    for topic, answers in raw["answers"].items():
        for name, value in answers.items():
            question = rulebook.question(f"{topic}.{name}")
            steps = ("answers", topic, name)
            yield steps, question, value
            for column in question.columns:
                for i, row in enumerate(value):
                    if column.id in row:
                        yield (*steps, i, column.id), column, row[column.id]


# What is not asked


def _hidden(raw: Raw, rulebook: Rulebook, as_of: date) -> Iterator[Found]:
    """Yield the answers and marks at questions that are definitely not asked."""
    document = from_file(raw, created=as_of.isoformat())
    seen = Evaluation(
        rulebook, document["answers"], document["marks"], case_view(document, as_of), as_of
    )
    for steps, path in (*_answered(raw, rulebook), *_marked(raw)):
        shown = seen.visible(path)
        if shown.value is False:
            question = rulebook.question(path)
            what = _("“{title}” is not asked{because}.")
            what = what.format(title=question.title, because=_why(question, shown))
            mend = _("Take it away, or change what hides it.")
            yield steps, what, mend, "hidden-answer"


def _answered(raw: Raw, rulebook: Rulebook) -> Iterator[tuple[Steps, str]]:
    for steps, question, _value in _answers(raw, rulebook):
        topic, name, *cell = steps[1:]
        if cell:
            row, column = cell
            row_id = raw["answers"][topic][name][row]["id"]
            if question.show_if is not None:
                yield steps, f"{topic}.{name}/{row_id}/{column}"
        else:
            yield steps, f"{topic}.{name}"


def _marked(raw: Raw) -> Iterator[tuple[Steps, str]]:
    for topic, marks in raw.get("marks", {}).items():
        for inside in marks:
            yield ("marks", topic, inside), f"{topic}.{'/'.join(places.tokens(inside))}"


def _why(question: Question, shown: Trace) -> str:
    if question.show_if == NEVER:
        return _(", because no list of the authorities named here rests on it")
    used = [f"{found['question']} = {found['value']}" for found in answers_used(shown)]
    return _(", because {answers}").format(answers="; ".join(used)) if used else ""
