"""Gaps of the official form: in words, each with a place that leads on; written for the owner."""

import stat
from pathlib import Path

import pytest

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.desk.gaps import gap_count, gaps
from dpia.desk.reporting import filled_form, write_form


@pytest.fixture
def case(desk: Desk) -> Case:
    case = desk.create("Cookies")
    case.answer("screening.part", "controller")
    return case


def test_a_gap_says_what_is_missing_and_where_to_go(case: Case) -> None:
    found = {(gap.section, gap.title): gap for gap in gaps(case)}
    fairness = found["2.3.a", "Fairness"]
    assert fairness.says == (
        "no measure yet that serves Fairness: name one under measures, or say at a measure that "
        "it serves it"
    )
    assert (fairness.part, fairness.path) == ("measures", "")
    units = found["0.1", "Units responsible inside the organisation"]
    assert (units.part, units.field) == ("about", "unit")
    assert found["6", "Decision"].part == "decision"
    assert all(gap.path or gap.part for gap in found.values())
    assert gap_count(case) == len(found)


def test_a_gap_waits_at_the_question_that_is_open(case: Case) -> None:
    for gap in gaps(case):
        if gap.path:
            assert case.evaluation.value(gap.path) is None
            assert case.rulebook.question(gap.path).required


@pytest.mark.parametrize("ending", [".docx", ".pdf", ".html", ".md", ".json"])
def test_a_report_is_for_its_owner_alone(case: Case, tmp_path: Path, ending: str) -> None:
    there = tmp_path / f"there{ending}"
    there.write_text("older")
    there.chmod(0o644)
    for path in (tmp_path / f"new{ending}", there):
        write_form(case, filled_form(case), path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
