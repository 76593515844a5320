"""Reading the authorities and their lists on the screen."""

import json
from pathlib import Path

import pytest

from dpia.desk.desk import Desk
from dpia.tui.screens.authorities import AuthoritiesScreen, AuthorityPane
from tests.tui.stories import HOSTILE, SIZES, Stage, play, sample_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path, authority="nl")


async def opened(stage: Stage) -> AuthoritiesScreen:
    """Open the screen by its name in the palette."""
    await stage.press("ctrl+p")
    await stage.write("authorities")
    await stage.sees("Read the supervisory authorities")
    await stage.press("enter")
    await stage.until(lambda: isinstance(stage.app.screen, AuthoritiesScreen))
    await stage.idle()
    screen = stage.app.screen
    assert isinstance(screen, AuthoritiesScreen)
    return screen


@pytest.mark.parametrize("size", SIZES)
def test_begins_with_ones_own_authority_and_shows_what_the_command_prints(
    desk: Desk, size: tuple[int, int]
) -> None:
    async def story(stage: Stage) -> None:
        await opened(stage)
        await stage.sees("Netherlands (nl, version", "Whom to consult", "nl Netherlands")
        await stage.press("enter", "end")
        await stage.sees("Practice:")

    play(desk, story, size=size)


def test_the_text_follows_the_cursor_and_begins_at_its_top(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        screen = await opened(stage)
        await stage.press("enter", "pagedown", "j", "down")
        assert screen.query_one(AuthorityPane).scroll_y > 2
        await stage.press("escape", "home")
        await stage.sees("Austria (at, version")
        assert screen.query_one(AuthorityPane).scroll_y == 0
        await stage.press("escape")
        await stage.sees("Register of impact assessments")

    play(desk, story)


def test_compares_the_one_under_the_cursor_with_another(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        screen = await opened(stage)
        await stage.press("c")
        await stage.sees("Netherlands beside another one", "▸nl Netherlands", "Whom to consult")
        await stage.press("up")
        await stage.sees("Netherlands (nl) – Malta (mt)", "Age of consent: 16")
        await stage.press("c")
        await stage.sees("Malta (mt, version", "Supervisory authorities and their lists")
        assert screen.beside == ""

    play(desk, story)


def test_can_be_read_beside_an_open_assessment(desk: Desk) -> None:
    desk.create("First", authority="bg")

    async def story(stage: Stage) -> None:
        await opened(stage)
        await stage.sees("Bulgaria (bg, version")
        await stage.press("escape")
        await stage.sees("Which one?")

    play(desk, story, "2026-0001")


def test_a_broken_file_is_told_and_hides_no_other(desk: Desk, tmp_path: Path) -> None:
    own = tmp_path / "library" / "authorities"
    own.mkdir()
    (own / "bg.json").write_text('{"id": "bg"}', encoding="utf-8")

    async def story(stage: Stage) -> None:
        screen = await opened(stage)
        assert "“bodies” is missing" in stage.told()
        assert "bg" not in screen.known and "nl" in screen.known

    play(desk, story)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_file_says_is_never_markup(desk: Desk, tmp_path: Path, text: str) -> None:
    own = tmp_path / "library" / "authorities"
    own.mkdir()
    found = json.loads((desk.library.shipped / "authorities/nl.json").read_text(encoding="utf-8"))
    found["title"] = found["note"] = text
    (own / "nl.json").write_text(json.dumps(found), encoding="utf-8")

    async def story(stage: Stage) -> None:
        screen = await opened(stage)
        assert screen.known["nl"].title == text
        shown = stage.frame()
        assert not any(sign in shown for sign in ("\x1b", "\x07", "\x9b", "\u202e"))
        for word in ("[/]", "[b]bold[/b]", "[@click=app.quit]go[/]", "=cmd|"):
            assert word not in text or shown.count(word) >= 2

    play(desk, story, size=(140, 30))
