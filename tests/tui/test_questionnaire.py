"""What a person does on the questionnaire."""

from pathlib import Path

import pytest

from dpia.desk.desk import Desk
from dpia.tui.screens.row import RowScreen
from dpia.tui.widgets.fields.text import LineField, LongField
from dpia.tui.widgets.sheet import QuestionSheet
from tests.tui.stories import Stage, play, sample_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = sample_desk(tmp_path)
    desk.create("First")
    return desk


def _answers(stage: Stage) -> dict:
    return stage.stored()["answers"].get("sample", {})


def test_answers_a_section_with_the_keyboard_only(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.sees("Which one?", "Choice a", "open")
        await stage.press("2")
        await stage.sees("Why b?", "saved")
        assert _answers(stage) == {"one": "b"}
        await stage.press("enter")
        await stage.write("because")
        await stage.press("enter", "1", "space")  # choosing again takes it back
        assert _answers(stage) == {"one": "b", "more": "because"}
        await stage.press("3", "1", "enter")
        await stage.write("12 000")
        await stage.press("enter")
        await stage.sees("Words", "What is it called?")
        assert _answers(stage) == {
            **{"one": "b", "more": "because", "some": ["a", "c"], "number": 12000}
        }

    play(desk, story, "2026-0001")


def test_none_of_these_is_an_answer_and_no_choice_is_an_open_question(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("tab", "tab", "1")
        assert _answers(stage) == {"some": ["a"]}
        await stage.press("1")
        assert _answers(stage) == {}
        await stage.press("0")
        assert _answers(stage) == {"some": []}
        await stage.press("tab")
        await stage.sees("Not one of them")

    play(desk, story, "2026-0001")


def test_the_focus_stays_while_questions_come_and_go(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("2")
        sheet = stage.app.screen.query_one(QuestionSheet)
        fields = {card.path: card for card in sheet.cards}
        assert "sample.more" in fields and sheet.active == "sample.one"
        await stage.press("1")
        assert [card.path for card in sheet.cards] == ["sample.one", "sample.some", "sample.number"]
        assert sheet.active == "sample.one"
        assert sheet.card("sample.one") is fields["sample.one"]
        assert stage.app.focused is fields["sample.one"].field

    play(desk, story, "2026-0001")


def test_a_wrong_answer_is_told_below_the_question_and_stays_in_its_field(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("tab", "tab", "tab")
        await stage.write("many")
        await stage.press("enter")
        await stage.sees("“many” is not a whole number", "typed, not accepted")
        assert "number" not in _answers(stage)
        assert stage.stored()["drafts"] == {"sample.number": "many"}
        await stage.press("ctrl+u")
        await stage.write("7")
        await stage.press("enter")
        assert _answers(stage) == {"number": 7}
        assert stage.stored()["drafts"] == {}

    play(desk, story, "2026-0001")


def test_what_is_typed_is_kept_while_typing_and_shown_again(desk: Desk) -> None:
    async def first(stage: Stage) -> None:
        await stage.press("f4", "tab")
        await stage.write("Half a sent")
        await stage.until(lambda: bool(stage.stored()["drafts"]))

    play(desk, first, "2026-0001")
    assert desk.open("2026-0001").document["drafts"] == {"sample.story": "Half a sent"}

    async def second(stage: Stage) -> None:
        await stage.sees("Words", "Half a sent", "typed, not accepted")
        field = stage.app.focused
        assert isinstance(field, LongField) and field.text == "Half a sent"

    desk2 = Desk(desk.register, desk.library, desk.config, desk.clock)
    desk2.open("2026-0001").remember(
        {"topic": "sample", "section": "words", "question": "sample.story"}
    )
    play(desk2, second, "2026-0001")


def test_leaving_a_field_accepts_it_and_quitting_asks_nothing(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f4")
        await stage.write("A name")
        await stage.press("tab")
        assert _answers(stage) == {"text": "A name"}
        await stage.write("Line one")
        await stage.press("enter")
        await stage.write("line two")
        await stage.pilot.press("ctrl+q")
        await stage.until(lambda: not stage.app.is_running or stage.app._exit)

    app = play(desk, story, "2026-0001")
    assert app.return_code == 0
    document = desk.open("2026-0001").document
    assert document["answers"]["sample"] == {"text": "A name", "story": "Line one\nline two"}
    assert document["cursor"]["question"] == "sample.story"


def test_resumes_where_the_assessor_stopped(desk: Desk) -> None:
    async def leave(stage: Stage) -> None:
        await stage.press("f4", "tab", "tab")
        await stage.press("escape")
        await stage.sees("Register of impact assessments")

    async def resume(stage: Stage) -> None:
        await stage.sees("Sample › Words")
        assert stage.app.screen.query_one(QuestionSheet).active == "sample.day"
        assert isinstance(stage.app.focused, LineField)
        assert stage.told() == "You stopped at “Since when?” (Words)."

    play(desk, leave, "2026-0001")
    play(desk, resume, "2026-0001")


def test_where_one_stopped_is_told_only_when_it_is_news(desk: Desk) -> None:
    async def beginning(stage: Stage) -> None:
        await stage.until(lambda: stage.stored()["cursor"].get("question") == "sample.one")

    async def again(stage: Stage) -> None:
        assert stage.told() == ""
        await stage.press("f4", "escape")
        await stage.sees("Register of impact assessments")
        await stage.press("enter")
        await stage.sees("Sample › Words")
        assert "You stopped" not in stage.told()

    play(desk, beginning, "2026-0001")
    play(desk, again, "2026-0001")


def test_unanswered_and_not_known_yet_are_two_things_with_one_word_each(desk: Desk) -> None:
    case = desk.open("2026-0001")
    for path, value in (("one", "a"), ("some", []), ("text", "Name"), ("story", "Story")):
        case.answer(f"sample.{path}", value)
    case.answer("sample.things", [])
    case.mark("sample.number", unknown=True)

    async def story(stage: Stage) -> None:
        await stage.sees("1 not known")
        assert " open" not in stage.frame().splitlines()[2]
        await stage.press("ctrl+n")
        assert "Nothing is unanswered. 1 is not known yet (Ctrl+L goes there)." in stage.told()

    play(desk, story, "2026-0001")


def test_the_strip_says_how_much_more_is_asked_and_where(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("2")
        await stage.sees("6 open (+1 question: Kinds)")

    play(desk, story, "2026-0001")


def test_resumes_after_the_program_was_killed(desk: Desk) -> None:
    async def killed(stage: Stage) -> None:
        assert stage.told() == ""
        await stage.press("2", "tab", "tab")
        await stage.until(lambda: stage.stored()["cursor"].get("question") == "sample.some")

    async def resume(stage: Stage) -> None:
        assert stage.told() == "You stopped at “Which of these?” (Kinds)."
        assert stage.app.screen.query_one(QuestionSheet).active == "sample.some"

    play(desk, killed, "2026-0001")
    play(desk, resume, "2026-0001")


def test_marks_a_question_not_known_and_writes_a_note(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("1", "u")
        await stage.sees("not known yet")
        assert _answers(stage) == {}
        assert stage.stored()["marks"]["sample"] == {"/one": {"unknown": True}}
        await stage.press("u", "n")
        await stage.write("see [a] and [/]")
        await stage.press("escape")
        await stage.sees("Note: see [a] and [/]")
        assert stage.stored()["marks"]["sample"] == {"/one": {"note": "see [a] and [/]"}}

    play(desk, story, "2026-0001")


def test_writes_down_evidence_and_that_an_answer_is_assumed(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("1", "e")
        await stage.write("https://example.org/a?b=[c]")
        await stage.press("enter")
        await stage.write("Contract 7, p. 3")
        await stage.press("tab", "m", "escape")
        await stage.sees("Evidence: https://example.org/a?b=[c]", "Evidence: Contract 7, p. 3")
        await stage.sees("answered, assumed")
        said = {"evidence": ["https://example.org/a?b=[c]", "Contract 7, p. 3"], "assumed": True}
        assert stage.stored()["marks"]["sample"] == {"/one": said}
        await stage.press("m", "e", "ctrl+u", "backspace", "f2")
        await stage.until(lambda: stage.stored()["marks"]["sample"]["/one"].keys() == {"evidence"})
        assert stage.stored()["marks"]["sample"]["/one"]["evidence"] == said["evidence"][:1]
        await stage.press("tab", "shift+tab", "ctrl+z")
        await stage.sees("Contract 7, p. 3")

    play(desk, story, "2026-0001")


def test_what_is_being_said_about_an_answer_is_kept_when_the_program_ends(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("n")
        await stage.write("half a no")
        stage.app.end(at_once=True)
        await stage.until(lambda: not stage.app.is_running or stage.app._exit)

    play(desk, story, "2026-0001")
    assert desk.open("2026-0001").document["marks"] == {"sample": {"/one": {"note": "half a no"}}}


def test_clears_and_takes_back(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("1", "x")
        assert _answers(stage) == {}
        await stage.press("ctrl+z")
        assert _answers(stage) == {"one": "a"}
        assert "Taken back: Which one? (answer taken away)" in stage.told()
        await stage.press("ctrl+z")
        assert _answers(stage) == {}
        await stage.press("ctrl+y")
        assert _answers(stage) == {"one": "a"}
        assert "Made again: Which one?" in stage.told()
        await stage.press("f4", "tab")
        assert isinstance(stage.app.focused, LongField)
        await stage.write("ab")
        await stage.press("ctrl+z")
        assert _answers(stage) == {"one": "a"} and stage.app.focused.text == ""
        await stage.press("ctrl+y")
        assert stage.app.focused.text == "ab"
        await stage.press("ctrl+z", "ctrl+z")
        assert _answers(stage) == {}
        await stage.press("ctrl+z")
        assert "There is nothing of yours to undo" in stage.told()

    play(desk, story, "2026-0001")


def test_what_is_taken_back_is_told_in_words(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f4", "f4", "a")
        await stage.until(lambda: isinstance(stage.app.screen, RowScreen))
        await stage.idle()
        await stage.write("Lamp")
        await stage.press("escape", "delete", "ctrl+z", "ctrl+z", "ctrl+z")
        assert "Taken back: Which things? (row deleted)" in stage.told()
        assert "Taken back: Its name?" in stage.told()
        assert "Taken back: Which things? (row added)" in stage.told()

    play(desk, story, "2026-0001")


def test_finds_the_next_open_and_the_next_unknown_question(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        sheet = stage.app.screen.query_one(QuestionSheet)
        await stage.press("u", "o")
        assert sheet.active == "sample.some"
        await stage.press("ctrl+n")
        assert sheet.active == "sample.number"
        await stage.press("ctrl+n")
        assert sheet.active == "sample.text"
        await stage.press("ctrl+l")
        assert sheet.active == "sample.one"

    play(desk, story, "2026-0001")


def test_jumps_to_a_question_by_typing_part_of_it(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("ctrl+f")
        await stage.write("since")
        await stage.sees("Since when?", "Sample › Words")
        await stage.press("enter")
        assert stage.app.screen.query_one(QuestionSheet).active == "sample.day"

    play(desk, story, "2026-0001")


def test_chooses_a_section_from_the_outline(desk: Desk) -> None:
    async def narrow(stage: Stage) -> None:
        await stage.press("f5")
        await stage.sees("Sections", "Tables", "3 open")
        await stage.press("j", "j", "enter")
        await stage.sees("Sample › Tables")

    async def wide(stage: Stage) -> None:
        await stage.sees("Kinds", "Words", "Tables")
        await stage.press("f5", "down", "enter")
        await stage.sees("Sample › Words", "section 2 of 3")
        assert isinstance(stage.app.focused, LineField)

    play(desk, narrow, "2026-0001")
    play(desk, wide, "2026-0001", size=(120, 40))


def test_the_strip_marks_in_words_what_has_changed(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        assert "now: " not in stage.frame()
        await stage.press("1")
        await stage.sees("now: 5 open")

    play(desk, story, "2026-0001")


def test_a_decided_assessment_is_shown_and_says_why_it_cannot_be_changed(desk: Desk) -> None:
    case = desk.open("2026-0001")
    case.answer("sample.one", "a")
    document = {**case.document, "status": "decided"}
    desk.register.save(document, case.stamp)

    async def story(stage: Stage) -> None:
        await stage.sees("read only", "Choice a")
        await stage.press("2", "x")
        assert "Shown as it was judged. Reopen it to change it." in stage.told()
        assert _answers(stage) == {"one": "a"}
        await stage.press("enter", "f4")
        await stage.sees("What is it called?", "no answer")

    play(desk, story, "2026-0001")


def test_confirms_an_answer_that_was_carried_over(desk: Desk) -> None:
    case = desk.open("2026-0001")
    case.answer("sample.one", "a")
    case.answer("sample.number", 7)
    marks = {"sample": {"/one": {"to_confirm": True}, "/number": {"to_confirm": True}}}
    desk.register.save({**case.document, "marks": marks}, case.stamp)

    async def story(stage: Stage) -> None:
        await stage.press("f4", "ctrl+l")
        await stage.sees("Which one?", "to be confirmed")
        await stage.press("v")
        assert stage.stored()["marks"]["sample"] == {"/number": {"to_confirm": True}}
        await stage.press("v")
        assert "Nothing is to be confirmed here." in stage.told()
        await stage.press("ctrl+l")
        assert stage.app.screen.query_one(QuestionSheet).active == "sample.number"

    play(desk, story, "2026-0001")


def test_after_the_last_question_the_way_on_is_told(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f4", "f4", "tab", "tab")
        assert "F6 goes on to the risks" in stage.told()
        await stage.press("f3", "f3", "shift+tab")
        assert "This is the first section." in stage.told()

    play(desk, story, "2026-0001")


def test_finding_looks_into_help_choices_and_answers_and_says_when_there_is_nothing(
    desk: Desk,
) -> None:
    desk.open("2026-0001").answer("sample.text", "unsubscribe")

    async def story(stage: Stage) -> None:
        await stage.press("ctrl+f")
        await stage.write("unsubscribe")
        await stage.sees("What is it called?  Sample › Words")
        await stage.press("ctrl+u")
        await stage.write("help for the one")
        await stage.sees("Which one?  Sample › Kinds")
        await stage.write("xyz")
        await stage.sees("Nothing found.")
        await stage.press("enter", "escape")

    play(desk, story, "2026-0001")
