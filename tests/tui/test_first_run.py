"""The first start: asked once who one is, and nothing is chosen for anybody."""

from dataclasses import replace
from pathlib import Path

from dpia.desk.config import Config, load, save
from dpia.desk.desk import Desk
from dpia.tui.screens.first_run import FirstRunScreen
from dpia.tui.screens.register import RegisterScreen
from tests.tui.stories import Stage, play, sample_desk


def fresh(folder: Path) -> tuple[Desk, Path]:
    desk = sample_desk(folder)
    desk.config = Config(pathway="sample")
    return desk, folder / "config" / "config.toml"


def test_a_person_says_once_who_she_is_and_hears_of_the_examples(tmp_path: Path) -> None:
    desk, settings = fresh(tmp_path)

    async def story(stage: Stage) -> None:
        await stage.sees("Welcome to dpia", "Ctrl+S keeps this · Esc skips it · Language: English")
        await stage.write("Ada Lovelace")
        await stage.press("enter")
        await stage.write("A hospital")
        await stage.press("enter", "enter")
        await stage.sees("Which supervisory authority leads?", "1 ○ Austria")
        await stage.press("2", "enter", "ctrl+s")
        assert isinstance(stage.app.screen, RegisterScreen)
        assert "e adds worked examples to look at." in stage.told()
        await stage.press("n")
        await stage.sees("A hospital", "● Belgium")

    play(desk, story, settings=settings)
    kept = load(settings)
    assert (kept.name, kept.organisation, kept.authority) == ("Ada Lovelace", "A hospital", "be")

    async def later(stage: Stage) -> None:
        assert isinstance(stage.app.screen, RegisterScreen)

    play(desk, later, settings=settings)


def test_f2_goes_from_question_to_question_and_keeps_after_the_last(tmp_path: Path) -> None:
    desk, settings = fresh(tmp_path)

    async def story(stage: Stage) -> None:
        await stage.write("Ada Lovelace")
        await stage.press("f2")
        await stage.write("A hospital")
        presses = 0
        while isinstance(stage.app.screen, FirstRunScreen) and presses < 20:
            await stage.press("f2")
            presses += 1
        assert presses == len(FirstRunScreen(desk).questions) - 1

    play(desk, story, settings=settings)
    assert (load(settings).name, load(settings).organisation) == ("Ada Lovelace", "A hospital")


def test_skipped_it_is_not_asked_again_and_a_new_assessment_presets_no_state(
    tmp_path: Path,
) -> None:
    desk, settings = fresh(tmp_path)

    async def story(stage: Stage) -> None:
        assert isinstance(stage.app.screen, FirstRunScreen)
        await stage.write("not kept")
        await stage.press("escape", "n")
        await stage.write("Newsletters")
        await stage.press("f2")
        await stage.sees("Choose the authority whose list and law apply first.")
        await stage.press("1", "f2")
        await stage.until(lambda: stage.app.case is not None)

    play(desk, story, settings=settings)
    assert load(settings) == Config()
    assert desk.open("2026-0001").document["authority"] == "at"


def test_settings_are_changed_from_the_palette_and_the_rest_of_the_file_stays(
    tmp_path: Path,
) -> None:
    desk = sample_desk(tmp_path)
    settings = save(replace(desk.config, views={"mine": "x"}), tmp_path / "config.toml")

    async def story(stage: Stage) -> None:
        await stage.press("ctrl+p")
        await stage.write("settings")
        await stage.press("down", "enter")
        await stage.sees("Your settings", "A. Assessor")
        await stage.write(" II")
        await stage.press("ctrl+s")
        assert stage.app.desk.who == "A. Assessor II"

    play(desk, story, settings=settings)
    assert load(settings).name == "A. Assessor II" and load(settings).views == {"mine": "x"}
