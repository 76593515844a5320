"""`dpia questionnaire list | check | show | compile`."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.questionnaire.handmade import sound_library
from tests.questionnaire.metaschema import is_schema

BROKEN = Path(__file__).parents[1] / "data" / "broken"
SHIPPED = Path(__file__).parents[2] / "questionnaires"


def test_list_names_every_questionnaire(run: Any) -> None:
    done = run("questionnaire", "list", "--json")
    assert done.code == 0
    found = {entry["id"]: entry for entry in done.json}
    assert {"screening", "processing", "large_scale"} <= set(found)
    assert all(entry["questions"] > 0 and entry["version"] for entry in found.values())
    table = run("questionnaire", "list").out
    assert all(name in table for name in found)


def test_check_finds_nothing_in_what_ships(run: Any) -> None:
    done = run("questionnaire", "check")
    assert (done.code, done.out) == (0, "")
    assert "no defects" in done.err
    counted = re.findall(r"^([\w-]+): .*: (\d+) questions \(", done.err, re.MULTILINE)
    assert len(counted) == 6
    for pathway, questions in counted:  # the numbers by which one chooses a pathway
        path = SHIPPED / "pathways" / f"{pathway}.json"
        described = json.loads(path.read_text(encoding="utf-8"))["description"]
        assert re.search(rf"\b{questions}\b", described), (pathway, questions)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Let a small library ship, in which everything can be tried at once, and return it."""
    library = sound_library()
    library["topics/sound"]["properties"]["kind"]["x-required"] = True
    library["topics/sound"]["properties"]["people"]["x-required"] = True
    source = {"source": "Own limit"}
    given = {"answers": {"sound": {"kind": "company"}}}
    library["pathways/edpb-2026"]["limits"] = [
        {"id": "deepest", "title": "The deepest case", "at_most": 2, **source},
        {"id": "company", "title": "A company", "at_most": 2, **source, **given},
    ]
    root = tmp_path / "shipped"
    for key, document in library.items():
        path = root / f"{key}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document), encoding="utf-8")
    (root / "schemas").symlink_to(SHIPPED / "schemas")
    monkeypatch.setattr("dpia.desk.library.shipped_data", lambda: root)
    return library


def test_check_counts_the_questions_and_tells_where_they_are_too_many(
    run: Any, tmp_path: Path, small: dict[str, Any]
) -> None:
    done = run("questionnaire", "check")
    assert (done.code, done.out) == (0, "")
    assert "A company: 2 questions (authority bg), at most 2 allowed." in done.err
    pathway = small["pathways/edpb-2026"]
    pathway["limits"][1]["at_most"] = 1
    (tmp_path / "edpb-2026.json").write_text(json.dumps(pathway), encoding="utf-8")
    done = run("questionnaire", "check", "--json", str(tmp_path))
    assert done.code == 3
    (defect,) = done.json["defects"]
    assert (defect["kind"], defect["where"]) == ("too-much", "/limits")
    company = next(e for e in done.json["efforts"] if e["id"] == "company")
    assert company["questions"] > company["at_most"] == 1


@pytest.mark.usefixtures("small")
def test_a_quick_check_does_not_search_for_what_can_never_hold(run: Any) -> None:
    dead = str(BROKEN / "never-true.json")
    done = run("questionnaire", "check", dead)
    assert done.code == 3 and "can never hold" in done.out
    done = run("questionnaire", "check", "--quick", dead)
    assert (done.code, done.out) == (0, "")
    assert "The deepest case" not in done.err
    assert "The deepest case" in run("questionnaire", "check").err


@pytest.mark.usefixtures("small")
def test_check_tells_file_place_what_and_how_to_mend(run: Any) -> None:
    path = BROKEN / "unknown-fact.json"
    done = run("questionnaire", "check", str(path))
    assert done.code == 3
    lines = done.out.splitlines()
    assert any(
        line.startswith(f"{path}: /x-facts/broken_fact/when: There is no fact “mani”.")
        for line in lines
    )
    assert "defects in 1 file." in done.err


@pytest.mark.usefixtures("small")
def test_check_as_json(run: Any) -> None:
    done = run("questionnaire", "check", "--json", str(BROKEN / "no-law.json"))
    assert done.code == 3
    kinds = {defect["kind"] for defect in done.json["defects"]}
    assert kinds == {"no-law", "unreachable-topic"}
    assert all(
        set(defect) == {"file", "where", "kind", "what", "mend"} for defect in done.json["defects"]
    )


def test_a_file_replaces_the_shipped_one_of_its_name(run: Any, tmp_path: Path) -> None:
    document = json.loads((SHIPPED / "methods" / "ico.json").read_text(encoding="utf-8"))
    document["matrix"][0][0] = "high"
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    done = run("questionnaire", "check", "--quick", str(path))
    assert done.code == 3
    assert done.out.count("\n") == 2
    assert all(line.startswith(f"{path}: /matrix/") for line in done.out.splitlines())


def test_a_folder_is_checked_whole_with_its_translations(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "topics"
    folder.mkdir()
    (folder / "screening.fr.json").write_text("no JSON", encoding="utf-8")
    (folder / "screening.before.json").write_text("no JSON", encoding="utf-8")
    broken = json.loads((SHIPPED / "topics" / "children.json").read_text(encoding="utf-8"))
    broken["tittle"] = "x"
    (folder / "children.json").write_text(json.dumps(broken), encoding="utf-8")
    done = run("questionnaire", "check", "--quick", str(tmp_path))
    assert done.code == 3
    assert done.out.splitlines() == [
        f"{folder / 'screening.fr.json'}: line 1, column 1: This is not JSON: Expecting value. "
        "Mend the text there.",
        f"{folder / 'children.json'}: /tittle: “tittle” is not known here. Did you mean “title”?",
    ]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"{", "not JSON"),
        (b"[]", "does not hold an object"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b"{}", "what kind of file"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"format": "dpia-method/1", "id": "m", "id": "n"}', "“id” is given twice"),
        (b'{"x-format": "dpia-questionnaire/1"}', "“x-topic” is missing"),
    ],
)
def test_damaged_files_get_a_sentence(run: Any, tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    done = run("questionnaire", "check", "--quick", str(path))
    assert done.code == 3
    assert word in done.out and "Traceback" not in done.err


@pytest.mark.usefixtures("small")
def test_foreign_text_cannot_play_tricks_in_the_terminal(run: Any, tmp_path: Path) -> None:
    document = {"x-format": "dpia-questionnaire/1", "\x1b[31m{0}%s[/]": 1}
    path = tmp_path / "x.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    done = run("questionnaire", "check", "--quick", str(path))
    assert done.code == 3 and "\x1b" not in done.out and "{0}%s[/]" in done.out


def test_a_path_that_is_not_there_is_a_usage_error(run: Any) -> None:
    assert run("questionnaire", "check", "/nowhere").code == 2


def test_show_prints_a_questionnaire_to_read(run: Any) -> None:
    done = run("questionnaire", "show", "children")
    assert done.code == 0
    assert done.out.startswith("Children (children ")
    for word in ("Asked if", "Law: GDPR Art. 8", "[age_known: one choice; owed]", "Rules"):
        assert word in done.out
    assert max(len(line) for line in done.out.splitlines()) <= 92
    assert (
        run("questionnaire", "show", "large-scale").out
        == run("questionnaire", "show", "large_scale").out
    )


def test_every_questionnaire_can_be_shown(run: Any) -> None:
    for entry in run("questionnaire", "list", "--json").json:
        done = run("questionnaire", "show", entry["id"])
        document = run("questionnaire", "show", entry["id"], "--json").json
        assert done.code == 0 and document["x-topic"] == entry["id"]
        assert all(f"[{name}: " in done.out for name in document["properties"])


def test_an_unknown_questionnaire_is_told_with_those_there_are(run: Any) -> None:
    done = run("questionnaire", "show", "nothing")
    assert done.code == 1 and "screening" in done.err


@pytest.mark.parametrize("pathway", sorted(p.stem for p in (SHIPPED / "pathways").glob("*.json")))
def test_compile_prints_a_plain_schema(run: Any, pathway: str) -> None:
    done = run("questionnaire", "compile", pathway, "--authority", "nl", "--as-of", "2026-11-22")
    assert done.code == 0
    assert is_schema(done.json)
    assert '"x-' not in done.out
    assert Draft202012Validator(done.json).is_valid({"screening": {"part": "processor"}})
    assert not Draft202012Validator(done.json).is_valid({"screening": {"part": "nobody"}})


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nothing"], 1),
        (["edpb-2026", "--authority", "xx"], 1),
        (["edpb-2026", "--as-of", "soon"], 2),
    ],
)
def test_compile_refuses_what_does_not_exist(run: Any, arguments: list[str], code: int) -> None:
    done = run("questionnaire", "compile", *arguments)
    assert done.code == code and done.err and not done.out
