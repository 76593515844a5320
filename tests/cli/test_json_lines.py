"""`dpia export --jsonl` and `dpia import`: a register through a pipe, and what is said of it."""

import json
from pathlib import Path

from tests.cli.conftest import Run, stored


def test_a_register_goes_through_a_pipe_and_comes_back_the_same(
    run: Run, case: str, home: Path
) -> None:
    out = run("export", "-o", "-", "--jsonl")
    assert (out.code, out.err) == (0, "")
    first, *_parts, assessment, last = map(json.loads, out.out.splitlines())
    assert first["format"] == "dpia-stream/1" and last == {"end": {"assessments": 1}}
    assert assessment["assessment"]["reference"] == case
    there = ("--register", str(home / "there"))
    done = run(*there, "import", "-", stdin=out.out)
    assert (done.code, done.out) == (0, f"{case}\n") and "1 assessment added" in done.err
    assert run(*there, "export", "-o", "-", "--jsonl").out == out.out
    again = run(*there, "import", "-", "--json", stdin=out.out)
    assert again.code == 0 and [row["fate"] for row in again.json["assessments"]] == ["there"]


def test_what_differs_is_named_and_ends_with_5(run: Run, case: str, home: Path) -> None:
    file = home / "all.bin"
    assert run("export", "--jsonl", str(file)).code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    run("edit", case, "--title", "Changed since")
    done = run("import", str(file))
    assert done.code == 5 and "Changed since" in done.err and done.out == ""
    assert stored(case)["title"] == "Changed since"


def test_a_dry_run_needs_no_register_and_makes_none(run: Run, case: str, home: Path) -> None:
    file = home / "all.jsonl"
    run("export", str(file))
    done = run("--register", str(home / "there"), "import", str(file), "--dry-run")
    assert done.code == 0 and "1 assessment would be added" in done.err
    assert not (home / "there").exists()


def test_a_stream_that_ends_early_says_so_and_keeps_what_came(
    run: Run, case: str, home: Path
) -> None:
    whole = run("export", "-o", "-", "--jsonl").out
    cut = whole[: whole.rindex('{"end"')]
    done = run("--register", str(home / "there"), "import", "-", stdin=cut)
    assert done.code == 3 and done.out == f"{case}\n" and "ends too early" in done.err


def test_only_what_is_named_goes_out(run: Run, case: str, home: Path) -> None:
    run("new", "Another")
    for words in (["-o", "-", "--jsonl", case], ["-", "--jsonl", "--only", case]):
        lines = run("export", *words).out.splitlines()
        assert json.loads(lines[-1]) == {"end": {"assessments": 1}}
    assert run("export", case, "another").code == 2
    assert run("export", "-o", "-", "--jsonl", "2026-0099").code == 1


def test_a_place_in_the_register_or_none_is_refused(run: Run, case: str, home: Path) -> None:
    inside = home / "register" / "all.jsonl"
    assert "in the register" in run("export", str(inside)).err and not inside.exists()
    nowhere = run("export", str(home / "none" / "all.jsonl"))
    assert nowhere.code == 1 and "cannot be written" in nowhere.err
    assert run("export", "--jsonl", str(home)).code == 1
