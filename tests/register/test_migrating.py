"""An assessment of an older format opens, keeps its history, and its old file stays."""

import json
from pathlib import Path

import pytest

from dpia.errors import NotSaved
from dpia.register import Damaged, Newer, Register, files, migrating, shape
from dpia.register.checking import Inspection

from .flips import event_first
from .samples import Document, answered, leftovers, register_of
from .test_repair import everything


def no_unit(document: Document) -> None:
    """Lead from format 1 to 2: the unit is called department."""
    document["department"] = document.pop("unit")


def kinds(document: Document) -> None:
    """Lead from format 2 to 3: each risk has a kind."""
    for risk in document["risks"]:
        risk["kind"] = "unknown"


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Register:
    """A register with one assessment, as a dpia sees it that is two formats further."""
    register = register_of(tmp_path, answered(event_first(), "no"))
    monkeypatch.setattr(migrating, "STEPS", {1: no_unit, 2: kinds})
    monkeypatch.setattr(shape, "FORMAT", "dpia-assessment/3")
    return register


def test_it_opens_in_the_format_of_today_and_nothing_is_written(old: Register) -> None:
    before = everything(old.path)
    (row,) = old.summaries()
    assert row["damaged"] is None
    document, _stamp = old.load(row["id"])
    assert document["format"] == "dpia-assessment/3"
    assert document["department"] == "Sales" and "unit" not in document
    assert document["risks"][0]["kind"] == "unknown"
    assert [event["kind"] for event in document["events"][-2:]] == ["migrated", "migrated"]
    assert old.load(row["id"]).document == document
    assert Inspection(old).one(row["id"]).flaws == ()
    assert everything(old.path) == before


def test_the_first_save_keeps_the_old_file_for_good(old: Register) -> None:
    (row,) = old.summaries()
    path = old.file(row["id"])
    data = path.read_bytes()
    document, stamp = old.load(row["id"])
    for value in ("yes", "no"):
        document = answered(document, value)
        stamp = old.save(document, stamp)
    assert b'"dpia-assessment/3"' in path.read_bytes()
    kept = old.path / "copies" / path.stem / "format-1.json"
    assert kept.read_bytes() == data
    for day in range(1, 9):
        (kept.parent / f"2026-11-0{day}.json").write_bytes(b"{}")
    for copy in kept.parent.glob("2026-*.json"):
        if copy.read_bytes() != b"{}":
            copy.unlink()
    old.save(answered(document, "again"), stamp)
    assert kept.exists() and len(list(kept.parent.iterdir())) == 4
    assert Inspection(old).one(path.stem).flaws == ()
    assert [e["kind"] for e in old.history(path.stem)].count("migrated") == 2


def test_without_room_for_the_old_file_nothing_is_saved(
    old: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = old.summaries()
    data = old.file(row["id"]).read_bytes()
    document, stamp = old.load(row["id"])
    store = files.store

    def full(path: Path, *rest: object, **given: object) -> None:
        if path.name.startswith("format-"):
            raise OSError(28, "No space left on device")
        store(path, *rest, **given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(files, "store", full)
        with pytest.raises(NotSaved, match="the disk is full"):
            old.save(answered(document, "yes"), stamp)
    assert old.file(row["id"]).read_bytes() == data
    old.save(answered(document, "yes"), stamp)
    assert leftovers(old.path) == []


def test_what_no_step_leads_from_or_copes_with_is_damaged(
    old: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = old.summaries()
    path = old.file(row["id"])
    tables = json.loads(path.read_text("utf-8"))
    (document,) = tables["assessment"].values()
    cases = {"dpia-assessment/0": "format is not", "dpia-assessment/1": "does not fit"}
    for number, said in cases.items():
        document |= {"format": number, "risks": [7]}
        path.write_text(json.dumps(tables), "utf-8")
        with pytest.raises(Damaged, match=said):
            old.load(path.stem)
    path.write_text(json.dumps(tables).replace("dpia-assessment/1", "dpia-assessment/4"), "utf-8")
    with pytest.raises(Newer):
        old.load(path.stem)
