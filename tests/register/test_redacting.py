"""Redacting is all or nothing: cut short at any call, the next opening goes on or leaves it be."""

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from dpia.assessment import event, redacting, sought
from dpia.assessment.redacting import MARK
from dpia.errors import DpiaError
from dpia.register import Register, files, history
from dpia.register.redacting import NAME as NOTE

from .faults import CALLS
from .samples import Document, answered, assessment, register_of

NAME = "Jana Quickfoxova"
SAID = {"by": "A. Assessor", "at": "2026-11-23T10:00:00Z"}


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seal a history early, so that each of many redactions is quick."""
    monkeypatch.setattr(history, "KEEP_OPEN", 12)
    monkeypatch.setattr(history, "LEAVE", 6)


class Killed(BaseException):
    """Stands for the end of the program: nothing after it is done, not even tidying up."""


class DyingOs:
    """Stands in for `os`: from the call number `at` on, nothing is done any more."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def __getattr__(self, name: str) -> Any:
        real = (lambda _file: None) if name == "fsync" else getattr(os, name)  # the quicker
        if name not in (*CALLS, "link", "rename", "utime"):
            return real

        def call(*arguments: Any, **options: Any) -> Any:
            self.count += 1
            if self.count >= self.at:
                raise Killed
            return real(*arguments, **options)

        return call


def begun(folder: Path) -> tuple[Register, str]:
    """Return a register with a long history in which the name stands, and copies of it."""
    document = assessment(f"Visits by {NAME}")
    for number in range(20):
        document = answered(document, f"{number} {NAME if number % 5 == 0 else ''}")
    register = register_of(folder, document, assessment("Another"))
    copies = folder / "copies" / document["id"]
    copies.mkdir(parents=True, exist_ok=True)
    (copies / "2026-01-01.json").write_bytes(register.file(document["id"]).read_bytes())
    aside = folder / "damaged" / "20260101" / "history" / document["id"]
    aside.mkdir(parents=True)
    (aside / f"{'a' * 64}.json").write_text(NAME, "utf-8")
    register.summaries(NAME)
    return register, document["id"]


def redact(register: Register, ident: str) -> None:
    """Redact as the desk does it."""
    target = sought.Target(text=sought.wording(NAME))
    before, stamp = register.load(ident)
    gone = [one["seq"] for one in register.events(before) if sought.holds(one, target)]

    def empty(one: Document) -> Document:
        return event.emptied(one, {**SAID, "why": "x"}) if one["seq"] in gone else one

    after = redacting.redacted({"drafts": {}, "shelf": {}, **before}, target, lambda _place: True)
    after["events"] = list(map(empty, after["events"]))
    after = redacting.tombstones(before, after, gone, {**SAID, "note": "x"}, "00")
    register.redact(after, stamp, empty)


def traces(folder: Path) -> list[Path]:
    word = NAME.split()[1].encode()
    return [path for path in folder.rglob("*") if path.is_file() and word in path.read_bytes()]


def test_everything_beside_the_file_is_written_anew_or_removed(tmp_path: Path) -> None:
    register, ident = begun(tmp_path)
    kinds = {path.relative_to(tmp_path).parts[0] for path in traces(tmp_path)}
    assert kinds == {"assessments", "copies", "damaged", "history", "index"}
    before = list(register.history(ident))
    redact(register, ident)
    assert traces(tmp_path) == []
    after = list(register.history(ident))
    assert [one["hash"] for one in after[:-1]] == [one["hash"] for one in before]
    assert register.verify(ident) == []
    assert not (tmp_path / NOTE).exists()
    sealed = {f"{entry['file']}.json" for entry in register.load(ident).document["sealed"]}
    assert {path.name for path in (tmp_path / "history" / ident).iterdir()} == sealed


def test_cut_short_at_any_call_it_is_finished_or_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _register, ident = begun(tmp_path / "template")
    done = 0
    for at in range(1, 200):
        folder = tmp_path / "one"
        shutil.copytree(tmp_path / "template", folder)
        register = Register.open(folder)
        dying = DyingOs(at)
        with monkeypatch.context() as patch, suppress(Killed):
            patch.setattr(files, "os", dying)
            redact(register, ident)
        again = Register.open(folder)
        title = again.load(ident).document["title"]
        if title == f"Visits by {MARK}":
            done += 1
            assert traces(folder) == [], f"killed at call {at}"
        assert again.verify(ident) == [] and not (folder / NOTE).exists(), f"killed at call {at}"
        if title != f"Visits by {MARK}":
            with monkeypatch.context() as patch:
                patch.setattr(files, "os", DyingOs(1_000_000))
                redact(again, ident)
            assert traces(folder) == [], f"killed at call {at}, then again"
        shutil.rmtree(folder)
        if dying.count < at:
            break
    assert at > 20 and done > 5


def test_what_cannot_be_removed_yet_is_told_and_removed_when_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register, ident = begun(tmp_path)
    remove = files.remove
    with monkeypatch.context() as patch:
        patch.setattr(files, "remove", lambda path: path.name != "index" and remove(path))
        with pytest.raises(DpiaError, match=r"could not be removed yet: .*index"):
            redact(register, ident)
    assert register.verify(ident) == [] and traces(tmp_path) == [tmp_path / "index"]
    Register.open(tmp_path)
    assert traces(tmp_path) == []


def test_a_full_disk_leaves_it_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register, ident = begun(tmp_path)

    def full(*_arguments: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files, "_fill", full)
        with pytest.raises(DpiaError, match="the disk is full"):
            redact(register, ident)
    assert register.load(ident).document["title"] == f"Visits by {NAME}"
    assert register.verify(ident) == []


def test_a_hidden_deletion_is_found(tmp_path: Path) -> None:
    """Nobody can empty an event without an event that says so."""
    register, ident = begun(tmp_path)
    document, stamp = register.load(ident)
    number = document["events"][3]["seq"]
    document["events"][3] = event.emptied(document["events"][3], {**SAID, "why": "x"})
    register.save(document, stamp)
    (sentence,) = register.verify(ident)
    assert f"event {number} are gone" in sentence
