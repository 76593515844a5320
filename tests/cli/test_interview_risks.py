"""`dpia answer --risks`: likelihood, severity, why, and the confirmation, line by line."""

from typing import Any

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def risk(run: Run, case: str) -> str:
    run("risk", "pick", case, "illegitimate-access")
    return case


def judged(run: Run, case: str) -> Any:
    return run("risk", "list", case, "--json").json["risks"][0]


def stored(run: Run, case: str) -> Any:
    return run("show", case, "--json").json["assessment"]["risks"][0]


def rate(run: Run, case: str, typed: str, *options: str) -> Any:
    return run("answer", case, "--risks", *options, stdin=typed)


def test_a_risk_is_rated_and_confirmed(run: Run, risk: str) -> None:
    done = rate(run, risk, "2\n3\nn\nn\nFew can see it\ny\n")
    assert (done.code, done.err) == (0, "")
    found = stored(run, risk)
    assert found["inherent"] == {"likelihood": 2, "severity": 3, "reason": "Few can see it"}
    assert (found["obvious"], found["widespread"]) == ("no", "no")
    assert judged(run, risk)["settled"]
    lines = done.out.splitlines()
    assert f"Risk 1 of 1: {found['title']} (r1)" in lines
    method = run("methods", "show", "four-by-four", "--json").json
    for axis in ("likelihood", "severity"):
        for step in method[axis]:
            assert f"{step['level']}. {step['title']}: {step['definition']}" in lines
    assert any(line.startswith("Inherent: ") for line in lines)
    assert "Its words are proposed: `dpia risk accept` takes them over." in lines
    assert found["proposed"] is True
    assert any(line.startswith("No measure is named for this risk") for line in lines)


def test_only_what_is_not_settled_is_asked_unless_all_is_wanted(run: Run, risk: str) -> None:
    rate(run, risk, "2\n3\nn\nn\nFew can see it\ny\n")
    done = rate(run, risk, "")
    assert done.code == 0 and "There is no risk to rate." in done.out
    again = rate(run, risk, "3\n\n\n\n\ny\n", "--all")
    assert again.code == 0
    assert "Now: Few can see it" in again.out
    assert stored(run, risk)["inherent"]["likelihood"] == 3


def test_a_reason_is_asked_where_the_method_asks_for_one(run: Run, risk: str) -> None:
    plain = rate(run, risk, "1\n2\nn\nn\nWhy\n")
    assert "Why may this risk be taken?" not in plain.out
    owed = rate(run, risk, "1\n4\n\n\n\nBecause there is no other way\ny\n")
    assert "Why may this risk be taken?" in owed.out
    assert owed.code == 0, owed.err
    assert stored(run, risk)["reason"] == "Because there is no other way"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("9\n", "Likelihood goes from 1 to 4 in this method, not 9."),
        ("high\n", "Type the number of a step."),
        ("2\n3\nperhaps\n", "Type y or n."),
        ("2\n:copy 1\n", "There is no command “:copy 1” here."),
    ],
)
def test_a_slip_in_a_pipe_is_named(run: Run, risk: str, typed: str, words: str) -> None:
    done = rate(run, risk, typed)
    assert done.code == 3
    count = len(typed.splitlines())
    assert done.err.startswith(f"Line {count}, “") and "(r1." in done.err
    assert words in done.err
    assert not judged(run, risk)["confirmed"]


def test_a_confirmed_risk_that_still_owes_a_reason_says_so(run: Run, risk: str) -> None:
    done = rate(run, risk, "1\n4\nn\nn\nWhy\n\ny\n")
    assert done.code == 3 and not judged(run, risk)["settled"]
    last = done.out[done.out.rindex("Do you confirm these levels?") :].splitlines()
    assert last[1] == "saved"
    assert last[2] == judged(run, risk)["needs"][0]


def test_going_back_skipping_and_undoing(run: Run, risk: str) -> None:
    run("risk", "add", risk, "Another")
    done = rate(run, risk, "2\n:back\n3\n:undo\n1\n:skip\n:why\n4\n:verdict\n:help\n:quit\n")
    assert done.code == 3 and done.err == ""
    first, second = run("show", risk, "--json").json["assessment"]["risks"]
    assert first["inherent"] == {"likelihood": 1}
    assert second["inherent"] == {"likelihood": 4}
    assert "Risk 2 of 2: Another (r2)" in done.out
    assert "Taken back: " in done.out and ":skip: the next risk" in done.out


def test_a_rating_can_be_left_open_again(run: Run, risk: str) -> None:
    rate(run, risk, "2\n3\n")
    rate(run, risk, "?\n")
    assert stored(run, risk)["inherent"] == {"severity": 3}


def test_after_the_questions_the_next_commands_are_named(run: Run) -> None:
    reference = run("examples", "add", "newsletters").out.strip()
    run("edit", reference, "--pathway", "quick")
    run("risk", "pick", reference, "illegitimate-access")
    done = run("answer", reference, stdin="\n" * 400)
    lines = done.out.splitlines()
    assert "Nothing is left to ask." in lines
    text = "\n".join(lines[lines.index("Nothing is left to ask.") :])
    for command in ("answer", "risk list", "measure pick", "decide"):
        assert f"`dpia {command} {reference}" in text
    assert f"`dpia views {reference}" in text and f"`dpia advise {reference}" not in text
