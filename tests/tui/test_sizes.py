"""Every size of terminal: what fits is shown, and one that is too small says so."""

import json
from pathlib import Path
from typing import Any

import pytest

from dpia.desk.desk import Desk
from dpia.tui.screens.small import TooSmallScreen
from dpia.tui.widgets.outline import Outline
from tests.tui.stories import Stage, play, sample_desk
from tests.tui.trial import make_case, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = sample_desk(tmp_path)
    desk.create("First")
    return desk


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
def test_the_shipped_questionnaire_is_walked_at_every_size(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = make_desk(tmp_path)
    make_case(desk, "A title that is rather long for a terminal of sixty columns, so it is cut")

    async def story(stage: Stage) -> None:
        for _ in range(12):
            frame = stage.frame().splitlines()
            assert len(frame) == size[1]
            assert "2026-0001" in frame[0] and "saved" in frame[0]
            assert size[0] < 80 or "Draft" in frame[0]
            assert size[0] != 120 or "Bulgaria · edpb-2026 · Draft" in frame[0]
            assert "Screening" in frame[1] and "Criteria met" in frame[1]
            assert "open" in frame[2] + frame[3] and "Findings" in frame[2] + frame[3]
            assert "section" in frame[3] + frame[4]
            assert "F1 Help" in frame[-1]
            await stage.press("f4")

    play(desk, story, "2026-0001", size=size)


@pytest.mark.parametrize("size", [(59, 24), (80, 19), (20, 5), (1, 1)])
def test_a_terminal_that_is_too_small_says_so(desk: Desk, size: tuple[int, int]) -> None:
    async def story(stage: Stage) -> None:
        assert isinstance(stage.app.screen, TooSmallScreen)
        if size[0] > 50:
            said = " ".join(stage.frame().split())
            assert "The terminal is too small" in said and "60 columns by 20 lines" in said

    play(desk, story, size=size)


def test_shrinking_and_growing_comes_back_to_the_same_text(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f4", "tab")
        await stage.write("half a")
        await stage.pilot.resize_terminal(40, 10)
        await stage.until(lambda: isinstance(stage.app.screen, TooSmallScreen))
        await stage.pilot.resize_terminal(120, 40)
        await stage.sees("half a", "Sample › Words", "Tables")
        await stage.write(" sentence")
        await stage.press("f2")
        assert stage.stored()["answers"]["sample"] == {"story": "half a sentence"}

    play(desk, story, "2026-0001")


def test_the_outline_stands_beside_the_questions_from_a_hundred_columns(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        assert not stage.app.screen.query_one(Outline).display
        await stage.pilot.resize_terminal(100, 30)
        await stage.sees("Kinds", "Words", "Tables")

    play(desk, story, "2026-0001", size=(99, 30))


def test_without_colour_everything_is_said_in_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def story(stage: Stage) -> None:
        await stage.press("1")
        await stage.sees("answered", "Screening Not clear yet", "Consultation not clear yet")
        assert stage.app.no_color

    play(desk, story, "2026-0001")


def test_texts_of_the_questionnaire_that_look_like_markup_are_shown(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    path = tmp_path / "library" / "topics" / "sample.json"
    topic: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    topic["title"] = "[/] topic"
    topic["x-sections"][0] |= {"title": "[b]section", "description": "[@click=app.quit]go[/]"}
    topic["properties"]["one"] |= {"title": "Art. 6(1)[a]?", "description": "[/] [red]help"}
    topic["properties"]["one"]["oneOf"][0] |= {"title": "[/]", "description": "\x1b[31m [x]"}
    path.write_text(json.dumps(topic), encoding="utf-8")
    desk.create("First")

    async def story(stage: Stage) -> None:
        await stage.sees("[/] topic › [b]section", "[@click=app.quit]go[/]", "Art. 6(1)[a]?")
        await stage.sees("[/] [red]help", "1 ○ [/]", "␛[31m [x]")
        await stage.press("f1")
        await stage.sees("Art. 6(1)[a]?", "[/] [red]help")
        await stage.press("escape", "ctrl+f")
        await stage.sees("Art. 6(1)[a]?  [/] topic › [b]section")

    play(desk, story, "2026-0001", size=(120, 40))
