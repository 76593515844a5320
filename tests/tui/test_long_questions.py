"""Questions that are longer than the terminal: the words stay in sight, and so does the cursor."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dpia.desk.desk import Desk
from dpia.tui.widgets.fields.choice import ChoiceField
from tests.tui.stories import Stage, play, sample_desk

SIZES = [(60, 20), (80, 24)]
TITLE = "Which of these many things that a controller may do does the processing do with the data?"
CHOICES = [
    {"const": f"c{n}", "title": f"Choice number {n}", "description": f"What is meant by {n}. " * 4}
    for n in range(1, 31)
]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = sample_desk(tmp_path)
    path = tmp_path / "library" / "topics" / "sample.json"
    topic: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    topic["properties"]["some"] |= {"title": TITLE, "description": "Long help. " * 60}
    topic["properties"]["some"] |= {"maxItems": 30, "items": {"type": "string", "oneOf": CHOICES}}
    topic["properties"]["story"] |= {"title": TITLE, "description": "Long help. " * 60}
    path.write_text(json.dumps(topic), encoding="utf-8")
    desk.create("First")
    return desk


@pytest.mark.parametrize("size", SIZES)
def test_the_question_stays_in_sight_through_thirty_choices(
    desk: Desk, size: tuple[int, int]
) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("1", "tab")
        field = stage.app.focused
        assert isinstance(field, ChoiceField)
        for key in ["end", *["up"] * 30, *["down"] * 30]:
            await stage.press(key)
            frame = " ".join(re.findall(r"[\w?]+", stage.frame()))  # lines wrap anywhere
            assert "Which of these many things" in frame
            entry = field.entries[field.cursor]
            assert field.title(entry) in frame
            if entry:
                assert frame.count(f"What is meant by {entry[1:]}") == 4
        assert "Which one?" not in stage.frame()
        await stage.press("home")
        assert "Long help." in stage.frame()

        await stage.press("f1", "pagedown", "pagedown")
        assert "Which of these many things" in stage.frame()

    play(desk, story, "2026-0001", size)


@pytest.mark.parametrize("size", SIZES)
def test_the_question_stays_in_sight_above_a_long_answer(desk: Desk, size: tuple[int, int]) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f4", "tab")
        for n in range(30):
            await stage.pilot.press(*f"{n}", "enter")
        await stage.idle()
        assert "Which of these many things" in stage.frame()
        assert "29" in stage.frame()

    play(desk, story, "2026-0001", size)
