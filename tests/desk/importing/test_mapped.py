"""A register of one's own by a mapping file: all of it, or a sentence for each wrong cell."""

import json
from pathlib import Path
from typing import Any

import pytest

from dpia.desk.desk import Desk
from dpia.desk.importing.planning import plans_for
from dpia.documents.incoming.source import Source
from dpia.errors import DpiaError
from tests.documents.incoming.test_tables import workbook

COLUMNS: dict[str, Any] = {
    "Name": {"field": "title"},
    "Unit": {"field": "unit"},
    "Review": {"field": "review_due"},
    "People": {"question": "screening.people"},
    "Who": {
        "question": "screening.people_kinds",
        "split": ";",
        "values": {"Kids": "children", "Nobody special": ""},
    },
    "Purpose": {"question": "processing.purposes", "cell": "name"},
    "Basis": {
        "question": "processing.purposes",
        "cell": "legal_basis",
        "values": {"6(1)(f)": "legitimate_interest"},
    },
    "Risk": {"risk": "title"},
    "Chance": {"risk": "likelihood", "values": {"rare": 1}},
    "Harm": {"risk": "severity"},
    "Measure": {"measure": "title"},
    "State": {"measure": "status", "values": {"done": "implemented"}},
    "Remark": {"note": "screening.people"},
}
HEADS = [*COLUMNS, "No."]
ROW = ["Badges", "House", "31.12.2027", "12 000", "Kids", "Open doors", "6(1)(f)"]
ROW += ["Badge stolen", "rare", "3 Significant", "Block it", "done", "Asked Jo", "A-1"]


@pytest.fixture
def mapping(tmp_path: Path) -> dict[str, Any]:
    return {
        "format": "dpia-import-map/1",
        "title": "The old register",
        "dates": "DD.MM.YYYY",
        "columns": dict(COLUMNS),
    }


def brought(desk: Desk, folder: Path, mapping: Any, rows: list[list[Any]]) -> list[dict[str, Any]]:
    """Import rows by a map and return the assessments."""
    (folder / "map.json").write_text(json.dumps(mapping), "utf-8")
    source = Source("old.xlsx", workbook(HEADS, *rows))
    _importer, plans = plans_for(desk, source, "table", {"map": folder / "map.json"})
    return [dict(plan.carry_out().document) for plan in plans]


def refused(desk: Desk, folder: Path, mapping: Any, rows: list[list[Any]]) -> list[str]:
    """Return the sentences with which rows are refused; nothing may have been written."""
    with pytest.raises(DpiaError) as problem:
        brought(desk, folder, mapping, rows)
    assert desk.summaries() == []
    return problem.value.message.splitlines()


def changed(**cells: Any) -> list[Any]:
    return [
        cells.get(head.replace(" ", "_"), value) for head, value in zip(HEADS, ROW, strict=True)
    ]


def test_every_column_goes_where_the_map_says(
    desk: Desk, tmp_path: Path, mapping: dict[str, Any]
) -> None:
    (found,) = brought(desk, tmp_path, mapping, [ROW])
    assert (found["title"], found["unit"]) == ("Badges", "House")
    assert found["dates"]["review_due"] == "2027-12-31"
    assert found["answers"] == {
        "screening": {"people": 12000, "people_kinds": ["children"]},
        "processing": {
            "purposes": [{"id": "i1", "name": "Open doors", "legal_basis": "legitimate_interest"}]
        },
    }
    assert found["marks"]["screening"]["/people"] == {
        "to_confirm": True,
        "note": "[Remark]\nAsked Jo",
    }
    assert found["risks"][0]["inherent"] == {"likelihood": 1, "severity": 3}
    assert found["measures"][0]["status"] == "implemented"
    assert found["measures"][0]["effects"] == [{"risk": "r1"}]
    assert found["events"][0]["note"] == "Imported from The old register: old, row 2.csv."


def test_the_rows_of_others_stay_away_and_what_has_no_place_is_kept(
    desk: Desk, tmp_path: Path, mapping: dict[str, Any]
) -> None:
    first, _second = brought(desk, tmp_path, mapping, [ROW, changed(Name="Secret", Unit="=1+1")])
    files = {row["name"]: desk.register.attached(row["sha256"]) for row in first["attachments"]}
    assert not any(b"Secret" in data for data in files.values())
    assert files["old, row 2 - leftovers.md"] == b"# No.\n\nA-1\n"


def test_rows_of_one_group_are_one_assessment(
    desk: Desk, tmp_path: Path, mapping: dict[str, Any]
) -> None:
    mapping["group"] = "No."
    rows = [
        ROW,
        changed(Measure="Alarm", State="planned"),
        changed(Risk="Watched", Measure="Alarm", State="planned", Purpose="Count hours"),
    ]
    (found,) = brought(desk, tmp_path, mapping, rows)
    assert [risk["title"] for risk in found["risks"]] == ["Badge stolen", "Watched"]
    assert [m["effects"] for m in found["measures"]] == [
        [{"risk": "r1"}],
        [{"risk": "r1"}, {"risk": "r2"}],
    ]
    names = [row["name"] for row in found["answers"]["processing"]["purposes"]]
    assert names == ["Open doors", "Count hours"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Name": None}, "row 3, column “Name”: it has no title."),
        ({"Name": "x" * 301}, "row 3, column “Name”: it is longer than 300 characters."),
        ({"People": "many"}, "row 3, column “People”: “How many people"),
        ({"Who": "Kids; Elves"}, "row 3, column “Who”: “Elves” is none of: children, "),
        ({"Who": "1"}, "row 3, column “Who”: “1” is none of: "),
        ({"Basis": "6(1)(x)"}, "row 3, column “Basis”: “6(1)(x)” is none of: consent, "),
        ({"Review": "12/31/2027"}, "row 3, column “Review”: “12/31/2027” is no day written as DD."),
        ({"Review": "31.02.2027"}, "row 3, column “Review”: “31.02.2027” is no day."),
        ({"Chance": "7"}, "row 3, column “Chance”: “7” is none of: 1 Negligible, "),
        ({"Risk": None}, "row 3, column “Chance”: it says something of a risk without a title."),
        ({"State": "half"}, "row 3, column “State”: “half” is none of: planned, "),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column_and_nothing_is_written(
    desk: Desk, tmp_path: Path, mapping: dict[str, Any], cells: dict[str, Any], said: str
) -> None:
    told = refused(desk, tmp_path, mapping, [ROW, changed(**cells)])
    assert told[0] == "old.xlsx: 1 thing is wrong, so nothing was written:"
    assert told[1].startswith(said)


def test_every_wrong_cell_is_told_and_a_contradiction_in_a_group(
    desk: Desk, tmp_path: Path, mapping: dict[str, Any]
) -> None:
    mapping["group"] = "No."
    told = refused(desk, tmp_path, mapping, [ROW, changed(Unit="Roof", People="many"), [None] * 14])
    assert told[0].startswith("old.xlsx: 2 things are wrong")
    assert "row 3, column “Unit”: row 2 says something else of the same assessment." in told


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "x"}, "no mapping file"),
        ({"columns": {"Name": {"field": "titel"}}}, "no mapping file"),
        ({"columns": {"Unit": {"field": "unit"}}}, "no column holds the field `title`"),
        ({"columns": {"Name": {"field": "title", "keep": True}}}, "say exactly one of"),
        (
            {"columns": {"Name": {"field": "title"}, "Unit": {"field": "title"}}},
            "“Name” and “Unit” hold the same",
        ),
        ({"columns": {"Name": {"field": "title"}, "Gone": {"keep": True}}}, "no column “Gone”"),
        ({"others": "refuse"}, "does not name: “No.”"),
        ({"dates": "DD.DD.YYYY"}, "has to hold DD, MM and YYYY"),
        (
            {"columns": {"Name": {"field": "title"}, "Unit": {"question": "screening.nothing"}}},
            "nothing",
        ),
        (
            {
                "columns": {
                    "Name": {"field": "title"},
                    "Unit": {"question": "processing.purposes", "cell": "nothing"},
                }
            },
            "no cell “nothing”",
        ),
        (
            {"columns": {"Name": {"field": "title"}, "Unit": {"question": "processing.purposes"}}},
            "is a table; name its `cell`",
        ),
    ],
)
def test_a_map_that_cannot_work_is_refused(
    desk: Desk, tmp_path: Path, mapping: dict[str, Any], change: dict[str, Any], said: str
) -> None:
    assert said in "\n".join(refused(desk, tmp_path, mapping | change, [ROW]))


def test_a_hostile_map_is_refused_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    for text in ("[" * 5000, '{"columns": {"a": {}, "a": {}}}', "\ud800", "{}"):
        path = tmp_path / "map.json"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        source = Source("old.csv", b"Name\nx\n")
        with pytest.raises(DpiaError):
            plans_for(desk, source, "table", {"map": path})
    with pytest.raises(DpiaError, match="Say what the columns hold"):
        plans_for(desk, source, "table", {})
