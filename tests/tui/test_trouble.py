"""What goes wrong is told in a sentence, and nothing that was typed is lost."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dpia.desk.desk import Desk
from dpia.errors import Conflict, NotSaved
from dpia.register import Register
from dpia.tui.screens.case import QuestionnaireScreen
from dpia.tui.screens.conflict import ConflictScreen
from dpia.tui.screens.register import RegisterScreen
from dpia.tui.widgets.sheet import QuestionSheet
from tests.tui.stories import HOSTILE, Stage, play, sample_desk


class Moody(Register):
    """A register that refuses to save while it is told to."""

    refusal: Exception | None = None

    def save(self, document: Any, stamp: str | None) -> str:
        if self.refusal:
            raise self.refusal
        return super().save(document, stamp)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = sample_desk(tmp_path)
    desk.create("First")
    desk.register = Moody.open(desk.register.path)
    return desk


def test_a_full_disk_is_told_until_saving_works_again(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        desk.register.refusal = NotSaved("No space left on the [disk].")  # type: ignore[attr-defined]
        await stage.press("2")
        await stage.sees("NOT SAVED: No space left on the [disk].", "F9 tries again", "Why b?")
        assert stage.stored()["answers"] == {}
        await stage.press("f9", "escape")
        assert "cannot be left yet" in stage.told()
        assert isinstance(stage.app.screen, QuestionnaireScreen)
        desk.register.refusal = None  # type: ignore[attr-defined]
        await stage.press("f9")
        await stage.sees("saved")
        assert "NOT SAVED" not in stage.frame()
        assert stage.stored()["answers"]["sample"] == {"one": "b"}

    play(desk, story, "2026-0001")


def test_quitting_with_something_unsaved_says_so_and_fails(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        desk.register.refusal = NotSaved("No space left.")  # type: ignore[attr-defined]
        await stage.press("1")
        await stage.pilot.press("ctrl+q")
        await stage.until(lambda: stage.app._exit)
        told.extend(map(str, stage.app._exit_renderables))

    told: list[str] = []
    app = play(desk, story, "2026-0001")
    assert app.return_code == 1
    assert told == ["NOT SAVED: No space left."]


def test_a_lock_held_by_another_program_keeps_the_answer_and_says_so(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f4")
        desk.register.refusal = Conflict("Another program is saving.")  # type: ignore[attr-defined]
        await stage.write("A name")
        await stage.press("enter")
        await stage.sees("NOT SAVED: Another program is saving.", "A name", "answered")
        assert stage.stored()["answers"] == {}
        desk.register.refusal = None  # type: ignore[attr-defined]
        await stage.press("f9")
        await stage.sees("saved")
        assert stage.stored()["answers"]["sample"] == {"text": "A name"}

    play(desk, story, "2026-0001")


def test_text_that_lost_to_somebody_else_is_still_there_after_going_elsewhere(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f4")
        _meanwhile(desk, "sample.text", "theirs")
        await stage.write("mine")
        await stage.press("f4")
        await stage.until(lambda: isinstance(stage.app.screen, ConflictScreen))
        await stage.press("escape", "f3")
        await stage.sees("Sample › Words", "mine", "typed, not accepted")
        assert stage.stored()["answers"]["sample"] == {"text": "theirs"}

    play(desk, story, "2026-0001")


def _meanwhile(desk: Desk, path: str, value: object) -> None:
    """Somebody else answers in the same register."""
    register = Register.open(desk.register.path)
    Desk(register, desk.library, desk.config, desk.clock).open("2026-0001").answer(path, value)


def test_somebody_elses_change_elsewhere_is_joined(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        _meanwhile(desk, "sample.number", 5)
        await stage.press("1")
        await stage.sees("Choice a")
        assert stage.stored()["answers"]["sample"] == {"one": "a", "number": 5}

    play(desk, story, "2026-0001")


@pytest.mark.parametrize("theirs", HOSTILE)
def test_the_same_text_changed_by_two_shows_theirs_and_keeps_ones_own(
    desk: Desk, theirs: str
) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f4")
        _meanwhile(desk, "sample.text", theirs)
        await stage.write("mine")
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, ConflictScreen))
        await stage.sees("Changed by somebody else", "What is it called?", "theirs:", "yours: mine")
        await stage.press("escape")
        card = stage.app.screen.query_one(QuestionSheet).card("sample.text")
        assert card is not None and card.field.current() == "mine"  # type: ignore[attr-defined]
        await stage.press("enter")
        assert stage.stored()["answers"]["sample"] == {"text": "mine"}

    play(desk, story, "2026-0001")


def test_a_conflict_is_told_in_words_and_each_question_once(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        register = Register.open(desk.register.path)
        await stage.press("1", "shift+tab")
        other = Desk(register, desk.library, desk.config, desk.clock).open("2026-0001")
        other.mark("sample.one", unknown=True)
        await stage.press("2")
        await stage.until(lambda: isinstance(stage.app.screen, ConflictScreen))
        await stage.sees("theirs: not known yet", "yours: Choice b", "was: Choice a")
        frame = stage.frame()
        assert frame.count("Which one?") == 2, frame  # in the sentence, and once as a heading
        assert not any(sign in frame for sign in ("{", "/answers", "/marks", "True"))

    play(desk, story, "2026-0001")


def test_what_somebody_else_reopened_is_noticed_on_a_screen_that_is_only_read(desk: Desk) -> None:
    case = desk.open("2026-0001")
    case.decide("rejected", "Not worth it.")

    async def story(stage: Stage) -> None:
        await stage.sees("read only")
        register = Register.open(desk.register.path)
        other = Desk(register, desk.library, desk.config, desk.clock).open("2026-0001")
        other.reopen("More is known.")
        stage.app.look_around()
        await stage.until(lambda: "read only" not in stage.frame())
        assert "A. Assessor changed it meanwhile" in stage.told()
        await stage.idle()
        await stage.press("1")
        assert stage.stored()["answers"]["sample"]["one"] == "a"

    play(desk, story, "2026-0001")


def test_what_somebody_else_answered_is_told_and_shown_when_wanted(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f4")
        _meanwhile(desk, "sample.text", "theirs")
        stage.app.look_around()
        await stage.until(lambda: "F9 shows it" in stage.told())
        assert "theirs" not in stage.frame()
        await stage.press("f9")
        await stage.sees("theirs", "What is it called?")

    play(desk, story, "2026-0001")


def test_what_somebody_else_changed_is_told_no_more_once_it_is_shown(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        _meanwhile(desk, "sample.text", "theirs")
        stage.app.look_around()
        await stage.until(lambda: "F9 shows it" in stage.told())
        await stage.idle()
        await stage.press("f9")
        for key in ("f7", "f6", "f5"):
            stage.app.look_around()
            await stage.press(key)
        assert stage.told().count("F9 shows it") == 1
        assert "F9 shows it" not in stage.frame()
        assert not [n for n in stage.app._notifications if "F9 shows it" in n.message]

    play(desk, story, "2026-0001")


def test_a_fault_of_the_program_itself_is_told_and_survived(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        desk.register.refusal = RuntimeError("[/] boom")  # type: ignore[attr-defined]
        await stage.press("1")
        await stage.sees("a fault of its own", "(RuntimeError, ")
        desk.register.refusal = None  # type: ignore[attr-defined]
        await stage.press("1")
        assert stage.stored()["answers"]["sample"] == {"one": "a"}

    play(desk, story, "2026-0001")


def test_an_assessment_that_cannot_be_opened_leaves_one_in_the_register(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        path = desk.register.file(desk.summaries()[0]["id"])
        path.write_text("{", encoding="utf-8")
        await stage.press("enter")
        await stage.until(lambda: bool(stage.told()))
        assert isinstance(stage.app.screen, RegisterScreen)

    play(desk, story)


@pytest.mark.parametrize(("later", "shown"), [(2, "%H:%M"), (3000, "%Y-%m-%d")])
def test_the_title_says_when_the_last_change_was_saved(desk: Desk, later: int, shown: str) -> None:
    changed = desk.clock()
    desk.open("2026-0001").answer("sample.one", "a")
    desk.clock = lambda: changed + timedelta(minutes=later)

    async def story(stage: Stage) -> None:
        await stage.sees(f"saved {changed.astimezone():{shown}}")

    play(desk, story, "2026-0001")


def test_a_half_written_text_that_was_redacted_meanwhile_is_told_and_not_kept(desk: Desk) -> None:
    from dpia.desk.redacting import plan

    async def story(stage: Stage) -> None:
        await stage.press("f4", "tab")
        await stage.write("Jana Quickfox")
        await stage.until(lambda: bool(stage.stored()["drafts"]))
        plan(desk.open("2026-0001"), text="Quickfox").carry_out("Art. 17")
        assert stage.stored()["drafts"] == {}
        await stage.write("ova")
        await stage.sees("redacted meanwhile (GDPR Art. 17)")
        assert stage.stored()["drafts"] == {}

    play(desk, story, "2026-0001")
