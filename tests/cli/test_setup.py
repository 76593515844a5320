"""`dpia setup` asks line by line; without a lead authority nothing is assessed for one."""

from pathlib import Path

from tests.cli.conftest import Run


def test_setup_asks_line_by_line_and_keeps_the_rest_at_the_end_of_input(run: Run) -> None:
    run("config", "dpo", "B. Officer")
    done = run("setup", stdin="Ada\nA hospital\n\nnl\nbe, Germany\n")
    assert done.code == 0 and "now: B. Officer" in done.out and "Austria" in done.out
    kept = run("config", "--json").json
    assert (kept["name"], kept["organisation"], kept["dpo"]) == ("Ada", "A hospital", "B. Officer")
    assert (kept["authority"], kept["also"], kept["method"]) == ("nl", ["be", "de"], "four-by-four")
    assert run("setup", stdin="-\n").code == 0
    assert run("config", "--json").json["name"] == ""


def test_setup_refuses_what_is_no_choice_and_saves_nothing(run: Run) -> None:
    done = run("setup", stdin="Ada\n\n\nAtlantis\n")
    assert done.code == 3 and "“Atlantis” is no choice here" in done.err
    assert run("config", "name").out.strip() == ""


def test_without_a_lead_authority_a_new_assessment_is_refused_with_the_way_out(
    run: Run, home: Path
) -> None:
    (home / "config" / "config.toml").unlink()
    done = run("new", "Newsletters")
    assert done.code == 3 and "`dpia config authority nl`" in done.err
    assert run("config", "authority", "nl").code == 0
    assert run("new", "Newsletters").code == 0
