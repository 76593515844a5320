"""An example that no longer fits its questionnaires is caught, at its place, with what to do."""

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dpia.desk.books import Books
from dpia.desk.library import Library
from dpia.desk.trying import example_defects
from dpia.questionnaire.lint import Defect, lint
from dpia.questionnaire.rulebook import needed
from tests.desk.conftest import NOON

Json = dict[str, Any]
LIBRARY = Library(Path("none"))
FILES = LIBRARY.files()
BOOKS = Books(lambda basis: needed(FILES, **basis))
SCHEMAS = {name: LIBRARY.schema(name) for name in LIBRARY.schema_names()}
NAME = "traffic-data-retention"


@cache
def _text() -> str:
    return json.dumps(LIBRARY.examples()[NAME])


def example() -> Json:
    found: Json = json.loads(_text())
    return found


def defects(document: Json) -> list[Defect]:
    """What `dpia questionnaire check` says of one example."""
    key = f"examples/{NAME}"
    found = lint({key: document}, SCHEMAS, only=[key])
    return found or list(example_defects(key, document, FILES, BOOKS, NOON.date()))


def answers(document: Json, topic: str) -> Json:
    found: Json = document["assessment"]["answers"].setdefault(topic, {})
    return found


def put(*steps: Any, value: Any) -> Callable[[Json], None]:
    """Return a change that puts `value` at a place of the assessment."""

    def change(document: Json) -> None:
        inside = document["assessment"]
        for step in steps[:-1]:
            inside = inside[step] if isinstance(inside, list) else inside.setdefault(step, {})
        inside[steps[-1]] = value

    return change


def test_what_ships_fits() -> None:
    for name, document in LIBRARY.examples().items():
        assert list(example_defects(name, document, FILES, BOOKS, NOON.date())) == []
    assert defects(example()) == []


ROW = ("answers", "processing", "purposes", 0)
RISK, MEASURE = ("risks", 0), ("measures", 0)
MARKED = {"unknown": True, "note": "Section 1 does not say."}

BROKEN: dict[str, tuple[Callable[[Json], None], str, str, str]] = {
    "an unknown question": (
        put("answers", "screening", "data_kind", value=["communications"]),
        "/answers/screening/data_kind", "unknown-question", "Did you mean “data_kinds”?",
    ),
    "an unknown questionnaire": (
        put("answers", "screning", value={"part": "controller"}),
        "/answers/screning/part", "unknown-question", "Did you mean “screening”?",
    ),
    "an unknown choice": (
        put("answers", "screening", "establishment", value="mars"),
        "/answers/screening/establishment", "unfit-answer", "“mars” is no choice here",
    ),
    "an unknown choice among several": (
        put("answers", "screening", "data_kinds", value=["communications", "tea"]),
        "/answers/screening/data_kinds", "unfit-answer", "“tea” is no choice here",
    ),
    "an answer of the wrong type": (
        put("answers", "screening", "data_kinds", value="communications"),
        "/answers/screening/data_kinds", "unfit-answer", "must be a list",
    ),
    "a text for rows": (
        put("answers", "processing", "purposes", value="Keeping data"),
        "/answers/processing/purposes", "unfit-answer", "must be a list of rows",
    ),
    "rows that are texts": (
        put("answers", "processing", "purposes", value=["Keeping data"]),
        "/answers/processing/purposes/0", "unfit-answer", "a row must be an object",
    ),
    "a row without an id": (
        put("answers", "processing", "purposes", value=[{"name": "Keeping data"}]),
        "/answers/processing/purposes/0/id", "missing-keyword", "“id” is missing",
    ),
    "two rows with one id": (
        put("answers", "processing", "purposes", value=[{"id": "p1"}, {"id": "p1"}]),
        "/answers/processing/purposes", "unfit-answer", "its own “id”",
    ),
    "an unknown column": (
        put(*ROW, "legal_base", value="consent"),
        "/answers/processing/purposes/0/legal_base", "unfit-answer", "legal_basis",
    ),
    "an unknown choice in a cell": (
        put(*ROW, "legal_basis", value="habit"),
        "/answers/processing/purposes/0/legal_basis", "unfit-answer", "“habit” is no choice",
    ),
    "a row that is spoken of and not there": (
        put("answers", "processing", "data_items", 1, "purposes", value=["p1", "p9"]),
        "/answers/processing/data_items/1/purposes/1", "unknown-row", "no row “p9”",
    ),
    "an answer to a hidden question": (
        put("answers", "processing", "representative", value="A law firm in Brussels"),
        "/answers/processing/representative", "hidden-answer", "screening.establishment = eu",
    ),
    "an answer in a hidden cell": (
        put(*ROW, "legitimate_interest", value="None"),
        "/answers/processing/purposes/0/legitimate_interest", "hidden-answer", "legal_obligation",
    ),
    "a mark at a hidden question": (
        put("marks", "processing", "/representative", value=MARKED),
        "/marks/processing/~1representative", "hidden-answer", "is not asked",
    ),
    "a mark at a question that does not exist": (
        put("marks", "screening", "/peple", value=MARKED),
        "/marks/screening/~1peple", "unknown-question", "Did you mean “people”?",
    ),
    "a mark at a row that does not exist": (
        put("marks", "processing", "/purposes/p9/necessity", value=MARKED),
        "/marks/processing/~1purposes~1p9~1necessity", "unknown-place", "not there",
    ),
    "a mark at a column that does not exist": (
        put("marks", "processing", "/purposes/p1/necesity", value=MARKED),
        "/marks/processing/~1purposes~1p1~1necesity", "unknown-place", "/table/row/column",
    ),
    "a mark at a column without a row": (
        put("marks", "processing", "/purposes/necessity", value=MARKED),
        "/marks/processing/~1purposes~1necessity", "unknown-place", "not there",
    ),
    "a mark that is no pointer": (
        put("marks", "processing", "purposes", value=MARKED),
        "/marks/processing/purposes", "bad-name", "cannot be a name here",
    ),
    "an answer that is marked unknown": (
        put("marks", "screening", "/part", value=MARKED),
        "/marks/screening/~1part", "answered-and-unknown", "Keep one",
    ),
    "an unknown scenario": (
        put(*RISK, "scenario", value="chilling-efect"),
        "/risks/0/scenario", "unknown-entry", "“chilling-efect”",
    ),
    "an unknown measure of the catalogue": (
        put(*MEASURE, "catalogue", value="automatic-erazure"),
        "/measures/0/catalogue", "unknown-entry", "Did you mean “automatic-erasure”?",
    ),
    "a measure for a risk that is not there": (
        put(*MEASURE, "effects", value=[{"risk": "r99", "likelihood": 1}]),
        "/measures/0/effects/0/risk", "unknown-risk", "“r99”",
    ),
    "a measure that serves what no law asks": (
        put(*MEASURE, "serves", value=["comfort"]),
        "/measures/0/serves", "unknown-duty", "comfort",
    ),
    "a likelihood off the scale": (
        put(*RISK, "inherent", value={"likelihood": 5, "severity": 2, "reason": "So."}),
        "/risks/0/inherent/likelihood", "off-scale", "from 1 to 4",
    ),
    "a level by hand off the scale": (
        put(*RISK, "by_hand", value={"today": {"severity": {"value": 9, "reason": "So."}}}),
        "/risks/0/by_hand/today/severity/value", "off-scale", "from 1 to 4",
    ),
    "two risks with one id": (
        put("risks", 1, "id", value="r1"),
        "/risks/1/id", "duplicate-id", "Give each its own",
    ),
    "two measures with one id": (
        put("measures", 1, "id", value="m1"),
        "/measures/1/id", "duplicate-id", "Give each its own",
    ),
    "an unknown pathway": (
        put("pathway", value="edbp-2026"),
        "/pathway", "unknown-pathway", "Did you mean “edpb-2026”?",
    ),
    "an unknown method": (
        put("method", value="four-by-for"),
        "/method", "unknown-method", "Did you mean “four-by-four”?",
    ),
    "an unknown authority": (
        put("authority", value="xx"), "/authority", "unknown-authority", "“xx”",
    ),
    "an unknown authority beside it": (
        put("also", value=["nl", "xy"]), "/also/1", "unknown-also", "“xy”",
    ),
    "another title inside": (
        put("title", value="Something else"), "/title", "other-title", "make them the same",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_no_longer_fits_is_caught_at_its_place(name: str) -> None:
    change, where, kind, words = BROKEN[name]
    document = example()
    change(document)
    found = [d for d in defects(document) if d.where == f"/assessment{where}"]
    assert [d.kind for d in found] == [kind], [d.sentence() for d in defects(document)]
    assert words in found[0].sentence()
    assert found[0].what.endswith(".") and found[0].mend and found[0].file == f"examples/{NAME}"


def test_a_row_kept_for_one_that_is_not_there_is_caught() -> None:
    document = example()
    table = next(
        (q, name)
        for key, topic in FILES.items()
        if key.startswith("topics/")
        for name, q in topic["properties"].items()
        if q.get("x-rows-of") == "processing.data_items"
    )
    topic = "data_flow"
    answers(document, topic)[table[1]] = [{"id": "d1"}, {"id": "d99"}]
    document["assessment"]["marks"][topic].pop(f"/{table[1]}", None)
    found = [d for d in defects(document) if d.kind == "unknown-row"]
    assert [d.where for d in found] == [f"/assessment/answers/{topic}/{table[1]}/1/id"]


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("id", "another-name", "file-name"),
        ("open_questions", ["Ask the board whether it knows."], "bad-value"),
        ("seed", None, "bad-value"),
        ("company", "x", "unknown-keyword"),
        ("format", "dpia-assessment/1", "bad-value"),
    ],
)
def test_what_surrounds_the_assessment_is_checked_too(name: str, value: Any, kind: str) -> None:
    found = defects({**example(), name: value})
    assert [(d.kind, d.where) for d in found] == [(kind, f"/{name}")]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    document = copy.deepcopy(example())
    for name in ("an unknown question", "an unknown scenario", "a likelihood off the scale"):
        BROKEN[name][0](document)
    assert {d.kind for d in defects(document)} == {"unknown-question", "unknown-entry", "off-scale"}
