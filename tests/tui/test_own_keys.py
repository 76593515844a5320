"""Keys of one's own: what the configuration says is what a key does and what is shown."""

import string
from pathlib import Path

import pytest
from textual.keys import _character_to_key

from dpia.desk.desk import Desk
from dpia.tui import own_keys
from dpia.tui.actions import TITLES, character, prints, spoken
from dpia.tui.keys import WITHIN
from dpia.tui.keys_case import WITHIN as WITHIN_CASE
from dpia.tui.keys_register import WITHIN as WITHIN_REGISTER
from tests.tui.stories import Stage, play, sample_desk

OWN = {
    "register.new": "F12",
    "questionnaire.next-section": "f10",
    "mark.unknown": "y, alt+u",
    "case.verdict": "ctrl+k",
}


def desk_with(folder: Path, keys: dict[str, str]) -> Desk:
    desk = sample_desk(folder, keys=keys)
    desk.create("First")
    return desk


def test_own_keys_work_and_the_usual_ones_do_nothing_any_more(tmp_path: Path) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("n", "ctrl+n")
        await stage.sees("F12 New", "Register of impact assessments")
        await stage.press("f12")
        await stage.sees("What is the processing called?")

    play(desk_with(tmp_path, OWN), story)


def test_own_keys_work_while_writing_and_a_letter_is_only_written(tmp_path: Path) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("y")
        assert stage.stored()["marks"]["sample"] == {"/one": {"unknown": True}}
        await stage.press("f10")
        await stage.sees("What is it called?", "Alt+U Not known yet")
        await stage.press("y", "alt+u")
        assert stage.stored()["marks"]["sample"]["/text"] == {"unknown": True}
        await stage.press("ctrl+k")  # before the field's own use of it
        await stage.sees("The nine criteria")

    play(desk_with(tmp_path, OWN), story, "2026-0001")


def test_help_and_palette_name_own_keys(tmp_path: Path) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("f1", "end")
        await stage.sees("F10  ", "Go to the section after this one.")
        await stage.press("escape", "ctrl+p")
        await stage.write("next section")
        await stage.sees("Next section (F10)")

    play(desk_with(tmp_path, OWN), story, "2026-0001", size=(80, 60))


def test_what_cannot_be_is_told_at_the_start_and_the_usual_keys_stay(tmp_path: Path) -> None:
    keys = {"register.new": "s", "register.opne": "f2", "register.sort": "banana", "[/]": "[b]"}

    async def story(stage: Stage) -> None:
        told = stage.told()
        assert "keys.register.new in the configuration is left out. s is already" in told
        assert "There is no action “register.opne”. Did you mean “register.open”" in told
        assert "There is no key “banana”" in told and "There is no action “[/]”" in told
        await stage.press("n")
        await stage.sees("What is the processing called?")

    play(desk_with(tmp_path, keys), story)


@pytest.mark.parametrize(
    ("keys", "left_out", "because"),
    [
        ({"anywhere.help": "f6"}, "anywhere.help", "“Help” (anywhere.help) would be left without"),
        ({"risks.why": "f7"}, "risks.why", "“Reasons” (risks.why) would be left without one"),
        ({"text.accept-text": "x"}, "text.accept-text", "such a key writes a character"),
        ({"register.new": "ctrl+m"}, "register.new", "Ctrl+M is the same as Enter"),
        ({"register.new": " , "}, "register.new", "No key is named"),
        ({"anywhere.quit": ""}, "anywhere.quit", "“Quit” (anywhere.quit) must stay in reach"),
        ({"anywhere.help": "none"}, "anywhere.help", "must stay in reach. Give it a key."),
        ({"rows.row-up": "None"}, "rows.row-up", "“Up” (rows.row-up) is not in the palette"),
        ({"register.new": "ctrl+hyper+x"}, "register.new", "There is no key “ctrl+hyper+x”"),
    ],
)
def test_keys_that_would_leave_something_out_of_reach_are_left_out(
    keys: dict[str, str], left_out: str, because: str
) -> None:
    found = own_keys.read(keys)
    assert found.keys == {} and list(found.problems) == [left_out]
    assert because in found.problems[left_out]


@pytest.mark.parametrize("nothing", ["", "none"])
def test_an_action_can_go_without_a_key(tmp_path: Path, nothing: str) -> None:
    async def story(stage: Stage) -> None:
        assert stage.told() == ""
        await stage.press("f7", "w", "f10")
        await stage.sees("What is it called?")  # the freed key is another action's
        await stage.press("ctrl+p")
        await stage.write("why")
        await stage.sees("Why?", "The verdict, with the reason")
        assert "Why? (" not in stage.frame()
        await stage.press("enter")
        await stage.sees("The nine criteria")

    keys = {"case.verdict": nothing, "questionnaire.next-section": "F10", "case.undo": nothing}
    app = play(desk_with(tmp_path, keys), story, "2026-0001")
    assert app.key_for("case.undo") == "Ctrl+P “Undo”"


def test_two_actions_can_change_keys_with_each_other() -> None:
    swapped = {"questionnaire.next-section": "F3", "questionnaire.previous-section": "F4"}
    found = own_keys.read(swapped)
    assert found.problems == {} and set(found.keys.values()) == {"f3", "f4"}


def test_the_usual_keys_are_without_a_clash() -> None:
    assert list(own_keys._clashes({})) == []
    around = {**WITHIN, **WITHIN_REGISTER, **WITHIN_CASE}
    assert {*around, *(place for outer in around.values() for place in outer)} <= set(TITLES)


def test_a_key_is_written_as_it_is_read() -> None:
    assert own_keys.parsed("Ctrl+N, esc, PgUp, Shift+k, ?, alt+X, F12") == (
        "ctrl+n,escape,pageup,K,question_mark,alt+x,f12"
    )
    for sign in string.ascii_letters + string.digits + string.punctuation + "é":
        assert character(sign) == _character_to_key(sign)
        assert prints(character(sign)) and spoken(character(sign)) == sign
