"""The file of an assessment reads well, for people, for git and for TinyDB."""

import difflib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB, where

from dpia.errors import Invalid
from dpia.register import Damaged
from dpia.register.encoding import decode, encode
from dpia.register.storage import AtomicStorage

from .samples import CYRILLIC, Document, answered, assessment, register_of, with_history

PLACE = Path("a.json")
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
SECTIONS = st.sampled_from(["answers", "marks", "risks", "events", "summary", "sealed", "other"])


def text_of(document: Document) -> str:
    return encode({"assessment": {"1": document}}).decode("utf-8")


@given(st.dictionaries(SECTIONS | TEXTS, JSON, max_size=4))
def test_whatever_is_written_is_read_back(document: dict[str, Any]) -> None:
    tables = {"assessment": {"1": document}, "other": {"1": document, "2": {}}}
    assert decode(encode(tables), PLACE) == tables


@given(st.lists(JSON, min_size=1, max_size=4))
def test_events_of_any_content_are_read_back(values: list[Any]) -> None:
    events = [
        {"seq": 1, "changes": [{"seq": 2}, {"seq": value}], "by": '}, {"seq": '} for value in values
    ]
    tables = {"assessment": {"1": {"events": events}}}
    assert decode(encode(tables), PLACE) == tables


@given(JSON)
def test_reading_agrees_with_the_standard_reader(value: Any) -> None:
    data = json.dumps(value).encode("ascii")
    assert decode(data, PLACE) == json.loads(data)


@given(st.binary(max_size=60))
def test_reading_anything_gives_json_or_a_sentence(data: bytes) -> None:
    try:
        value = decode(data, PLACE)
    except Damaged as problem:
        assert problem.message.startswith("a.json is damaged: ")
    else:
        assert value == json.loads(data)


def test_one_answer_changes_only_its_lines() -> None:
    before = with_history(3)
    after = {**answered(before, "no"), "revision": before["revision"] + 1}
    changed = [
        line
        for line in difflib.ndiff(text_of(before).splitlines(), text_of(after).splitlines())
        if line[0] in "+-"
    ]
    about = [line[2:].strip()[:12] for line in changed]
    assert len(changed) == 7, (
        changed
    )  # revision, the answer: two lines each; the event: a comma and a line
    assert about.count('"part": "ans') == 1
    assert about.count('"part": "no"') == 1


def test_everything_has_a_line_of_its_own() -> None:
    document = with_history(2)
    document["answers"]["processing"] = {
        "purposes": [{"id": "p1", "title": "Billing", "kinds": ["a", "b"]}, {"id": "p2"}]
    }
    lines = [line.strip() for line in text_of(document).splitlines()]
    assert '"people": 12000,' in lines
    assert '"kinds": ["health", "genetic"]' in lines
    assert '"title": "Billing",' in lines
    assert '"kinds": ["a", "b"]' in lines
    assert f'"/part": {{"note": "{CYRILLIC}", "assumed": false}}' in lines
    assert '"inherent": {"likelihood": 3, "severity": 4}' in lines
    assert sum(line.startswith('{"seq": ') for line in lines) == 2


def test_keys_stand_in_their_natural_order_and_unknown_ones_after() -> None:
    document = dict(reversed(assessment(later="x").items()))
    document["risks"] = [{"confirmed": None, "title": "Disclosure", "id": "r1", "zeal": 1}]
    text = text_of(document)
    order = ["format", "reference", "title", "revision", "answers", "risks", "events", "later"]
    places = [text.index(f'\n      "{name}"') for name in order]
    assert places == sorted(places)
    risk = [
        text.index(f'"{name}"', text.index('"risks"'))
        for name in ("id", "title", "confirmed", "zeal")
    ]
    assert risk == sorted(risk)
    assert text_of(json.loads(text)["assessment"]["1"]) == text


def test_text_stands_as_it_was_typed() -> None:
    text = text_of(assessment(CYRILLIC))
    assert CYRILLIC in text
    assert text.endswith("}\n")
    assert "\\u" not in text


def test_a_file_is_a_tinydb_file(tmp_path: Path) -> None:
    document = with_history(2)
    register = register_of(tmp_path, document)
    path = register.file(document["id"])
    with TinyDB(path, storage=AtomicStorage) as database:
        table = database.table("assessment")
        assert table.all() == [register.load(document["id"]).document]
        table.update({"unit": "Research"}, where("title") == document["title"])
        assert [row["unit"] for row in table] == ["Research"]
    assert register.load(document["id"]).document["unit"] == "Research"
    with TinyDB(path, encoding="utf-8", access_mode="r") as stock:
        assert stock.table("assessment").all() == [register.load(document["id"]).document]


def test_the_storage_serves_any_tinydb_database(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    with TinyDB(path, storage=AtomicStorage) as database:
        assert len(database) == 0
        assert not path.exists()
        first = database.insert({"title": CYRILLIC, "events": 5, "risks": None})
        database.insert_multiple([{"n": n} for n in range(5)])
        database.update({"n": 9}, where("n") == 3)
        database.remove(where("n") == 4)
        database.table("more").insert({"kept": True})
        database.drop_table("more")
    with TinyDB(path, storage=AtomicStorage) as again:
        assert again.get(doc_id=first) == {"title": CYRILLIC, "events": 5, "risks": None}
        assert sorted(row["n"] for row in again.search(where("n").exists())) == [0, 1, 2, 9]
        assert again.tables() == {"_default"}
        with pytest.raises(Invalid):
            again.insert({"n": float("nan")})
        assert len(again) == 5
