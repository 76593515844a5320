"""The commands, as a person in a shell or a script uses them."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dpia.cli import exporting
from tests.cli.conftest import Run, stored


def test_help_names_every_command(run: Run) -> None:
    from dpia.cli.root import COMMANDS

    done = run("--help")
    assert done.code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in done.out, name
        assert run(name, "--help").code == 0


def test_new_list_and_show(run: Run) -> None:
    empty = run("list")
    assert (empty.code, empty.out) == (0, "")
    assert "dpia new" in empty.err and "dpia examples list" in empty.err
    reference = run("new", "Door cameras").out.strip()
    assert reference.endswith("-0001")
    assert "Door cameras" in run("list").out
    rows = run("list", "--json").json
    assert [row["title"] for row in rows] == ["Door cameras"]
    shown = run("show", reference, "--json").json
    assert shown["title"] == "Door cameras"
    assert shown["screening"]["outcome"] == "undetermined"
    assert shown["assessment"]["authority"] == "bg"


def test_what_show_prints_can_be_assessed_again(run: Run, case: str, tmp_path: Path) -> None:
    run("set", case, "screening.people=12000", "screening.data_kinds=location")
    shown = run("show", case, "--json").json
    path = tmp_path / "again.json"
    path.write_text(json.dumps(shown["assessment"]), encoding="utf-8")
    again = run("assess", str(path), "--json")
    assert again.code == 0
    assert again.json["screening"] == shown["screening"]
    assert again.json["judged_by"] == shown["judged_by"]


def test_assess_reads_standard_input_and_touches_no_register(run: Run, home: Path) -> None:
    raw = json.dumps({"authority": "bg", "answers": {"screening": {"part": "none"}}})
    done = run("assess", "-", "--json", stdin=raw)
    assert done.json["screening"]["conclusion"] == "not-applicable"
    assert not (home / "register").exists()


def test_assess_can_fail_on_a_threshold(run: Run) -> None:
    raw = json.dumps({"authority": "bg", "answers": {"screening": {"part": "controller"}}})
    assert run("assess", "-", "--fail-on", "undetermined", stdin=raw).code == 4
    assert run("assess", "-", "--fail-on", "required", stdin=raw).code == 0


def test_set_takes_words_numbers_unknown_and_nothing(run: Run, case: str) -> None:
    run("set", case, "screening.people=12 000", "screening.establishment=1")
    answers = stored(case)["answers"]["screening"]
    assert (answers["people"], answers["establishment"]) == (12000, "eu")
    run("set", case, "screening.people=?")
    shown = stored(case)
    assert "people" not in shown["answers"]["screening"]
    assert shown["marks"]["screening"]["/people"] == {"unknown": True}
    run("set", case, "screening.establishment=")
    shown = stored(case)
    assert "establishment" not in shown["answers"]["screening"]


def test_undo_works_after_a_restart_and_step_by_step(run: Run, case: str) -> None:
    run("set", case, "screening.people=10")
    run("set", case, "screening.people=20")
    assert run("undo", case).code == 0
    answers = stored(case)["answers"]["screening"]
    assert answers["people"] == 10
    run("undo", case)
    run("undo", case)
    assert "answers" in stored(case)
    nothing = run("undo", case)
    assert nothing.code == 3
    assert "nothing of yours to undo" in nothing.err


def test_redo_makes_again_what_was_taken_back_in_another_process(run: Run, case: str) -> None:
    run("set", case, "screening.people=10")
    run("undo", case)
    assert run("redo", case).code == 0
    answers = stored(case)["answers"]["screening"]
    assert answers["people"] == 10
    nothing = run("redo", case)
    assert nothing.code == 3
    assert "nothing of yours to do again" in nothing.err


def test_rows_are_added_answered_moved_and_removed(run: Run, case: str) -> None:
    first = run("row", case, "processing.purposes", "name=Billing").out.strip()
    second = run("row", case, "processing.purposes", "name=Advertising").out.strip()
    run("row", case, "processing.purposes", "--move", second, "-1")
    rows = stored(case)["answers"]["processing"]["purposes"]
    assert [row["name"] for row in rows] == ["Advertising", "Billing"]
    copy = run("row", case, "processing.purposes", "--copy", second).out.strip()
    rows = stored(case)["answers"]["processing"]["purposes"]
    assert [row["id"] for row in rows] == [second, copy, first]
    assert rows[1] == {**rows[0], "id": copy}
    run("row", case, "processing.purposes", "--remove", first)
    run("row", case, "processing.purposes", "--remove", copy)
    rows = stored(case)["answers"]["processing"]["purposes"]
    assert [row["id"] for row in rows] == [second]
    assert run("set", case, f"processing.purposes/{first}/name=Gone").code == 1


def test_a_high_target_leads_to_consultation(run: Run, case: str) -> None:
    risk = run(
        *("risk", "pick", case, "illegitimate-access", "--likelihood", "3", "--severity", "4"),
        *("--why", "Many can see it", "--obvious", "no", "--widespread", "no"),
    ).out.strip()
    before = run("show", case, "--json").json
    assert before["consultation"]["outcome"] == "undetermined"
    assert run("risk", "confirm", case, risk).code == 0
    after = run("show", case, "--json").json
    assert after["consultation"]["outcome"] == "required"
    assert after["consultation"]["basis"] == ["36(1)"]
    refused = run("decide", case, "approved", "--reason", "We want to")
    assert refused.code == 3
    assert run("show", case, "--json").json["decision"] is None
    listed = run("list", "--consultation", "--json")
    assert (listed.code, len(listed.json)) == (4, 1)


def test_a_measure_lowers_the_target_only_once_it_counts(run: Run, case: str) -> None:
    risk = run("risk", "add", case, "Wrong invoices", "--likelihood", "3", "--severity", "3").out
    risk = risk.strip()
    measure = run(
        *("measure", "add", case, "Four eyes", "--risk", risk, "--lowers-likelihood", "2"),
        *("--owner", "Billing", "--due", "2027-01-31"),
    ).out.strip()
    found = run("risk", "list", case, "--json").json["risks"][0]
    assert found["today"]["likelihood"] == 3
    assert found["target"]["likelihood"] == 1
    run("measure", "set", case, measure, "--status", "implemented")
    found = run("risk", "list", case, "--json").json["risks"][0]
    assert found["today"]["likelihood"] == 1


def test_advice_views_decision_and_reopening(run: Run, case: str) -> None:
    assert run("advise", case, "Keep it short", "--by", "The DPO", "--followed", "no").code == 3
    assert run("advise", case, "Keep it short", "--by", "The DPO", "--followed", "yes").code == 0
    assert run("views", case, "It would spoil the inspection", "--not-sought").code == 0
    assert run("decide", case, "rejected", "--reason", "Not needed").code == 0
    closed = run("set", case, "screening.people=1")
    assert closed.code == 3
    assert "Reopen" in closed.err
    assert run("reopen", case, "--reason", "New facts").code == 0
    assert run("set", case, "screening.people=1").code == 0
    history = run("history", case, "--json").json
    assert [event["kind"] for event in history[-3:]] == ["decided", "reopened", "answered"]


def test_overruling_needs_reasons_and_keeps_both(run: Run, case: str) -> None:
    run("set", case, "screening.people_kinds=employees")
    bare = run("overrule", case, "vulnerable_people", "not-met")
    assert bare.code == 3
    said = ("--reason", "They are the directors", "--dpo-view", "Agrees")
    assert run("overrule", case, "vulnerable_people", "not-met", *said).code == 0
    shown = run("show", case, "--json").json
    assert shown["overruled"][0]["reason"] == "They are the directors"
    assert run("overrule", case, "article-35-3", "not-required", *said).code == 3
    assert run("overrule", case, "vulnerable_people", "--withdraw").code == 0
    assert run("show", case, "--json").json["overruled"] == []


def test_a_finding_is_accepted_with_a_reason_and_taken_back(run: Run, case: str) -> None:
    run("set", case, "security.availability=spare")
    listed = run("finding", "list", case, "--json").json
    assert "no-backups" in [finding["id"] for finding in listed]
    assert run("finding", "accept", case, "no-backups").code == 2
    assert run("finding", "accept", case, "nothing", "--reason", "Because").code == 1
    said = ("--reason", "A copy lies at the archive")
    assert run("finding", "accept", case, "no-backups", *said).code == 0
    assert "A copy lies at the archive" in run("finding", "list", case).out
    assert "Accepted because: A copy lies at the archive" in run("show", case, "--why").out
    assert run("finding", "withdraw", case, "no-backups").code == 0
    assert run("finding", "withdraw", case, "no-backups").code == 1
    assert "archive" not in run("finding", "list", case).out


def test_the_data_protection_officer_says_who_decides(run: Run, case: str) -> None:
    run("config", "name", "Dora Officer")
    run("config", "dpo", "dora  officer")
    refused = run("decide", case, "rejected", "--reason", "No")
    assert refused.code == 3 and "Say who decides" in refused.err
    assert run("decide", case, "rejected", "--reason", "No", "--by", "Helen Head").code == 0


def test_export_writes_the_register(run: Run, case: str, tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    assert run("export", str(path)).code == 0
    book = load_workbook(path)
    assert "A test case" in [cell.value for row in book["Register"] for cell in row]
    assert run("export", str(tmp_path / "register.txt")).code != 0


def test_config_and_paths(run: Run, home: Path) -> None:
    assert run("config", "name", "Ada Assessor").code == 0
    assert run("config", "name").out.strip() == "Ada Assessor"
    assert run("config", "also", "nl, bg").code == 0
    assert run("config", "--json").json["also"] == ["nl", "bg"]
    assert run("config", "shoe_size", "44").code == 3
    assert run("paths", "--json").json["register"] == str(home / "register")
    reference = run("new", "Mine").out.strip()
    assert run("history", reference, "--json").json[0]["by"] == "Ada Assessor"


def test_schema_is_printed(run: Run) -> None:
    assert run("schema", "assessment").json["$schema"].endswith("2020-12/schema")
    assert run("schema", "nothing").code == 1


copies = exporting._examples


@pytest.mark.parametrize("arguments", [("--xlsx",), ()])
def test_demo_without_a_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    if not arguments:  # all are brought in the other time
        monkeypatch.setattr(exporting, "_examples", lambda desk: copies(desk)[:3])
    path = tmp_path / "demo.xlsx"
    done = run("demo", *(*arguments, str(path)) if arguments else ())
    assert done.code == 0
    assert done.out.count("2026-") + done.out.count("20") >= 4
    assert "Wrote" in done.err
    assert path.exists() == bool(arguments)


def test_what_changes_something_can_answer_as_json(run: Run, case: str) -> None:
    done = run("set", case, "screening.people=12000", "--json")
    assert done.json["reference"] == case
    assert done.json["saved"] == "screening.people"
    assert done.json["summary"]["screening"] == "undetermined"
    made = run("risk", "add", case, "Wrong invoices", "--json").json
    assert made["created"] == "r1"
    assert run("row", case, "processing.purposes", "--json").json["created"].startswith("p")


def test_the_screens_hand_their_exit_code_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from dpia.tui import app

    monkeypatch.setattr("dpia.cli.common.has_terminal", lambda: True)
    monkeypatch.setattr("dpia.cli.exporting.has_terminal", lambda: True)
    monkeypatch.setattr(app, "run_tui", lambda *_arguments: 1)
    assert run().code == 1
    assert run("demo").code == 1


def test_lists_are_picked_by_name_and_value_and_by_saved_views(run: Run, case: str) -> None:
    run("new", "Another", "--authority", "nl")
    assert [row["reference"] for row in run("list", "authority:nl", "--json").json] == ["2026-0002"]
    assert run("list", "status:decided", "--json").json == []
    run("config", "views.home", "authority:bg -owner:nobody")
    assert [row["reference"] for row in run("list", "@home", "--json").json] == [case]
    assert [row["reference"] for row in run("list", "@home", "another", "--json").json] == []
    wrong = run("list", "status:open")
    assert wrong.code == 3 and "status:draft" in wrong.err


def test_archived_ones_leave_the_list_and_come_back(run: Run, case: str) -> None:
    assert run("archive", case).code == 3
    assert run("archive", case, "--reason", "Dropped.").code == 0
    assert run("list", "--json").json == []
    assert [row["reference"] for row in run("list", "status:archived", "--json").json] == [case]
    assert run("set", case, "screening.people=3").code == 3
    assert run("archive", case, "--back").code == 0
    assert len(run("list", "--json").json) == 1


def test_where_no_dpia_is_required_the_list_says_why_who_when_and_by_which_lists(run: Run) -> None:
    sound = Path(__file__).parents[1] / "judgement" / "findings" / "sound.json"
    reference = run("new", "News by mail", "--from", str(sound)).out.strip()
    run("new", "Badges")
    waiting = run("list", "screening:not-required").out.splitlines()
    assert len(waiting) == 3 and "No DPIA, because" in waiting[0] and " bg " in waiting[2]
    assert "No DPIA, because" not in run("list").out
    for measure in run("measure", "list", reference, "--json").json:
        run("measure", "set", reference, measure["id"], "--status", "implemented", "--due", "")
    run("risk", "confirm", reference, "r1")
    done = run("decide", reference, "approved", "--reason", "Fine.", "--by", "The board")
    assert done.code == 0, done.err
    (line,) = run("list", "screening:not-required").out.splitlines()[2:]
    assert "No sign of high risk" in line and "The board" in line
    assert run("list", "screening:required", "--json").json == []


def test_no_choice_at_all_is_taken_as_0_or_none_and_listed(run: Run, case: str) -> None:
    for word in ("0", "none"):
        assert run("set", case, f"screening.technology={word}").code == 0
        shown = stored(case)["answers"]["screening"]
        assert shown["technology"] == []
    refused = run("set", case, "screening.technology=tea")
    assert refused.code == 3 and "none, or 0 (" in refused.err


def test_a_wrong_column_is_told_with_the_right_ones_and_open_cells_are_shown(
    run: Run, case: str
) -> None:
    refused = run("row", case, "processing.purposes", "purpose=News")
    assert "Its columns: name, " in refused.err
    row = run("row", case, "processing.purposes", "name=News").out.strip()
    assert f"processing.purposes/{row}/legal_basis: open" in run("show", case).out
