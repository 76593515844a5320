"""Foreign text is shown as it is: never as markup, never as a command, nothing of it hidden."""

from pathlib import Path

import pytest
from textual import events

from dpia.tui import foreign
from dpia.tui.widgets.fields.text import PASTE_LIMIT, LineField, LongField
from tests.long import long
from tests.tui.stories import HOSTILE, Stage, play, sample_desk


def test_what_would_act_becomes_a_sign() -> None:
    assert foreign.visible("a\x1b[31mb\x07\x7f") == "a␛[31mb␇␡"
    assert foreign.visible("\u202eevil\u2066") == "<U+202E>evil<U+2066>"
    assert foreign.visible("\x9b1m \ud800") == "<U+009B>1m \ufffd"


@pytest.mark.parametrize(
    "text",
    [
        "[/]",
        "art. 6(1)[a]",
        "é ü – …",
        "日本語",
        "עברית",
        "family: 👩‍👩‍👧",
        "two\nlines\tand a tab",
    ],
)
def test_what_shows_itself_stays_as_it_is(text: str) -> None:
    assert foreign.visible(text) == text
    assert foreign.content(text).plain == text
    assert foreign.rich(text).plain == " ".join(text.split())


def test_one_line_is_one_line_and_not_too_long() -> None:
    assert foreign.one_line("a\n\n b\tc") == "a b c"
    assert foreign.one_line("x" * 1_000_000, 10) == "x" * 9 + "…"


@pytest.mark.parametrize("size", long([(60, 20)], [(80, 24), (60, 20)]))
def test_hostile_text_everywhere_on_register_and_questionnaire(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = sample_desk(tmp_path)
    for text in HOSTILE:
        case = desk.create(text, organisation=text)
        case.answer("sample.text", text)
        case.answer("sample.story", text)
        row = case.add_row("sample.things")
        case.answer(f"sample.things/{row}/name", text)
        case.answer("sample.users", row)
        case.mark("sample.one", note=text)

    async def story(stage: Stage) -> None:
        for _ in HOSTILE:
            await stage.press("enter")
            await stage.sees("Sample › ")
            await stage.press("f1", "escape", "f5", "escape", "ctrl+f", "escape", "n", "escape")
            await stage.press("f4", "f4", "enter", "escape", "escape")
            await stage.sees("Register of impact")
            await stage.press("down")
        assert "[/]" in stage.frame() and "[b]bold[/b]" in stage.frame()

    play(desk, story, size=size)


def _pasted(kind: type, section_keys: list[str], text: str, desk_folder: Path) -> tuple[str, str]:
    desk = sample_desk(desk_folder)
    desk.create("First")
    seen = []

    async def story(stage: Stage) -> None:
        await stage.press(*section_keys)
        field = stage.app.focused
        assert isinstance(field, kind)
        stage.app.post_message(events.Paste(text))
        await stage.idle()
        seen.append(field.current())
        await stage.press("f2")
        seen.append(stage.told() + stage.frame())

    play(desk, story, "2026-0001")
    return seen[0], seen[1]


HUGE = "\x1b[2J\x00 \U0001f469‍⚖️ [/] =1+1 \u202e" * 80_000


def test_a_paste_of_a_megabyte_is_refused_in_a_sentence_and_the_text_stays(tmp_path: Path) -> None:
    assert len(HUGE.encode()) > 1_000_000
    for number, (kind, keys) in enumerate(((LineField, ["f4"]), (LongField, ["f4", "tab"]))):
        text, told = _pasted(kind, keys, HUGE, tmp_path / str(number))
        assert text == ""
        assert "It was not taken in" in told


def test_a_paste_that_is_too_long_stays_in_the_field_to_be_shortened(tmp_path: Path) -> None:
    long = "ab\x1b " * 7_000
    text, told = _pasted(LongField, ["f4", "tab"], long, tmp_path)
    assert text == "ab " * 7_000
    assert len(long) < PASTE_LIMIT
    assert "at most 20,000 fit" in " ".join(told.split())


def test_a_paste_of_several_lines_into_one_line_loses_nothing(tmp_path: Path) -> None:
    text, _told = _pasted(LineField, ["f4"], "first\r\nsecond\nthird", tmp_path)
    assert text == "first second third"
