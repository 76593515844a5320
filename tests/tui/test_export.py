"""Writing a workbook from the program: where, progress, refusals in sentences."""

from pathlib import Path
from threading import Event

import openpyxl
import pytest

from dpia.tui.screens import export
from dpia.tui.screens.export import Cancelled, ExportScreen
from dpia.tui.widgets.entries import LineEntry

from .stories import Stage
from .trial import make_case, make_desk, play, rated_case


def said(it: Stage) -> str:
    return str(it.app.screen.query_one("#export-told").render())


def name(it: Stage, path: object) -> None:
    it.app.screen.query_one(LineEntry).value = str(path)


def titles(path: Path) -> list[str]:
    sheet = openpyxl.load_workbook(path)["Register"]
    return [str(value) for row in sheet.values for value in row if value]


def test_offers_a_dated_name_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6", "ctrl+e")
        assert isinstance(it.app.screen, ExportScreen)
        await it.press("f2")
        assert "Written:" in said(it) and "1 assessment with 2 risks" in said(it)
        assert (tmp_path / "register-2026-11-22.xlsx").is_file()
        await it.press("f2")
        assert "already" in said(it)
        await it.press("f2")
        assert "Written:" in said(it)
        await it.press("escape")
        assert not isinstance(it.app.screen, ExportScreen)

    play(desk, story, rated_case(desk).id)


def test_a_public_version_withholds_what_is_confidential(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    case.accept_risks(*(risk["id"] for risk in case.document["risks"]))
    case.mark_confidential(f"/risks/{case.document['risks'][0]['id']}")

    async def story(it: Stage) -> None:
        await it.press("f6", "ctrl+e")
        it.app.screen.query_one("#entry-whom").focus()
        await it.press("2")
        name(it, tmp_path / "public")
        await it.press("f2")
        assert "Written:" in said(it) and "with 1 risk" in said(it)
        name(it, tmp_path / "public.jsonl")
        await it.press("f2")
        assert "always whole" in said(it)

    play(desk, story, case.id)
    book = openpyxl.load_workbook(tmp_path / "public.xlsx")
    assert [row[1:3] for row in book["Withheld"].values][1:] == [("Risks", "R1")]


def test_writes_one_assessment_or_all(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk, "First one")
    make_case(desk, "Second one")

    async def story(it: Stage) -> None:
        await it.press("f6", "ctrl+e")
        name(it, tmp_path / "all")
        await it.press("f2")
        assert "2 assessments" in said(it)
        name(it, tmp_path / "one.xlsx")
        await it.press("tab", "2", "f2")
        assert "1 assessment" in said(it)

    play(desk, story, case.id)
    assert {"First one", "Second one"} <= set(titles(tmp_path / "all.xlsx"))
    assert "Second one" not in titles(tmp_path / "one.xlsx")


def test_asks_a_colleague_the_open_questions(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)

    async def story(it: Stage) -> None:
        await it.press("f6", "ctrl+e")
        name(it, tmp_path / "ask.xlsx")
        await it.press("tab", "3", "f2")
        assert "rows to fill in" in said(it)
        name(it, tmp_path / "ask.csv")
        await it.press("f2")
        assert "does not end in .xlsx" in said(it)

    play(desk, story, case.id)
    assert openpyxl.load_workbook(tmp_path / "ask.xlsx").sheetnames[0] == "Questions"
    assert not (tmp_path / "ask.csv").exists()


@pytest.mark.parametrize(
    ("path", "words"),
    [("no/folder/x.xlsx", "no/folder"), ("x.pdf", ".xlsx"), ("~nobody-at-all/x.xlsx", "")],
)
def test_what_cannot_be_written_is_told_in_a_sentence(
    tmp_path: Path, path: str, words: str
) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6", "ctrl+e")
        name(it, path if path.startswith("~") else tmp_path / path)
        await it.press("f2")
        assert said(it).endswith(".") and words in said(it)
        assert "Written" not in said(it) and "fault of its own" not in said(it)
        assert it.app.is_running

    play(desk, story, rated_case(desk).id)
    assert not list(tmp_path.glob("*.pdf"))


def test_escape_cancels_and_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk(tmp_path)
    target = tmp_path / "slow.xlsx"

    def slow(_desk: object, _path: object, _pick: object, progress: object, _public: bool) -> str:
        """Report progress until it is told to stop."""
        assert callable(progress)
        while True:
            progress(1, 3)
            Event().wait(0.01)

    monkeypatch.setattr(export, "export", slow)

    async def story(it: Stage) -> None:
        await it.press("f6", "ctrl+e")
        name(it, target)
        await it.pilot.press("f2")
        await it.until(lambda: "assessments" in said(it))
        await it.pilot.press("escape")
        await it.until(lambda: "Cancelled; no file was written." in said(it))
        await it.press("escape")
        assert not isinstance(it.app.screen, ExportScreen)

    play(desk, story, rated_case(desk).id)
    assert not target.exists()


def test_a_cancelled_export_leaves_nothing_behind(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    rated_case(desk)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled("Stop.")

    with pytest.raises(Cancelled):
        export.export(desk, tmp_path / "x.xlsx", None, stop)
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_hostile_name_is_shown_as_text(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6", "ctrl+e")
        name(it, tmp_path / "[@click=app.quit]go[b].xlsx")
        await it.press("f2")
        assert "[@click=app.quit]go[b].xlsx" in said(it).replace("\n", "")

    play(desk, story, rated_case(desk, "[/] [b]").id)


@pytest.mark.parametrize(
    ("ending", "beginning"),
    [
        ("csv", b"\xef\xbb\xbfReference,"),
        ("jsonl", b'{"format":"dpia-stream/1"'),
        ("jsonld", b'{"@context": {'),
    ],
)
def test_the_ending_of_the_name_says_the_kind_of_file(
    tmp_path: Path, ending: str, beginning: bytes
) -> None:
    desk = make_desk(tmp_path)
    path = tmp_path / f"out.{ending}"

    async def story(it: Stage) -> None:
        await it.press("f6", "ctrl+e")
        name(it, path)
        await it.press("f2")
        assert f"Written: {path}" in said(it)

    play(desk, story, rated_case(desk).id)
    assert path.read_bytes().startswith(beginning)
