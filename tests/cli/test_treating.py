"""Commands about text that is only proposed, and about what a measure serves."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def picked(run: Run, case: str) -> tuple[str, str]:
    """Return the ids of a risk and a measure picked from the catalogue."""
    risk = run("risk", "pick", case, "illegitimate-access").out.strip()
    measure = run("measure", "pick", case, "pseudonymisation", "--risk", risk).out.strip()
    return risk, measure


def proposed(run: Run, case: str) -> list[str]:
    risks = run("risk", "list", case, "--json").json["risks"]
    rows = [*risks, *run("measure", "list", case, "--json").json]
    return [row["id"] for row in rows if row["proposed"]]


def test_what_is_picked_is_told_as_proposed_until_it_is_accepted(run: Run, case: str) -> None:
    risk, measure = picked(run, case)
    own = run("measure", "add", case, "Own").out.strip()
    assert proposed(run, case) == [risk, measure]
    assert "Proposed" in run("risk", "list", case).out
    lines = run("measure", "list", case).out.splitlines()
    assert ["Proposed" in line for line in lines if measure in line] == [True]
    assert ["Your own" in line for line in lines if own in line] == [True]
    assert run("risk", "accept", case, risk).code == 0
    assert run("measure", "accept", case, measure).code == 0
    assert proposed(run, case) == []
    assert "Proposed" not in run("risk", "list", case).out + run("measure", "list", case).out
    assert run("history", case).out.count("Text taken over: ") == 2


def test_all_takes_over_what_is_proposed_and_nothing_twice(run: Run, case: str) -> None:
    risk, measure = picked(run, case)
    second = run("risk", "pick", case, "unwanted-change").out.strip()
    done = run("risk", "accept", case, "--all", "--json")
    assert done.json["saved"] == f"{risk}, {second}"
    assert run("measure", "accept", case, "--all").code == 0
    assert proposed(run, case) == [] and measure
    again = run("risk", "accept", case, "--all")
    assert (again.code, again.err.splitlines()[0]) == (
        0,
        "Saved: nothing, as no text is only proposed.",
    )


@pytest.mark.parametrize("kind", ["risk", "measure"])
@pytest.mark.parametrize("arguments", [[], ["x1", "--all"]])
def test_one_says_either_which_or_all(run: Run, case: str, kind: str, arguments: list[str]) -> None:
    assert run(kind, "accept", case, *arguments).code == 2


def test_accepting_what_is_not_there_names_what_is(run: Run, case: str) -> None:
    picked(run, case)
    done = run("measure", "accept", case, "m9")
    assert done.code != 0 and "m2 (" in done.err


def test_writing_a_text_takes_it_over_also_while_picking(run: Run, case: str) -> None:
    risk, measure = picked(run, case)
    run("risk", "set", case, risk, "--impacts", "What it means here.")
    run("measure", "set", case, measure, "--owner", "IT")
    assert proposed(run, case) == [measure]
    run("measure", "pick", case, "encryption-at-rest", "--description", "Our disks are.")
    assert proposed(run, case) == [measure]


def test_a_measure_says_what_it_serves_and_why_it_suits(run: Run, case: str) -> None:
    add = ["--serves", "access", "--serves", "fairness", "--suitability", "It fits, and works."]
    own = run("measure", "add", case, "Own", *add).out.strip()
    (row,) = run("measure", "list", case, "--json").json
    assert (row["serves"], row["suitability"]) == (["fairness", "access"], "It fits, and works.")
    run("measure", "set", case, own, "--owner", "IT")
    assert run("measure", "list", case, "--json").json[0]["serves"] == ["fairness", "access"]
    run("measure", "set", case, own, "--serves", "none")
    assert run("measure", "list", case, "--json").json[0]["serves"] == []


def test_a_measure_cannot_serve_what_nobody_knows(run: Run, case: str) -> None:
    done = run("measure", "add", case, "Own", "--serves", "kindness")
    assert done.code == 3
    assert "A measure cannot serve “kindness”. Known: lawfulness, fairness, " in done.err
    assert "security-of-processing." in done.err
    assert run("measure", "list", case, "--json").json == []


def test_a_measure_of_a_file_needs_no_more_than_a_title(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    measures = [{"id": "m1", "title": "Own", "effects": [{"risk": "r1", "severity": 1}]}]
    risks = [{"id": "r1", "title": "Leak"}]
    raw = {"authority": "bg", "answers": {}, "risks": risks, "measures": measures}
    path.write_text(json.dumps(raw), encoding="utf-8")
    case = run("new", "From a file", "--from", str(path)).out.strip()
    assert "R1 −0/−1" in run("measure", "list", case).out
    listed = run("measure", "list", case, "--json").json
    assert listed == [{**measures[0], "serves": [], "suitability": "", "proposed": False}]


def test_a_file_with_a_measure_that_serves_nothing_known_is_refused(run: Run) -> None:
    measures = [{"id": "m1", "title": "Own", "serves": ["kindness"]}]
    raw = json.dumps({"authority": "bg", "answers": {}, "measures": measures})
    done = run("assess", "-", stdin=raw)
    assert done.code == 3
    assert "measure m1: A measure cannot serve “kindness”. Known: lawfulness" in done.err


def test_risks_and_measures_are_meant_by_the_numbers_and_titles_of_the_screens(
    run: Run, case: str
) -> None:
    for title in ("Snooping", "Loss", "Gone"):
        run("risk", "add", case, title)
    run("measure", "add", case, "Lock", "--risk", "R1")
    run("measure", "add", case, "Copy")
    assert run("risk", "set", case, "R2", "--likelihood", "2", "--severity", "2").code == 0
    assert (
        run("risk", "by-hand", case, "loss", "today", "severity", "1", "--reason", "So.").code == 0
    )
    assert run("measure", "set", case, "m2", "--owner", "IT").code == 0
    assert run("measure", "effect", case, "Lock", "R3", "--severity", "1").code == 0
    assert run("risk", "remove", case, "GONE").code == 0
    risks = run("risk", "list", case, "--json").json["risks"]
    assert [(r["id"], r["inherent"]["likelihood"]) for r in risks] == [("r1", None), ("r2", 2)]
    lock, copy = run("measure", "list", case, "--json").json
    assert [effect["risk"] for effect in lock["effects"]] == ["r1"]
    assert (lock["owner"], copy["owner"]) == ("", "IT")
    tried = run("whatif", case, "M1=implemented", "copy=rejected", "--keep")
    assert tried.code == 0
    states = [m["status"] for m in run("measure", "list", case, "--json").json]
    assert states == ["implemented", "rejected"]


def test_a_name_that_may_be_several_is_refused_with_them(run: Run, case: str) -> None:
    for title in ("Loss", "Loss", "Snooping"):
        run("risk", "add", case, title)
    refused = run("risk", "set", case, "loss", "--likelihood", "2")
    assert refused.code == 5
    assert "r1 (R1 Loss), r2 (R2 Loss)" in refused.err
    run("risk", "remove", case, "r1")
    again = run("risk", "remove", case, "r1")
    assert again.code == 5 and "If r2 (R1 Loss) is meant, use that id." in again.err
    told = run("risk", "set", case, "r2", "--likelihood", "2")
    assert told.code == 0 and "Not meant is: r3 (R2 Snooping)." in told.err


def test_a_measure_treats_every_risk_it_is_given(run: Run, case: str) -> None:
    first, measure = picked(run, case)
    second = run("risk", "pick", case, "unwanted-change").out.strip()
    both = ["--risk", first, "--risk", second]
    taken = run("measure", "pick", case, "encryption-at-rest", *both).out.strip()
    own = run("measure", "add", case, "Own", *both, "--lowers-severity", "1").out.strip()
    rows = {row["id"]: row for row in run("measure", "list", case, "--json").json}
    treated = {name: [e["risk"] for e in rows[name]["effects"]] for name in (measure, taken, own)}
    assert treated == {measure: [first], taken: [first, second], own: [first, second]}


def test_all_risks_are_confirmed_at_once_or_none_of_them(run: Run, case: str) -> None:
    rated = run("risk", "add", case, "Seen", "--likelihood", "1", "--severity", "2").out.strip()
    bare = run("risk", "add", case, "Not rated").out.strip()
    refused = run("risk", "confirm", case, "--all")
    assert refused.code == 3 and f"{bare} “Not rated”: This risk cannot" in refused.err
    assert not any(r["confirmed"] for r in run("risk", "list", case, "--json").json["risks"])
    run("risk", "set", case, bare, "--likelihood", "1", "--severity", "1")
    assert run("risk", "confirm", case, "--all", "--json").json["saved"] == f"{rated}, {bare}"
    listed = run("risk", "list", case)
    assert "to confirm" not in listed.out and "Your own" in listed.out
    before = len(run("history", case, "--json").json)
    assert "no risk is to be confirmed" in run("risk", "confirm", case, "--all").err
    assert len(run("history", case, "--json").json) == before
    assert run("risk", "confirm", case).code == 2
