"""The shipped examples, judged and written: every verdict stands in the workbook."""

import json
from pathlib import Path
from typing import Any

import pytest

from dpia.assessment.document import from_file
from dpia.documents import words
from dpia.documents.workbook import write_register
from dpia.judgement import judge
from dpia.questionnaire.rulebook import Rulebook, needed

from .reading import rows
from .samples import AS_OF, MADE, Case

SHIPPED = Path(__file__).parents[2] / "questionnaires"
FOLDERS = ("topics", "pathways", "authorities", "methods", "catalogue", "law")


def library() -> dict[str, Any]:
    return {
        f"{folder}/{path.stem}": json.loads(path.read_text("utf-8"))
        for folder in FOLDERS
        for path in sorted((SHIPPED / folder).glob("*.json"))
    }


@pytest.fixture(scope="module")
def examples() -> list[Case]:
    files = library()
    found = []
    for path in sorted((SHIPPED / "examples").glob("*.json")):
        raw = json.loads(path.read_text("utf-8"))["assessment"]
        document = from_file(raw, id=path.stem, created="2026-11-22T09:00:00Z")
        names = (document["pathway"], document["method"])
        states = (document["authority"], tuple(document["also"]))
        rulebook = Rulebook(needed(files, *states, *names), *states, *names)
        found.append((document, judge(document, rulebook, AS_OF), rulebook))
    return found


@pytest.fixture(scope="module")
def book(examples: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("examples") / "register.xlsx"
    write_register(path, examples, as_of=AS_OF, generated_at=MADE)
    return path


def test_register_tells_each_verdict(book: Path, examples: list[Case]) -> None:
    assert len(examples) >= 4
    for row, (document, verdict, rulebook) in zip(rows(book, "Register"), examples, strict=True):
        assert row["ID"] == document["id"]
        assert row["Screening"] == words.SCREENING[verdict["screening"]["outcome"]]
        assert row["Prior consultation"] == words.CONSULTATION[verdict["consultation"]["outcome"]]
        levels = {level["id"]: level["title"] for level in rulebook.method_document["levels"]}
        expected = levels.get(verdict["overall"]["target"], words.NOT_RATED)
        assert row["Highest target risk"] == expected
        met = [entry for entry in verdict["screening"]["criteria"] if entry["met"] is True]
        assert row["Criteria met"] == len(met)


def test_every_conclusion_has_words(examples: list[Case]) -> None:
    for _document, verdict, _rulebook in examples:
        assert verdict["screening"]["conclusion"] in words.CONCLUSION


def test_risks_measures_and_findings_are_all_there(book: Path, examples: list[Case]) -> None:
    assert len(rows(book, "Risks")) == sum(len(document["risks"]) for document, _, _ in examples)
    measures = sum(len(document["measures"]) for document, _, _ in examples)
    assert len(rows(book, "Measures")) == measures
    findings = sum(len(verdict["findings"]) for _, verdict, _ in examples)
    assert len(rows(book, "Findings")) == findings
