"""A sheet of open questions goes to a colleague and comes back with answers."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.desk.exporting import export_questions, picked
from dpia.desk.revising import revise
from dpia.errors import Invalid

from .workbooks import answer_row, carried_out, filled, head, planned, written


def asked(desk: Desk, folder: Path, **given: Any) -> Path:
    path = folder / "questions.xlsx"
    refs = [row["id"] for row in desk.summaries()]
    export_questions(desk, path, refs, **given)
    return path


def rows(path: Path) -> dict[str, dict[str, Any]]:
    sheet = openpyxl.load_workbook(path)["Questions"]
    heads, *body = sheet.iter_rows(values_only=True)
    found = [dict(zip(heads, row, strict=True)) for row in body]
    return {row["Question ID"]: row for row in found}


def answered(path: Path, column: str = "Answer", **answers: Any) -> Path:
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Questions"]
    at = head(sheet, "Question ID")
    for row in range(2, sheet.max_row + 1):
        path_ = sheet.cell(row, at).value
        if path_ in answers:
            sheet.cell(row, head(sheet, column)).value = answers[path_]
    workbook.save(path)
    return path


def waiting(desk: Desk, reference: str) -> Case:
    """Return a new version of a decided assessment: what was answered is to be confirmed."""
    desk.open(reference).decide("rejected", reason="Not lawful", by="A. Person")
    case = revise(desk.open(reference))[0]
    case.mark("screening.people_kinds", unknown=True)
    return case


def test_only_what_is_open_is_asked_with_its_help(desk: Desk, tmp_path: Path) -> None:
    filled(desk)
    found = rows(asked(desk, tmp_path))
    assert "screening.people" not in found and "screening.part" not in found
    kinds = found["screening.people_kinds"]
    assert kinds["Answer"] == "Not known yet" and kinds["Note"] == "Asked on Monday"
    assert "– Children" in kinds["Help"] and "Several are possible" in kinds["Help"]
    assert any(path.startswith("processing.purposes/") for path in found)


def test_only_the_topics_that_are_named_are_asked(desk: Desk, tmp_path: Path) -> None:
    filled(desk)
    found = rows(asked(desk, tmp_path, topics=["processing"]))
    assert {path.partition(".")[0] for path in found} == {"processing"}
    with pytest.raises(Invalid, match="There is no topic “nothing” here"):
        asked(desk, tmp_path, topics=["nothing"])


def test_only_answers_and_notes_may_be_written(desk: Desk, tmp_path: Path) -> None:
    filled(desk)
    workbook = openpyxl.load_workbook(asked(desk, tmp_path))
    assert workbook.sheetnames[:2] == ["Questions", "Read me"]
    hidden = {workbook[name].sheet_state for name in workbook.sheetnames[2:]}
    assert hidden == {"veryHidden", "hidden"}
    sheet = workbook["Questions"]
    assert sheet.protection.sheet and not sheet.protection.autoFilter
    open_ = {cell.value for cell in sheet[1] if not sheet.cell(2, cell.column).protection.locked}
    assert open_ == {"Answer", "Note"}


def test_what_can_be_chosen_is_offered_and_several_may_be_written(
    desk: Desk, tmp_path: Path
) -> None:
    filled(desk)
    workbook = openpyxl.load_workbook(asked(desk, tmp_path))
    sheet = workbook["Questions"]
    rules = sheet.data_validations.dataValidation
    several = next(r for r in rules if r.formula1.startswith("several_"))
    assert not several.showErrorMessage and several.showInputMessage
    one = next(r for r in rules if r.formula1.startswith("choices_"))
    assert one.showErrorMessage
    ((title, place),) = workbook.defined_names[one.formula1].destinations
    offered = [row[0].value for row in workbook[title][place.replace("$", "")]]
    assert offered[-1] == "Not known yet" and len(offered) > 2


def test_the_answers_come_back(desk: Desk, tmp_path: Path) -> None:
    filled(desk)
    path = asked(desk, tmp_path)
    given = {
        "screening.people_kinds": "Children; employees",
        "processing.controller": "=ACME & sons",
        "screening.data_kinds": "not asked here",
    }
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Questions"]
    for row in range(2, sheet.max_row + 1):
        question = sheet.cell(row, head(sheet, "Question ID")).value
        if question in given:
            cell = sheet.cell(row, head(sheet, "Answer"))
            cell.value = given[question]
            cell.data_type = "s"
    workbook.save(path)
    document = carried_out(desk, path).document
    assert document["answers"]["screening"]["people_kinds"] == ["children", "employees"]
    assert document["answers"]["processing"]["controller"] == "=ACME & sons"
    assert document["marks"]["screening"]["/people_kinds"] == {"note": "Asked on Monday"}


def test_rows_of_an_empty_table_are_offered_and_added(desk: Desk, tmp_path: Path) -> None:
    case = filled(desk)
    case.clear("processing.purposes")
    path = answered(
        asked(desk, tmp_path, topics=["processing"]),
        **{
            "processing.purposes/+1/name": "Opening doors",
            "processing.purposes/+3/name": "Counting people",
        },
    )
    purposes = carried_out(desk, path).document["answers"]["processing"]["purposes"]
    assert [purpose["name"] for purpose in purposes] == ["Opening doors", "Counting people"]


def test_an_answer_that_is_none_is_told_with_its_cell(desk: Desk, tmp_path: Path) -> None:
    filled(desk)
    path = answered(asked(desk, tmp_path), **{"screening.people_kinds": "Martians"})
    (plan,) = planned(desk, path)
    assert "“Martians” is no choice here" in plan.problem
    assert plan.problem.startswith("Questions!F")


def test_nothing_open_is_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="No question is open"):
        export_questions(desk, tmp_path / "q.xlsx", [])
    assert list(tmp_path.glob("*.xlsx")) == []


def test_what_is_exported_can_be_chosen_as_a_list_is(desk: Desk) -> None:
    first = filled(desk)
    desk.create("Another", owner="Grace")
    assert picked(desk, None) is None
    assert picked(desk, ["2026-0001"]) == ["2026-0001"]
    assert picked(desk, ["-owner:grace", "status:draft"]) == [first.id]
    with pytest.raises(Invalid, match="No assessment fits"):
        picked(desk, ["owner:nobody"])


def test_the_answers_of_a_small_register_have_drop_downs_too(desk: Desk, tmp_path: Path) -> None:
    filled(desk)
    workbook = openpyxl.load_workbook(written(desk, tmp_path))
    place = f"E{answer_row(workbook, 'screening.part')}"
    rules = workbook["Answers"].data_validations.dataValidation
    (rule,) = (rule for rule in rules if place in str(rule.sqref).split())
    ((title, cells),) = workbook.defined_names[rule.formula1].destinations
    offered = [row[0].value for row in workbook[title][cells.replace("$", "")]]
    assert offered[0] == "We decide why and how the data are used"


def test_what_is_to_be_confirmed_has_rows_and_comes_back_as_confirmed(
    desk: Desk, tmp_path: Path
) -> None:
    case = waiting(desk, filled(desk).document["reference"])
    (row,) = case.document["answers"]["processing"]["purposes"]
    name = f"processing.purposes/{row['id']}/name"
    found = rows(sheet(desk, tmp_path, case))
    assert {found[at]["To confirm"] for at in ("screening.people", "screening.part", name)} == {
        None
    }
    assert found["screening.people"]["Answer"] == 1200
    assert found["screening.people_kinds"]["To confirm"] == "–"
    path = answered(sheet(desk, tmp_path, case), **{"screening.people": 900})
    answered(
        path, "To confirm", **{"screening.people": "Changed", "screening.part": "Yes", name: "yes"}
    )
    after = carried_out(desk, path)
    assert after.document["answers"]["screening"]["people"] == 900
    assert "screening.data_kinds" in after.to_confirm()
    assert not {"screening.people", "screening.part", "processing.purposes"} & {*after.to_confirm()}


def test_what_is_assumed_can_be_confirmed(desk: Desk, tmp_path: Path) -> None:
    case = filled(desk)
    case.mark("screening.part", assumed=True, note="By the contract")
    case.mark("screening.people", assumed=True)
    path = sheet(desk, tmp_path, case)
    answered(path, "To confirm", **{"screening.part": "Yes"})
    marks = carried_out(desk, path).document["marks"]["screening"]
    assert marks["/part"] == {"note": "By the contract"} and marks["/people"] == {"assumed": True}


def test_a_change_that_is_none_is_told(desk: Desk, tmp_path: Path) -> None:
    case = filled(desk)
    case.mark("screening.part", assumed=True)
    path = answered(sheet(desk, tmp_path, case), "To confirm", **{"screening.part": "Changed"})
    (plan,) = planned(desk, path)
    assert "Write the new one beside it" in plan.problem and "Questions!E" in plan.problem


def test_a_confirmation_of_what_has_changed_meanwhile_is_asked_about(
    desk: Desk, tmp_path: Path
) -> None:
    case = filled(desk)
    case.mark("screening.people", assumed=True)
    path = answered(sheet(desk, tmp_path, case), "To confirm", **{"screening.people": "Yes"})
    case.answer("screening.people", 12)
    (plan,) = planned(desk, path)
    assert "screening.people" not in plan.problem and len(plan.conflicts) == 1


def test_what_somebody_else_confirmed_meanwhile_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    case = filled(desk)
    case.mark("screening.people", assumed=True)
    path = answered(sheet(desk, tmp_path, case), "To confirm", **{"screening.people": "Yes"})
    case.mark("screening.people", assumed=False)
    (plan,) = planned(desk, path)
    assert not plan.problem and not plan.changes


def sheet(desk: Desk, folder: Path, case: Case) -> Path:
    path = folder / "one.xlsx"
    export_questions(desk, path, [case.id])
    return path
