"""What the disk refuses is told in one sentence, and what can be read is still shown."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from dpia.errors import Invalid, NotSaved
from dpia.register import Register, files

from .faults import CALLS, FaultyOs
from .samples import assessment, leftovers, register_of


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "quota"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "permission denied"),
        (errno.EIO, "the disk reports an error"),
    ],
)
def test_a_refusal_of_the_disk_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int, said: str
) -> None:
    document = assessment()
    register = register_of(tmp_path, document)
    stamp = register.load(document["id"]).stamp

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    before = {**document}
    with monkeypatch.context() as patch:
        patch.setattr(files, "_write_new", refuse)
        with pytest.raises(NotSaved) as caught:
            register.save(document, stamp)
    assert said in caught.value.message
    assert str(tmp_path) in caught.value.message
    assert document == before
    register.save(document, stamp)
    assert document["revision"] == before["revision"] + 1


def test_a_descriptor_whose_fsync_failed_is_not_used_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    document = assessment()
    register = register_of(tmp_path, document)
    stamp = register.load(document["id"]).stamp
    calls: list[int] = []

    class Recorder(FaultyOs):
        def __getattr__(self, name: str) -> Any:
            real = getattr(os, name)
            if name != "fsync":
                return real

            def fsync(descriptor: int) -> None:
                calls.append(os.fstat(descriptor).st_ino)
                if len(calls) == 1:
                    raise OSError(errno.EIO, "Input/output error")
                real(descriptor)

            return fsync

    monkeypatch.setattr(files, "os", Recorder())
    with pytest.raises(NotSaved):
        register.save(document, stamp)
    assert len(calls) == 1
    register.save(document, stamp)
    assert len(calls) == 3
    assert leftovers(tmp_path) == []


def test_a_read_only_register_opens_and_lists_and_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    document = assessment()
    register_of(tmp_path, document)
    (tmp_path / "index").mkdir()  # no cache can be written there either

    class ReadOnly(FaultyOs):
        def __getattr__(self, name: str) -> Any:
            real = getattr(os, name)
            if name not in CALLS or name in ("close", "write"):
                return real

            def call(*arguments: Any, **options: Any) -> Any:
                if name == "open" and not arguments[1] & os.O_CREAT:
                    return real(*arguments, **options)
                raise OSError(errno.EROFS, "Read-only file system")

            return call

    monkeypatch.setattr(files, "os", ReadOnly())
    register = Register.open(tmp_path)
    assert [row["title"] for row in register.summaries("advertising")] == [document["title"]]
    assert register.find("2026-0001") == document["id"]
    stored = register.load(document["id"])
    assert "read-only" in str(register.read_only)
    with pytest.raises(NotSaved, match="read-only"):
        register.save(stored.document, stored.stamp)
    monkeypatch.undo()
    assert register.read_only is None
    register.save(stored.document, stored.stamp)


def test_a_vanished_folder_is_not_made_anew(tmp_path: Path) -> None:
    document = assessment()
    register = register_of(tmp_path / "register", document)
    stamp = register.load(document["id"]).stamp
    (tmp_path / "register").rename(tmp_path / "elsewhere")
    with pytest.raises(NotSaved):
        register.save(document, stamp)
    assert not (tmp_path / "register").exists()
    assert "not there" in str(register.read_only)
    (tmp_path / "elsewhere").rename(tmp_path / "register")
    register.save(document, stamp)


def test_a_vanished_folder_of_assessments_is_an_unsaved_change(tmp_path: Path) -> None:
    document = assessment()
    register = register_of(tmp_path, document)
    stamp = register.load(document["id"]).stamp
    (tmp_path / "assessments").rename(tmp_path / "gone")
    with pytest.raises(NotSaved):
        register.save(document, stamp)
    assert register.summaries() == []
    (tmp_path / "gone").rename(tmp_path / "assessments")
    register.save(document, stamp)


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), "half \ud83d", "nul \0", {1, 2}, b"bytes"]
)
def test_what_could_not_be_read_back_is_not_saved(tmp_path: Path, value: Any) -> None:
    document = assessment()
    register = register_of(tmp_path, document)
    before, stamp = register.load(document["id"])
    document["answers"]["screening"]["part"] = value
    with pytest.raises(Invalid):
        register.save(document, stamp)
    assert register.load(document["id"]).document == before
    document["answers"]["screening"]["part"] = "no"
    register.save(document, stamp)


def test_nesting_that_could_not_be_read_back_is_not_saved(tmp_path: Path) -> None:
    document = assessment()
    register = register_of(tmp_path, document)
    stamp = register.load(document["id"]).stamp
    for depth in (40, 100, 100_000):
        nested: list[Any] = []
        for _level in range(depth):
            nested = [nested]
        document["answers"]["screening"]["part"] = nested
        with pytest.raises(Invalid):
            register.save(document, stamp)
