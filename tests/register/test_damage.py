"""A damaged or hand-edited file is named with the kind of damage; everything else still opens."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dpia.errors import DpiaError, Invalid, NotFound
from dpia.register import Damaged, Newer, Register

from .samples import CYRILLIC, answered, assessment, register_of, run

Edit = Callable[[str], str]


def replaced(old: str, new: str) -> Edit:
    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return edit


DAMAGE: dict[str, tuple[Edit, str]] = {
    "empty": (lambda _text: "", "empty"),
    "blank": (lambda _text: "\n \n", "empty"),
    "zeroed": (lambda text: "\0" * len(text), "empty"),
    "cut off": (lambda text: text[: len(text) // 2], "ends in the middle"),
    "cut off in a text": (lambda text: text[: text.index("Disclosure") + 4], "ends in the middle"),
    "old tail": (lambda text: text + text[-40:], "not JSON at line"),
    "merge markers": (replaced('"risks"', '<<<<<<< HEAD\n"risks"'), "not JSON at line"),
    "comma lost": (replaced('"draft",', '"draft"'), "not JSON at line"),
    "not a number": (replaced('"people": 12000', '"people": NaN'), "NaN is not"),
    "infinite": (replaced('"people": 12000', '"people": -Infinity'), "-Infinity is not"),
    "overflowing": (replaced('"people": 12000', '"people": 1e999'), "1e999 is too large"),
    "endless digits": (replaced('"people": 12000', f'"people": {"9" * 5000}'), "too many digits"),
    "said twice": (replaced('"people"', '"part"'), "“part” stands there twice"),
    "half a character": (replaced("Encryption", "\\ud83d"), "half a character"),
    "half a character as key": (replaced('"people"', '"\\ud83d"'), "half a character"),
    "nul": (replaced("Encryption", "a\\u0000b"), "NUL"),
    "control character": (replaced("Encryption", "a\1b"), "not JSON at line"),
    "deep": (replaced("12000", "[" * 80 + "]" * 80), "nested too deeply"),
    "very deep": (replaced("12000", "[" * 100_000), "nested too deeply"),
    "a list": (lambda _text: "[1, 2]", "does not hold one assessment"),
    "another program's": (lambda _text: '{"_default": {"1": {}}}', "does not hold one assessment"),
    "two assessments": (replaced('"1": {', '"2": {}, "1": {'), "does not hold one assessment"),
    "no object": (lambda _text: '{"assessment": {"1": 7}}', "not an object"),
    "other format": (replaced("dpia-assessment/1", "other/1"), "its format is not"),
    "no id": (replaced('"id": "', '"old_id": "'), "no id"),
    "answers a list": (lambda text: _with(text, answers=[1]), "“answers” is not of the kind"),
    "marks flat": (lambda text: _with(text, marks={"screening": {"/part": 1}}), "“marks” is not"),
    "risks an object": (lambda text: _with(text, risks={}), "“risks” is not of the kind"),
    "an event a text": (lambda text: _with(text, events=["x"]), "“events” is not of the kind"),
    "title a number": (lambda text: _with(text, title=7), "“title” is not of the kind"),
    "revision true": (lambda text: _with(text, revision=True), "“revision” is not of the kind"),
}


def _with(text: str, **changes: Any) -> str:
    tables = json.loads(text)
    tables["assessment"]["1"] |= changes
    return json.dumps(tables)


@pytest.fixture
def damaged(tmp_path: Path) -> tuple[Register, Path, str]:
    """A register of two, the path of the one to damage, and the id of the other."""
    register = register_of(tmp_path, assessment("Broken"), assessment("Sound"))
    rows = {row["title"]: row["id"] for row in register.summaries()}
    return register, register.file(rows["Broken"]), rows["Sound"]


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named_and_the_rest_still_opens(
    damaged: tuple[Register, Path, str], name: str
) -> None:
    register, path, sound = damaged
    edit, said = DAMAGE[name]
    stamp = register.load(path.stem).stamp
    path.write_text(edit(path.read_text("utf-8")), "utf-8")
    before = path.read_bytes()
    with pytest.raises(Damaged) as caught:
        register.load(path.stem)
    assert said in caught.value.message
    assert str(path) in caught.value.message
    assert "\n" not in caught.value.message
    rows = {row["id"]: row["damaged"] for row in register.summaries()}
    assert rows == {path.stem: caught.value.message, sound: None}
    assert register.load(sound).document["title"] == "Sound"
    with pytest.raises(DpiaError):
        register.save(assessment(id=path.stem), stamp)
    assert path.read_bytes() == before


@pytest.mark.parametrize("data", [b"\xff\xfe{\x00", CYRILLIC.encode("cp1251", "replace"), b"\x80"])
def test_what_is_not_utf_8_is_named(damaged: tuple[Register, Path, str], data: bytes) -> None:
    register, path, _sound = damaged
    path.write_bytes(data)
    with pytest.raises(Damaged, match=r"UTF-8 text \(byte 1\)|not JSON"):
        register.load(path.stem)


def test_a_byte_order_mark_is_named(damaged: tuple[Register, Path, str]) -> None:
    register, path, _sound = damaged
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    with pytest.raises(Damaged):
        register.load(path.stem)


def test_a_file_cut_off_anywhere_is_damaged(damaged: tuple[Register, Path, str]) -> None:
    register, path, _sound = damaged
    whole = path.read_bytes()
    for length in range(0, len(whole) - 2, 3):
        path.write_bytes(whole[:length])
        with pytest.raises(Damaged):
            register.load(path.stem)


def test_a_damaged_file_still_shows_its_title_and_keeps_its_reference(
    damaged: tuple[Register, Path, str],
) -> None:
    register, path, _sound = damaged
    path.write_bytes(path.read_bytes()[:-30])
    (row,) = [row for row in register.summaries() if row["damaged"]]
    assert (row["title"], row["reference"]) == ("Broken", "2026-0001")
    assert register.find("2026-0001") == path.stem
    assert register.next_reference(2026) == "2026-0003"


def test_a_copy_under_another_id_is_damaged(damaged: tuple[Register, Path, str]) -> None:
    register, path, sound = damaged
    path.write_bytes(register.file(sound).read_bytes())
    with pytest.raises(Damaged, match="another assessment"):
        register.load(path.stem)


def test_a_mended_file_opens_again(damaged: tuple[Register, Path, str]) -> None:
    register, path, _sound = damaged
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    assert any(row["damaged"] for row in register.summaries())
    path.write_bytes(whole)
    assert not any(row["damaged"] for row in register.summaries())


def test_a_sound_edit_by_hand_is_taken(damaged: tuple[Register, Path, str]) -> None:
    register, path, _sound = damaged
    stale = register.load(path.stem)
    path.write_text(path.read_text("utf-8").replace("Encryption", "Pseudonyms"), "utf-8")
    assert register.load(path.stem).document["measures"][0]["title"] == "Pseudonyms"
    assert [row["id"] for row in register.summaries("pseudonyms")] == [path.stem]
    with pytest.raises(DpiaError):
        register.save(stale.document, stale.stamp)


def test_an_assessment_of_a_newer_dpia_is_refused_with_a_sentence(
    damaged: tuple[Register, Path, str],
) -> None:
    register, path, _sound = damaged
    text = path.read_text("utf-8").replace("dpia-assessment/1", "dpia-assessment/2")
    path.write_text(text, "utf-8")
    with pytest.raises(Newer, match=r"newer dpia \(format dpia-assessment/2\)"):
        register.load(path.stem)
    assert "newer dpia" in str([row["damaged"] for row in register.summaries()])


def test_a_register_of_a_newer_dpia_is_refused_with_a_sentence(tmp_path: Path) -> None:
    register_of(tmp_path, assessment())
    path = tmp_path / "register.json"
    path.write_text(path.read_text("utf-8").replace("register/1", "register/12"), "utf-8")
    for create in (False, True):
        with pytest.raises(Newer, match=r"newer dpia \(format dpia-register/12\)"):
            Register.open(tmp_path, create=create)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"format": "dpia-assessment/1"}', '{"format": 1}']
)
def test_a_damaged_register_file_is_named(tmp_path: Path, content: str) -> None:
    register_of(tmp_path, assessment())
    (tmp_path / "register.json").write_text(content, "utf-8")
    with pytest.raises(Damaged, match=re.escape(str(tmp_path / "register.json"))):
        Register.open(tmp_path)


def test_no_register_is_a_sentence_and_a_strange_folder_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no register"):
        Register.open(tmp_path / "none")
    (tmp_path / "letter.txt").write_text("Dear", "utf-8")
    with pytest.raises(Invalid, match="not empty"):
        Register.open(tmp_path, create=True)
    with pytest.raises(DpiaError):
        Register.open(tmp_path / "letter.txt", create=True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_register_kept_under_git_opens(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    register = register_of(tmp_path, assessment())
    for name in ("attachments", "frozen", "history"):  # git keeps no empty folders
        (tmp_path / name).rmdir()
    again = Register.open(tmp_path)
    assert len(again.summaries()) == 1
    document, stamp = again.load(register.summaries()[0]["id"])
    for number in range(210):
        document = answered(document, str(number))
    again.save(document, stamp)
    assert again.frozen(again.freeze({"a": 1})) == {"a": 1}


LIMITED = """
import resource, sys
from pathlib import Path
from dpia.errors import NotSaved
from dpia.register import Register
from tests.register.samples import answered

folder, limit = Path(sys.argv[1]), int(sys.argv[2])
(folder / "index").unlink(missing_ok=True)
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
register = Register.open(folder)
(row,) = register.summaries("advertising")
document, stamp = register.load(row["id"])
print(register.read_only)
saved = 0
after = document
try:
    for number in range(40):
        after = answered(after, f"{number} " * 100)
        stamp = register.save(after, stamp)
        saved += 1
except NotSaved as problem:
    print(problem.message)
stored = register.load(row["id"]).document
assert len(stored["events"]) == saved, (len(stored["events"]), saved)
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
register.save(after, stamp)
assert len(register.load(row["id"]).document["events"]) == saved + 1
print(saved)
"""


@pytest.mark.parametrize("limit", [0, 9000])
def test_where_no_byte_can_be_written_it_opens_lists_and_loses_nothing(
    tmp_path: Path, limit: int
) -> None:
    register_of(tmp_path, assessment())
    root = str(Path(__file__).parents[2])
    read_only, problem, saved = run(LIMITED, tmp_path, limit, PYTHONPATH=root).splitlines()
    assert (read_only != "None") == (limit == 0)
    assert "larger than the system allows" in problem
    assert (int(saved) > 0) == (limit > 0)
