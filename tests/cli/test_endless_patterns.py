"""A questionnaire of one's own with a pattern that could take for ever is refused in a sentence."""

import json
from pathlib import Path

import pytest

from .conftest import Run

SHIPPED = Path(__file__).parents[2] / "questionnaires" / "topics" / "processing.json"
EVIL = "^([a-z]+ ?)+$"
TEXT = "of the data we have and of the people we know " * 6 + "!"


@pytest.fixture
def own(home: Path) -> Path:
    """Put a questionnaire into the organisation's own folder, with such a pattern in a rule."""
    document = json.loads(SHIPPED.read_text(encoding="utf-8"))
    document["x-facts"]["odd_purpose"] = {
        "title": "A purpose is odd",
        "x-law": ["GDPR Art. 5(1)(b)"],
        "x-confidence": "official",
        "when": {"some": "processing.purposes", "where": {"name": {"pattern": EVIL}}},
    }
    path = home / "config" / "questionnaires" / "topics" / "processing.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


WHERE = "/x-facts/odd_purpose/when/where/name/pattern"
WHAT = "“([a-z]+ ?)+” can match one text in many ways"
MEND = "Repeat nothing twice"


def test_it_is_refused_with_file_place_and_mend_when_opened(
    run: Run, home: Path, own: Path
) -> None:
    case = home / "case.json"
    answers = {"processing": {"purposes": [{"id": "a", "name": TEXT}]}}
    case.write_text(json.dumps({"authority": "bg", "answers": answers}), encoding="utf-8")
    for command in (
        ("assess", str(case)),
        ("new", "A case", "--authority", "bg"),
        ("questionnaire", "compile", "--authority", "bg"),
    ):
        done = run(*command)
        assert (done.code, done.out) == (3, "")
        for words in (str(own), f"{WHERE}: {WHAT}", MEND):
            assert words in done.err
    assert run("list").code == 0


def test_check_finds_it_and_nothing_else(run: Run, own: Path) -> None:
    done = run("questionnaire", "check", "--quick", "--json")
    assert done.code == 3
    found = {(one["kind"], one["where"]) for one in done.json["defects"]}
    assert found == {("bad-pattern", WHERE)}
    done = run("questionnaire", "check", "--quick", str(own))
    assert done.code == 3
    assert done.out.count(f"{own}: {WHERE}: {WHAT}") == 1
