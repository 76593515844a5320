"""The screens on an encrypted register: nothing that is typed reaches a disk in plain words."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from dpia.desk import passing
from dpia.desk.desk import Desk
from dpia.register import mounts
from dpia.register.encryption import unlocking
from tests.register import sealed
from tests.tui import test_ending, test_serving
from tests.tui.stories import sample_desk

MARKER = "Zeugnis-7719"


@pytest.fixture(autouse=True)
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Name a file with the passphrase, and a folder for what is temporary."""
    path = tmp_path / "secret"
    path.write_text(sealed.PASSPHRASE.text + "\n")
    path.chmod(0o600)
    monkeypatch.setenv("DPIA_PASSPHRASE_FILE", str(path))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    for module in (test_ending, test_serving):
        monkeypatch.setattr(module, "sample_desk", sealed_desk)
    knowing = "from tests.register import sealed; sealed.know()"
    monkeypatch.setattr(test_ending, "PROGRAM", f"{knowing}\n{test_ending.PROGRAM}")
    yield path
    mounts.ask = None
    mounts._mounted.clear()
    unlocking.forget()


def sealed_desk(folder: Path, **given: Any) -> Desk:
    """Return the desk of the stories, on an encrypted register."""
    desk = sample_desk(folder, **given)
    register = sealed.encrypt(folder / "register")
    return Desk(register, desk.library, desk.config, desk.clock)


def test_what_is_typed_and_what_an_editor_writes_is_nowhere_plain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, seen = tmp_path / "editor", tmp_path / "seen"
    script.write_text(f'#!/bin/sh\necho "$1" > {seen}\nprintf "%s more" "$(cat "$1")" > "$1"\n')
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))
    with test_ending._opened(tmp_path) as (terminal, desk):
        terminal.type(MARKER)
        terminal.wait_for("7719")
        terminal.type("\x0f")
        terminal.wait_for("more")
        terminal.type("even ")
        terminal.wait_for("even")
        terminal.type("\x11")
        assert terminal.ended() == 0
    answers = desk.open("2026-0001").document["answers"]["sample"]
    assert answers == {"story": f"even {MARKER} more"}
    assert sealed.holders(tmp_path, MARKER) == []
    edited = Path(seen.read_text().strip())
    place = passing.memory_place()
    assert place and edited.is_relative_to(place) and not edited.parent.exists()


def test_a_place_counts_as_memory_only_when_the_system_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "mounts"
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    told.write_text(f"disk / ext4 rw 0 0\nshm /dev/shm ext4 rw 0 0\nrun {tmp_path} tmpfs rw 0 0\n")
    assert passing.memory_place(told) == tmp_path
    told.write_text("disk / ext4 rw 0 0\nshm /dev/shm ext4 rw 0 0\n")
    assert passing.memory_place(told) is None
    assert passing.memory_place(tmp_path / "nothing") is None
    monkeypatch.setattr("dpia.desk.passing.memory_place", lambda: None)
    with passing.memory_folder() as folder:
        assert folder is None


@pytest.mark.network
def test_pages_are_opened_with_the_secret_asked_once_in_the_terminal(tmp_path: Path) -> None:
    served = test_serving.Served(tmp_path)

    async def story(session: aiohttp.ClientSession) -> None:
        await test_serving.status(session, f"{served.url}?token={served.token}")
        (tmp_path / "secret").unlink()  # pages ask for nothing and read no file
        page = await session.ws_connect(
            f"{served.url}ws?width=80&height=24", origin=served.url[:-1]
        )
        await test_serving.shows(page, "First")
        for found in commands_of(served.process.pid):
            assert sealed.PASSPHRASE.text not in found
        await page.close()

    try:
        test_serving.browse(story)
        assert served.stop() == 0
    finally:
        if served.process.poll() is None:
            served.process.kill()
            served.process.wait()


def commands_of(parent: int) -> list[str]:
    """Return the command lines and environments of a process and of all that it has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            status = (path / "status").read_text()
            if int(path.name) == parent or re.search(rf"^PPid:\t{parent}$", status, re.M):
                found += [
                    os.fsdecode((path / name).read_bytes()) for name in ("cmdline", "environ")
                ]
        except OSError:
            continue
    assert len(found) >= 4
    return found
