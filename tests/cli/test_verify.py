"""`dpia verify`: a line for each finding, exit 3 when something is wrong; anchors on all papers."""

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dpia.register import mounts
from tests.cli.conftest import Run
from tests.documents.reading import rows
from tests.register import sealed


def file_of(home: Path) -> Path:
    (path,) = (home / "register" / "assessments").iterdir()
    return path


def edited(path: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    tables = json.loads(path.read_bytes())
    edit(tables["assessment"]["1"])
    path.write_text(json.dumps(tables, indent=2), "utf-8")


def test_says_that_all_is_well_and_what_is_not(run: Run, case: str, home: Path) -> None:
    done = run("verify")
    assert done.code == 0 and done.err == ""
    (line,) = done.out.splitlines()
    assert re.fullmatch(r"Checked: 1 assessment, 2 events, .* 0 signatures: all is well\.", line)
    assert run("verify", case, "--json").json["whole"] is True
    edited(file_of(home), lambda d: d["events"][0].update(by="Eve\x1b[31m\n"))
    (home / "register" / "left.txt").write_bytes(b"")
    done = run("verify")
    assert done.code == 3 and "\x1b" not in done.out
    wrong, note, summary = done.out.splitlines()
    assert wrong.startswith(
        f"WRONG  assessments/{file_of(home).name} ({case}): Event 1 was altered"
    )
    assert "Compare it with a backup" in wrong
    assert note.startswith("note  left.txt: It is no part of the register")
    assert summary.endswith(": 1 thing is wrong.")
    found = run("verify", "--json").json
    assert not found["whole"] and found["strangers"] == ["left.txt"]
    (problem,) = found["problems"]
    assert (problem["assessment"], problem["event"]) == (case, 1) and problem["remedy"]


def test_a_damaged_copy_is_a_note_and_no_error(run: Run, case: str, home: Path) -> None:
    (path,) = (home / "register" / "copies").rglob("*.json")
    path.write_bytes(path.read_bytes()[:-9])
    done = run("verify")
    note, summary = done.out.splitlines()
    name = path.relative_to(home / "register").as_posix()
    assert note.startswith(f"note  {name} ({case}): This second copy is damaged: ")
    assert done.code == 0 and summary.endswith(": all is well.")
    found = run("verify", "--json").json
    assert found["whole"] and found["strangers"] == found["problems"] == []
    (told,) = found["notes"]
    assert (told["file"], told["assessment"]) == (name, case) and "next save" in told["remedy"]


def test_what_cannot_be_looked_at_is_told(run: Run, home: Path) -> None:
    assert run("verify").code == 1
    run("new", "A", "--authority", "bg")
    assert run("verify", "2026-9999").code == 1
    assert run("verify", "--anchor", "deadbeef").code == 2
    done = run("verify", "--anchor", "deadbeef0000")
    assert done.code == 3
    assert "No history in this register holds deadbeef0000: it was cut off, rewritten" in done.out


def words_of(path: Path) -> str:
    """Return everything that is written in a report or a workbook."""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(path) as parts:
            names = [name for name in parts.namelist() if name.endswith(".xml")]
            return " ".join(parts.read(name).decode("utf-8") for name in names)
    return data.decode("utf-8")


def test_every_report_holds_an_anchor(run: Run, case: str, home: Path) -> None:
    head = json.loads(file_of(home).read_bytes())["assessment"]["1"]["events"][-1]["hash"]
    short = head.removeprefix("sha256:")[:12]
    forms = [("md", "--public"), ("html", "--summary"), *((e,) for e in ("json", "docx"))]
    for ending, *how in forms:
        out = home / f"report.{ending}"
        assert run("report", case, "-o", str(out), *how).code == 0
        assert short in words_of(out), ending
    run("set", case, "screening.people=9")
    found = run("verify", "--anchor", short, "--json").json
    assert [(one["event"], one["events_since"]) for one in found["anchored"]] == [(2, 1)]


def test_the_workbook_and_every_sign_off_hold_an_anchor(run: Run, case: str, home: Path) -> None:
    run("sign", case)
    assert run("export", str(home / "book.xlsx"), "--public").code == 0
    (row,) = rows(home / "book.xlsx", "Register")
    (entry,) = run("show", case, "--json").json["sign_offs"]
    for anchor, event in ((row["Hash of the history"], 3), (entry["head_hash"], 2)):
        found = run("verify", case, "--anchor", anchor, "--json").json
        assert found["whole"] and [one["event"] for one in found["anchored"]] == [event]
    assert entry["head_hash"] in run("show", case).out


def keyed(run: Run, case: str, home: Path) -> str:
    """Sign the case with a new key, and return the public half as it stands in a file."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("this machine has no ssh-keygen")
    key = str(home / "key")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    assert run("sign", case, "--key", key).code == 0
    return (home / "key.pub").read_text("utf-8")


def test_a_signature_is_checked_and_told_whose_it_is(run: Run, case: str, home: Path) -> None:
    public = keyed(run, case, home)
    assert "there is no file" in run("verify", case).out
    known = home / "config" / "allowed_signers"
    known.write_text(f'eve@example.org namespaces="git" {public}', "utf-8")
    assert "nobody's in allowed_signers" in run("verify", case).out
    known.write_text(f'ada@example.org namespaces="dpia" {public}', "utf-8")
    done = run("verify", case)
    assert done.code == 0 and "of ada@example.org" in done.out and "1 signature: all" in done.out
    (one,) = run("verify", "--json").json["signatures"]
    assert one["signer"] == "ada@example.org" and one["key"].startswith("SHA256:")
    assert one["fits"] is True
    run("set", case, "screening.people=9")
    done = run("verify", case)
    assert done.code == 0 and "what was signed no longer fits: changed since" in done.out


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda s: s["signature"].update(text=s["signature"]["text"] + "x"), "text"),
        (lambda s: s.update(by="Eve"), "otherwise than the text that was signed: by"),
        (lambda s: s.update(at="2020-01-01T00:00:00Z"), "signed: day"),
        (lambda s: s["signature"].update(key="SHA256:" + "A" * 43), "another key than it says"),
        (lambda s: s["signature"].update(armoured="x"), "does not fit the text"),
        (lambda s: s.update(signature="x"), "not of the kind"),
        (
            lambda s: s["signature"].update(
                text=s["signature"]["text"].replace("outcome: none", "outcome: approved")
            ),
            "does not fit the text",
        ),
    ],
)
def test_a_signed_sign_off_that_was_altered_is_found(
    run: Run, case: str, home: Path, edit: Callable[[dict[str, Any]], object], said: str
) -> None:
    keyed(run, case, home)
    edited(file_of(home), lambda d: edit(d["sign_offs"][0]))
    done = run("verify", case)
    assert done.code == 3
    assert any(said in line for line in done.out.splitlines() if "Sign-off s1" in line), done.out
    assert "sign_offs changed without an event" in done.out


def test_sign_offs_that_a_hand_broke_are_told(
    run: Run, case: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyed(run, case, home)
    monkeypatch.setattr("dpia.assessment.signing.content_hash", lambda _document: "")
    edited(file_of(home), lambda d: d.update(redactions=[{"content_hash": "", "sign_offs": 5}]))
    done = run("verify")
    assert done.code == 3 and "Its sign-offs are not of the kind that belongs there" in done.out


def test_signatures_that_cannot_be_checked_are_not_called_good(
    run: Run, case: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyed(run, case, home)
    monkeypatch.setenv("PATH", str(home))
    done = run("verify")
    assert done.code == 3 and "Signatures need the program ssh-keygen" in done.out


@pytest.mark.parametrize("command", ["verify", "repair"])
def test_an_encrypted_register_is_looked_over_with_its_secret(
    run: Run, case: str, home: Path, command: str
) -> None:
    secret = home / "secret"
    secret.write_text(sealed.PASSPHRASE.text, "utf-8")
    secret.chmod(0o600)
    register = home / "register"
    sealed.encrypt(register)
    try:
        sealed.begin_anew(register)
        assert run(command).code != 0
        assert run("--passphrase-file", str(secret), command).code == 0
        frozen = next((register / "frozen").iterdir())
        frozen.write_bytes(frozen.read_bytes() + b"x")
        (register / "frozen" / "stray").write_bytes(b"plain")
        sealed.begin_anew(register)
        done = run("--passphrase-file", str(secret), "verify")
        assert done.code == 3 and "it was altered" in done.out
        assert "note  frozen/stray: It is no part of the register" in done.out
        assert ": 1 thing is wrong" in done.out
    finally:
        sealed.begin_anew(register)
        mounts.ask = None
