"""The workbook is read back and says what the assessments and verdicts say."""

import errno
import stat
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dpia.documents.sheets import grid as grid_module
from dpia.documents.sheets.fields import fingerprint
from dpia.documents.workbook import Report, write_register
from dpia.errors import NotSaved, Usage

from .reading import grid, rows
from .samples import AS_OF, CRITERIA, MADE, Case, cases, cookies, migration, rulebook

TABLES = {
    "Register": "tblRegister",
    "Risks": "tblRisks",
    "Measures": "tblMeasures",
    "Criteria": "tblCriteria",
    "Findings": "tblFindings",
    "Answers": "tblAnswers",
    "History": "tblHistory",
}


def write(path: Path, given: Any = None, **further: Any) -> Report:
    found = cases() if given is None else given
    return write_register(path, found, as_of=AS_OF, generated_at=MADE, **further)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "register.xlsx"
    write(path, organisation="An internet provider", version="0.1.0")
    return path


def test_the_report_counts_what_was_written(tmp_path: Path) -> None:
    report = write(tmp_path / "a.xlsx")
    assert (report.assessments, report.risks, report.measures, report.findings) == (3, 4, 6, 4)
    assert report.path == tmp_path / "a.xlsx"
    assert report.cut == ()


def test_register_says_what_document_and_verdict_say(book: Path) -> None:
    first, second, third = rows(book, "Register")
    assert first == {
        "Reference": "2026-0001",
        "Title": "Targeted advertising with cookies on the subscriber portal",
        "Unit": "Marketing",
        "Owner": "Head of marketing",
        "Status": "Decided",
        "Screening": "DPIA required",
        "Criteria met": 3,
        "Highest inherent risk": "High",
        "Highest risk today": "High",
        "Highest target risk": "High",
        "Prior consultation": "Required",
        "Decision": "Refer to the authority",
        "Overdue measures": 1,
        "Next review": date(2027, 5, 20),
        "Conclusion": "On a national list",
        "Reasons": "Large-scale profiling (BG list, row 7)\nTwo criteria or more (WP 248 p. 11)",
        "Which criteria": "Evaluation or scoring; Systematic monitoring; Large-scale processing",
        "Criteria not known": "Matching or combining datasets",
        "Lawfulness": "Nothing found against it",
        "Consultation basis": "GDPR Art. 36(1)",
        "Going live": "Blocked",
        "Risks": 3,
        "Open measures": 2,
        "Blocking findings": 1,
        "Questions answered": 41,
        "Questions owed": 57,
        "DPO advice": "Wait for m2 before the start.",
        "Advice by": "B. Officer",
        "Advice on": date(2026, 11, 12),
        "Advice followed": "Followed in part",
        "Response to advice": "The start is moved to January.",
        "Views of data subjects": "Not sought",
        "Views or reason": "Would reveal the campaign.",
        "Decision reason": "The target level of r1 stays high.",
        "Conditions": "m2 in place\nReview after six months",
        "Decided by": "C. Controller",
        "Decided on": date(2026, 11, 20),
        "Organisation": "An internet provider",
        "Description": "Ads follow what subscribers read.",
        "Record of processing": "ROPA-17",
        "Authority": "Commission for Personal Data Protection",
        "Other authorities": "Autoriteit Persoonsgegevens",
        "Version of the lists": "bg",
        "Method": "Four by four (reconstructed by us; the source does not give it in this form)",
        "Created": date(2026, 9, 1),
        "Changed": date(2026, 11, 20),
        "Completed": date(2026, 11, 20),
        "Revision": 41,
        "ID": "0f7a1e2c-6d0b-4c5e-9a41-1b6f0a3f9d01",
    }
    assert second["Screening"] == "Not clear yet"
    assert second["Highest target risk"] == "Not rated"
    assert "Decision" not in second
    assert third["Method"].startswith("ICO three by three (from professional knowledge")


def test_risks_are_rated_three_times_in_the_words_of_their_method(book: Path) -> None:
    access, steered, uncorrected, other_method = rows(book, "Risks")
    assert access["Inherent likelihood"] == "3 Significant"
    assert access["Inherent severity"] == "4 Maximum"
    assert access["Inherent level"] == "High"
    assert access["Today likelihood"] == "2 Limited"
    assert access["Target severity"] == "3 Significant"
    assert access["Kind of event"] == "Illegitimate access"
    assert access["Sources"] == "Outside attacker\nCareless employee"
    assert access["Flags"] == "Harm people may not get over (WP 248 rev.01 p. 19)"
    assert access["Measures in place"] == "Separate keys for profile data"
    assert access["Measures planned"] == "No profiling on health pages"
    assert access["Reason for the rating"] == "Profiles name illnesses."
    assert access["Written justification"] == "Rare, but the harm would last."
    assert access["Set by hand"] == "Target, Likelihood: 2 Limited. Tested by an outside firm."
    assert (access["Confirmed"], access["Acceptable"]) == ("Yes", "No")
    assert steered["Confirmed"] == "Out of date"
    assert steered["Flags"].endswith(": not known")
    assert uncorrected["Target level"] == "Not rated"
    assert "Target severity" not in uncorrected
    assert other_method["Today likelihood"] == "3 Probable"
    assert "reconstructed by us" in access["Method"]
    assert other_method["Method"].startswith("ICO three by three (from professional knowledge")


def test_measures_say_whom_when_and_what_they_treat(book: Path) -> None:
    keys, pages, notice = rows(book, "Measures")[:3]
    assert keys["Status"] == "In place"
    assert keys["Due"] == date(2026, 10, 1)
    assert keys["Overdue"] == "No"
    assert keys["Treats"] == "Illegitimate access to browsing profiles: likelihood −1"
    assert pages["Overdue"] == "Overdue"
    assert notice["Role"] == "Part of the design"
    assert "Due" not in notice


def test_what_is_only_proposed_and_what_measures_serve_is_told(book: Path) -> None:
    access, _steered, uncorrected, _other = rows(book, "Risks")
    assert (access["Text"], uncorrected["Text"]) == ("Your own", "Proposed")
    keys, pages, _notice = rows(book, "Measures")[:3]
    assert (keys["Text"], pages["Text"]) == ("Your own", "Proposed")
    assert pages["Serves"] == "Fairness\nAccess to the data\nsince-removed"
    assert pages["Suitability and effect"].startswith("Nobody is steered by an illness;\n")
    assert "Serves" not in keys and "Suitability and effect" not in keys


def test_criteria_are_met_not_met_or_not_known(book: Path) -> None:
    first, second, _third = rows(book, "Criteria")
    assert list(first)[3:12] == list(CRITERIA.values())
    assert [first[title] for title in CRITERIA.values()] == [
        *("Met", "Not met", "Met", "Not met", "Met", "Not known"),
        *("Not met", "Not met", "Not met"),
    ]
    assert {second[title] for title in CRITERIA.values()} == {"Not known"}
    assert (first["Number met"], second["Number met"]) == (3, 0)


def test_an_overruled_criterion_shows_what_the_answers_say(tmp_path: Path) -> None:
    document, verdict = cookies()
    verdict["screening"]["criteria"][4] |= {"met": False, "overruled": True}
    document["overruled"] = [{"criterion": "large_scale", "met": False, "reason": "A pilot."}]
    write(tmp_path / "a.xlsx", [(document, verdict, rulebook())])
    assert rows(tmp_path / "a.xlsx", "Criteria")[0]["Overruled"] == (
        "Large-scale processing: the answers say “Met”"
    )
    overruled = rows(tmp_path / "a.xlsx", "Register")[0]["Overruled"]
    assert overruled == "Large-scale processing: Not met. A pilot."


def test_findings_keep_the_order_of_the_verdict(book: Path) -> None:
    found = rows(book, "Findings")
    assert [row["Weight"] for row in found[:2]] == ["Blocking", "Note"]
    assert found[0]["Law"] == "GDPR Art. 36(1)"


def test_heat_map_counts_the_risks_in_the_cells_of_each_method(book: Path) -> None:
    lines = grid(book, "Heat map")
    heads = [at for at, line in enumerate(lines) if line and str(line[0]).startswith("Severity ↓")]
    assert len(heads) == 6
    assert lines[heads[0]][1:] == ["1 Negligible", "2 Limited", "3 Significant", "4 Maximum"]
    inherent = lines[heads[0] + 1 : heads[0] + 5]
    assert [line[0] for line in inherent] == [
        *("4 Maximum", "3 Significant", "2 Limited", "1 Negligible")
    ]
    assert [line[1:] for line in inherent] == [
        [0, 0, 1, 0],
        [0, 0, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 0],
    ]
    target = lines[heads[2] + 1 : heads[2] + 5]
    assert [line[1:] for line in target][1:3] == [[0, 1, 0, 0], [0, 1, 0, 0]]
    text = "\n".join(str(line[0]) for line in lines if line)
    assert "Rated: 2. Of these not yet confirmed: 1. Not rated: 1." in text
    assert "Above the level of their cell because of a flag: 1" in text
    assert "ICO three by three (1 assessment)" in text


def test_heat_map_shows_the_letter_of_each_level_beside_the_count(book: Path) -> None:
    assert _formats(book) == {f'"{letter} · "0;;"{letter}"' for letter in "LMH"}


def _formats(path: Path) -> set[str]:
    cells = (cell for row in openpyxl.load_workbook(path)["Heat map"].iter_rows() for cell in row)
    return {str(cell.number_format) for cell in cells if isinstance(cell.value, int)}


def test_a_reconstructed_method_says_so_wherever_it_is_used(book: Path) -> None:
    for title in ("Read me", "Heat map"):
        said = " ".join(str(cell) for line in grid(book, title) for cell in line if cell)
        assert "reconstructed, not published in this form" in said
        assert "not an official matrix" in said


def test_a_levels_letter_cannot_break_out_of_the_number_format(tmp_path: Path) -> None:
    rules = rulebook()
    for level in rules.method_document["levels"]:
        level["letter"] = 'H";[Red]0;@"&'
    write(tmp_path / "a.xlsx", [(*cookies(), rules)])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Heat map"]
    formats = {
        cell.number_format
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int)
    }
    assert formats == {'"HRed0 · "0;;"HRed0"'}


def test_tables_are_real_and_name_their_columns(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    for title, name in TABLES.items():
        sheet = workbook[title]
        table = sheet.tables[name]
        assert table.ref == sheet.dimensions
        header = [cell.value for cell in sheet[1]]
        assert [column.name for column in table.tableColumns] == header
        assert table.autoFilter.ref == table.ref
        assert sheet.auto_filter.ref is None
        assert sheet.freeze_panes == "C2"
        assert sheet["A1"].fill.fgColor.rgb == "001F3864"
        assert sheet["A1"].font.bold


def test_every_sheet_prints_on_a4_with_page_numbers(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    for title in ("Read me", "Heat map", *TABLES):
        sheet = workbook[title]
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.right.text == "Page &P of &N"
    for title in TABLES:
        assert workbook[title].print_title_rows == "$1:$1"
        assert workbook[title].page_setup.orientation == "landscape"


def test_no_cell_is_merged_and_one_column_alone_is_calculated(book: Path) -> None:
    calculated = set()
    for sheet in openpyxl.load_workbook(book):
        assert not sheet.merged_cells.ranges
        for row in sheet.iter_rows():
            calculated |= {
                (sheet.title, sheet.cell(1, cell.column).value)
                for cell in row
                if cell.data_type == "f"
            }
    assert calculated == {("Risks", "Level by the cells")}


def test_the_level_is_looked_up_in_the_cells_of_the_rows_own_method(book: Path) -> None:
    formulas = openpyxl.load_workbook(book)["Risks"]
    at = [cell.value for cell in formulas[1]].index("Level by the cells") + 1
    assert formulas.cell(2, at).value == (
        "=IFERROR(INDEX(list_matrix_1,MATCH(tblRisks[[#This Row],[Inherent severity]],"
        "list_severity_1,0),MATCH(tblRisks[[#This Row],[Inherent likelihood]],"
        'list_likelihood_1,0)),"")'
    )
    assert "list_matrix_2" in formulas.cell(5, at).value
    table = formulas.tables["tblRisks"].tableColumns[at - 1]
    assert "list_matrix_1" in table.calculatedColumnFormula.attr_text
    levels = openpyxl.load_workbook(book, data_only=True)["Risks"]
    assert [levels.cell(row, at).value for row in (2, 3, 4, 5)] == ["High", "Medium", None, "High"]


def test_columns_that_may_be_changed_have_a_green_head_and_are_named(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["Measures"]
    green = [c.value for c in sheet[1] if c.fill.fgColor.rgb == "001E5631"]
    assert green == [
        *("Measure", "Role", "Status", "Owner", "Due", "Kind", "Description", "Serves"),
        *("Suitability and effect", "Lowers, by risk ID"),
    ]
    assert ["Measures", "; ".join(green)] in grid(book, "Read me")


def test_charts_stand_beside_their_numbers_and_have_words(book: Path) -> None:
    lines = grid(book, "Summary")
    at = lines.index(["Assessments by their highest risk"])
    assert lines[at + 1] == ["", "Inherent", "Today", "Target"] or lines[at + 1][1:] == [
        *("Inherent", "Today", "Target")
    ]
    assert lines[at + 2 : at + 5] == [
        ["High", 2, 2, 1],
        ["Medium", 0, 0, 1],
        ["Not rated", 1, 1, 1],
    ]
    with zipfile.ZipFile(book) as parts:
        (name,) = (n for n in parts.namelist() if n.startswith("xl/drawings/drawing"))
        drawing = parts.read(name).decode()
    assert drawing.count("descr=") == 6
    assert "Inherent: High 2, Medium 0, Not rated 1" in drawing


def test_sheets_are_linked_both_ways(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    register, risks = workbook["Register"], workbook["Risks"]
    heads = [cell.value for cell in register[1]]
    third = register.cell(4, heads.index("Risks") + 1)
    assert third.hyperlink.location == "'Risks'!A5"
    assert register.cell(3, heads.index("Risks") + 1).hyperlink is None
    assert [risks.cell(row, 1).hyperlink.location for row in (2, 4, 5)] == [
        *("'Register'!A2", "'Register'!A2", "'Register'!A4")
    ]
    labels = {cell.value: cell.hyperlink for cell in workbook["Read me"]["A"]}
    assert labels["Heat map"].location == "'Heat map'!A1"
    assert labels["Colours"] is None


def test_colours_follow_the_words_and_the_days(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["Measures"]
    found = {
        rule.formula[0]: str(places.sqref)
        for places in sheet.conditional_formatting
        for rule in places.rules
    }
    assert found["COUNTIF(words_good,$D2)>0"] == "D2:D7"
    late = 'AND($F2<>"",$F2<TODAY(),COUNTIF(list_measure_closed,$D2)=0)'
    assert found[late] == "F2:F7"


def test_properties_name_the_format(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    custom = {item.name: item.value for item in workbook.custom_doc_props.props}
    assert custom["dpia-format"] == "register/2"
    assert len(custom["dpia-export"]) == 32
    assert workbook.properties.title == "Register of data protection impact assessments"
    assert workbook.properties.creator == "dpia 0.1.0"
    assert workbook.properties.created.replace(tzinfo=None) == MADE.replace(tzinfo=None)


def test_lists_are_hidden_and_feed_the_drop_downs(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    assert workbook["Lists"].sheet_state == "hidden"
    name = workbook.defined_names["list_measure_status"]
    ((title, place),) = name.destinations
    offered = [row[0].value for row in workbook[title][place.replace("$", "")]]
    assert offered == ["Planned", "Partly in place", "In place", "Rejected"]
    rules = workbook["Measures"].data_validations.dataValidation
    assert "list_measure_status" in {rule.formula1 for rule in rules}


def test_meta_keeps_the_heads_and_a_hash_of_what_may_be_changed(book: Path) -> None:
    assert openpyxl.load_workbook(book)["_meta"].sheet_state == "veryHidden"
    lines = grid(book, "_meta")
    assert ["format", "register/2"] in lines
    assert ["column", "tblRisks", "severity", "Inherent severity"] in lines
    start = lines.index(["table", "assessment", "row", "revision", "hash"]) + 1
    noted = [line for line in lines[start:] if line[0] == "tblRisks"]
    assert [line[2] for line in noted] == ["r1", "r2", "r3", "r2"]
    assert noted[2][4] == fingerprint({"title": "Profiles cannot be corrected", "track": "design"})
    measures = [line for line in lines[start:] if line[0] == "tblMeasures"]
    notice = {"title": "Notice in plain words", "role": "baseline", "status": "planned"}
    assert measures[2][4] == fingerprint(notice)


def test_the_same_content_has_the_same_export_name(tmp_path: Path) -> None:
    names = []
    for name in ("a.xlsx", "b.xlsx"):
        write(tmp_path / name)
        names.append([line for line in grid(tmp_path / name, "_meta") if line[:1] == ["export"]])
    assert names[0] == names[1] != []


def test_a_register_without_assessments_is_a_whole_workbook(tmp_path: Path) -> None:
    report = write(tmp_path / "empty.xlsx", [])
    assert report.assessments == 0
    workbook = openpyxl.load_workbook(tmp_path / "empty.xlsx")
    for title, name in TABLES.items():
        assert workbook[title].tables[name].ref.endswith("2")
        assert rows(tmp_path / "empty.xlsx", title) == [{}]


def test_parts_that_are_missing_leave_their_cells_empty(tmp_path: Path) -> None:
    bare = {"id": "x", "risks": [{"id": "r1"}], "measures": [{"id": "m1"}]}
    write(tmp_path / "a.xlsx", [(bare, {}, rulebook())])
    (register,) = rows(tmp_path / "a.xlsx", "Register")
    assert register["Reference"] == "x"
    assert register["Highest target risk"] == "Not rated"
    assert "Screening" not in register
    (risk,) = rows(tmp_path / "a.xlsx", "Risks")
    assert risk["Confirmed"] == "Not yet"


def test_dates_that_are_none_or_too_early_stay_text(tmp_path: Path) -> None:
    document, verdict = migration()
    document["dates"] = {"completed": "1815-06-18", "review_due": "soon"}
    write(tmp_path / "a.xlsx", [(document, verdict, rulebook())])
    (register,) = rows(tmp_path / "a.xlsx", "Register")
    assert (register["Completed"], register["Next review"]) == ("1815-06-18", "soon")


def test_a_full_sheet_is_continued_on_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid_module, "ROW_LIMIT", 3)
    write(tmp_path / "a.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert workbook.sheetnames[:6] == [
        *("Read me", "Register", "Register (2)", "Risks", "Risks (2)", "Measures")
    ]
    assert workbook["Risks (2)"].tables["tblRisks2"].ref.startswith("A1:")
    whole = rows(tmp_path / "a.xlsx", "Risks") + rows(tmp_path / "a.xlsx", "Risks (2)")
    assert [row["Risk ID"] for row in whole] == ["r1", "r2", "r3", "r2"]


def test_a_sheet_full_of_links_is_continued_and_linked_where_the_rows_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid_module, "LINK_LIMIT", 3)
    write(tmp_path / "a.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert {"Risks", "Risks (2)", "Measures (2)"} <= set(workbook.sheetnames)
    for sheet in workbook:
        links = [c for row in sheet.iter_rows() for c in row if c.hyperlink]
        assert sheet.title == "Read me" or len(links) <= 7
        for cell in links:
            title, _mark, place = cell.hyperlink.location.rpartition("!")
            there = workbook[title.strip("'")][place]
            if sheet.title != "Read me":
                assert there.value == sheet.cell(cell.row, 1).value
    assert workbook["Risks (2)"]["A2"].hyperlink.location.startswith("'Register")


def test_only_the_owner_can_read_the_file_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    path.write_text("old")
    write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]
    assert zipfile.is_zipfile(path)


def test_the_target_of_a_link_is_replaced_not_the_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.xlsx"
    link.symlink_to(tmp_path / "real" / "register.xlsx")
    write(link)
    assert link.is_symlink()
    assert zipfile.is_zipfile(tmp_path / "real" / "register.xlsx")


@pytest.mark.parametrize("name", ["register.xls", "register", "register.xlsx.zip"])
def test_another_ending_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Usage, match=r"does not end in \.xlsx"):
        write(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "register.xlsx").mkdir()
    with pytest.raises(NotSaved, match="is a folder"):
        write(tmp_path / "register.xlsx")


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="There is no folder"):
        write(tmp_path / "nowhere" / "register.xlsx")


@pytest.mark.parametrize("step", ["save", "append"])
def test_a_full_disk_leaves_the_old_file_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "register.xlsx"
    path.write_text("old")
    where = {
        "save": "openpyxl.workbook.workbook.Workbook.save",
        "append": "dpia.documents.sheets.stream.Sheet.row",
    }
    monkeypatch.setattr(where[step], full)
    with pytest.raises(NotSaved, match="No space left on device"):
        write(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object, **_further: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refused)
    with pytest.raises(NotSaved, match="Permission denied"):
        write(tmp_path / "register.xlsx")


def test_a_case_that_cannot_be_read_is_not_told_as_a_failure_to_write(tmp_path: Path) -> None:
    def broken() -> Iterator[Case]:
        yield cases()[0]
        raise OSError("the register went away")

    with pytest.raises(OSError, match="went away"):
        write(tmp_path / "register.xlsx", broken())
    assert list(tmp_path.iterdir()) == []


def test_cases_are_written_as_they_come(tmp_path: Path) -> None:
    seen: list[int] = []

    def one_by_one() -> Iterator[Case]:
        for case in cases():
            parts = sum(1 for folder in tmp_path.iterdir() for _part in folder.iterdir())
            seen.append(parts)
            yield case

    write(tmp_path / "register.xlsx", one_by_one())
    assert seen[0] == 0
    assert seen[1] == seen[2] > 0
