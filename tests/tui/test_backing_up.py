"""The daily backup is made beside everything else; what prevents it is a notice."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from dpia.desk import backing_up
from dpia.desk.config import save
from dpia.register.restore import restore
from tests.tui.stories import Stage, play, sample_desk


def test_a_backup_is_made_when_the_register_opens(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    folder = tmp_path / "safe"
    desk.config = replace(desk.config, backup={"folder": str(folder)})
    settings = save(desk.config, tmp_path / "config.toml")

    async def none(stage: Stage) -> None:
        await stage.until(lambda: "No backup was made. The folder" in stage.told())
        assert not folder.exists()

    play(desk, none, settings=settings)
    folder.mkdir()

    async def made(stage: Stage) -> None:
        await stage.until(lambda: bool(list(folder.glob("*.zip"))))

    play(desk, made, settings=settings)
    (file,) = folder.iterdir()
    assert restore(file, tmp_path / "back").flaws == []


def test_nothing_waits_for_a_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = sample_desk(tmp_path)
    desk.config = replace(desk.config, backup={"folder": str(tmp_path)})
    settings = save(desk.config, tmp_path / "config.toml")
    begun, over = threading.Event(), threading.Event()

    def slow(*_arguments: object) -> str:
        begun.set()
        over.wait(30)
        return "told too late"

    monkeypatch.setattr(backing_up, "notice", slow)

    async def story(stage: Stage) -> None:
        await stage.until(begun.is_set)
        await stage.press("n")
        await stage.sees("New assessment")

    play(desk, story, settings=settings)
    assert begun.is_set() and not over.is_set()
    over.set()


def test_without_a_folder_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = sample_desk(tmp_path)
    monkeypatch.setattr(backing_up, "notice", lambda *_arguments: "called")

    async def story(stage: Stage) -> None:
        await stage.idle()
        assert "called" not in stage.told()

    play(desk, story, settings=save(desk.config, tmp_path / "config.toml"))
