"""Signing with an SSH key: what is written can be checked by ssh-keygen alone."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from dpia.assessment import signing
from dpia.canonical import digest
from tests.cli.conftest import Run

if shutil.which("ssh-keygen") is None:
    pytest.skip("this machine has no ssh-keygen", allow_module_level=True)


class Key(NamedTuple):
    """A throw-away key: its private file, and its fingerprint."""

    file: Path
    fingerprint: str


def new_key(folder: Path, passphrase: str = "") -> Key:
    file = folder / "key"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "test", "-f", str(file)]
    subprocess.run(command, check=True, capture_output=True)
    listed = subprocess.run(
        ["ssh-keygen", "-lf", str(file)], check=True, capture_output=True, text=True
    )
    return Key(file, listed.stdout.split()[1])


@pytest.fixture
def key(tmp_path: Path) -> Key:
    return new_key(tmp_path)


def plainly(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check what was handed out as a third person does, without dpia."""
    command = ["ssh-keygen", "-Y", "check-novalidate", "-n", "dpia"]
    with (folder / "message.txt").open("rb") as message:
        return subprocess.run(
            [*command, "-s", str(folder / "message.txt.sig")],
            stdin=message,
            capture_output=True,
            text=True,
        )


def test_a_third_person_checks_it_without_dpia(
    run: Run, case: str, key: Key, tmp_path: Path
) -> None:
    done = run("sign", case, "--as", "managing\tdirector", "--key", str(key.file))
    assert done.code == 0 and f"Signed with the key {key.fingerprint}" in done.err
    out = tmp_path / "handed out"
    done = run("sign", case, "--export", str(out))
    assert done.code == 0 and key.fingerprint in done.err
    assert done.out.startswith("ssh-keygen -Y check-novalidate -n dpia -s '")
    assert subprocess.run(["sh", "-c", done.out], capture_output=True).returncode == 0
    found = plainly(out)
    assert found.returncode == 0 and key.fingerprint in found.stdout
    text = (out / "message.txt").read_text("utf-8")
    (out / "message.txt").write_text(text.replace("outcome: none", "outcome: approved"), "utf-8")
    assert plainly(out).returncode != 0


def test_the_text_can_be_written_again_from_the_assessments_file(
    run: Run, case: str, key: Key, tmp_path: Path
) -> None:
    run("sign", case, "--key", str(key.file))
    run("sign", case, "--export", str(tmp_path / "out"))
    (file,) = (tmp_path / "register" / "assessments").iterdir()
    document = json.loads(file.read_bytes())["assessment"]["1"]
    (entry,) = document["sign_offs"]
    before = document["events"][-2]["hash"]
    bound = {name: document[name] for name in signing.SIGNED if document.get(name)}
    expected = (
        f"dpia sign-off 1\nassessment: {document['id']}\nreference: {case}\nversion: 1\n"
        f"content: {digest(bound)}\nhistory: {before}\nby: {entry['by']}\nrole: assessor\n"
        f"as:\noutcome: none\nday: {entry['at'][:10]}\n"
    )
    assert (tmp_path / "out" / "message.txt").read_text("utf-8") == expected


def test_a_decision_and_advice_are_signed_with_the_same_event(
    run: Run, case: str, key: Key, tmp_path: Path
) -> None:
    signed = ("--sign-key", str(key.file))
    assert run("advise", case, "Encrypt it.", "--by", "Dora D.", *signed).code == 0
    assert run("decide", case, "rejected", "--reason", "No.", "--by", "Bo", *signed).code == 0
    dpo, approver = run("show", case, "--json").json["sign_offs"]
    assert "by: Dora D.\nrole: dpo\n" in dpo["signature"]["text"]
    assert "role: approver\nas:\noutcome: rejected\n" in approver["signature"]["text"]
    assert approver["fits"] and not dpo["fits"]
    kinds = [event["kind"] for event in run("history", case, "--json").json]
    assert kinds[-2:] == ["advised", "decided"]
    assert key.fingerprint in run("show", case).out
    for name in ("s1", "s2"):
        assert run("sign", case, "--export", str(tmp_path / name), "--sign-off", name).code == 0
        assert plainly(tmp_path / name).returncode == 0
    assert run("sign", case, "--export", str(tmp_path / "s1")).code == 3
    assert run("sign", case, "--export", str(tmp_path / "x"), "--sign-off", "s9").code == 1


def test_what_cannot_sign_is_told_in_a_sentence_and_nothing_is_signed(
    run: Run, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    junk = tmp_path / "junk"
    junk.write_text("no key", encoding="utf-8")
    assert run("sign", case, "--key", str(tmp_path / "none")).code == 1
    refused = run("sign", case, "--key", str(junk))
    assert refused.code == 3 and "ssh-keygen cannot use the key" in refused.err
    (tmp_path / "locked").mkdir()
    locked = new_key(tmp_path / "locked", "a secret")
    refused = run("sign", case, "--key", str(locked.file))
    assert refused.code == 3 and "there is no terminal to ask for it" in refused.err
    refused = run("decide", case, "rejected", "--reason", "No.", "--sign-key", str(junk))
    assert refused.code == 3
    monkeypatch.setenv("PATH", str(tmp_path))
    refused = run("sign", case, "--key", str(locked.file))
    assert refused.code == 1 and "Signatures need the program ssh-keygen" in refused.err
    shown = run("show", case, "--json").json
    assert shown["sign_offs"] == [] and shown["status"] == "draft"


def test_a_program_that_hangs_is_stopped(
    run: Run, case: str, key: Key, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "bin" / "ssh-keygen"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    slow.chmod(0o700)
    monkeypatch.setenv("PATH", f"{slow.parent}:/usr/bin:/bin")
    monkeypatch.setattr("dpia.desk.ssh.SECONDS", 0.2)
    refused = run("sign", case, "--key", str(key.file))
    assert refused.code == 1 and "was stopped" in refused.err
