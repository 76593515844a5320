"""Marking what is confidential on every screen, and writing what may be published."""

from pathlib import Path

import pytest

from dpia.assessment.confidential import count
from dpia.tui.widgets.choices import ChoiceEntry
from dpia.tui.widgets.entries import LineEntry

from .stories import Stage
from .test_form import _command
from .trial import make_case, make_desk, play, rated_case


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_key_marks_what_is_under_the_cursor_and_a_word_says_so(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    case.views(False, "Asking would disclose plans.")

    async def story(it: Stage) -> None:
        await it.write("half a p")
        await it.press("alt+p")
        await it.sees("half a p", "typed, not accepted, confidential")
        await it.press("f6")
        await it.sees("Heat map")
        await it.press("p")
        await it.until(lambda: it.stored()["risks"][0].get("confidential") is True)
        await it.sees("confidential")
        await it.press("m", "p")
        await it.sees("Confidential · ")
        await it.press("l")
        await it.sees("confidential")
        await it.press("f8")
        it.app.screen.query_one("#decision").go("Views of data subjects")  # type: ignore[attr-defined]
        await it.press("p")
        await it.sees("confidential")
        found = it.stored()
        assert found["risks"][0]["confidential"] and found["measures"][0]["confidential"]
        assert found["opinions"]["data_subjects"]["confidential"] and count(found) == 4
        await it.press("p")
        await it.sees("No longer confidential")
        assert count(it.stored()) == 3

    play(desk, story, case.id, size=size)


def test_what_is_decided_can_still_be_marked(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = make_case(desk)
    case.decide("rejected", "Not worth it.", by="A. Person")

    async def story(it: Stage) -> None:
        await it.press("p")
        await it.sees("confidential")
        await it.press("f8")
        it.app.screen.query_one("#decision").go("Decided")  # type: ignore[attr-defined]
        await it.press("p")
        await it.sees("Rejected, confidential")
        assert count(it.stored()) == 2

    play(desk, story, case.id)


def test_a_public_version_and_a_summary_are_offered_with_names_of_their_own(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    case.accept_risks(*(risk["id"] for risk in case.document["risks"]))
    case.mark_confidential(f"/risks/{case.document['risks'][0]['id']}")
    title = case.document["risks"][0]["title"]
    targets = {"2": "public", "3": "summary", "4": "public-summary"}

    async def story(it: Stage) -> None:
        await _command(it, "Report")
        await it.sees("1 thing in it is confidential", "2026-0001.docx")
        for key, kind in targets.items():
            it.app.screen.query_one(ChoiceEntry).focus()
            await it.press(key)
            if kind == "public":
                await it.sees("what is confidential is withheld", "2026-0001-public.docx")
            it.app.screen.query_one(LineEntry).value = str(tmp_path / f"{kind}.md")
            await it.press("f2")
            await it.until((tmp_path / f"{kind}.md").exists)
            await it.sees("Written:")

    play(desk, story, case.id)
    written = {kind: (tmp_path / f"{kind}.md").read_text("utf-8") for kind in targets.values()}
    assert title in written["summary"]
    assert title not in written["public"] and title not in written["public-summary"]
    assert "## 0.1" in written["public"] and "## 0.1" not in written["public-summary"]
