"""The shipped examples, judged and written: every verdict stands in the workbook."""

import openpyxl
import pytest

from dpia.assessment.document import basis_of, from_file
from dpia.documents import words
from dpia.documents.workbook import write_register
from dpia.judgement import judge
from tests.books import books, library

from .reading import Row, rows_of
from .samples import AS_OF, MADE, Case

Tables = dict[str, list[Row]]


@pytest.fixture(scope="module")
def examples() -> list[Case]:
    found = []
    for name, example in library().examples().items():
        document = from_file(example["assessment"], id=name, created="2026-11-22T09:00:00Z")
        rulebook = books().on(basis_of(document))
        found.append((document, judge(document, rulebook, AS_OF), rulebook))
    return found


@pytest.fixture(scope="module")
def book(examples: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """Return the rows of each sheet that is looked at, from one look at the file."""
    path = tmp_path_factory.mktemp("examples") / "register.xlsx"
    write_register(path, examples, as_of=AS_OF, generated_at=MADE)
    workbook = openpyxl.load_workbook(path)
    return {
        title: rows_of(workbook[title]) for title in ("Register", "Risks", "Measures", "Findings")
    }


def test_register_tells_each_verdict(book: Tables, examples: list[Case]) -> None:
    assert len(examples) >= 4
    for row, (document, verdict, rulebook) in zip(book["Register"], examples, strict=True):
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


def test_risks_measures_and_findings_are_all_there(book: Tables, examples: list[Case]) -> None:
    assert len(book["Risks"]) == sum(len(document["risks"]) for document, _, _ in examples)
    measures = sum(len(document["measures"]) for document, _, _ in examples)
    assert len(book["Measures"]) == measures
    findings = sum(len(verdict["findings"]) for _, verdict, _ in examples)
    assert len(book["Findings"]) == findings
