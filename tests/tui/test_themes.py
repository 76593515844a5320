"""Themes: chosen ones are remembered, and without colour everything is still said in words."""

from pathlib import Path

import pytest
from textual.color import Color

from dpia.desk.config import load, save
from dpia.desk.desk import Desk
from dpia.tui.app import DpiaApp
from tests.tui.stories import Stage, play, sample_desk


def begin(folder: Path, **given: str) -> tuple[Desk, Path]:
    desk = sample_desk(folder, **given)
    return desk, save(desk.config, folder / "config.toml")


def test_a_theme_chosen_in_the_palette_is_there_again_next_time(tmp_path: Path) -> None:
    desk, settings = begin(tmp_path)

    async def choose(stage: Stage) -> None:
        await stage.press("ctrl+p")
        await stage.write("theme")
        await stage.press("down", "enter")
        await stage.sees("dpia-contrast")
        await stage.write("dpia-contrast")
        await stage.press("down", "enter")
        await stage.until(lambda: stage.app.theme == "dpia-contrast")
        await stage.idle()

    play(desk, choose, settings=settings)
    desk.config = load(settings)
    assert desk.config.theme == "dpia-contrast" and desk.config.name == "A. Assessor"

    async def again(stage: Stage) -> None:
        assert stage.app.theme == "dpia-contrast"

    play(desk, again, settings=settings)


def test_light_or_dark_goes_by_what_is_there_and_keeps_what_others_set(tmp_path: Path) -> None:
    desk, settings = begin(tmp_path, theme="dpia-light")
    save(load(settings).change("dpo", "C. Other"), settings)

    async def story(stage: Stage) -> None:
        await stage.app.run_action("light_or_dark")
        await stage.idle()
        assert stage.app.theme == "dpia-dark"

    play(desk, story, settings=settings)
    assert (load(settings).theme, load(settings).dpo) == ("dpia-dark", "C. Other")


def test_a_theme_that_is_gone_is_told_and_the_configuration_stays(tmp_path: Path) -> None:
    desk, settings = begin(tmp_path, theme="[/]")

    async def story(stage: Stage) -> None:
        assert "There is no theme “[/]”" in stage.told()
        assert stage.app.theme == "dpia-dark"

    play(desk, story, settings=settings)
    assert load(settings).theme == "[/]"


@pytest.mark.parametrize("theme", ["dpia-dark", "dpia-light", "dpia-contrast"])
def test_words_stand_out_from_what_is_behind_them(tmp_path: Path, theme: str) -> None:
    colors = DpiaApp(begin(tmp_path)[0]).available_themes[theme].to_color_system().generate()
    behind = [Color.parse(colors[name]) for name in ("background", "surface", "panel")]
    for back in behind:
        for name in ("foreground", "text-success", "text-warning", "text-error", "text-primary"):
            said = back + Color.parse(colors[name])
            wanted = 7.0 if theme == "dpia-contrast" else 4.5
            assert contrast(said, back) >= wanted, (name, back)
        quiet = back.blend(Color.parse(colors["foreground"]), 0.68)
        assert contrast(quiet, back) >= 4.5, back


def contrast(one: Color, other: Color) -> float:
    def light(color: Color) -> float:
        parts = [c / 255 for c in (color.r, color.g, color.b)]
        r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)
