"""`dpia consistency`."""

from tests.cli.conftest import Run


def another(run: Run, title: str) -> str:
    reference = run("new", title, "--authority", "bg").out.strip()
    run("set", reference, "screening.part=controller")
    return reference


def test_nothing_contradicts_itself(run: Run, case: str) -> None:
    done = run("consistency", "--fail")
    assert done.code == 0 and done.out == ""
    assert "1 assessment was looked at: nothing contradicts itself." in done.err


def test_two_answers_and_two_days_are_shown_and_fail_when_asked(run: Run, case: str) -> None:
    other = another(run, "A TEST case")
    run("set", case, "screening.people=40")
    run("set", other, "screening.people=9000")
    for reference, due in ((case, "2027-01-31"), (other, "2027-09-30")):
        run("measure", "add", reference, "Encrypt", "--owner", "IT", "--due", due)
    done = run("consistency")
    assert done.code == 0
    assert f"Perhaps the same processing, by title: {case}" in done.out
    assert "9,000" in done.out and "Promised more than once: Encrypt" in done.out
    assert "2027-01-31" in done.out and "2027-09-30" in done.out
    assert run("consistency", "--fail").code == 4
    found = run("consistency", "--json").json
    assert [len(found[part]) for part in ("lowered", "doubles", "promises")] == [0, 1, 1]
    assert run("consistency", "level:high", "--fail").code == 0
    assert run("consistency", "status:nothing").code == 3


def test_foreign_text_is_shown_as_text_and_plainly_a_fact_a_line(run: Run, case: str) -> None:
    other = another(run, "A test case")
    for reference, due in ((case, "2027-01-31"), (other, "2027-09-30")):
        run("measure", "add", reference, "Lock [b]{0}[/b] %s", "--owner", "=1+1", "--due", due)
    done = run("consistency", "--plain")
    assert "Promised more than once: Lock [b]{0}[/b] %s" in done.out
    assert "Owner: =1+1" in done.out.splitlines()
