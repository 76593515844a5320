"""Attachments in the program: attached by typing a path, written out, taken off."""

from pathlib import Path

import pytest

from dpia.tui.screens.attachments import AttachmentsScreen

from .stories import HOSTILE, Stage
from .trial import case_of, fill, make_case, make_desk, play, told

DATA = b"%PDF \0\xff"


def names(it: Stage) -> list[str]:
    return [row["name"] for row in it.stored()["attachments"]]


def test_attached_written_out_removed_and_brought_back(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    source, target = tmp_path / "flows.pdf", tmp_path / "out.pdf"
    source.write_bytes(DATA)

    async def story(it: Stage) -> None:
        await it.press("ctrl+g")
        assert isinstance(it.app.screen, AttachmentsScreen)
        await it.sees("Nothing is attached yet", "a Attach")
        await it.press("a")
        fill(it, "file", str(source))
        fill(it, "title", "Data flows [b]today")
        await it.press("tab", "enter")
        await it.write("legal bases")
        await it.sees("▸The processing › Purposes and legal bases")
        await it.press("enter", "f2")
        await it.sees("flows.pdf", "Data flows [b]today", "7 bytes", "Purposes and legal bases")
        assert it.stored()["attachments"][0]["about"] == "processing.purposes"
        await it.press("s")
        fill(it, "file", str(target))
        await it.press("f2")
        assert target.read_bytes() == DATA
        await it.press("enter")
        fill(it, "file", str(target))
        await it.press("f2")
        assert "there already" in told(it)
        await it.press("escape", "delete")
        assert names(it) == []
        await it.press("ctrl+z")
        assert names(it) == ["flows.pdf"]
        await it.press("f5")
        assert not isinstance(it.app.screen, AttachmentsScreen)

    play(desk, story, make_case(desk).id)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("", "no name of a file"),
        ("~nobody-at-all/x", "no name of a file"),
        ("no/such.pdf", "no/such.pdf cannot be attached"),
        ("/", "a folder"),
    ],
)
def test_what_cannot_be_attached_is_told_and_stays_typed(
    tmp_path: Path, path: str, said: str
) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("ctrl+g", "a")
        fill(it, "file", path)
        await it.press("f2")
        assert said in told(it)
        assert it.app.screen.query_one("#entry-file").value == path  # type: ignore[attr-defined]
        assert names(it) == []

    play(desk, story, make_case(desk).id)


def test_found_in_the_palette(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("ctrl+p")
        await it.write("attachments")
        await it.sees("Attachments (Ctrl+G)")
        await it.press("enter")
        await it.until(lambda: isinstance(it.app.screen, AttachmentsScreen))
        await it.press("ctrl+p")
        await it.write("save to")
        await it.sees("Save to (s)")

    play(desk, story, make_case(desk).id)


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
def test_hostile_names_and_titles_are_only_text(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = make_desk(tmp_path)
    case = make_case(desk)
    for number, text in enumerate(HOSTILE):
        name = text.replace("/", "") + "\n.pdf"
        (tmp_path / name).write_bytes(bytes([number + 1]))
        case.attach(tmp_path / name, title=text)

    async def story(it: Stage) -> None:
        await it.press("ctrl+g")
        for _ in HOSTILE:
            frame = it.frame()
            assert "\x1b" not in frame and "\u202e" not in frame
            await it.press("down")
        assert len(names(it)) == len(HOSTILE)
        await it.press("s")
        await it.sees("To which file?")

    play(desk, story, case.id, size)


def test_a_decided_assessment_only_hands_out(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = make_case(desk)
    source, target = tmp_path / "flows.pdf", tmp_path / "out.pdf"
    source.write_bytes(DATA)
    case.attach(source)
    case.decide("rejected", "Not like this.")

    async def story(it: Stage) -> None:
        await it.press("ctrl+g", "a")
        await it.sees("Reopen it")
        await it.press("delete")
        assert names(it) == ["flows.pdf"]
        await it.press("s")
        fill(it, "file", str(target))
        await it.press("f2")
        assert target.read_bytes() == DATA
        assert case_of(it).document["status"] == "decided"

    play(desk, story, case.id)
