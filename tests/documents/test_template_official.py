"""The form as the Board published it, read from its file apart from ours: what ours must cover.

`CELLS` and `BOXES` were taken down from the Word file of 10 March 2026, table by table: every cell
to write in, column and prescribed row in its order, and each of its 124 boxes. `COVERED` names the
fields of ours that are meant to hold them.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from dpia.documents.words import DECISION, FORM_STATUS
from tests.documents.test_template import FIELDS, FILES, FORM, resolved

CELLS: Mapping[str, tuple[str, ...]] = {
    "0.1": ("controller", "units", "establishment", "dpo", "joint-tasks"),
    "0.2": ("processor", "tasks"),
    "0.3": ("name", "version"),
    "0.4": ("launch", "end"),
    "0.5": (
        *("version-log", "team", "references", "reason-35-3", "reason-national-law"),
        *("reason-guidance", "reason-beneficial", "reason-change", "reason-change-how"),
        *("scope", "completed", "validated", "publication"),
    ),
    "1.1.a": ("item", "explanation", "special"),
    "1.1.b": ("purpose", "data"),
    "1.1.c": ("use", "compatibility"),
    "1.1.d": ("nature", "scope", "context", "cross-border", "transfer"),
    "1.2": ("phase", "operations", "explanation"),
    "1.3": ("phase", "assets", "explanation"),
    "1.4": ("code", "explanation"),
    "2.1.a": ("purpose", "basis", "justification"),
    "2.1.b": ("item", "exception", "justification"),
    "2.2.a": ("item", "need", "recipients", "recipients-why", "period", "period-why"),
    "2.2.b": ("item", "requirement", "justification"),
    "2.3.a": (
        *("fairness", "transparency", "purpose-limitation", "minimisation", "accuracy"),
        *("storage-limitation", "security", "accountability"),
    ),
    "2.3.b": (
        *("information", "access-portability", "rectification-erasure"),
        *("objection-restriction", "automated-decisions"),
    ),
    "2.3.c": ("consent", "processors", "transfers"),
    "2.3.d": ("subject", "measures", "discussion", "status"),
    "2.3.e": ("subject", "measures", "discussion", "status"),
    "3.1": ("threat", "how", "sources", "impact"),
    "3.2": ("necessity",),
    "3.3": ("proportionality",),
    "4.1.a": ("threat", "how", "sources", "impact"),
    "4.1.b": ("method",),
    "4.1.c": ("risk", "likelihood", "severity", "modulating", "level", "acceptable"),
    "4.2.a": ("measure", "risks", "discussion", "status"),
    "4.2.b": ("risk", "measures", "likelihood", "severity", "level", "acceptable"),
    "4.2.c": ("plan",),
    "5.1": ("dpo-advice",),
    "5.2": ("views",),
    "6": ("decision", "consultation-ground", "conditions", "justification"),
}
STATUS = ("planned", "partially-implemented", "implemented")
STATUS_ROWS = 8 + 5 + 3 + 2 + 2 + 1
"""Rows with three boxes for the status: sections 2.3.a to 2.3.e, and 4.2.a."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "processing.requested_by": ("dpo", "data_subjects", "code_or_standard", "other"),
    "data_flow.change": ("processing", "context"),
    "involvement.publication": ("no", "whole", "shared"),
    "processing.data_items/special": (
        *("none", "origin_beliefs", "genetic", "biometric", "health", "sex_life"),
    ),
    "data_flow.cross_border": ("no", "establishments"),
    "processing.outside_eea": ("no", "yes"),
    "data_flow.phases/operations": ("collection", "use", "storage", "sharing", "deletion"),
    "processing.codes/duty": ("required", "beneficial"),
    "processing.purposes/legal_basis": (
        *("consent", "contract", "legal_obligation"),
        *("vital_interests", "public_task", "legitimate_interest"),
    ),
    "sensitive_data.ground_health": (
        *("explicit_consent", "employment_social", "vital_interests", "non_profit", "made_public"),
        *("legal_claims", "public_interest", "care", "public_health", "research"),
    ),
}
"""Each box of the form that somebody ticks by answering, in its order."""
LINES = {
    "processing.requested_law": "0.5-reason-national-law",
    "processing.requested_other": "0.5-reason-beneficial",
    "data_flow.change_how": "0.5-reason-change-how",
    "involvement.publication_how": "0.5-publication",
    "data_flow.cross_border_details": "1.1.d-cross-border",
}
"""Each line to complete beside a box."""
Json = dict[str, Any]


def source_paths(name: str) -> set[str]:
    """Return the questions that a field of the form is filled from."""
    field = FIELDS[f"edpb-{name}"]
    return {source["question"] for source in field["from"] if "question" in source}


def schema(path: str) -> Json:
    topic, _dot, name = path.partition(".")
    name, _slash, column = name.partition("/")
    found = FILES[f"topics/{topic.replace('_', '-')}"]["properties"][name]
    return dict(found["items"]["properties"][column] if column else found)


@pytest.mark.parametrize("section", CELLS)
def test_every_cell_of_a_section_has_its_field_in_the_order_of_the_form(section: str) -> None:
    ours = [name for name, field in FIELDS.items() if field["section"] == section]
    assert ours == [f"edpb-{section}-{name}" for name in CELLS[section]]


@pytest.mark.parametrize("path", CHOICES)
def test_every_box_of_the_form_can_be_ticked(path: str) -> None:
    question = schema(path)
    known = [choice["const"] for choice in (question.get("items") or question)["oneOf"]]
    known = ["none", *known] if "x-none" in question else known
    assert [box for box in CHOICES[path] if box not in known] == []


def test_published_and_shared_can_both_be_ticked() -> None:
    known = [choice["const"] for choice in schema("involvement.publication")["oneOf"]]
    both = schema("involvement.publication_how")["x-show-if"]["publication"]
    assert "published_and_shared" in known and set(both) == {*known} - {"no"}


def test_all_kinds_of_special_data_have_the_ten_boxes() -> None:
    """The form asks for the exception item by item."""
    section = next(one for one in FORM["sections"] if one["id"] == "2.1.b")
    asked = [one["question"] for one in section["rows"]["each"]]
    wanted = [
        choice["const"] for choice in schema("sensitive_data.ground_health")["items"]["oneOf"]
    ]
    for path in asked:
        assert [choice["const"] for choice in schema(path)["items"]["oneOf"]] == wanted


@pytest.mark.parametrize("path", LINES)
def test_every_line_beside_a_box_is_asked_for(path: str) -> None:
    assert path in source_paths(LINES[path])
    assert schema(path)["type"] == "string" and schema(path)["x-required"]


def test_boxes_of_the_verdict_are_cases_criteria_and_grounds_it_knows() -> None:
    cases = {row["id"] for row in FILES["law/screening"]["triggers"]}
    assert {"35-3-a", "35-3-b", "35-3-c"} <= cases
    assert len(FILES["law/criteria"]["criteria"]) == 9
    assert set(DECISION) == {"rejected", "consultation", "approved", "conditionally-approved"}
    assert set(STATUS) < set(FORM_STATUS)


def test_no_box_was_overlooked() -> None:
    told = sum(len(boxes) for boxes in CHOICES.values())
    verdict = 3 + (9 + 1) + 4 + 2
    """Art. 35(3); the criteria and national lists; the outcomes; the grounds of consultation."""
    assert told + verdict + STATUS_ROWS * len(STATUS) == 124


@pytest.mark.parametrize("cell", ["name", "units", "contact", "dpo", "tasks"])
def test_each_joint_controller_has_every_cell_of_the_table_of_controllers(cell: str) -> None:
    """The form has one table for each controller, with a row for its duties and tasks."""
    sources = [source for name in CELLS["0.1"] for source in FIELDS[f"edpb-0.1-{name}"]["from"]]
    joint = [source for source in sources if source.get("where") == {"role": "joint"}]
    assert cell in {source["cell"] for source in joint}


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("0.3-name", {"question": "processing.nobody_asks_this"}),
        ("0.3-name", {"case": "dates.never"}),
        ("0.3-name", {"derived": "nothing"}),
        ("0.3-name", {"measures": ["no-such-duty"]}),
        ("0.3-name", {"table": "processing.recipients", "cell": "no_such_cell"}),
        ("1.1.a-item", {"column": "no-such-column"}),
    ],
)
def test_a_field_that_leads_nowhere_is_noticed(name: str, source: Json) -> None:
    assert not resolved(f"edpb-{name}", source)
