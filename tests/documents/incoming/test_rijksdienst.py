"""The forms of the Rijksdienst: facts find their question, nothing is lost or concluded."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from dpia.desk.desk import Desk
from dpia.desk.importing.planning import plans_for
from dpia.documents.incoming.model import Told
from dpia.documents.incoming.rijksdienst import IMPORTER
from dpia.documents.incoming.source import Source
from dpia.errors import Invalid
from tests.desk.conftest import desk_on
from tests.documents.incoming.rijksdienst_files import DPIA, PRESCAN


def source(content: Any) -> Source:
    return Source("vragen.json", json.dumps(content).encode())


def brought(folder: Path, content: Any) -> tuple[Desk, dict[str, Any]]:
    desk = desk_on(folder / "register")
    importer, (plan,) = plans_for(desk, source(content))
    assert importer.id == "rijksdienst" and plan.problem == ""
    return desk, dict(plan.carry_out().document)


def test_a_prescan_answers_what_it_knows_and_notes_what_it_concludes(tmp_path: Path) -> None:
    _desk, found = brought(tmp_path, PRESCAN)
    screening, processing = found["answers"]["screening"], found["answers"]["processing"]
    assert found["title"] == "Leden reserveren een fiets."
    assert set(screening["data_kinds"]) == {"criminal", "health", "location", "communications"}
    assert screening["people_kinds"] == ["children", "employees"]
    assert processing["purposes"] == [
        {"id": "p1", "name": "Fietsen uitlenen", "legal_basis": "contract"}
    ]
    assert processing["outside_eea"] == "yes"
    sorts = {row["item"]: row["sensitivity"] for row in processing["data_items"]}
    assert sorts == {
        "Naam, contactgegevens": "ordinary",
        "Gegevens over gezondheid": "special",
        "Communicatie- en locatiegegevens": "personal",
        "Strafrechtelijke gegevens": "criminal",
    }
    assert all(row["period"] == "Aantal jaren" for row in processing["data_items"])
    assert found["answers"]["transfers"]["transfers"] == [{"id": "t1", "instrument": "scc"}]
    assert "people" not in screening
    marks = found["marks"]["screening"]
    assert "10.000 betrokkenen of meer]\nja" in marks["/people"]["note"]
    assert "Lijst AP: Locatiegegevens" in marks["/operations"]["note"]
    assert marks["/people_kinds"]["to_confirm"] is True


def test_a_dpia_brings_tables_risks_measures_advice_and_pictures(tmp_path: Path) -> None:
    desk, found = brought(tmp_path, DPIA)
    processing = found["answers"]["processing"]
    assert processing["controller"] == "De club"
    assert [row["legal_basis"] for row in processing["purposes"]] == ["legitimate_interest"] * 2
    assert processing["recipients"] == [{"id": "o1", "name": "De host", "role": "processor"}]
    assert found["answers"]["data_flow"]["phases"][0]["name"] == "Uitgifte"
    assert set(found["answers"]["screening"]["data_kinds"]) == {"health", "national_id"}
    first, second = found["risks"]
    assert first["title"] == "Een pas raakt weg." and first["sources"] == "Vergeten"
    assert first["inherent"] == {
        "likelihood": 3,
        "severity": 2,
        "reason": "Komt vaak voor.\nRisiconiveau: hoog",
    }
    assert second["inherent"] == {"likelihood": 1}
    (measure,) = found["measures"]
    assert (measure["status"], measure["effects"]) == ("planned", [{"risk": "r1"}])
    assert found["opinions"]["dpo"]["at"] == "2026-05-04"
    assert (found["method"], found["organisation"], found["status"]) == (
        "rijksdienst",
        "De club",
        "draft",
    )
    names = {row["name"]: row for row in found["attachments"]}
    picture = names["afbeelding-1.png"]
    assert desk.register.attached(picture["sha256"]).startswith(b"\x89PNG")
    assert desk.open(found["id"]).verdict["risks"][0]["inherent"]["level"]


def told(content: Any) -> tuple[Told, ...]:
    (found,) = IMPORTER.read(source(content))
    return found.told


@pytest.mark.parametrize("content", [PRESCAN, DPIA])
def test_every_text_of_the_file_is_somewhere(tmp_path: Path, content: Any) -> None:
    desk, found = brought(tmp_path, content)
    kept = [
        desk.register.attached(row["sha256"]).decode()
        for row in found["attachments"]
        if row["name"].endswith(".md")
    ]
    everything = json.dumps(found, ensure_ascii=False) + "\n".join(kept)
    for word in ("Iets van later",) if content is PRESCAN else ("Waarom deze", "V. Oorzitter"):
        assert word in everything


def test_two_legal_bases_are_given_to_no_purpose() -> None:
    content = copy.deepcopy(DPIA)
    group = content["answers"]["11.1.1"]
    group.append({"_index": 1, "11.1.1.1": {"value": "Rechtsgrond toestemming"}})
    (purposes,) = [t for t in told(content) if t.path == "processing.purposes" and not t.aside]
    assert all("legal_basis" not in row for row in purposes.value)


def test_nothing_that_was_not_said_is_answered() -> None:
    content = copy.deepcopy(PRESCAN)
    content["answers"] = {"1.2.1": {"value": "false"}, "2.1.1": {"value": None}}
    assert [t.path for t in told(content) if not t.aside and t.path] == []


def test_another_form_of_the_tool_is_refused_in_a_sentence() -> None:
    content = {"metadata": {"urn": "urn:nl:iama:1.0"}, "answers": {}}
    with pytest.raises(Invalid, match="no answers to the pre-scan or the DPIA"):
        list(IMPORTER.read(source(content)))


STRANGE: list[dict[str, Any]] = [
    {"0.2": []},
    {"0.2": {"value": {"value": "x"}}},
    {"__proto__": {"value": "x"}, "../x": {"value": "y"}, "0.2[9999999]": {"value": "z"}},
    {"2.1": [None, 7, {"_index": -5, "2.1.1": {"value": "a"}}, {"_index": "x", "2.1.1": 3}]},
    {"1.2": [{"_index": 0, "1.2.1": {"value": {"data": "data:image/svg+xml;base64,PHN2Zz4="}}}]},
    {"1.2": [{"_index": 0, "1.2.1": {"value": {"data": "data:image/png;base64,A"}}}]},
    {"16.1": [{"_index": 0, "16.1.1": {"value": "x" * 50_000}, "16.1.3": {"value": "heel hoog"}}]},
    {"17.1": [{"_index": 0, "17.1.3": {"value": "=cmd()"}, "17.1.1": {"value": ["nothing"]}}]},
    {"19.5.7": {"value": "Ja"}, "19.5.6": {"value": "gisteren"}},
]


@pytest.mark.parametrize("answers", STRANGE)
@pytest.mark.parametrize("urn", ["urn:nl:dpia:3.0", "urn:nl:prescan:2.0"])
def test_what_has_no_shape_of_an_answer_breaks_nothing(
    tmp_path: Path, urn: str, answers: dict[str, Any]
) -> None:
    _desk, found = brought(tmp_path, {"metadata": {"urn": urn}, "answers": answers})
    assert found["title"]
    assert not any(row["name"].startswith("afbeelding") for row in found["attachments"])
