"""The official form, filled in: every field finds its content, and says what is missing."""

import copy
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dpia.assessment.document import from_file
from dpia.assessment.view import case_view
from dpia.desk.intake import assessment_in
from dpia.desk.library import Library
from dpia.documents.template import Filled, Seen, fill
from dpia.documents.template.derived import DERIVED, DERIVED_OF_ROW
from dpia.documents.template.model import Field, Row, Section
from dpia.documents.template.rows import measure_columns, risk_columns
from dpia.errors import NotFound
from dpia.judgement import judge
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.rulebook import Rulebook, needed

LIBRARY = Library(Path("none"))
FILES = LIBRARY.files()
FORM = FILES["templates/edpb-2026"]
TODAY = date(2026, 11, 28)
SOUND = json.loads(
    (Path(__file__).parents[1] / "judgement" / "findings" / "sound.json").read_text("utf-8")
)
FIELDS = {field["id"]: field for field in FORM["fields"]}
ROWS = {section["id"]: section.get("rows") for section in FORM["sections"]}
OFFICIAL = (
    *("0.1", "0.2", "0.3", "0.4", "0.5", "1.1.a", "1.1.b", "1.1.c", "1.1.d", "1.2", "1.3", "1.4"),
    *("2.1.a", "2.1.b", "2.2.a", "2.2.b", "2.3.a", "2.3.b", "2.3.c", "2.3.d", "2.3.e"),
    *("3.1", "3.2", "3.3", "4.1.a", "4.1.b", "4.1.c", "4.2.a", "4.2.b", "4.2.c", "5.1", "5.2", "6"),
)


@cache
def book() -> Rulebook:
    return Rulebook(needed(FILES, "nl", (), "edpb-2026", "four-by-four"), "nl")


def seen(raw: dict[str, Any], **answers: Any) -> Seen:
    """Return an assessment file as a report sees it, with some answers changed."""
    document = from_file({**copy.deepcopy(raw), "authority": "nl"}, id="x", created="2026-11-28")
    for path, value in answers.items():
        topic, _sep, name = path.partition("__")
        document["answers"].setdefault(topic, {})[name] = value
    view = case_view(document, TODAY)
    looked = Evaluation(book(), document["answers"], document["marks"], view, TODAY)
    return Seen(document, judge(document, book(), TODAY), looked)


def filled(raw: dict[str, Any] = SOUND, **answers: Any) -> Filled:
    return fill(FORM, seen(raw, **answers))


def section(form: Filled, name: str) -> Section:
    return next(found for found in form.sections if found.id == name)


def field(form: Filled, name: str) -> Field | Row:
    found = [f for s in form.sections for f in (*s.fields, *s.rows)]
    return next(f for f in found if f.id == f"edpb-{name}")


def said(form: Filled, name: str) -> list[str]:
    return [entry.text for entry in field(form, name).entries]


def table(form: Filled, name: str) -> list[list[list[str]]]:
    shown = section(form, name).table
    assert shown is not None
    return [[[entry.text for entry in cell] for cell in row] for row in shown.rows]


# The map


def test_the_form_has_every_section_of_the_official_one_in_its_order() -> None:
    assert tuple(ROWS) == OFFICIAL
    assert {found["section"] for found in FIELDS.values()} == set(OFFICIAL)
    assert len(FIELDS) == 117


def resolved(name: str, source: dict[str, Any]) -> bool:
    """Say whether a source of a field leads to a question that is asked, or to a value."""
    rows = ROWS[FIELDS[name]["section"]] or {}
    if "question" in source:
        return asked(source["question"])
    if "table" in source:
        return asked(source["table"]) and source["cell"] in columns({"question": source["table"]})
    if "case" in source:
        return in_schema(source["case"].split("."))
    if "measures" in source:
        return set(source["measures"]) <= {duty["id"] for duty in FILES["law/duties"]["duties"]}
    if "derived" in source:
        return source["derived"] in (DERIVED_OF_ROW if rows else DERIVED) or (
            source["derived"] in DERIVED
        )
    return source["column"] in columns(rows)


def asked(path: str) -> bool:
    try:
        return book().question(path).topic in book().step_of
    except NotFound:
        return False


def columns(rows: dict[str, Any]) -> set[str]:
    if "each" in rows:
        return {"item", "answer"}
    if "risks" in rows:
        return set(risk_columns(SOUND["risks"][0], seen(SOUND)))
    if "measures" in rows:
        return set(measure_columns(SOUND["measures"][0], seen(SOUND), ""))
    tables = [book().question(rows[name]) for name in ("question", "twin") if name in rows]
    assert all(one.topic in book().step_of for one in tables)
    return {column.id for one in tables for column in one.columns}


def in_schema(names: list[str]) -> bool:
    schema = LIBRARY.schema("assessment")
    inside: Any = schema
    for name in names:
        if name not in inside.get("properties", {}):
            return False
        inside = inside["properties"][name]
    return True


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_of_the_form_is_mapped_to_a_question_or_a_derived_value(name: str) -> None:
    sources = FIELDS[name]["from"]
    assert sources
    assert [source for source in sources if not resolved(name, source)] == []


def test_everything_that_is_derived_is_used() -> None:
    fields = [f for form in (FORM, FILES["templates/article-36"]) for f in form["fields"]]
    used = {s["derived"] for found in fields for s in found["from"] if "derived" in s}
    assert used == {*DERIVED, *DERIVED_OF_ROW}


# What stands in it


def test_an_answer_stands_in_words_and_what_is_not_asked_is_left_out() -> None:
    form = filled()
    assert said(form, "0.1-controller") == ["A shop"]
    assert said(form, "0.1-joint-tasks") == []
    assert "2027-03-01" in said(form, "0.4-launch")


def test_each_joint_controller_stands_with_its_own_particulars_and_says_what_is_missing() -> None:
    joint = {"id": "j1", "name": "Shop B", "role": "joint", "purpose": "To sell"}
    told = {**joint, "tasks": "Answers requests", "contact": "1 Street", "units": "Sales"}
    for row in (joint, told | {"dpo": "Officer B"}):
        rows = [*SOUND["answers"]["processing"]["recipients"], row]
        form = filled(screening__part="joint_controller", processing__recipients=rows)
        assert [e.text for e in field(form, "0.1-controller").entries][-1] == "Shop B"
        found = {
            name: [
                (e.text, e.state) for e in field(form, f"0.1-{name}").entries if e.label == "Shop B"
            ]
            for name in ("units", "establishment", "dpo", "joint-tasks")
        }
        if row is joint:
            assert found["establishment"] == [("Not said yet", "open")]
            assert found["joint-tasks"] == [("Not said yet", "open")]
            assert found["units"] == found["dpo"] == []
        else:
            assert found == {
                "units": [("Sales", "given")],
                "establishment": [("1 Street", "given")],
                "dpo": [("Officer B", "given")],
                "joint-tasks": [("Answers requests", "given")],
            }


def test_what_holds_of_all_processors_stands_once_below_them_and_is_said_of_none() -> None:
    host, mailer = (
        {"id": f"r{n}", "name": name, "role": "processor", "purpose": "For us", "contract": "yes"}
        for n, name in enumerate(("Host", "Mailer"), 1)
    )
    chain = {"sub_processors": "authorised", "sub_processor_list": "A computing centre"}
    named = {f"processors__{name}": value for name, value in chain.items()}
    lines = table(filled(processing__recipients=[host, mailer], **named), "0.2")
    assert [line[0] for line in lines[:2]] == [["Host"], ["Mailer"]]
    assert lines[0][1] == lines[1][1] == ["For us", "Yes"]
    assert [line[1] for line in lines[2:]] == [
        ["Yes; we know them all, and agreed or could object to each"],
        ["A computing centre"],
    ]
    assert table(filled(processing__recipients=[{**host, "role": "controller"}]), "0.2") == []


def test_not_known_and_not_answered_are_told_apart_and_listed_as_gaps() -> None:
    raw = copy.deepcopy(SOUND)
    del raw["answers"]["data_flow"]
    raw.setdefault("marks", {})["data_flow"] = {"/context": {"unknown": True, "note": "Asked IT."}}
    form = filled(raw)
    entries = {e.label: e.state for e in field(form, "1.1.d-context").entries}
    assert entries["Which work does it serve, and in what surroundings is it done?"] == "unknown"
    assert [e.state for e in field(form, "0.3-version").entries] == ["open"]
    gaps = {(gap.section, gap.title): gap.state for gap in form.open_fields()}
    assert gaps["0.3", "Version of the processing and its history"] == "open"
    assert gaps["1.1.d", "Context"] == "unknown"
    assert ("0.1", "The controller") not in gaps


def test_an_assumption_is_said_in_the_annex_and_not_behind_the_answer() -> None:
    raw = copy.deepcopy(SOUND)
    raw.setdefault("marks", {}).setdefault("processing", {})["/controller"] = {"assumed": True}
    form = filled(raw)
    assert said(form, "0.1-controller") == ["A shop"]
    assert form.noted and form.noted.table and "Assumed" in str(form.noted.table.rows)


def test_each_item_of_data_is_joined_with_its_particulars() -> None:
    particulars = [
        {
            "id": "d1",
            "explanation": "Of customers",
            "recipients": ["r1"],
            "recipients_why": "It sends",
            "period_why": "They still want it",
            "quality": "Deliverable",
        }
    ]
    form = filled(data_flow__items=particulars)
    assert table(form, "1.1.a") == [[["E-mail address"], ["Of customers"], ["Ordinary data"]]]
    (row,) = table(form, "2.2.a")
    assert row[2:4] == [["Mailing service"], ["It sends"]]
    assert row[4:] == [["By a fixed period", "Until they unsubscribe"], ["They still want it"]]
    (row,) = table(form, "2.2.b")
    assert row == [["E-mail address"], ["Deliverable"], ["Not answered yet"]]


def test_an_exception_stands_with_the_items_of_data_it_is_for() -> None:
    rows = SOUND["answers"]["processing"]["data_items"]
    own = {"sensitivity": "special", "purposes": ["p1"], "need": "To treat", "retention": "none"}
    kinds = {"Diagnosis": "health", "Letters": "health", "Genome": "genetic"}
    rows = [
        *rows,
        *({**own, "id": f"x{n}", "item": item, "special": [kind]} for n, (item, kind) in
          enumerate(kinds.items())),
    ]  # fmt: skip
    form = filled(
        screening__data_kinds=["health", "genetic"],
        processing__data_items=rows,
        sensitive_data__ground_health=["care"],
        sensitive_data__ground_genetic=["explicit_consent"],
        sensitive_data__justification="A doctor asks for it.",
    )
    found = {row[0][0]: (row[0][1:], row[2]) for row in table(form, "2.1.b")}
    assert found["Data concerning health"][0] == ["Diagnosis", "Letters"]
    assert found["Genetic data"][0] == ["Genome"]
    assert all("A doctor asks for it." in why for _items, why in found.values())


@pytest.mark.parametrize(
    ("about", "part"),
    [
        ("data_flow", ", on “Data flow and particulars”"),
        ("data_flow.SECTION", ", on “TITLE”"),
        ("", ""),
        ("gone.part", ""),
    ],
)
def test_a_drawing_that_is_attached_stands_with_the_part_it_belongs_to(
    about: str, part: str
) -> None:
    section = FILES["topics/data-flow"]["x-sections"][1]
    about, part = about.replace("SECTION", section["id"]), part.replace("TITLE", section["title"])
    kept = {"id": "a1", "name": "flows.svg", "title": "Data flows", "about": about, "sha256": "ab"}
    found = seen(SOUND)
    found.document["attachments"] = [kept]  # type: ignore[index]
    entries = {e.label: e.text for e in field(fill(FORM, found), "0.5-references").entries}
    assert entries["Attached"] == f"Data flows (flows.svg){part}, SHA-256 ab"


def test_measures_stand_in_the_row_of_what_they_serve_unless_rejected() -> None:
    raw = copy.deepcopy(SOUND)
    (measure,) = raw["measures"]
    measure |= {"serves": ["fairness", "access"], "suitability": "Works at once."}
    rejected = {**measure, "id": "m2", "title": "Dropped", "status": "rejected"}
    form = filled({**raw, "measures": [measure, rejected]})
    row = field(form, "2.3.a-fairness")
    assert isinstance(row, Row)
    assert [(m.measure, m.suitability, m.status) for m in row.measures] == [
        ("M1 m1", "Works at once.", "Planned")
    ]
    missing = field(form, "2.3.a-accountability")
    assert isinstance(missing, Row) and not missing.measures
    assert missing.entries[0].text == "No measure named yet"


def test_what_does_not_apply_asks_for_no_measure() -> None:
    form = filled()
    assert field(form, "2.3.c-transfers").entries == ()
    assert said(form, "2.3.c-processors")[0] == "No measure named yet"


def test_risks_stand_in_both_tracks_with_their_levels() -> None:
    form = filled()
    assert [row[0] for row in table(form, "3.1")] == [["r1"]]
    assert [row[0] for row in table(form, "4.1.a")] == [
        ["Illegitimate access", "e0"],
        ["Unwanted change", "e1"],
        ["Disappearance", "e2"],
    ]
    first = table(form, "4.1.c")[0]
    assert first[:5] == [["r1"], ["1 Negligible"], ["1 Negligible"], ["Said."], ["Low"]]
    assert first[5][0].startswith("Acceptable. May be taken.")
    assert table(form, "4.2.b")[0][1] == ["M1 m1"]


def test_a_measure_is_described_where_it_is_named_first_and_numbered_everywhere() -> None:
    raw = copy.deepcopy(SOUND)
    serves = ["fairness", "accuracy"]
    (measure,) = raw["measures"]
    raw["measures"] = [{**measure, "title": "Check", "description": "Each week.", "serves": serves}]
    form = filled(raw)
    told = [line.measure for row in section(form, "2.3.a").rows for line in row.measures]
    assert told == ["M1 Check: Each week."]
    named = said(form, "2.3.a-accuracy")[0]
    assert named == "M1 Check (Planned). See 2.3.a Fairness."
    shown, (row,) = section(form, "4.2.a").table, table(form, "4.2.a")
    assert shown is not None and shown.names == ("M1",)
    assert row[0] == ["Check"] and row[2] == ["See 2.3.a Fairness."]


def test_evidence_stands_with_the_answer_it_proves() -> None:
    raw = copy.deepcopy(SOUND)
    raw["marks"] = {"necessity": {"/effectiveness": {"evidence": ["Study of 2025, p. 4"]}}}
    found = {entry.text: entry.label for entry in field(filled(raw), "3.2-necessity").entries}
    assert found["Study of 2025, p. 4"] == "Evidence"


def test_only_confirmed_text_reaches_it_and_the_rest_is_counted() -> None:
    raw = copy.deepcopy(SOUND)
    raw["risks"][0] |= {"proposed": True, "title": "Only proposed"}
    raw["measures"][0] |= {"proposed": True, "title": "A mere idea", "serves": ["fairness"]}
    form = filled(raw)
    text = json.dumps(form.to_json(), ensure_ascii=False)
    assert "Only proposed" not in text and "A mere idea" not in text
    assert form.left_out == {"risks": 1, "measures": 1}
    assert section(form, "3.1").table.instead[0].state == "open"  # type: ignore[union-attr]


WHOLE = sorted((Path(__file__).parent / "whole").glob("*.json"))
NOT_THERE = {"edpb-1.4-code", "edpb-1.4-explanation"}
"""Fields that a whole assessment may leave empty: an organisation may keep to no code."""


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_an_assessment_filled_in_by_hand_leaves_no_field_empty(path: Path) -> None:
    """It was typed in the terminal, key by key, from nothing."""
    raw = json.loads(path.read_text("utf-8"))
    form = filled(raw)
    assert list(form.open_fields()) == []
    empty = {f.id for s in form.sections for f in s.fields if not f.entries}
    empty |= {row.id for s in form.sections for row in s.rows if not (row.measures or row.entries)}
    tables = [s for s in form.sections if s.table is not None]
    empty |= {
        column.id
        for s in tables
        if s.table is not None
        for at, column in enumerate(s.table.columns)
        if not any(row[at] for row in s.table.rows)
    }
    assert empty - NOT_THERE <= {
        *("edpb-0.5-reason-35-3", "edpb-0.5-reason-national-law", "edpb-6-consultation-ground"),
    }


@pytest.mark.parametrize("name", sorted(LIBRARY.examples()))
def test_every_example_fills_the_whole_form(name: str) -> None:
    form = filled(dict(assessment_in(LIBRARY.examples()[name])))
    assert [found.id for found in form.sections] == list(OFFICIAL)
    assert json.loads(json.dumps(form.to_json()))["format"] == "dpia-report/1"


def test_an_assessment_frozen_before_questions_were_added_still_fills_the_form() -> None:
    files = copy.deepcopy(dict(needed(FILES, "nl", (), "edpb-2026", "four-by-four")))
    del files["topics/data-flow"]
    steps = files["pathways/edpb-2026"]["steps"]
    steps[:] = [step for step in steps if step.get("topic") != "data_flow"]
    asked = files["topics/involvement"]
    del asked["properties"]["publication_how"]
    for part in asked["x-sections"]:
        part["questions"] = [name for name in part["questions"] if name != "publication_how"]
    older = Rulebook(files, "nl")
    raw = {name: value for name, value in SOUND.items() if name != "authority"}
    document = from_file({**copy.deepcopy(raw), "authority": "nl"}, id="x", created="2026-11-28")
    document["answers"].pop("data_flow")
    view = case_view(document, TODAY)
    looked = Evaluation(older, document["answers"], document["marks"], view, TODAY)
    form = fill(FORM, Seen(document, judge(document, older, TODAY), looked))
    assert said(form, "0.1-controller") == ["A shop"]
    assert table(form, "1.2") == []
    assert table(form, "1.1.a")[0][0] == ["E-mail address"]
