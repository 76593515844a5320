"""The files that ship are without a defect, and say what their schemas say."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dpia.questionnaire.lint import KINDS, kind_of
from dpia.questionnaire.lint.firing import dead
from dpia.questionnaire.lint.search import Search
from dpia.questionnaire.lint.stock import Stock
from tests.questionnaire.metaschema import is_schema

DATA = Path(__file__).parents[2] / "questionnaires"
FILES = sorted(path for folder in KINDS for path in (DATA / folder).glob("*.json"))
SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((DATA / "schemas").glob("*.schema.json"))
}
EVERYTHING = sorted(DATA.rglob("*.json"))


def shipped() -> dict[str, Any]:
    return {
        f"{path.parent.name}/{path.stem}": json.loads(path.read_text(encoding="utf-8"))
        for path in FILES
    }


def test_nearly_nothing_that_ships_has_to_be_searched_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """That what ships has no defect, the test of the command says; this says that it is quick."""
    searched = []
    possible = Search.possible
    monkeypatch.setattr(
        Search, "possible", lambda search: searched.append(search) or possible(search)
    )
    files = shipped()
    stock = Stock(files, {key: kind_of(key) for key in files}, list(files))
    assert list(dead(stock)) == []
    assert len(stock.stated) > 1000 and len(searched) < 20


def test_there_is_something_of_every_kind() -> None:
    assert {key.partition("/")[0] for key in shipped()} == set(KINDS)
    assert {*KINDS.values(), "parts", "assessment", "translation", "import-map"} == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema_and_refers_only_to_its_siblings(name: str) -> None:
    schema = SCHEMAS[name]
    assert is_schema(schema)
    known = {"", *(other["$id"] for other in SCHEMAS.values())}
    assert {target.partition("#")[0] for target in _references(schema)} <= known
    assert schema["title"] and schema["description"]


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name == "$ref":
                yield value
            else:
                yield from _references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _references(value)


@pytest.mark.parametrize("path", EVERYTHING, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_name_is_given_twice_in_one_object(path: Path) -> None:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _value in pairs]
        assert len(names) == len(set(names)), f"{path}: {names}"
        return dict(pairs)

    json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=once)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_questionnaire_is_a_schema_any_validator_accepts(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    if path.parent.name != "topics":
        assert "$schema" not in document
        return
    assert is_schema(document)
    assert Draft202012Validator(document).is_valid({})
    assert not Draft202012Validator(document).is_valid({"no_such_question": "x"})


def test_something_else_can_be_ticked_beside_the_rest() -> None:
    """What stands for an empty list excludes the others, so it may only say that none applies."""
    alone = {
        f"{name}.{path}": question["x-none"]
        for name, document in shipped().items()
        if name.startswith("topics/")
        for path, question in document["properties"].items()
        if "x-none" in question
    }
    assert alone
    exceptions = ("Nobody else", "Nobody and nothing else", "For nothing else")
    other = [at for at, said in alone.items() if "else" in said or said.startswith("Other")]
    assert {alone[at] for at in other} == set(exceptions)
