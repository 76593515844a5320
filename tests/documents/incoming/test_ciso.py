"""CISO Assistant's workbook of a processing: a beginning, with everything of it beside."""

import json
from pathlib import Path
from typing import Any

import pytest

from dpia.desk.importing.planning import plans_for
from dpia.documents.incoming.source import Source
from dpia.errors import Invalid
from tests.desk.conftest import desk_on
from tests.fuzzing.seeds import sheets as workbook

SHEETS: dict[str, list[list[Any]]] = {
    "Processing": [
        ["ref_id", "name", "description", "domain", "status", "dpia_required", "assigned_to"],
        ["PR-7", "Lending bikes", "Members book a bike.", "Club", "draft", True, "A. Person"],
    ],
    "Purposes": [
        ["name", "description", "legal_basis", "article_9_condition"],
        ["Lending", "=SUM(1)", "contract", ""],
        ["Counting", "For the city", "Legitimate Interests", ""],
    ],
    "Personal data": [
        ["name", "category", "retention", "deletion_policy", "is_sensitive"],
        ["Knee trouble", "health_data", "1 year", "automatic_deletion", True],
        ["Where it stood", "Location Data", "", "", False],
    ],
    "Data subjects": [["name", "category"], ["Juniors", "Child/Minor"]],
    "Data recipients": [["name", "category"], ["The police", "law_enforcement"]],
    "Contractors": [
        ["name", "relationship_type", "country"],
        ["The host", "Data Processor", "CA"],
    ],
    "Transfers": [
        ["name", "country", "legal_basis", "guarantees"],
        ["The host", "CA", "data_transfer_adequacy", "Decision of 2001"],
        ["A branch", "FR", "", ""],
    ],
}


def source(sheets: dict[str, list[list[Any]]]) -> Source:
    return Source("processing.xlsx", workbook(sheets))


def brought(folder: Path, sheets: dict[str, list[list[Any]]]) -> list[dict[str, Any]]:
    importer, plans = plans_for(desk_on(folder / "register"), source(sheets))
    assert importer.id == "ciso"
    return [dict(plan.carry_out().document) for plan in plans]


def test_a_processing_becomes_the_beginning_of_an_assessment(tmp_path: Path) -> None:
    (found,) = brought(tmp_path, SHEETS)
    screening, processing = found["answers"]["screening"], found["answers"]["processing"]
    assert (found["title"], found["owner"]) == ("Lending bikes", "A. Person")
    assert processing["record_reference"] == "PR-7"
    assert [row["legal_basis"] for row in processing["purposes"]] == [
        "contract",
        "legitimate_interest",
    ]
    assert processing["data_items"][0] == {
        "id": "d1",
        "item": "Knee trouble",
        "sensitivity": "special",
        "special": ["health"],
        "retention": "period",
        "period": "1 year",
    }
    assert set(screening["data_kinds"]) == {"health", "location"}
    assert screening["people_kinds"] == ["children"]
    assert {row["name"]: row["role"] for row in processing["recipients"]} == {
        "The police": "authority",
        "The host": "processor",
    }
    assert processing["outside_eea"] == "yes"
    assert found["answers"]["transfers"]["transfers"] == [
        {"id": "t1", "recipient": "The host", "country": "ca", "instrument": "adequacy"}
    ]


def test_all_that_the_sheets_say_is_beside_the_answers(tmp_path: Path) -> None:
    (found,) = brought(tmp_path, SHEETS)
    everything = json.dumps(found["marks"])
    for word in ("For the city", "Decision of 2001", "automatic_deletion", "FR"):
        assert word in everything
    assert found["attachments"][0]["name"] == "processing.xlsx"


def test_an_empty_sheet_answers_nothing(tmp_path: Path) -> None:
    sheets = {title: rows[:1] for title, rows in SHEETS.items()} | {
        "Processing": SHEETS["Processing"],
        "Transfers": [],
    }
    (found,) = brought(tmp_path, sheets)
    assert set(found["answers"]["processing"]) == {"record_reference", "description"}
    assert "transfers" not in found["answers"]


def test_several_processings_need_rows_that_say_whose_they_are(tmp_path: Path) -> None:
    two = [*SHEETS["Processing"], ["PR-8", "Newsletter", "", "", "", "", ""]]
    with pytest.raises(Invalid, match="Export them one at a time"):
        brought(tmp_path, SHEETS | {"Processing": two})
    linked = {title: rows[:1] for title, rows in SHEETS.items()} | {"Processing": two}
    linked["Purposes"] = [
        ["name", "processing_ref_id"],
        ["Lending", "PR-7"],
        ["Writing", "pr-8"],
    ]
    first, second = brought(tmp_path, linked)
    assert [row["name"] for row in first["answers"]["processing"]["purposes"]] == ["Lending"]
    assert [row["name"] for row in second["answers"]["processing"]["purposes"]] == ["Writing"]


def test_a_workbook_that_names_no_processing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="names none"):
        brought(tmp_path, SHEETS | {"Processing": SHEETS["Processing"][:1]})
