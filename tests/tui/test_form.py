"""The official form from the screen: written to a file, its gaps walked; another pathway taken."""

from pathlib import Path

import pytest
from textual.widgets import Input

from dpia.tui.screens.about import AboutScreen
from dpia.tui.screens.case import QuestionnaireScreen
from dpia.tui.screens.measures_all import MeasuresOfAllScreen
from dpia.tui.screens.report import GapsScreen, ReportScreen
from dpia.tui.widgets.listing import Listing

from .stories import Stage
from .trial import case_of, make_case, make_desk, play, rated_case, told


async def _command(it: Stage, name: str) -> None:
    """Run a command from the palette."""
    await it.press("ctrl+p")
    await it.write(name)
    await it.until(lambda: name in it.frame())
    await it.press("enter")


def test_the_form_is_written_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    target = tmp_path / "form.md"

    async def story(it: Stage) -> None:
        await _command(it, "Report")
        assert isinstance(it.app.screen, ReportScreen)
        await it.sees("2026-0001.docx", "left out", "fields of the form are not filled in yet")
        it.app.screen.query_one(Input).value = str(target)
        await it.press("f2")
        await it.until(target.exists)
        await it.sees("Written:")
        await it.press("f2")
        await it.sees("F2 again replaces it")
        it.app.screen.query_one(Input).value = str(tmp_path / "form.xyz")
        await it.press("f2")
        await it.sees("A report ends in one of")

    play(desk, story, rated_case(desk).id)
    assert "Cookies on the portal" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
def test_a_gap_leads_to_the_question_that_fills_it(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await _command(it, "Gaps")
        screen = it.app.screen
        assert isinstance(screen, GapsScreen)
        await it.sees("fields are not filled in", "missing")
        assert screen.gaps is not None
        place = next(at for at, gap in enumerate(screen.gaps) if gap.path)
        path = screen.gaps[place].path
        screen.query_one(Listing).go(str(place))
        await it.press("enter")
        assert isinstance(it.app.screen, QuestionnaireScreen)
        assert it.app.screen.sheet.active == path

    play(desk, story, make_case(desk).id, size)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
def test_a_gap_in_the_heading_leads_to_its_entry(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await _command(it, "Gaps")
        screen = it.app.screen
        assert isinstance(screen, GapsScreen)
        await it.sees("fields are not filled in")
        assert screen.gaps is not None
        assert all(gap.path or gap.part for gap in screen.gaps)
        place = next(at for at, gap in enumerate(screen.gaps) if gap.part == "about")
        screen.query_one(Listing).go(str(place))
        await it.press("enter")
        assert isinstance(it.app.screen, AboutScreen)
        await it.sees("Which unit?")
        await it.write("Shops")
        await it.press("enter")
        assert it.stored()["unit"] == "Shops"

    play(desk, story, make_case(desk).id, size)


def test_the_assessment_goes_on_under_another_pathway(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await _command(it, "Pathway")
        await it.sees("Screening only", "now")
        it.app.screen.query_one(Listing).go("screening-only")
        await it.press("enter")
        assert case_of(it).document["pathway"] == "screening-only"
        await it.sees("Screening only · Draft")
        await it.press("ctrl+z")
        assert case_of(it).document["pathway"] == "edpb-2026"
        assert "Another pathway" in told(it)

    play(desk, story, make_case(desk).id, (110, 30))


def test_who_decides_reads_how_much_of_the_form_is_missing(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f8")
        await it.sees("fields of the form are not filled in yet", "“Gaps” lists them")

    play(desk, story, make_case(desk).id)


def test_a_gap_says_in_words_what_is_missing(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await _command(it, "Gaps")
        screen = it.app.screen
        assert isinstance(screen, GapsScreen)
        await it.sees("fields are not filled in")
        assert screen.gaps is not None
        place = next(at for at, gap in enumerate(screen.gaps) if gap.title == "Fairness")
        screen.query_one(Listing).go(str(place))
        await it.sees("no measure yet that serves Fairness: name one under measures")
        await it.press("enter")
        assert isinstance(it.app.screen, MeasuresOfAllScreen)

    play(desk, story, make_case(desk).id)
