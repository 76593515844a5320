"""What can be said on a question is said by a key while one writes an answer, too."""

from pathlib import Path

import pytest
from textual import events

from dpia.tui.actions import key_words, of
from tests.tui.stories import Stage, play, sample_desk

WRITTEN = "half a sentence"
FIELDS = ["sample.text", "sample.story"]
"""A line and a long text."""


def test_everything_said_on_a_question_has_a_key_that_writes_nothing() -> None:
    lacking = [action.id for action in of("mark") if not key_words(action, typing=True)]
    assert lacking == []


@pytest.mark.parametrize("field", FIELDS)
def test_the_keys_of_a_question_work_while_one_writes(tmp_path: Path, field: str) -> None:
    desk = sample_desk(tmp_path)
    case = desk.create("First")

    async def story(stage: Stage) -> None:
        stage.app.go_to_question(field)
        await stage.idle()
        await stage.write(WRITTEN)
        await stage.press("shift+f8")
        assert type(stage.app.screen).__name__ == "NoteScreen"
        assert stage.app.focused and stage.app.focused.id == "evidence"
        await stage.write("a contract")
        await stage.press("f2", "shift+f9")
        await stage.sees("Evidence: a contract", WRITTEN, "typed, not accepted, assumed")
        await stage.press("shift+f2")
        assert "Nothing is to be confirmed here." in stage.told()
        await stage.press("shift+f7")
        assert type(stage.app.screen).__name__ == "QuestionTrial"
        await stage.press("escape")
        await stage.sees(WRITTEN)

    play(desk, story, "2026-0001")
    document = desk.open(case.id).document
    assert document["answers"]["sample"] == {field.split(".")[1]: WRITTEN}
    marks = document["marks"]["sample"][f"/{field.split('.')[1]}"]
    assert (marks["evidence"], marks["assumed"]) == (["a contract"], True)


def test_the_letters_still_write_in_a_field_and_help_tells_the_other_keys(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    desk.create("First")

    async def story(stage: Stage) -> None:
        stage.app.go_to_question("sample.text")
        await stage.idle()
        await stage.write("temv")
        await stage.press("f1")
        await stage.until(lambda: type(stage.app.screen).__name__ == "HelpScreen")
        told = "\n".join(f"{text}" for _heading, text in stage.app.screen.parts)  # type: ignore[attr-defined]
        for letter, key in (
            ("e", "Shift+F8"),
            ("m", "Shift+F9"),
            ("v", "Shift+F2"),
            ("t", "Shift+F7"),
        ):
            assert f"\n{key} " in told and f"{letter}, {key}" not in told
        await stage.press("escape")
        await stage.sees("temv")

    play(desk, story, "2026-0001")


@pytest.mark.parametrize("field", FIELDS)
def test_a_key_held_with_alt_writes_nothing(tmp_path: Path, field: str) -> None:
    desk = sample_desk(tmp_path, keys={"mark.assumed": "alt+m"})
    desk.create("First")

    async def story(stage: Stage) -> None:
        stage.app.go_to_question(field)
        await stage.idle()
        await stage.write(WRITTEN)
        for letter in "mz":
            stage.app.post_message(events.Key(f"alt+{letter}", letter))  # as a terminal sends it
            await stage.idle()
        await stage.press("f2")

    play(desk, story, "2026-0001")
    document = desk.open("2026-0001").document
    assert document["answers"]["sample"] == {field.split(".")[1]: WRITTEN}
    assert document["marks"]["sample"][f"/{field.split('.')[1]}"]["assumed"] is True
