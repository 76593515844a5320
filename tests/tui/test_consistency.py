"""Looking for what contradicts itself, and going to where it stands."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from dpia.desk import consistency as looking
from dpia.desk.consistency import consistency
from dpia.desk.desk import Desk
from dpia.desk.revising import revise
from dpia.tui.screens import consistency as screens
from dpia.tui.screens.case import QuestionnaireScreen
from dpia.tui.screens.consistency import ConsistencyScreen
from dpia.tui.screens.measures_all import MeasuresOfAllScreen
from dpia.tui.screens.register import RegisterScreen
from dpia.tui.screens.risks import RisksScreen
from dpia.tui.widgets.listing import Listing
from tests.tui.stories import Stage, play, sample_desk
from tests.tui.test_over import at, decided
from tests.tui.trial import make_desk


def contradicting(desk: Desk, titles: tuple[str, ...] = ("Badges [/]", "badges")) -> None:
    """Let two assessments answer one question differently and promise one measure twice."""
    for title, said, due in zip(titles, "ab", ("2027-01-31", "2027-09-30"), strict=True):
        case = desk.create(title)
        case.answer("sample.one", said)
        case.add_measure(title="Lock [b]it[/b]", owner="IT", due=due)


def shown(stage: Stage) -> ConsistencyScreen:
    screen = stage.app.screen
    assert isinstance(screen, ConsistencyScreen)
    return screen


def go(stage: Stage, kind: str, reference: str) -> None:
    """Put the cursor on one side of a contradiction."""
    places = shown(stage).places
    (name,) = [n for n, p in places.items() if (p.kind, p.reference) == (kind, reference)]
    shown(stage).listing.go(name)


def test_a_sound_register_says_so(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("Alone")

    async def story(stage: Stage) -> None:
        await stage.press("y")
        await stage.sees("1 assessment was looked at: nothing contradicts itself.")
        await stage.press("enter", "escape")
        await stage.until(lambda: at(stage, RegisterScreen))

    play(desk, story)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_each_contradiction_is_told_in_words_and_leads_to_both_sides(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = sample_desk(tmp_path)
    contradicting(desk)

    async def story(stage: Stage) -> None:
        await stage.press("y")
        await stage.sees("2 contradictions.", "“Which one?” is answered differently", "Badges [/]")
        await stage.sees("▸  2026-0001  Choice a")
        await stage.sees("“Lock [b]it[/b]” is promised more than once for different days.")
        await stage.sees("2026-0001  Choice a", "2026-0002  Choice b", "Planned, 2027-09-30, IT")
        go(stage, "question", "2026-0002")
        await stage.press("enter")
        await stage.until(lambda: at(stage, QuestionnaireScreen))
        screen = stage.app.screen
        assert isinstance(screen, QuestionnaireScreen) and screen.sheet.active == "sample.one"
        assert screen.case.document["reference"] == "2026-0002"
        await stage.press("escape")
        await stage.until(lambda: at(stage, ConsistencyScreen))
        go(stage, "measure", "2026-0001")
        await stage.press("enter")
        await stage.until(lambda: at(stage, MeasuresOfAllScreen))
        assert stage.app.screen.query_one(Listing).current
        await stage.press("escape", "escape", "escape")
        await stage.until(lambda: at(stage, RegisterScreen))

    play(desk, story, size=size)


def test_what_was_mended_from_here_is_gone_on_coming_back(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    contradicting(desk)

    async def story(stage: Stage) -> None:
        await stage.press("y")
        await stage.sees("2 contradictions.")
        go(stage, "question", "2026-0002")
        await stage.press("enter")
        await stage.until(lambda: at(stage, QuestionnaireScreen))
        await stage.press("1")
        assert stage.stored("2026-0002")["answers"]["sample"]["one"] == "a"
        await stage.press("escape")
        await stage.sees("1 contradiction.", "Promised more than once  (1)")

    play(desk, story)


def test_a_risk_that_fell_leads_to_the_risk_in_both_versions(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    old = decided(desk)
    old.reopen("The harm was rated too low.")
    risk = old.document["risks"][0]["id"]
    old.change_risk(risk, severity=2)
    old.confirm_risk(risk)
    old.decide("approved", "Nothing stands against it.")
    new, _carried = revise(old)
    new.change_risk(risk, severity=1)

    async def story(stage: Stage) -> None:
        await stage.press("y")
        await stage.sees("Severity 2 → 1, and no reason was written", "2026-0001-v2  Severity 1")
        go(stage, "risk", "2026-0001-v2")
        await stage.press("enter")
        await stage.until(lambda: at(stage, RisksScreen))
        await stage.idle()
        screen = stage.app.screen
        assert isinstance(screen, RisksScreen) and screen.current and screen.current.id == risk

    play(desk, story)


def test_the_open_assessment_is_held_against_the_others_and_one_comes_back_to_it(
    tmp_path: Path,
) -> None:
    desk = sample_desk(tmp_path)
    contradicting(desk)
    contradicting(desk, ("Cameras", "CAMERAS"))

    async def story(stage: Stage) -> None:
        screen = stage.app.screen
        assert isinstance(screen, QuestionnaireScreen)
        screen.go_to("sample.text")
        await stage.idle()
        stage.app.action_consistency()
        await stage.sees("2026-0003 Cameras (Draft)", "2026-0004  Choice b")
        assert {p.title for p in shown(stage).places.values() if p.kind == "question"} == {
            "Cameras", "CAMERAS",
        }  # fmt: skip
        go(stage, "question", "2026-0004")
        await stage.press("enter")
        await stage.until(lambda: stage.app.case is not None and stage.app.case is not screen.case)
        await stage.press("escape", "escape")
        await stage.until(lambda: stage.app.screen is screen)
        assert stage.app.case is screen.case and screen.sheet.active == "sample.text"

    play(desk, story, "2026-0003")


def test_only_what_is_marked_is_looked_at(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    contradicting(desk)
    desk.create("Alone")

    async def story(stage: Stage) -> None:
        await stage.press("end", "space", "y")
        await stage.sees("nothing contradicts itself.")

    play(desk, story)


def test_sees_how_far_it_is_and_gives_up_with_what_was_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = sample_desk(tmp_path)
    contradicting(desk)
    reached, held = Event(), Event()

    def slowly(*given: Any) -> Any:
        def progress(done: int, total: int) -> None:
            given[2](done, total)
            reached.set()
            held.wait(20)

        return consistency(given[0], given[1], progress, *given[3:])

    monkeypatch.setattr(screens, "consistency", slowly)
    assert looking.consistency is consistency

    async def story(stage: Stage) -> None:
        await stage.pilot.press("y")
        await stage.until(reached.is_set)
        await stage.sees("Opened 0 of 2", "Esc stops", "Promised more than once  (1)")
        await stage.pilot.press("escape")
        await stage.sees("Stopped.", "1 contradiction.")
        held.set()
        await stage.press("escape")
        await stage.until(lambda: at(stage, RegisterScreen))

    play(desk, story)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    contradicting(desk)
    path = desk.register.file(desk.create("Broken [b]").id)
    path.write_text("{", encoding="utf-8")

    async def story(stage: Stage) -> None:
        await stage.press("y")
        await stage.sees("2 contradictions.", "is damaged")

    play(desk, story)
