"""The linter claims that something is dead only when it is, and misses no name or value."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpia.questionnaire.condition import parse
from dpia.questionnaire.lint import KINDS, kind_of
from dpia.questionnaire.lint.firing import dead
from dpia.questionnaire.lint.names import misnamed
from dpia.questionnaire.lint.stock import Stock
from dpia.questionnaire.lint.wanted import unwanted
from tests.long import long
from tests.questionnaire.handmade import (
    authority,
    choice,
    choices,
    evaluation,
    number,
    rows,
    sound_library,
    text,
    topic,
)
from tests.questionnaire.randomly import CONDITIONS, answers_to, base_topic, book_of, settled

Json = dict[str, Any]
DATA = Path(__file__).parents[2] / "questionnaires"


def stock_of(files: Json, only: list[str] | None = None) -> Stock:
    return Stock(files, {key: kind_of(key) for key in files}, list(files), only)


def claims(files: Json) -> list[str]:
    """Return where a whole condition is said never to hold; a dead alternative is only a part."""
    found = dead(stock_of(files))
    return [defect.where for defect in found if defect.kind != "dead-alternative"]


@settings(max_examples=long(20, 100), deadline=None, suppress_health_check=list(HealthCheck))
@given(CONDITIONS, st.data())
def test_what_is_said_never_to_hold_never_holds(raw: Json, data: st.DataObject) -> None:
    late = topic("late", {"q": choice(x_show_if=raw)})
    book = book_of(base_topic(), late, steps=("base", "late"))
    never = "/properties/q/x-show-if" in claims(dict(book.files))
    for _ in range(6):
        answers = settled(book, data.draw(answers_to(book)), data)
        if evaluation(book, answers).test(parse(raw)).value is True:
            assert not never


def library(questions: Json, when: Any) -> Json:
    files = sound_library()
    files["topics/t"] = topic("t", questions, facts={"f": when})
    files["pathways/edpb-2026"]["steps"].append({"topic": "t"})
    return files


QUESTIONS: Json = {
    "a": choice(),
    "inner": choice(x_show_if={"a": "yes"}),
    "kinds": choices("x", "y", "z"),
    "n": number(maximum=10),
    "note": text(),
    "g": rows(columns={"kind": choice("a", "b"), "n": number()}),
}


@pytest.mark.parametrize(
    "when",
    [
        {"all": [{"a": "yes"}, {"inner": "no"}]},
        {"all": [{"kinds": "x"}, {"not": {"kinds": "y"}}]},
        {"all": [{"n": {"minimum": 3}}, {"n": {"maximum": 3}}]},
        {"all": [{"some": "g", "where": {"kind": "a"}}, {"some": "g", "where": {"kind": "b"}}]},
        {"count": "g", "where": {"kind": "a", "n": {"minimum": 2}}, "minimum": 3},
        {"every": "g", "where": {"all": [{"kind": "a"}, {"kind": "b"}]}},
        {"at-least": 2, "of": [{"a": "yes"}, {"a": "no"}, {"n": 4}]},
        {"not": {"answered": "n"}},
        {"all": [{"answered": "n"}, {"not": {"n": {"maximum": 9}}}]},
        {"note": {"pattern": "^[a-z]{40}$"}},
        {"compare": ["n", "<", {"datum": "consent_age"}]},
        {"some": "sound.places", "where": {"not": {"in-law": "adequacy", "key": "country"}}},
        {
            "all": [
                {"case.decision": "approved"},
                {"some": "case.risks", "where": {"confirmed": "no"}},
            ]
        },
        {"some": "case.risks", "where": {"target_level": "high", "event": "loss"}},
        {"row": "bg-35-4-1", "part": "use"},
        {"criterion": "sensitive_data"},
    ],
)
def test_what_can_hold_is_left_alone(when: Any) -> None:
    assert claims(library(QUESTIONS, when)) == []


@pytest.mark.parametrize(
    "when",
    [
        {"all": [{"a": "no"}, {"inner": "no"}]},
        {"all": [{"kinds": []}, {"kinds": "x"}]},
        {"all": [{"n": 3}, {"n": {"minimum": 4}}]},
        {"some": "g", "where": {"all": [{"kind": "a"}, {"kind": "b"}]}},
        {"all": [{"g": []}, {"some": "g", "where": {"kind": "a"}}]},
        {"at-least": 2, "of": [{"a": "yes"}, {"a": "no"}, {"inner": "yes", "a": "no"}]},
        {"all": [{"fact": "many"}, {"not": {"sound.people": {"minimum": 50}}}]},
        {"all": [{"criterion": "sensitive_data"}, {"not": {"sound.data": "health"}}]},
        {"all": [{"row": "bg-35-4-1"}, {"not": {"fact": "many"}}]},
        {"all": [{"answered": "inner"}, {"a": "no"}]},
        {"compare": ["n", ">", {"datum": "consent_age"}]},
        {"all": [{"case.decision": "approved"}, {"case.decision": "none"}]},
        {"some": "case.risks", "where": {"target_level": "high", "target_likelihood": 0}},
        {"criterion": "large_scale"},
        {"a": "yes", "all": [{"a": "no"}]},
    ],
)
def test_what_cannot_hold_is_told(when: Any) -> None:
    assert "/x-facts/f/when" in claims(library(QUESTIONS, when))


def test_a_law_that_is_over_can_still_have_held() -> None:
    files = library(
        QUESTIONS, {"some": "sound.places", "where": {"in-law": "old", "key": "country"}}
    )
    old = copy.deepcopy(files["law/adequacy"])
    old["id"], old["rows"][0]["valid_to"] = "old", "2021-01-01"
    files["law/old"] = old
    assert claims(files) == []


def test_a_datum_of_another_authority_counts_as_well() -> None:
    older = {"compare": ["n", ">", {"datum": "consent_age"}]}
    files = library(QUESTIONS, older)
    assert claims(files) == ["/x-facts/f/when"]
    ages = [{"value": 5, "valid_from": "2018-05-25", "source": "A law", "confidence": "official"}]
    files["authorities/nl"] = authority("nl", data={"consent_age": ages})
    assert claims(files) == []


# Names and values: whatever is misspelt in the shipped files is found


def shipped() -> Json:
    return {
        f"{folder}/{path.stem}": json.loads(path.read_text(encoding="utf-8"))
        for folder in KINDS
        for path in (DATA / folder).glob("*.json")
    }


SHIPPED = shipped()
NAMED = ("fact", "criterion", "row", "some", "every", "count", "in-law", "score", "answered")


def spots(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where a name or a value stands in the conditions of a document."""
    if isinstance(document, dict):
        for name, value in document.items():
            if isinstance(value, str) and (name in NAMED or "." in name):
                yield (*path, name)
            yield from spots(value, (*path, name))
    elif isinstance(document, list):
        for i, value in enumerate(document):
            yield from spots(value, (*path, i))


def conditions(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(document, dict):
        for name, value in document.items():
            if name in ("when", "x-show-if"):
                yield from spots(value, (*path, name))
            else:
                yield from conditions(value, (*path, name))
    elif isinstance(document, list):
        for i, value in enumerate(document):
            yield from conditions(value, (*path, i))


ALL_SPOTS = [(key, path) for key, document in SHIPPED.items() for path in conditions(document)]


@settings(max_examples=long(15, 40), deadline=None)
@given(st.sampled_from(ALL_SPOTS))
def test_a_misspelt_name_or_value_in_the_shipped_files_is_found(
    spot: tuple[str, tuple[Any, ...]],
) -> None:
    key, path = spot
    document = copy.deepcopy(SHIPPED[key])
    inside = document
    for name in path[:-1]:
        inside = inside[name]
    inside[path[-1]] = inside[path[-1]] + "x"
    stock = stock_of(SHIPPED | {key: document}, only=[key])
    found = [*misnamed(stock), *unwanted(stock)]
    assert {defect.file for defect in found} == {key}, path


# A criterion beside a list row is a further one


def beside(when: Json, *plus: str) -> list[str]:
    """Return what is said of a row that asks `plus` beside `when`."""
    files = sound_library()
    asked = {
        "health": choices("body", "mind", "weather"),
        "rated": choice("yes", "no"),
        "shown": choice(x_show_if={"rated": "yes"}),
        "people": number(maximum=1000),
    }
    for option in asked["health"]["items"]["oneOf"][:2]:
        option["x-criteria"] = ["sensitive_data"]
    asked["rated"]["oneOf"][0]["x-criteria"] = ["large_scale"]
    files["topics/t"] = topic("t", asked, facts={"ill": {"health": ["body", "mind"]}})
    files["pathways/edpb-2026"]["steps"].append({"topic": "t"})
    row = {"when": when, "plus": list(plus)}
    files["authorities/nl"] = authority("nl", rows={"nl-35-4-1": row})
    found = [defect for defect in dead(stock_of(files)) if defect.file == "authorities/nl"]
    assert {defect.where for defect in found} <= {"/lists/0/rows/0/plus"}
    return [f"{defect.kind}: {defect.what}" for defect in found]


@pytest.mark.parametrize(
    ("when", "plus"),
    [
        ({"t.health": "body"}, "sensitive_data"),
        ({"t.health": ["body", "mind"]}, "sensitive_data"),
        ({"fact": "ill"}, "sensitive_data"),
        ({"criterion": "sensitive_data"}, "sensitive_data"),
        ({"sound.data": "health"}, "sensitive_data"),
        ({"all": [{"fact": "ill"}, {"t.people": {"minimum": 5}}]}, "sensitive_data"),
        ({"t.shown": "no"}, "large_scale"),
        ({"all": [{"t.health": "weather"}, {"t.rated": "yes"}]}, "large_scale"),
    ],
)
def test_a_criterion_the_row_meets_by_itself_is_no_further_one(when: Json, plus: str) -> None:
    other = {"sensitive_data": "large_scale", "large_scale": "sensitive_data"}[plus]
    said = f"What meets the row “nl-35-4-1” meets the criterion “{plus}” by itself."
    assert beside(when, plus) == [f"no-further-criterion: {said}"]
    assert beside(when, other) == []
    assert beside(when, other, plus) == [f"no-further-criterion: {said}"]


@pytest.mark.parametrize(
    ("when", "plus"),
    [
        ({"t.health": "weather"}, "sensitive_data"),
        ({"t.health": ["body", "weather"]}, "sensitive_data"),
        ({"any": [{"t.rated": "yes"}, {"t.people": 5}]}, "large_scale"),
        ({"t.rated": "yes"}, "sensitive_data"),
        ({"not": {"t.people": {"maximum": 9}}}, "large_scale"),
    ],
)
def test_a_criterion_that_needs_one_more_answer_is_left_alone(when: Json, plus: str) -> None:
    assert beside(when, plus) == []
