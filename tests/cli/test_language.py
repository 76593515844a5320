"""A language on the command line: words of questionnaires, settings, and translations to fill."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dpia import text
from tests.cli.conftest import Run, stored
from tests.desk.test_translations import put

TITLE = "Wat is uw rol? [b]x[/b] \x1b[31m =1+1 {0}"
SHOWN = "Wat is uw rol? [b]x[/b] ␛[31m =1+1 {0}"
ROLE = "/properties/part"
CONTROLLER = "/properties/controller"


@pytest.fixture(autouse=True)
def dutch(home: Path) -> Iterator[Path]:
    """A few Dutch words among one's own files; afterwards English is spoken again."""
    own = home / "config" / "questionnaires"
    role = {f"{ROLE}/title": TITLE, f"{ROLE}/oneOf/controller/title": "Wij bepalen het"}
    put(own, "topics/screening", "nl", {"/title": "Voortoets", **role})
    put(own, "topics/processing", "nl", {f"{CONTROLLER}/title": "Wie is verantwoordelijk?"})
    put(own, "templates/edpb-2026", "nl", {"/sections/0.1/title": "Verantwoordelijken"})
    yield own
    text.speak("en")


def test_show_and_the_interview_speak_it(run: Run, case: str) -> None:
    done = run("--language", "nl", "show", case)
    assert "Voortoets" in done.out and SHOWN in done.out and "→ Wij bepalen het" in done.out
    assert "Voortoets" not in run("show", case).out
    fresh = run("new", "Another", "--authority", "bg").out.strip()
    said = run("--language", "nl", "answer", fresh, stdin="1\n")
    assert SHOWN in said.out and "1. Wij bepalen het" in said.out
    assert stored(fresh)["answers"] == {"screening": {"part": "controller"}}


def test_the_verdict_is_the_same_but_for_words(run: Run, case: str) -> None:
    english = run("show", case, "--json")
    dutch = run("--language", "nl", "show", case, "--json")
    assert SHOWN in dutch.out
    said = "What is your part in this processing?"
    back = json.dumps(dutch.json, ensure_ascii=False).replace(json.dumps(SHOWN)[1:-1], said)
    back = back.replace(SHOWN, said).replace("Wij bepalen het", CHOSEN)
    assert json.loads(back) == english.json
    assert dutch.json["judged_by"] == english.json["judged_by"]


CHOSEN = "We decide why and how the data are used"


def test_reports_and_workbooks_say_which_language_they_are_in(
    run: Run, case: str, tmp_path: Path
) -> None:
    run("set", case, "processing.controller=The shop")
    for name in ("r.html", "r.docx", "r.md"):
        assert run("--language", "nl", "report", case, "-o", str(tmp_path / name)).code == 0
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert '<html lang="nl">' in page and "Verantwoordelijken" in page
    assert "Verantwoordelijken" in (tmp_path / "r.md").read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "r.docx") as word:
        assert b"language>nl<" in word.read("docProps/core.xml")
        assert b'w:lang w:val="nl"' in word.read("word/styles.xml")
    assert run("--language", "nl", "export", str(tmp_path / "x.xlsx")).code == 0
    with zipfile.ZipFile(tmp_path / "x.xlsx") as book:
        assert b">nl</dc:language>" in book.read("docProps/core.xml")
    run("report", case, "-o", str(tmp_path / "r.html"))
    assert '<html lang="en">' in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_pdf_says_which_language_it_is_in(run: Run, case: str, tmp_path: Path) -> None:
    from pypdf import PdfReader

    path = tmp_path / "r.pdf"
    assert run("--language", "nl", "report", case, "-o", str(path)).code == 0
    assert PdfReader(path).root_object["/Lang"] == "nl"
    pages = [page.extract_text() for page in PdfReader(path).pages]
    assert "Verantwoordelijken" in "\n".join(pages[:2])


def test_the_setting_is_followed_and_the_option_goes_before_it(run: Run, case: str) -> None:
    done = run("config", "language", "NL")
    assert done.code == 0 and "en (English), nl (Nederlands)" in done.err
    assert run("config", "language").out == "nl\n"
    assert "Voortoets" in run("show", case).out
    assert "Voortoets" not in run("--language", "en", "show", case).out
    told = run("config", "language", "de").err
    assert "Nothing is translated into “de” yet" in told
    refused = run("config", "language", "Dutch")
    assert refused.code == 3 and "“Dutch” is no language. Write a code such as nl" in refused.err
    assert run("--language", "Dutch", "list").code == 2
    assert run("config", "language").out == "de\n"


def test_setup_asks_for_the_language_only_where_there_is_a_choice(run: Run, dutch: Path) -> None:
    done = run("setup", stdin="nl\nAda\n")
    assert "Which language?" in done.out and "2. nl  Nederlands" in done.out
    assert run("config", "language").out == "nl\n"
    for path in dutch.rglob("*.json"):
        path.unlink()
    done = run("setup", stdin="Ada\n")
    assert "Language: English, the only one so far." in done.out
    assert "Which language?" not in done.out
    assert run("config", "language").out == "nl\n"


def test_a_skeleton_is_filled_and_checked(run: Run, dutch: Path) -> None:
    path = dutch / "topics" / "transfers.el.json"
    done = run("questionnaire", "translate", "transfers", "el")
    assert (done.code, done.out) == (0, f"{path}\n") and "0 of " in done.err
    filled = json.loads(path.read_text(encoding="utf-8"))
    assert filled["texts"]["/title"]["original"] == "Transfers outside the EEA"
    filled["texts"]["/title"]["translation"] = "Διαβιβάσεις"
    path.write_text(json.dumps(filled), encoding="utf-8")
    assert "Διαβιβάσεις" in run("--language", "el", "questionnaire", "list").out
    done = run("questionnaire", "check", str(path))
    assert (done.code, done.out) == (0, "") and "texts are not translated yet" in done.err
    filled["texts"]["/properties/transfer/title"] = {"translation": "x"}
    path.write_text(json.dumps(filled), encoding="utf-8")
    done = run("questionnaire", "check", str(path))
    assert done.code == 3
    assert f"{path}: /texts/~1properties~1transfer~1title: topics/transfers has no “transfer”" in (
        done.out
    )
    done = run("questionnaire", "translate", "transfers", "el")
    assert "It has no place any more: /properties/transfer/title" in done.err
    done = run("questionnaire", "check", str(path), "--json")
    assert done.code == 0 and len(done.json["notes"]) == 2
    assert run("schema", "translation").json["title"] == "A translation"


def test_ones_own_folder_is_checked_with_its_translations(run: Run, dutch: Path) -> None:
    put(dutch, "topics/screening", "nl", {"/titel": "x"})
    done = run("questionnaire", "check", "--quick")
    assert done.code == 3 and "topics/screening has no “titel” under /." in done.out
