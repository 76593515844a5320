"""`dpia authorities`, `dpia authorities show | diff`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SHIPPED = Path(__file__).parents[2] / "questionnaires" / "authorities"
IDS = sorted(path.stem for path in SHIPPED.glob("*.json"))
DAY = ("--as-of", "2026-11-22")
Json = dict[str, Any]


def document(name: str) -> Json:
    found: Json = json.loads((SHIPPED / f"{name}.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., str]:
    """Return what writes an edited copy of a shipped file and returns its path."""

    def edit(change: Callable[[Json], object], name: str = "nl") -> str:
        found = document(name)
        change(found)
        path = tmp_path / f"{name}-edited.json"
        path.write_text(json.dumps(found), encoding="utf-8")
        return str(path)

    return edit


def test_the_list_has_every_authority(run: Any) -> None:
    table = run("authorities", *DAY)
    assert table.code == 0
    assert [line.split()[0] for line in table.out.splitlines()[2:]] == IDS
    found = {entry["id"]: entry for entry in run("authorities", *DAY, "--json").json}
    assert sorted(found) == IDS
    for name in ("bg", "nl"):
        rows = sum(len(entry["rows"]) for entry in document(name)["lists"])
        assert found[name]["rows"] == rows
        assert found[name]["lists"][0]["logic_in_words"] == "One row is enough."
    assert (found["bg"]["consent_age"], found["nl"]["consent_age"]) == (14, 16)


def test_the_list_is_as_on_the_day_asked_for(run: Any) -> None:
    early = {
        entry["id"]: entry for entry in run("authorities", "--as-of", "2019-01-01", "--json").json
    }
    assert early["bg"]["consent_age"] == 16
    assert early["bg"]["lists"] == [] and early["nl"]["lists"] == []


@pytest.mark.parametrize("name", IDS)
def test_each_can_be_read(run: Any, name: str) -> None:
    done = run("authorities", "show", name, "--all", *DAY)
    assert done.code == 0
    text = " ".join(done.out.split())
    found = document(name)
    for entry in found["bodies"]:
        assert entry["title"] in text and entry["site"] in text
    for entry in found["lists"]:
        for row in entry["rows"]:
            assert f"{row['id']} {' '.join(row['title'].split())}" in text
    assert max(len(line) for line in done.out.splitlines()) <= 92


def test_a_row_says_its_words_its_condition_and_its_criteria(run: Any) -> None:
    text = " ".join(run("authorities", "show", "nl", *DAY).out.split())
    assert (
        "nl-35-4-7 Health data Large-scale processing of health data" in text
        and "Matches when all of these: - Data concerning health are processed - Large-scale "
        "processing, as the Dutch authority reads it Criteria it prints: Sensitive or highly "
        "personal data; Large scale; Vulnerable people."
        in text
    )


def test_what_nobody_checked_says_so(run: Any, edited: Any) -> None:
    def unsure(found: Json) -> None:
        found["lists"][0]["rows"][1]["confidence"] = "secondary"

    text = run("authorities", "show", edited(unsure), *DAY).out
    row = text.partition("nl-35-4-2 ")[2].partition("nl-35-4-3 ")[0]
    assert "UNCHECKED: read in a work about it" in row
    assert "UNCHECKED" not in text.partition("nl-35-4-3 ")[2].partition("nl-35-4-4 ")[0]


def test_older_lists_are_left_out_unless_all_is_asked_for(run: Any, edited: Any) -> None:
    def retire(found: Json) -> None:
        found["lists"][0]["valid_to"] = "2026-01-01"

    path = edited(retire)
    done = run("authorities", "show", path, *DAY)
    assert "nl-35-4-1 " not in done.out and "1 list that is not in force is left out" in done.out
    whole = run("authorities", "show", path, "--all", *DAY).out
    assert "nl-35-4-1 " in whole
    assert "until 2026-01-01, NO LONGER IN FORCE" in " ".join(whole.split())


def test_show_as_json_keeps_the_file_and_adds_words(run: Any) -> None:
    told = run("authorities", "show", "bg", "--json", *DAY).json
    found = document("bg")
    rows, given = told["lists"][0]["rows"], found["lists"][0]["rows"]
    assert [row["when"] for row in rows] == [row["when"] for row in given]
    assert all(row["in_words"] and row["in_force"] and row["checked"] for row in rows)


def test_diff_of_one_authority_with_itself_finds_nothing(run: Any) -> None:
    done = run("authorities", "diff", "nl", str(SHIPPED / "nl.json"))
    assert done.code == 0 and "Nothing is different." in done.out
    assert run("authorities", "diff", "nl", "nl", "--json").json["same"] is True


def test_diff_of_two_versions_tells_what_changed(run: Any, edited: Any) -> None:
    def change(found: Json) -> None:
        rows = found["lists"][0]["rows"]
        rows[6]["when"] = {"fact": "processes_health_data"}
        del rows[1]

    done = run("authorities", "diff", "nl", edited(change))
    text = " ".join(done.out.split())
    assert "- nl-35-4-2 Black lists: removed" in text
    assert "~ nl-35-4-7 Health data: changed condition: was: the fact “Data concerning" in text
    assert "now: the fact “Data concerning health are processed” holds" in text
    assert "nl-35-4-3" not in text


def test_diff_of_two_authorities(run: Any) -> None:
    done = run("authorities", "diff", "bg", "nl", *DAY)
    assert done.code == 0
    text = " ".join(done.out.split())
    for words in ("Age of consent: 14", "Age of consent: 16", "what only Bulgaria turns on"):
        assert words in text
    told = run("authorities", "diff", "bg", "nl", *DAY, "--json").json["articles"]["35(4)"]
    by_words = {entry["in_words"]: entry for entry in told["conditions"]}
    assert by_words["Data concerning health are processed"]["a"] == []
    assert by_words["Large-scale processing"]["a"] and by_words["Large-scale processing"]["b"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["show", "xx"], 1, "Known: " + ", ".join(IDS[:3])),
        (["diff", "nl", "xx"], 1, "no authority “xx”"),
        (["show", "no/such.json"], 3, "cannot be read"),
        (["show", "nl", "--as-of", "soon"], 2, "is no date"),
        (["--json", "show", "nl"], 2, "behind the command"),
        (["show"], 2, "ID"),
    ],
)
def test_what_cannot_be_done_is_told(run: Any, arguments: list[str], code: int, words: str) -> None:
    done = run("authorities", *arguments)
    assert (done.code, done.out) == (code, "")
    assert words in done.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "line 1, column 2: This is not JSON"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b"[]", "does not hold an object"),
        (
            b'{"format": "dpia-authority/1", "id": "nl", "listz": []}',
            "/listz: “listz” is not known",
        ),
    ],
)
def test_a_broken_file_is_told_with_place_and_mend(
    run: Any, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    done = run("authorities", "diff", "nl", str(path))
    assert (done.code, done.out) == (3, "")
    assert str(path) in done.err and words in done.err


def test_a_broken_file_of_ones_own_does_not_hide_the_others(run: Any, home: Path) -> None:
    own = home / "config" / "questionnaires" / "authorities"
    own.mkdir(parents=True)
    (own / "nl.json").write_text('{"id": "nl"}', encoding="utf-8")
    done = run("authorities", "--json")
    assert done.code == 0 and [e["id"] for e in done.json] == [n for n in IDS if n != "nl"]
    assert f"{own / 'nl.json'}: /bodies: “bodies” is missing." in done.err
    assert run("authorities", "show", "nl").code == 3
    assert run("authorities", "show", "bg").code == 0


def test_text_of_a_file_cannot_play_tricks_in_the_terminal(run: Any, edited: Any) -> None:
    def hostile(found: Json) -> None:
        found["title"] = "\x1b[31m[bold]{0}%s"
        found["lists"][0]["rows"][0]["title"] = "\x1b[2J\u202eback"

    path = edited(hostile)
    for arguments in (["show", path], ["diff", "nl", path], ["diff", "bg", path]):
        out = run("authorities", *arguments).out
        assert "\x1b" not in out and "\u202e" not in out
        assert "[bold]{0}%s" in out
