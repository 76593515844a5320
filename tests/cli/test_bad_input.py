"""Bad input gets a sentence and an exit code; nothing is lost and no traceback is shown."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, stored

NASTY = ["[/]", "=cmd|' /C calc'!A0", "{0} %s", "[@click=app.quit]x[/]", "a\x00b\x1b[31mred"]


def answers_of(run: Run, case: str) -> dict[str, object]:
    found: dict[str, object] = stored(case)["answers"]
    return found


@pytest.mark.parametrize(
    ("assignment", "code", "said"),
    [
        ("screening.nothing=1", 1, "no question"),
        ("nothing=1", 1, "no question"),
        ("screening.people=many", 3, "whole number"),
        ("screening.people=-4", 3, "at least 1"),
        ("screening.part=maybe", 3, "no choice"),
        ("screening.data_kinds=location,location", 3, "twice"),
        ("screening.people", 2, "QUESTION=VALUE"),
        ("processing.purposes=3", 3, "table"),
        ("processing.purposes/x9/name=3", 1, "no row"),
    ],
)
def test_wrong_answers(run: Run, case: str, assignment: str, code: int, said: str) -> None:
    before = answers_of(run, case)
    done = run("set", case, assignment)
    assert (done.code, said in done.err) == (code, True), done.err
    assert answers_of(run, case) == before


@pytest.mark.parametrize("text", NASTY)
def test_hostile_text_is_only_text(run: Run, text: str, tmp_path: Path) -> None:
    reference = run("new", f"Title {text}").out.strip()
    run("set", reference, "screening.part=controller")
    assert run("mark", reference, "screening.part", "--note", text).code == 0
    shown = run("show", reference)
    assert shown.code == 0
    assert "\x1b" not in shown.out and "\x00" not in shown.out
    assert "\x1b" not in run("list").out
    assert run("export", str(tmp_path / "out.xlsx")).code == 0


def test_a_megabyte_is_refused_with_its_length(run: Run, case: str) -> None:
    row = run("row", case, "processing.purposes").out.strip()
    done = run("set", case, f"processing.purposes/{row}/name=" + "ab😀\x07" * 250_000)
    assert done.code == 3
    assert "characters" in done.err and len(done.err) < 500


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("{", "not valid JSON"),
        ("[]", "JSON object"),
        ("{}", "authority"),
        ('{"authority": "bg"}', "answers"),
        ('{"authority": "zz", "answers": {}}', "authorities/zz"),
        ('{"authority": "bg", "answers": {"screening": {"nothing": 1}}}', "screening.nothing"),
        ('{"authority": "bg", "answers": {"screening": {"people": "9"}}}', "whole number"),
        ('{"authority": "bg", "answers": {}, "colour": 1}', "colour"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_broken_assessment_files(run: Run, raw: str, said: str) -> None:
    done = run("assess", "-", stdin=raw)
    assert done.code in (1, 3)
    assert said in done.err
    assert done.out == ""


def test_a_damaged_assessment_is_named_and_the_rest_still_opens(run: Run, home: Path) -> None:
    good = run("new", "Good one").out.strip()
    bad = run("new", "Bad one").out.strip()
    ids = {row["reference"]: row["id"] for row in run("list", "--json").json}
    path = home / "register" / "assessments" / f"{ids[bad]}.json"
    path.write_bytes(path.read_bytes()[:200])
    listed = run("list")
    assert listed.code == 0
    assert "Good one" in listed.out and "DAMAGED" in listed.out
    assert run("show", good).code == 0
    done = run("show", ids[bad])
    assert done.code != 0
    assert str(path) in done.err


def test_an_ambiguous_reference_is_refused(run: Run, home: Path) -> None:
    first = run("new", "First").out.strip()
    run("new", "Second")
    rows = run("list", "--json").json
    path = home / "register" / "assessments" / f"{rows[1]['id']}.json"
    text = path.read_text(encoding="utf-8").replace(rows[1]["reference"], first)
    path.write_text(text, encoding="utf-8")
    done = run("show", first)
    assert done.code == 5
    assert rows[0]["id"] in done.err and rows[1]["id"] in done.err


def test_a_register_of_a_newer_version_is_refused(run: Run, home: Path) -> None:
    run("new", "Something")
    path = home / "register" / "register.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**found, "format": "dpia-register/99"}), encoding="utf-8")
    done = run("list")
    assert done.code == 3
    assert "newer" in done.err


def test_a_broken_own_questionnaire_is_named(run: Run, home: Path) -> None:
    folder = home / "config" / "questionnaires" / "topics"
    folder.mkdir(parents=True)
    (folder / "screening.json").write_text("{ this is not JSON", encoding="utf-8")
    done = run("new", "Cannot start")
    assert done.code == 3
    assert str(folder / "screening.json") in done.err


def test_a_questionnaire_without_a_part_is_named(run: Run, home: Path) -> None:
    folder = home / "config" / "questionnaires" / "topics"
    folder.mkdir(parents=True)
    (folder / "screening.json").write_text('{"x-topic": "screening"}', encoding="utf-8")
    done = run("new", "Cannot start")
    assert done.code == 3
    assert "screening" in done.err and "questionnaire check" in done.err


def test_a_wrong_configuration_is_named(run: Run, home: Path) -> None:
    path = home / "config" / "config.toml"
    path.write_text("review_months = 'soon'\n", encoding="utf-8")
    done = run("new", "Something")
    assert done.code == 3
    assert "review_months" in done.err
    path.write_text("name = \n", encoding="utf-8")
    assert run("new", "Something").code == 3


def test_newer_configuration_keys_survive(run: Run, home: Path) -> None:
    path = home / "config" / "config.toml"
    path.write_text('colour = "green"\n', encoding="utf-8")
    assert run("config", "name", "Ada").code == 0
    assert 'colour = "green"' in path.read_text(encoding="utf-8")


def test_without_a_terminal_dpia_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dpia"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={**os.environ, "DPIA_REGISTER": str(tmp_path / "r")},
    )
    assert done.returncode == 2
    assert "terminal" in done.stderr
    assert done.stdout == ""


def test_a_held_lock_is_told(run: Run, case: str, home: Path) -> None:
    from filelock import FileLock

    before = answers_of(run, case)
    with FileLock(home / "register" / ".lock"):
        done = run("set", case, "screening.people=5")
    assert done.code == 5
    assert answers_of(run, case) == before
    assert run("set", case, "screening.people=5").code == 0


def test_a_full_disk_is_told_and_nothing_is_lost(
    run: Run, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = answers_of(run, case)
    with monkeypatch.context() as patch:

        def full(*_arguments: object) -> None:
            raise OSError(28, "No space left on device")

        patch.setattr(os, "fsync", full)
        done = run("set", case, "screening.people=5")
    assert done.code == 1
    assert "disk is full" in done.err
    assert answers_of(run, case) == before


def test_interview_reads_from_a_pipe(run: Run, case: str) -> None:
    typed = "company\nmany\neu\n:note looked at the register\n:why\nnone\n"
    done = run("answer", case, stdin=typed)
    assert done.code == 3
    answers = answers_of(run, case)["screening"]
    assert isinstance(answers, dict)
    assert answers["controller_kind"] == "company"
    assert "saved" in done.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("row", "processing.purposes", "nosuch=1"),
        ("risk", "pick", "function-creep", "--likelihood", "9"),
        ("measure", "add", "Something", "--risk", "r99"),
        ("set", "screening.people=5", "screening.establishment=nowhere"),
    ],
)
def test_a_refused_command_changes_nothing(run: Run, case: str, arguments: tuple[str, ...]) -> None:
    words = 2 if arguments[0] in ("risk", "measure") else 1
    before = stored(case)
    done = run(*arguments[:words], case, *arguments[words:])
    assert done.code in (1, 3)
    assert done.out == ""
    assert stored(case) == before


def test_an_empty_case_does_not_pass_the_release_gate(run: Run) -> None:
    raw = json.dumps({"authority": "bg", "answers": {}})
    for threshold in ("consultation", "go-live"):
        assert run("assess", "-", "--fail-on", threshold, stdin=raw).code == 4


def test_a_wrong_type_in_a_stored_file_is_shown_not_crashed_on(
    run: Run, case: str, home: Path
) -> None:
    run("set", case, "screening.people=20")
    path = next((home / "register" / "assessments").glob("*.json"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"people": 20', '"people": "many"', 1), encoding="utf-8")
    shown = run("show", case)
    assert shown.code == 0
    assert "many" in shown.out
