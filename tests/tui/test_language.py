"""The screens in another language: the words of questionnaires, and the question which language."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dpia import text
from dpia.desk.config import Config, load, save
from dpia.tui.screens.register import RegisterScreen
from tests.desk.test_translations import put
from tests.tui.stories import HOSTILE, Stage, play, sample_desk


@pytest.fixture
def dutch(tmp_path: Path) -> Iterator[Path]:
    """The folder of a story whose questionnaire has words in Dutch, and Dutch spoken."""
    one = "/properties/one"
    words = {f"{one}/title": "Welke? " + " ".join(HOSTILE), f"{one}/oneOf/a/title": "Keuze a [/]"}
    words |= {"/title": "Proef", "/x-sections/kinds/title": "Soorten"}
    words |= {"/properties/some/x-none": "Geen ervan"}
    put(tmp_path / "library", "topics/sample", "nl", words)
    text.speak("nl")
    yield tmp_path
    text.speak("en")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_questions_are_asked_in_it_and_answers_stay_what_they_were(
    dutch: Path, size: tuple[int, int]
) -> None:
    desk = sample_desk(dutch)
    desk.create("First")

    async def story(stage: Stage) -> None:
        await stage.sees("Proef › Soorten", "Welke? [/] [b]bold[/b]", "Keuze a [/]", "Choice b")
        await stage.sees("␛[31mred")
        await stage.press("1", "tab", "0")
        await stage.sees("Geen ervan")
        assert stage.stored()["answers"]["sample"] == {"one": "a", "some": []}

    play(desk, story, "2026-0001", size=size)


def test_the_first_start_asks_for_the_language_where_there_is_a_choice(dutch: Path) -> None:
    desk = sample_desk(dutch)
    desk.config = Config(pathway="sample")
    settings = dutch / "config.toml"

    async def story(stage: Stage) -> None:
        await stage.sees("Which language?", "1 ○ English", "2 ○ Nederlands", "Esc skips it")
        assert "Language: English" not in stage.frame()
        await stage.press("2", "f2")
        await stage.sees("● Nederlands", "Ctrl+S keeps this")
        assert not settings.exists()
        await stage.press("ctrl+s")
        await stage.until(lambda: load(settings).language == "nl")

    play(desk, story, settings=settings)


@pytest.mark.parametrize("keys", [("n",), ("ctrl+p", *"settings", "down", "enter")])
def test_a_broken_translation_is_told_where_its_words_are_wanted(
    dutch: Path, keys: tuple[str, ...]
) -> None:
    desk = sample_desk(dutch)
    (dutch / "library" / "topics" / "sample.nl.json").write_text("{", encoding="utf-8")

    async def story(stage: Stage) -> None:
        await stage.press(*keys)
        await stage.sees("is not valid JSON")
        assert isinstance(stage.app.screen, RegisterScreen)

    play(desk, story, settings=save(desk.config, dutch / "config.toml"))


def test_a_broken_translation_does_not_stand_against_the_first_start(dutch: Path) -> None:
    desk = sample_desk(dutch)
    (dutch / "library" / "topics" / "sample.nl.json").write_text("{", encoding="utf-8")

    async def story(stage: Stage) -> None:
        await stage.sees("is not valid JSON", "Register of impact assessments")

    play(desk, story, settings=dutch / "config.toml")
