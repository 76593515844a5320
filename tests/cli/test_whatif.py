"""`dpia whatif`: now and then side by side, saved only with --keep."""

from tests.cli.conftest import Run, stored


def people(run: Run, case: str) -> object:
    shown = stored(case)["answers"]["screening"]
    return shown.get("people_kinds")


def test_it_shows_now_and_then_and_saves_nothing(run: Run, case: str) -> None:
    done = run("whatif", case, "screening.people_kinds=children")
    assert done.code == 0
    (line,) = [line for line in done.out.splitlines() if "Vulnerable" in line]
    assert "Not known" in line and line.rstrip().endswith("Met")
    assert people(run, case) is None


def test_it_keeps_when_asked(run: Run, case: str) -> None:
    done = run("whatif", case, "screening.people_kinds=children", "--keep", "--json")
    assert done.json["kept"] is True
    assert {"criterion"} <= {change["part"] for change in done.json["changes"]}
    assert people(run, case) == ["children"]


def test_a_measure_is_tried_by_its_status(run: Run, case: str) -> None:
    run("risk", "add", case, "Snooping", "--likelihood", "3", "--severity", "3")
    run("measure", "add", case, "Lock")
    run("measure", "effect", case, "m2", "r1", "--likelihood", "2")
    done = run("whatif", case, "m2=implemented")
    assert "Risk: Snooping (Today)" in done.out
    assert "matrix: reconstructed by us" in done.err
    assert "matrix:" not in run("whatif", case, "screening.people_kinds=children").err
    refused = run("whatif", case, "m2=perhaps")
    assert refused.code == 3 and "implemented" in refused.err


def test_what_changes_nothing_says_so_and_what_is_wrong_too(run: Run, case: str) -> None:
    assert "Nothing in the verdict would change." in run("whatif", case, "m9=").err + (
        run("whatif", case, "screening.part=controller").out
    )
    assert run("whatif", case, "screening.nobody=1").code != 0


def test_without_a_change_it_lists_the_single_ones_that_flip_a_gate(run: Run, case: str) -> None:
    run("risk", "add", case, "Snooping", "--likelihood", "4", "--severity", "3")
    run("risk", "set", case, "r1", "--obvious", "no", "--widespread", "no")
    run("measure", "add", case, "Lock")
    run("measure", "effect", case, "m2", "r1", "--likelihood", "3")
    done = run("whatif", case)
    assert done.code == 0 and "single changes were tried" in done.err
    (line, _absent) = [line for line in done.out.splitlines() if "Lock (m2)" in line]
    assert "Planned" in line and "Rejected" in line
    found = run("whatif", case, "--json").json
    assert (found["as_if_confirmed"], found["cut"]) == (["r1"], False)
    assert {"measure", "answer"} <= {change["kind"] for change in found["changes"]}
    assert run("show", case, "--json").json["consultation"]["outcome"] == "undetermined"


def test_nothing_can_be_kept_where_nothing_is_tried(run: Run, case: str) -> None:
    assert run("whatif", case, "--keep").code == 2
