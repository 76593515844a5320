"""The commands that look back: one answer's history, taking an earlier one back, the log."""

from .conftest import Run, stored


def test_reads_what_was_said_on_one_question_and_takes_it_back(run: Run, case: str) -> None:
    run("set", case, "screening.people=12000", "--note", "From the [b]shop")
    run("set", case, "screening.people=90")
    done = run("history", case, "screening.people")
    assert done.code == 0
    assert "1. " in done.out and "12,000 people" in done.out and "90 people" in done.out
    assert "Note: From the [b]shop" in done.out
    entries = run("history", case, "screening.people", "--json").json
    assert [(e["n"], e["value"], e["current"]) for e in entries] == [
        (1, 12000, False), (2, 90, True),
    ]  # fmt: skip
    assert entries[0]["marks"] == {"note": "From the [b]shop"} and entries[0]["by"]
    refused = run("history", case, "screening.people", "--restore", "1")
    assert (refused.code, "written reason" in refused.err) == (3, True)
    done = run("history", case, "screening.people", "--restore", "1", "--reason", "Miscounted")
    assert done.code == 0 and "Saved: screening.people as of entry 1" in done.err
    shown = stored(case)["answers"]["screening"]
    assert shown["people"] == 12000
    assert run("undo", case).code == 0
    plain = run("history", case, "screening.people", "--plain").out
    assert "Why: Miscounted" in plain and "4. " in plain


def test_a_question_there_is_not_and_a_wrong_use_are_told(run: Run, case: str) -> None:
    assert run("history", case, "screening.nothing").code == 1
    assert run("history", case, "--restore", "1").code == 2
    assert run("history", case, "screening.part", "--event", "1").code == 2
    assert run("history", case, "r7").code == 1
    assert run("history", case, "screening.people", "--json").json == []
    assert "Nothing has been said" in run("history", case, "screening.people").out


def test_a_risk_goes_by_the_number_under_which_it_is_shown(run: Run, case: str) -> None:
    for title in ("First", "Second"):
        assert run("risk", "add", case, title).code == 0
    assert run("risk", "remove", case, "r1").code == 0
    assert run("risk", "set", case, "R1", "--likelihood", "2").code == 0
    past = run("history", case, "R1.likelihood").out
    assert "Second" in past and past == run("history", case, "risks/r2/inherent/likelihood").out
    assert "First" in run("history", case, "r1").out


def test_reads_the_log_of_the_register(run: Run, case: str) -> None:
    other = run("new", "Another [b]case", "--authority", "nl").out.strip()
    run("set", case, "screening.people=12000")
    done = run("log")
    assert done.code == 0
    (begun,) = (line for line in done.out.splitlines() if other in line)
    assert "Begun" in begun and "Another [b]case" in begun
    found = run("log", "--json").json
    assert sorted((e["reference"], e["kind"]) for e in found) == [
        (case, "answered"), (case, "answered"), (case, "created"), (other, "created"),
    ]  # fmt: skip
    assert len(run("log", "--limit", "1", "--json").json) == 1
    assert [e["reference"] for e in run("log", "authority:nl", "--json").json] == [other]
    assert run("log", "--kind", "created", "--by", "nobody", "--json").json == []
    assert "Nothing" in run("log", "--since", "2999-01-01").err
    assert run("log", "--kind", "dreamt").code == 2 and run("log", "--since", "soon").code == 2
    assert f"Reference: {case}" in run("log", "--plain").out


def test_searches_what_stands_and_what_stood(run: Run, case: str) -> None:
    run("set", case, "screening.people=12000", "--note", "Asked the Résumé team [/]")
    run("mark", case, "screening.people", "--note", "Asked nobody")
    run("risk", "add", case, "Somebody reads résumés", "--description", "Many")
    now = run("search", "resume")
    assert now.code == 0 and "1 hit." in now.err
    assert f"{case}  Risk › Somebody reads résumés › Title" in now.out and "stands now" in now.out
    both = run("search", "resume", "--past", "--json").json
    assert [(hit["current"], hit["question"]) for hit in both] == [
        (True, "risks/r1/title"), (False, "screening.people"),
    ]  # fmt: skip
    assert both[1]["until"] and both[1]["until_by"] and both[1]["version"] == 1
    assert both[1]["text"] == "Asked the Résumé team [/]"
    assert "stood until" in run("search", "team", "--past").out
    assert "Nothing found. --past" in run("search", "team").err
    assert run("search", "team", "--past", "status:archived", "--json").json == []
    assert run("search", "[/]").code == 3 and run("search").code == 2
    assert len(run("search", "a", "--past", "--json", "--limit", "1").json) == 1
    assert "Many" in run("search", "Ma", "--plain").out
