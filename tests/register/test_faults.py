"""Nothing is lost when the disk fails: every system call in turn, in every way."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from dpia.errors import NotSaved
from dpia.register import Register, Unreadable, files, storage
from dpia.register.encoding import encode

from .faults import MODES, FaultyOs, violations
from .samples import Document, answered, assessment, register_of


def one_more(document: Document) -> Document:
    return answered(document, "no" if document["answers"]["screening"]["part"] == "yes" else "yes")


def long_history(document: Document) -> Document:
    """Fill up to just over the limit, so that the save under test seals a segment."""
    while len(document["events"]) < 200 and not document["sealed"]:
        document = answered(document, f"answer {len(document['events'])}")
    return answered(document, f"{document['title']} {len(document['events'])}")


class InPlace(storage.AtomicStorage):
    """The naive way: write into the only copy, as TinyDB's own storage does."""

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        content = encode(data)
        self.stamp = files.stamp_of(content)
        descriptor = files.os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            files.os.write(descriptor, content)
            files.os.fsync(descriptor)
            os.ftruncate(descriptor, len(content))
        finally:
            files.os.close(descriptor)


class NoLoop(storage.AtomicStorage):
    """Atomic, but takes one call of write for the whole."""

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        content = encode(data)
        self.stamp = files.stamp_of(content)
        temporary = self.path.with_suffix(".tmp")
        descriptor = files.os.open(temporary, os.O_WRONLY | os.O_CREAT, 0o600)
        files.os.write(descriptor, content)
        files.os.fsync(descriptor)
        files.os.close(descriptor)
        files.os.replace(temporary, self.path)


def test_a_save_is_all_or_nothing_whatever_call_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, either: str
) -> None:
    modes = MODES if either == "plain" else ("eio", "half", "interrupt-after")
    assert violations(monkeypatch, tmp_path, one_more, modes=modes) == []


@pytest.mark.parametrize("modes", [("eio", "half"), ("after", "interrupt-after")])
def test_a_save_that_seals_history_is_all_or_nothing_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, modes: tuple[str, ...]
) -> None:
    assert violations(monkeypatch, tmp_path, long_history, modes=modes) == []


@pytest.mark.parametrize(
    ("engine", "expected"),
    [(InPlace, "unreadable"), (NoLoop, "unreadable"), (NoLoop, "left behind")],
)
def test_the_harness_catches_a_careless_storage(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    engine: type[storage.AtomicStorage],
    expected: str,
) -> None:
    assert any(expected in found for found in violations(monkeypatch, tmp_path, one_more, engine))


def test_saving_takes_as_many_system_calls_in_a_large_register_as_in_a_small_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = []
    for size in (1, 30):
        documents = [assessment(f"Number {n}") for n in range(size)]
        register = register_of(tmp_path / str(size), *documents)
        document, stamp = register.load(documents[0]["id"])
        fault = FaultyOs()
        with monkeypatch.context() as patch:
            patch.setattr(files, "os", fault)
            register.save(one_more(document), stamp)
        seen.append(fault.seen)
    assert seen[0] == seen[1]
    assert seen[0].count("fsync") == 2


@pytest.mark.parametrize("mode", ["eio", "half", "short", "after", "dead-disk"])
def test_a_new_assessment_is_there_or_not_and_can_be_tried_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mode: str
) -> None:
    for at in range(1, 60):
        register = register_of(tmp_path / str(at), assessment("First"))
        document, fault = assessment("Second"), FaultyOs(at, mode)
        with monkeypatch.context() as patch:
            patch.setattr(files, "os", fault)
            saved = False
            with suppress(NotSaved):
                register.create(document, 2026)
                saved = True
        titles = [row["title"] for row in register.summaries()]
        assert titles in (["First"], ["First", "Second"])
        assert not saved or titles == ["First", "Second"]
        if not saved:
            register.create(document, 2026)
        rows = register.summaries()
        assert [row["title"] for row in rows] == ["First", "Second"]
        assert len({row["reference"] for row in rows}) == 2
        if fault.count < at:
            return
    pytest.fail("the harness never ran out of calls")


@pytest.mark.parametrize("mode", ["eio", "half", "after"])
def test_a_register_half_made_is_made_whole_by_the_next_try(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mode: str
) -> None:
    for at in range(1, 80):
        folder, fault = tmp_path / str(at), FaultyOs(at, mode)
        with monkeypatch.context() as patch:
            patch.setattr(files, "os", fault)
            with suppress(NotSaved, Unreadable):
                Register.open(folder, create=True)
        register = register_of(folder, assessment())
        assert len(register.summaries()) == 1
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        if fault.count < at:
            return
    pytest.fail("the harness never ran out of calls")


@pytest.mark.parametrize("mode", ["eio", "enospc", "half", "short", "after", "dead-disk"])
def test_a_frozen_copy_is_whole_or_not_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mode: str
) -> None:
    register = register_of(tmp_path)
    for at in range(1, 60):
        content = {"topic": "screening", "version": at, "text": "въпрос " * 500}
        fault = FaultyOs(at, mode)
        with monkeypatch.context() as patch:
            patch.setattr(files, "os", fault)
            with suppress(NotSaved):
                register.freeze(content)
        for path in (tmp_path / "frozen").glob("*.json"):
            assert register.frozen(path.stem) is not None
        assert register.frozen(register.freeze(content)) == content
        if fault.count < at:
            return
    pytest.fail("the harness never ran out of calls")
