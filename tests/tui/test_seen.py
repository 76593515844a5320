"""What a person needs to see: the question, the beginning of a text, what a key would take."""

from pathlib import Path

import pytest
from textual import events

from dpia.desk.desk import Desk
from dpia.tui.screens.help import help_for
from dpia.tui.widgets.sheet import QuestionSheet
from tests.tui import trial
from tests.tui.sample import SAMPLE
from tests.tui.stories import Stage, play, sample_desk

LONG = "A beginning that tells what it is about, " + "and more words on it " * 30


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setitem(SAMPLE["properties"]["text"], "maxLength", 4000)
    desk = sample_desk(tmp_path)
    desk.create("First")
    return desk


def test_a_complaint_goes_when_the_number_is_corrected(desk: Desk) -> None:
    desk.open("2026-0001").answer("sample.number", 12)

    async def story(stage: Stage) -> None:
        for wrong, right in (("x", 1), ("7x", 1)):
            stage.app.go_to_question("sample.number")
            await stage.press(*wrong, "enter")
            assert "is not a whole number" in stage.frame()
            await stage.press(*["backspace"] * right, "enter")
            assert "is not a whole number" not in stage.frame()
            assert not stage.stored()["drafts"]

    play(desk, story, "2026-0001")


def test_a_text_of_many_characters_grows_and_is_folded_to_its_beginning(desk: Desk) -> None:
    desk.open("2026-0001").answer("sample.story", LONG)

    async def story(stage: Stage) -> None:
        stage.app.go_to_question("sample.text")
        await stage.idle()
        assert "A beginning" in stage.frame() and "…" in stage.frame()
        assert stage.app.focused is not None and stage.app.focused.size.height == 2
        stage.app.focused.post_message(events.Paste(LONG))
        await stage.idle()
        assert stage.app.focused.size.height == 6
        await stage.press("enter")
        assert stage.stored()["answers"]["sample"]["text"] == LONG.strip()
        assert "A beginning" in stage.frame() and "…" in stage.frame()  # folded above

    play(desk, story, "2026-0001")


def test_help_names_only_keys_that_work_there_each_of_them_once(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        stage.app.go_to_question("sample.text")
        await stage.idle()
        words = [part.plain for _head, part in help_for(stage.app.screen, stage.app.view)]
        assert not any(line.startswith("x") for part in words for line in part.splitlines())
        assert any("Shift+F5" in part for part in words)
        await stage.press("f6", "m")
        words = [part.plain for _head, part in help_for(stage.app.screen, stage.app.view)]
        keys = [line.split("  ")[0].split(", ") for part in words for line in part.splitlines()]
        assert [names.count("i") for names in keys if "i" in names] == [1]

    play(desk, story, "2026-0001")


def test_a_proposed_text_is_shown_before_it_is_taken_over(tmp_path: Path) -> None:
    desk = trial.make_desk(tmp_path)
    case = trial.rated_case(desk)
    case.pick_risk("uninformed-people")
    text = case.document["risks"][-1]["description"]

    async def story(it: Stage) -> None:
        await it.press("f6", "end", "enter")
        assert text[:20] not in it.frame()
        await it.press("o")
        assert text[:20] in it.frame() and "proposed" in trial.case_of(it).document["risks"][-1]
        await it.press("o")
        assert "proposed" not in trial.case_of(it).document["risks"][-1]

    trial.play(desk, story, case.id)


def test_the_views_of_people_are_not_said_to_be_sought_before_anyone_says_so(
    tmp_path: Path,
) -> None:
    desk = trial.make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f8", "s", "tab", *"They agree", "f2")
        assert "Say first whether" in trial.told(it)
        await it.press("shift+tab", "1", "f2")
        views = trial.case_of(it).document["opinions"]["data_subjects"]
        assert views["sought"] == "yes" and views["summary"] == "They agree"

    trial.play(desk, story, trial.rated_case(desk).id)


def test_a_table_marked_unknown_says_how_that_is_taken_back(desk: Desk) -> None:
    case = desk.open("2026-0001")
    case.answer(f"sample.things/{case.add_row('sample.things')}/name", "Lamp")

    async def story(stage: Stage) -> None:
        stage.app.go_to_question("sample.things")
        await stage.press("enter", "shift+tab")
        assert "back at the table" in stage.told()
        await stage.press("u")
        assert "Ctrl+Z takes it back" in stage.told() and "not known yet" in stage.frame()
        await stage.press("ctrl+z")
        assert "Lamp" in stage.frame()

    play(desk, story, "2026-0001")


def test_the_words_of_the_next_question_are_in_sight_on_a_low_terminal(tmp_path: Path) -> None:
    desk = trial.make_desk(tmp_path)
    case = trial.rated_case(desk)
    names = ("monitoring", "technology", "operations")
    for name in names:
        case.clear(f"screening.{name}")

    async def story(it: Stage) -> None:
        for name in names:
            it.app.go_to_question(f"screening.{name}")
            await it.press("1", "2", "enter")
            path = it.app.screen.query_one(QuestionSheet).active
            assert path != f"screening.{name}"
            title = trial.case_of(it).rulebook.question(path).title
            assert title[:40] in it.frame(), path

    trial.play(desk, story, case.id, size=(80, 24))


def test_a_row_that_follows_another_keeps_its_name_and_offers_no_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    things = SAMPLE["properties"]["things"]
    told = {**things, "title": "What of each?", "x-rows-of": "sample.things"}
    monkeypatch.setitem(SAMPLE["properties"], "details", told)
    tables = SAMPLE["x-sections"][2]
    monkeypatch.setitem(tables, "questions", [*tables["questions"], "details"])
    desk = sample_desk(tmp_path)
    case = desk.create("First")
    row = case.add_row("sample.things")
    case.answer(f"sample.things/{row}/name", "Lamp")
    case.answer(f"sample.details/{row}/name", "On the desk")

    async def story(stage: Stage) -> None:
        stage.app.go_to_question("sample.details")
        await stage.idle()
        assert "1 ■ Lamp" in stage.frame().replace("●", "■").replace("✓", "■")
        assert "On the desk" in stage.frame() and "Add row" not in stage.frame()
        await stage.press("enter")
        assert "What of each? › Lamp" in stage.frame()
        await stage.press("escape", "u")
        assert "none there yet" not in stage.frame()

    play(desk, story, "2026-0001")
