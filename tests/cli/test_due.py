"""`dpia due` and `dpia rejudge`."""

from tests.cli.conftest import Run


def test_what_is_overdue_comes_first_and_fails_when_asked(run: Run, case: str) -> None:
    assert run("due").code == 0 and "Nothing is due." in run("due").err
    run("measure", "add", case, "Lock", "--owner", "Ada", "--due", "2099-01-01")
    run("measure", "add", case, "Vet", "--owner", "Bob", "--due", "2026-01-01")
    done = run("due")
    assert done.code == 0 and "2026-01-01 OVERDUE" in done.out and "Lock" not in done.out
    assert run("due", "--fail").code == 4
    found = run("due", "--within", "9999", "--json").json
    assert [entry["detail"] for entry in found][:1] == ["Vet"]
    assert found[0]["overdue"] and found[0]["owner"] == "Bob"
    assert run("due", "--within", "9999d", "owner:nobody", "--json").json == []
    assert run("due", "--within", "soon").code == 2


def test_rejudging_says_that_nothing_would_change(run: Run, case: str) -> None:
    assert "nothing would change" in run("rejudge", case).out
    (one,) = run("rejudge", "--all", "--json").json
    assert (one["changes"], one["applied"]) == ([], False)
    assert run("rejudge", "--all", "--fail").code == 0
    assert run("rejudge").code == 2
    assert run("rejudge", case, "--all").code == 2
