"""Where the benchmark's cases come from: our own files, or a collection of bare facts."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.screening_facts import FACTS, NO, SILENCE, SILENT
from benchmarks.screening_sheet import READ, Sheet
from dpia.assessment.document import from_file
from dpia.desk.intake import checked
from dpia.errors import DpiaError
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.model import Question
from dpia.questionnaire.progress import completeness
from dpia.questionnaire.rulebook import Rulebook
from tests.books import books, library
from tests.cases.case import FOLDER, LABELS, Case, Unreadable, case_of, read_folder, read_json
from tests.cases.judging import DAY

OURS, WORDED, FACTUAL = WAYS = ("our answers", "facts and words", "facts, no word read")
"""The ways in which a case can be answered."""
ELSEWHERE = "eu"
"""The authority for a jurisdiction we have none for."""


class Stale(Exception):
    """The translation of facts no longer fits the questionnaires."""


def gather(source: Path | None) -> tuple[list[Case], list[str]]:
    """Return the cases of a file or folder, and what is to be said about them.

    Raises Unreadable, and Stale when the translation of facts has fallen behind.
    """
    if source is None or source.is_dir():
        cases, notes = read_folder(source or FOLDER), []
    else:
        found = read_json(source)
        entries = found.get("cases", [found]) if isinstance(found, dict) else found
        if not isinstance(entries, list) or not all(isinstance(raw, dict) for raw in entries):
            raise Unreadable(f"{source} holds neither cases nor a collection of facts.")
        cases, notes = _from_entries(entries)
    if not cases:
        raise Unreadable(f"{source or FOLDER} holds no case.")
    return cases, notes


def _from_entries(entries: list[dict[str, Any]]) -> tuple[list[Case], list[str]]:
    bare = [raw for raw in entries if "assessment" not in raw]
    ours = {case.id: case for case in read_folder()} if bare else {}
    cases, notes = [], []
    for raw in entries:
        if "assessment" in raw:
            cases.append(case_of(raw))
        elif raw.get("id") in ours:
            case = relabelled(ours[raw["id"]], described(raw))
            cases.append(case)
            if case.label != ours[case.id].label:
                notes.append(f"{case.id}: labelled {case.label}, in our file {ours[case.id].label}")
        else:
            cases.append(translated(raw))
    unread = sorted({fact for raw in bare for fact in raw.get("facts", {})} - FACTS)
    if unread:
        notes.append(f"Facts that nothing is made of: {', '.join(unread)}")
    return cases, notes


def described(raw: Mapping[str, Any]) -> Case:
    """Return a case of a collection with its label and no answers yet. Raises Unreadable."""
    by_number = {f"{c['number']}": c["id"] for c in library().files()["law/criteria"]["criteria"]}
    try:
        case = Case(
            id=raw["id"],
            title=raw["description"],
            label=raw["expected_dpia_required"],
            strength=raw["label_strength"],
            criteria=frozenset(by_number[n.partition("_")[0]] for n in raw["expected_criteria"]),
            stated=raw["criteria_basis"] == "stated",
            list_item=None,
            disagreement="",
            jurisdiction=raw["jurisdiction"],
            assessment={},
            translated=True,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"{raw.get('id', '?')}: not a case of a collection: {error}") from error
    if case.label not in LABELS or not isinstance(raw.get("facts"), dict):
        raise Unreadable(f"{case.id}: a case of a collection needs a known label and facts")
    return case


def relabelled(ours: Case, theirs: Case) -> Case:
    """Return our answers with the label of a collection."""
    same = ours.label == theirs.label
    return replace(
        theirs,
        title=ours.title,
        list_item=ours.list_item,
        disagreement=ours.disagreement if same else "",
        assessment=ours.assessment,
        translated=False,
    )


def judged_by(jurisdiction: str) -> str:
    """Return the authority for a jurisdiction such as NL or FR/TN."""
    code = jurisdiction.partition("/")[0].lower()
    return code if f"authorities/{code}" in library().files() else ELSEWHERE


def translated(raw: Mapping[str, Any]) -> Case:
    """Return the case a collection describes by facts and words. Raises Unreadable and Stale."""
    case = described(raw)
    sheet = Sheet(raw["facts"], case.label, judged_by(case.jurisdiction), case.title)
    try:
        sheet.fill()
        rulebook = checked(sheet.assessment, library(), books())
    except DpiaError as problem:
        raise Stale(f"{case.id}: {problem.message}") from problem
    sheet.drop_hidden(rulebook)
    if case.label == "no":
        _be_silent(sheet, rulebook)
        sheet.drop_hidden(rulebook)
    return replace(case, assessment=sheet.assessment)


def way_of(case: Case) -> str:
    """Return which way a case was answered."""
    if not case.translated:
        return OURS
    return WORDED if next(from_words(case), "") else FACTUAL


def from_words(case: Case) -> Iterator[str]:
    """Yield the answers that rest on words, with these words."""
    for topic, marks in case.assessment["marks"].items():
        for place, mark in marks.items():
            if READ in mark["note"]:
                yield f"{topic}{place.replace('/', '.')}: {mark['note']}"


def _be_silent(sheet: Sheet, rulebook: Rulebook) -> None:
    """Answer what no fact speaks of with “no” or “none”, until nothing more is asked."""
    for path, value in SILENCE.items():
        sheet.put(path, value, SILENT)
    for _ in rulebook.topics:
        document = from_file(sheet.assessment)
        evaluation = Evaluation(rulebook, document["answers"], document["marks"], as_of=DAY)
        open_ = [rulebook.question(path) for path in completeness(evaluation)["missing"]]
        silent = {q.path: answer for q in open_ if (answer := _nothing(q)) is not None}
        if not silent:
            return
        for path, answer in silent.items():
            sheet.put(path, answer, SILENT)


def _nothing(question: Question) -> Any:
    """Return the answer that says “no” or “none”, or None when there is none."""
    if question.kind == "choices":
        return []
    values = [choice.value for choice in question.choices]
    return next((value for value in NO if value in values), None)
