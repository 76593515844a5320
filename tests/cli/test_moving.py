"""Moving an assessment on, answering advice and signing off by command."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_lists_what_can_follow_and_why_not(run: Run, case: str) -> None:
    done = run("move", case)
    assert done.code == 0
    assert "State: Draft" in done.out and "Ask the DPO for advice → In review: possible" in done.out
    assert "for everybody (no assessor is named)" in done.out
    run("move", case, "in-review")
    found = run("move", case, "--json").json
    assert found["state"] == "in-review" and found["sign_offs"] == []
    (advise,) = [way for way in found["moves"] if way["id"] == "advise"]
    assert advise["refused"] == ["The advice of the data protection officer must be on record."]
    assert run("move", case, "advised").code == 3


def test_advises_and_says_later_what_became_of_it(run: Run, case: str) -> None:
    run("move", case, "in-review")
    assert run("advise", case, "Encrypt it.", "--json").json["status"] == "advised"
    assert run("advise", case, "--followed", "no").code == 3
    done = run("advise", case, "--followed", "no", "--response", "No names are kept.")
    assert done.code == 0 and "what was done with the DPO's advice" in done.err
    assert run("advise", case).code == 2
    run("set", case, "screening.people=9")
    run("advise", case, "Better now.")
    shown = run("show", case).out
    assert "(advised)" in shown and "earlier advice" in shown and "older text" not in shown
    run("set", case, "screening.people=10")
    assert "older text" in run("show", case).out
    told = run("history", case).out
    assert "Moved on: In review" in told and "Advice answered" in told


def test_signs_off_and_is_told_when_it_no_longer_fits(run: Run, case: str) -> None:
    done = run("sign", case, "--as", "managing [b]director", "--role", "controller")
    assert done.code == 0 and "sha256:" in done.err
    assert f"signs {case}, “A test case”. Role: For the controller, managing" in done.err
    shown = run("show", case).out
    assert "For the controller, managing [b]director): fits; content sha256:" in shown
    assert "Signed off: For the controller" in run("history", case).out
    run("set", case, "screening.people=9")
    assert "no longer fits: changed since" in run("show", case).out
    (entry,) = run("show", case, "--json").json["sign_offs"]
    assert entry["fits"] is False and entry["as"] == "managing [b]director"
    report = run("report", case, "--json").out
    assert "no longer fits" in report and entry["content_hash"] in report


def test_lists_by_state_and_leaves_the_retired_in_sight(run: Run, case: str) -> None:
    run("decide", case, "rejected", "--reason", "No.")
    run("edit", case, "--review", "2026-01-01")
    assert "Due for review" in run("list").out
    (row,) = run("list", "status:due-for-review", "--json").json
    assert (row["status"], row["state"]) == ("decided", "due-for-review")
    assert run("list", "status:decided", "--json").json == [row]
    assert run("move", case, "retired", "--reason", "Given up.", "--on", "2026-02-30").code == 2
    assert run("move", case, "retired", "--reason", "Given up.").code == 0
    assert "Retired" in run("list").out
    assert run("list", "--json", "--", "-status:retired").json == []
    assert run("due", "--json").json == []


def test_roles_are_set_by_name_and_bind_by_agreement(run: Run, case: str, home: Path) -> None:
    assert run("config", "roles.Dora D.", "dpo").code == 0
    assert run("config", "roles.Ada", "boss").code == 3
    assert run("config", "roles.Ada", "approver").code == 0
    assert '"Dora D." = "dpo"' in (home / "config" / "config.toml").read_text("utf-8")
    refused = run("decide", case, "rejected", "--reason", "No.")
    assert refused.code == 3 and "This is for the approver (Ada)" in refused.err
    run("config", "name", "Ada")
    assert run("decide", case, "rejected", "--reason", "No.").code == 0
    assert run("config", "roles.Ada").out == "approver\n"


def test_at_a_terminal_it_is_asked_before_anything_is_signed(
    run: Run, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dpia.cli.settling.somebody_there", lambda: True)
    done = run("sign", case, "--role", "assessor", stdin="n\n")
    assert (done.code, "Sign it off?" in done.err, "Nothing was signed" in done.err) == (0, 1, 1)
    assert run("show", case, "--json").json["sign_offs"] == []
    assert run("sign", case, "--role", "assessor", stdin="y\n").code == 0
    assert len(run("show", case, "--json").json["sign_offs"]) == 1
