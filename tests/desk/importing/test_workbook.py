"""Our own workbook comes back: what was changed in it, and nothing else, is taken over."""

import copy
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpia.desk.desk import Desk
from dpia.documents.sheets import grid
from dpia.errors import Conflict, Invalid
from tests.desk.conftest import desk_on
from tests.documents.hostile import ESCAPES, FORMULAS, ODD
from tests.long import long

from .workbooks import answer_row, carried_out, filled, head, planned, put, written

HOSTILE = [*FORMULAS, *ODD, *ESCAPES]


def test_a_workbook_as_it_was_exported_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    before = copy.deepcopy(filled(desk).document)
    (plan,) = planned(desk, written(desk, tmp_path))
    assert (plan.changes, plan.problem) == ([], "")
    assert "nothing to take over" in plan.what
    assert plan.carry_out().document["events"] == before["events"]


def test_changed_cells_are_taken_over_by_label_and_by_value(desk: Desk, tmp_path: Path) -> None:
    filled(desk)

    def edit(workbook: Any) -> None:
        put(workbook["Register"], 2, Title="Badges", Next_review="2027-05-01")
        put(workbook["Risks"], 2, Inherent_likelihood="Significant", Inherent_severity="2")
        put(workbook["Risks"], 3, Track="event", Kind_of_event="Disappearance")
        put(workbook["Measures"], 2, Status="In place", Kind="organisational", Due=None)
        put(workbook["Answers"], answer_row(workbook, "screening.people"), Answer=90.0)
        kinds = answer_row(workbook, "screening.people_kinds")
        put(workbook["Answers"], kinds, Answer="children\nemployees", Note=None)

    document = carried_out(desk, written(desk, tmp_path, edit)).document
    assert (document["title"], document["dates"]["review_due"]) == ("Badges", "2027-05-01")
    first, second = document["risks"]
    assert (first["inherent"]["likelihood"], first["inherent"]["severity"]) == (3, 2)
    assert first["inherent"]["reason"] == "It names people."
    assert (second["track"], second["event"]) == ("event", "loss")
    (measure,) = document["measures"]
    assert (measure["status"], measure["kind"]) == ("implemented", "organisational")
    assert measure["due"] is None
    assert document["answers"]["screening"]["people"] == 90
    assert document["answers"]["screening"]["people_kinds"] == ["children", "employees"]
    assert "/people_kinds" not in document["marks"].get("screening", {})


def test_it_is_one_event_that_says_where_it_comes_from(desk: Desk, tmp_path: Path) -> None:
    count = len(filled(desk).document["events"])

    def edit(workbook: Any) -> None:
        put(workbook["Risks"], 2, Risk="A reader of logs")
        put(workbook["Risks"], 3, Risk="A feeling")

    case = carried_out(desk, written(desk, tmp_path, edit))
    event = case.document["events"][-1]
    assert len(case.document["events"]) == count + 1
    assert (event["kind"], event["about"]) == ("imported", "r1, r2")
    assert event["note"].startswith("From register.xlsx, sha256 ")
    case.undo()
    assert case.document["risks"][0]["title"] == "Someone reads the log"


def test_rows_and_columns_may_be_moved_and_sheets_renamed(desk: Desk, tmp_path: Path) -> None:
    filled(desk)

    def edit(workbook: Any) -> None:
        sheet = workbook["Risks"]
        put(sheet, 3, Risk="Moved")
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        fresh = workbook.create_sheet("Elsewhere", 0)
        fresh.append(["Sorted by hand"])
        fresh.append([])
        for row in (rows[0], rows[2], [None] * len(rows[0]), rows[1]):
            fresh.append(row[::-1])
        del workbook["Risks"]

    document = carried_out(desk, written(desk, tmp_path, edit)).document
    assert [risk["title"] for risk in document["risks"]] == ["Someone reads the log", "Moved"]


def test_levels_and_other_computed_columns_are_never_read(desk: Desk, tmp_path: Path) -> None:
    filled(desk)

    def edit(workbook: Any) -> None:
        put(workbook["Risks"], 2, Inherent_level="Low", Target_level="Low", Confirmed="Yes")
        put(workbook["Register"], 2, Screening="DPIA not required", Status="Decided")

    (plan,) = planned(desk, written(desk, tmp_path, edit))
    assert plan.changes == []


def test_new_rows_are_added_and_a_measure_may_treat_a_new_risk(desk: Desk, tmp_path: Path) -> None:
    reference = filled(desk).document["reference"]

    def edit(workbook: Any) -> None:
        put(workbook["Risks"], 4, Reference=reference, Risk="The door stays shut")
        put(workbook["Risks"], 4, Inherent_likelihood=1)
        put(workbook["Measures"], 3, Reference=reference, Measure="A key", Role="Additional")
        put(workbook["Measures"], 3, **{"Lowers,_by_risk_ID": "The door stays shut: severity 1"})

    path = written(desk, tmp_path, edit)
    document = carried_out(desk, path).document
    risk, measure = document["risks"][-1], document["measures"][-1]
    assert (risk["title"], risk["inherent"]) == ("The door stays shut", {"likelihood": 1})
    assert measure["effects"] == [{"risk": risk["id"], "likelihood": 0, "severity": 1}]
    (again,) = planned(desk, path)
    assert again.changes == []


def test_a_row_that_is_missing_removes_nothing(desk: Desk, tmp_path: Path) -> None:
    filled(desk)
    path = written(desk, tmp_path, lambda workbook: workbook["Risks"].delete_rows(2))
    assert planned(desk, path)[0].changes == []


def test_everything_wrong_is_told_with_its_cell_and_nothing_is_written(
    desk: Desk, tmp_path: Path
) -> None:
    case = filled(desk)
    desk.create("Another one")
    before = case.document["revision"]

    def edit(workbook: Any) -> None:
        put(workbook["Risks"], 2, Inherent_severity="Awful", Risk="Fine")
        put(workbook["Measures"], 2, Due="soon")
        put(workbook["Answers"], answer_row(workbook, "screening.people"), Answer=-5)
        put(workbook["Register"], 3, Title="Also fine")

    first, second = planned(desk, written(desk, tmp_path, edit))
    told = first.problem.splitlines()
    cells = {line.partition(":")[0] for line in told}
    assert len(cells) == 3 and {"Risks!E2", "Measures!F2"} < cells
    assert "“Awful” is none of: 1 Negligible" in first.problem
    assert "“soon” is no date" in first.problem and "at least" in first.problem
    assert "Nothing is taken over" in second.problem
    for plan in (first, second):
        with pytest.raises(Invalid):
            plan.carry_out()
    assert desk.open(case.id).document["revision"] == before


def test_what_changed_on_both_sides_is_a_conflict_and_never_overwritten(
    desk: Desk, tmp_path: Path
) -> None:
    case = filled(desk)
    path = written(
        desk, tmp_path, lambda workbook: put(workbook["Risks"], 2, Risk="As the file says")
    )
    case.change_risk("r1", title="As the register says")
    (plan,) = planned(desk, path)
    assert "changed here and in the register" in plan.problem
    assert "As the file says" in plan.problem and "As the register says" in plan.problem
    with pytest.raises(Conflict, match="Risks!B2"):
        plan.carry_out()
    plan.settle(plan.conflicts[0], take=True)
    assert plan.carry_out().document["risks"][0]["title"] == "As the file says"


def test_a_conflict_may_be_settled_for_the_register(desk: Desk, tmp_path: Path) -> None:
    case = filled(desk)

    def edit(workbook: Any) -> None:
        put(workbook["Risks"], 2, Risk="As the file says")
        put(workbook["Risks"], 3, Risk="Only in the file")

    path = written(desk, tmp_path, edit)
    case.change_risk("r1", title="Someone reads the log at night")
    (plan,) = planned(desk, path)
    plan.settle(plan.conflicts[0], take=False)
    titles = [risk["title"] for risk in plan.carry_out().document["risks"]]
    assert titles == ["Someone reads the log at night", "Only in the file"]
    assert [line.fate for line in plan.lines] == ["mapped", "dropped"]


def test_other_cells_of_a_row_changed_on_each_side_are_no_conflict(
    desk: Desk, tmp_path: Path
) -> None:
    case = filled(desk)

    def edit(workbook: Any) -> None:
        put(workbook["Risks"], 2, Risk="As the file says", Sources="The file")

    path = written(desk, tmp_path, edit)
    case.change_risk("r1", description="As the register says", likelihood=4)
    risk = carried_out(desk, path).document["risks"][0]
    assert (risk["title"], risk["sources"]) == ("As the file says", "The file")
    assert risk["description"] == "As the register says"
    assert risk["inherent"]["likelihood"] == 4


def test_what_only_the_register_changed_stays(desk: Desk, tmp_path: Path) -> None:
    case = filled(desk)
    path = written(desk, tmp_path)
    case.change_risk("r1", title="Newer", likelihood=4)
    case.clear("screening.people")
    assert planned(desk, path)[0].changes == []


def test_a_closed_assessment_is_refused_in_one_sentence(desk: Desk, tmp_path: Path) -> None:
    case = filled(desk)

    def edit(workbook: Any) -> None:
        put(workbook["Risks"], 2, Risk="One", Description="Two")

    path = written(desk, tmp_path, edit)
    case.archive("Over")
    (plan,) = planned(desk, path)
    assert plan.problem == (
        "Risks!B2: “Badge readers” is archived and cannot be changed. Bring it back first."
    )


def test_a_question_that_is_not_asked_any_more_is_refused(desk: Desk, tmp_path: Path) -> None:
    case = filled(desk)

    def edit(workbook: Any) -> None:
        put(workbook["Answers"], answer_row(workbook, "screening.people"), Answer=7)

    path = written(desk, tmp_path, edit)
    case.answer("screening.part", "processor")
    hidden = case.evaluation.visible("screening.people").value is False
    (plan,) = planned(desk, path)
    assert hidden
    assert "is not asked, because of other answers" in plan.problem


def test_ids_that_are_not_there_or_twice_are_named(desk: Desk, tmp_path: Path) -> None:
    filled(desk)

    def unknown(workbook: Any) -> None:
        put(workbook["Risks"], 2, Risk_ID="r9")

    (plan,) = planned(desk, written(desk, tmp_path, unknown))
    assert "Risks!2: there is no “r9”" in plan.problem

    def twice(workbook: Any) -> None:
        put(workbook["Risks"], 3, Risk_ID="r1")

    with pytest.raises(Invalid, match=r"Risks!3: this row has the IDs of Risks!2"):
        planned(desk, written(desk, tmp_path, twice))


def test_a_text_too_long_for_its_cell_comes_back_whole(desk: Desk, tmp_path: Path) -> None:
    case = filled(desk)
    case.change_risk("r1", description="😀" * 19_000)

    def edit(workbook: Any) -> None:
        put(workbook["Risks"], 2, Risk="Renamed")

    document = carried_out(desk, written(desk, tmp_path, edit)).document
    assert document["risks"][0]["description"] == "😀" * 19_000
    assert document["risks"][0]["title"] == "Renamed"


def test_sheets_that_go_on_in_the_next_are_read_as_well(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(desk)
    monkeypatch.setattr(grid, "ROW_LIMIT", 2)

    def edit(workbook: Any) -> None:
        put(workbook["Risks (2)"], 2, Risk="On the second sheet")

    document = carried_out(desk, written(desk, tmp_path, edit)).document
    assert [risk["title"] for risk in document["risks"]] == [
        *("Someone reads the log", "On the second sheet")
    ]


def test_another_language_or_a_later_form_is_refused(desk: Desk, tmp_path: Path) -> None:
    filled(desk)

    def language(workbook: Any) -> None:
        for row in workbook["_meta"].iter_rows(max_row=12):
            if row[0].value == "language":
                row[1].value = "nl"

    with pytest.raises(Invalid, match="dpia --language nl import"):
        planned(desk, written(desk, tmp_path, language))

    def later(workbook: Any) -> None:
        workbook["_meta"]["B1"].value = "register/99"

    with pytest.raises(Invalid, match="register/99"):
        planned(desk, written(desk, tmp_path, later))


TEXT = st.text(st.characters(exclude_categories=[]), max_size=200)


@settings(max_examples=long(4, 8), deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.tuples(*(TEXT | st.sampled_from(HOSTILE) for _number in range(6))))
def test_any_text_comes_back_as_no_change(
    texts: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    desk = desk_on(folder / "register")
    case = filled(desk)
    description, sources, owner, note, about, suitability = texts
    case.change_risk("r1", description=description, sources=sources)
    case.rename(owner=owner, description=about)
    case.mark("screening.people", note=note)
    case.change_measure("m3", suitability=suitability, owner=owner)
    case.answer("processing.controller", f"x{note}")
    assert planned(desk, written(desk, folder))[0].changes == []

    def edit(workbook: Any) -> None:
        sheet = workbook["Risks"]
        said = sheet.cell(2, head(sheet, "Description")).value
        put(sheet, 3, Description=said, Risk="Changed")
        sheet.cell(3, head(sheet, "Description")).data_type = "s"  # as a person's hand types it

    first, second = carried_out(desk, written(desk, folder, edit)).document["risks"]
    assert second["description"] == first["description"]


def test_a_broken_workbook_is_told(desk: Desk, tmp_path: Path) -> None:
    filled(desk)
    path = written(desk, tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"xx" + data[len(data) // 2 + 2 :])
    with pytest.raises(Invalid):
        planned(desk, path)


def test_a_workbook_that_declares_entities_is_not_read(desk: Desk, tmp_path: Path) -> None:
    filled(desk)
    path, hostile = written(desk, tmp_path), tmp_path / "hostile.xlsx"
    with zipfile.ZipFile(path) as parts, zipfile.ZipFile(hostile, "w") as made:
        for name in parts.namelist():
            data = parts.read(name)
            if name.endswith("sheet3.xml"):
                data = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + data
            made.writestr(name, data)
    with pytest.raises(Invalid, match="declares things in its XML"):
        planned(desk, hostile)


def test_openpyxl_leaves_our_own_workbook_readable(desk: Desk, tmp_path: Path) -> None:
    filled(desk)
    path = written(desk, tmp_path, lambda workbook: None)
    assert openpyxl.load_workbook(path)["Summary"]._charts
    assert planned(desk, path)[0].changes == []
