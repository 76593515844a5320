"""`dpia methods`, `dpia methods show`, and methods of an organisation's own."""

import json
from pathlib import Path
from typing import Any

import pytest

from dpia.documents.methods import method_pieces
from dpia.documents.pieces import laid_out
from dpia.documents.words import CONFIDENCE
from dpia.judgement.telling import trusted
from tests.questionnaire.handmade import method as small

from .conftest import Run

SHIPPED = Path(__file__).parents[2] / "questionnaires" / "methods"
IDS = sorted(path.stem for path in SHIPPED.glob("*.json"))
Json = dict[str, Any]


def document(name: str) -> Json:
    found: Json = json.loads((SHIPPED / f"{name}.json").read_text("utf-8"))
    return found


def own(home: Path, text: Any, name: str = "two") -> Path:
    """Put a method into the organisation's own folder."""
    folder = home / "config" / "questionnaires" / "methods"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
    return path


def test_the_list_has_every_method_and_says_how_sure_it_is(run: Run) -> None:
    lines = run("methods").out.splitlines()[2:]
    assert [line.split()[0] for line in lines] == IDS
    for line, name in zip(lines, IDS, strict=True):
        assert line.endswith(CONFIDENCE[document(name)["confidence"]])
    told = {entry["id"]: entry for entry in run("methods", "--json").json}
    assert sorted(told) == IDS
    assert told["dsk"]["confidence"] == "reconstructed" and told["dsk"]["confidence_note"]


@pytest.mark.parametrize("name", IDS)
def test_each_can_be_read(run: Run, name: str) -> None:
    done = run("methods", "show", name)
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 92
    text, found = " ".join(done.out.split()), document(name)
    for part in ("likelihood", "severity", "levels"):
        for entry in found[part]:
            assert f"{entry['title']} {' '.join(entry['definition'].split())}" in text
    for entry in found["flags"]:
        assert f"{entry['id']} {entry['title']}" in text and entry["because"] in text
    how = trusted(found).get("confidence_note") or CONFIDENCE[found["confidence"]]
    label = "Checked" if found["confidence"] == "official" else "UNCHECKED"
    assert f"{label}: {how}." in text
    assert found["note"] in text and found["aggregation"] in text and found["source"] in text
    assert "Prior consultation (GDPR Art. 36(1)) begins at “High" in text


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("width", [60, 92])
def test_the_matrix_is_a_table_of_words(name: str, width: int) -> None:
    found = document(name)
    lines = [line.text for line in laid_out(method_pieces(found, width), width)]
    start = next(i for i, line in enumerate(lines) if "Severity ↓" in line)
    words = {level["id"]: level["title"].partition(" (")[0] for level in found["levels"]}
    for line, row, step in zip(
        lines[start + 2 :], reversed(found["matrix"]), reversed(found["severity"]), strict=False
    ):
        head, *cells = [cell.strip() for cell in line.strip().split("  ") if cell.strip()]
        assert f"{step['level']} {step['title']}".startswith(head.rstrip("…"))
        told = [cell.rstrip("*").partition(" (")[0] for cell in cells]
        assert told == [words[level] for level in row]


def test_show_as_json_is_the_file_and_how_sure_it_is(run: Run) -> None:
    told = run("methods", "show", "aepd", "--json").json
    assert told == {**document("aepd"), **trusted(document("aepd"))}
    assert "reconstructed" in told["confidence_note"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["show", "xx"], 1, "There is no method “xx”. Known: aepd, dsk"),
        (["--json", "show", "dsk"], 2, "behind the command"),
        (["show"], 2, "ID"),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, arguments: list[str], code: int, words: str) -> None:
    done = run("methods", *arguments)
    assert (done.code, done.out) == (code, "")
    assert words in done.err


def test_a_method_of_ones_own_is_found_and_judged_by(run: Run, home: Path) -> None:
    own(home, small())
    assert "Two by two" in run("methods").out
    assert "Two by two (two, version 1.0.0)" in run("methods", "show", "two").out
    reference = run("new", "A case", "--method", "two").out.strip()
    assert run("risk", "add", reference, "A risk", "--likelihood", "2", "--severity", "2").code == 0
    verdict = run("show", reference, "--json").json
    assert verdict["risks"][0]["inherent"]["level"] == "high"
    assert "methods/two" in verdict["judged_by"]
    done = run("risk", "add", reference, "Another", "--likelihood", "3", "--severity", "1")
    assert done.code != 0 and "from 1 to 2" in done.err


def test_ones_own_goes_before_a_shipped_one(run: Run, home: Path) -> None:
    own(home, document("ico") | {"title": "As we do it"}, "ico")
    assert "As we do it (ico, version" in run("methods", "show", "ico").out


BROKEN: dict[str, tuple[Any, str, str]] = {
    "a hole": (
        small(matrix=[["low", "low"], ["high"]]),
        "/matrix: The matrix needs 2 rows",
        "Fill in every cell",
    ),
    "an empty cell": (
        small(matrix=[["low", "low"], ["high", None]]),
        "/matrix/1/1: Nothing stands here (null), where a text belongs.",
        "A level of this method, by its id.",
    ),
    "a level that falls": (
        small(matrix=[["low", "high"], ["low", "low"]]),
        "/matrix/1/1: “low” is lower",
        "only rise",
    ),
    "no consultation": (
        small(matrix=[["low", "low"], ["low", "low"]]),
        "/matrix: No cell has a level at which",
        "Give the gravest cell",
    ),
    "an unknown word in a flag": (
        small(flags=[{"id": "F1", "title": "T", "when": {"severty": {"minimum": 2}},
                      "then": "needs-reason", "law": ["WP 248"]}]),
        "A flag cannot ask for “severty”",
        "Did you mean “severity”?",
    ),
    "a step without a definition": (
        small(severity=[{"level": 1, "title": "One"}, {"level": 2, "title": "Two"}]),
        "/severity/0/definition",
        "“definition” is missing",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_one_is_told_with_file_place_and_mend_and_not_used(
    run: Run, home: Path, name: str
) -> None:
    content, place, mend = BROKEN[name]
    path = own(home, content)
    case = home / "case.json"
    case.write_text(json.dumps({"authority": "bg", "method": "two", "answers": {}}), "utf-8")
    for command in (("methods", "show", "two"), ("new", "A case", "--method", "two"),
                    ("assess", str(case))):  # fmt: skip
        done = run(*command)
        assert (done.code, done.out) == (3, "")
        for words in (str(path), place, mend):
            assert words in done.err
    listed = run("methods")
    assert [line.split()[0] for line in listed.out.splitlines()[2:]] == IDS
    assert str(path) in listed.err and place in listed.err
    assert run("new", "A case", "--method", "dsk").code == 0


def test_a_file_that_is_no_json_hides_no_other(run: Run, home: Path) -> None:
    path = own(home, "{")
    done = run("methods", "--json")
    assert [entry["id"] for entry in done.json] == IDS
    assert f"{path}: line 1, column 2: This is not JSON" in done.err


def test_text_of_a_file_cannot_play_tricks_in_the_terminal(run: Run, home: Path) -> None:
    own(home, small(title="\x1b[31m[bold]{0}%s", note="\x1b[2J\u202eback"))
    for arguments in (["methods"], ["methods", "show", "two"]):
        out = run(*arguments).out
        assert "\x1b" not in out and "\u202e" not in out
        assert "[bold]{0}%s" in out


@pytest.mark.parametrize("name", IDS)
def test_a_level_says_how_far_its_matrix_can_be_trusted(run: Run, home: Path, name: str) -> None:
    """In the list, in what an assessment shows, under its reasons, and beside its risks."""
    doubt = trusted(document(name)).get("confidence_note")
    reference = run("new", "A case", "--method", name).out.strip()
    unrated = run("show", reference).out
    assert "Highest risk:" in unrated and "matrix:" not in unrated
    saved = run("risk", "add", reference, "A risk", "--likelihood", "2", "--severity", "2").err
    shown, why = run("show", reference).out, run("show", reference, "--why").out
    places = [line for text in (saved, shown) for line in text.splitlines() if "Highest" in line]
    places += [line for line in why.splitlines() if "in the matrix" in line]
    assert len(places) == 5
    for place in [*places, run("risk", "list", reference).err, run("list").err]:
        assert place.count(f"({doubt})") + place.count(f": {doubt}") == bool(doubt)
        assert doubt or "matrix:" not in place
    told = run("risk", "list", reference, "--json").json["method"]
    assert told == {"id": name, "title": document(name)["title"], **trusted(document(name))}


@pytest.mark.parametrize("name", ["four-by-four", "rijksdienst"])
def test_what_is_handed_out_says_it_beside_the_levels(
    run: Run, home: Path, tmp_path: Path, name: str
) -> None:
    """A comparison, the summary on one page, the whole report, and linked data."""
    doubt = trusted(document(name)).get("confidence_note", "")
    case = ("--authority", "nl", "--method", name)
    references = []
    for step in ("1", "3"):
        references.append(run("new", f"Case {step}", *case).out.strip())
        rated = ("--likelihood", step, "--severity", "3", "--reason", "Said.")
        assert run("risk", "add", references[-1], "A risk", *rated).code == 0
        assert run("risk", "confirm", references[-1], "--all").code == 0
    linked = tmp_path / "levels.jsonld"
    assert run("export", "-o", str(linked), references[1]).code == 0
    page = tmp_path / "report.html"
    assert run("report", references[1], "-o", str(page)).code == 0
    texts = {
        "diff": run("diff", *references).out,
        "summary": run("report", references[1], "--summary").out,
        "report": run("report", references[1]).out,
        "linked data": linked.read_text("utf-8"),
        "heat maps": page.read_text("utf-8").partition("<h2>Heat maps")[2].partition("<h2>")[0],
    }
    for place, text in texts.items():
        flat = " ".join(text.split())
        assert (doubt in flat) if doubt else ("reconstructed" not in flat), place
    assert "Highest risk with all measures: High" in texts["summary"]


@pytest.mark.parametrize("name", IDS)
def test_a_report_says_how_two_steps_become_a_level_and_what_comes_first(
    run: Run, name: str
) -> None:
    """EDPB template, section 4.1.b: scales, metrics, priorities, acceptance, source."""
    method = document(name)
    reference = run("new", "A case", "--authority", "nl", "--method", name).out.strip()
    text = " ".join(run("report", reference).out.split()).replace("\\", "")
    said = text.partition("4.1.b Method")[2].partition("## 4.1.c")[0]
    titles = {level["id"]: level["title"] for level in method["levels"]}
    gravest = ", ".join(titles[level] for level in method["matrix"][-1])
    assert f"{method['severity'][-1]['title']}, with a likelihood of" in said
    assert f": {gravest} " in said and said.count("with a likelihood of") == len(method["matrix"])
    assert all(flag["title"] in said for flag in method["flags"])
    assert "Priority: the highest level first" in said and method["aggregation"] in said
