"""Conditions over answers: true, false and unknown, exactly as the design says."""

from datetime import date
from typing import Any

import pytest

from dpia.errors import Invalid, NotFound
from dpia.questionnaire.condition import parse
from dpia.questionnaire.trace import unknowns
from tests.questionnaire.handmade import (
    authority,
    choice,
    choices,
    day,
    evaluation,
    number,
    rulebook,
    text,
    topic,
)
from tests.questionnaire.truth import F, T, Truth, U, seen, worth

A, B, C = ({f"q.{name}": "yes"} for name in "abc")


@pytest.mark.parametrize(("value", "expected"), [(T, F), (F, T), (U, U)])
def test_not(value: Truth, expected: Truth) -> None:
    assert worth(seen(value), {"not": A}) is expected


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (T, T, T, T),
        (T, F, F, T),
        (T, U, U, T),
        (F, T, F, T),
        (F, F, F, F),
        (F, U, F, U),
        (U, T, U, T),
        (U, F, F, U),
        (U, U, U, U),
    ],
)
def test_all_and_any(a: Truth, b: Truth, both: Truth, either: Truth) -> None:
    assert worth(seen(a, b), {"all": [A, B]}) is both
    assert worth(seen(a, b), {"any": [A, B]}) is either
    assert worth(seen(a, b), {"q.a": "yes", "q.b": "yes"}) is both


@pytest.mark.parametrize(
    ("values", "need", "expected"),
    [
        ((T, T, F), 2, T),
        ((T, T, U), 2, T),
        ((T, U, F), 2, U),
        ((T, F, F), 2, F),
        ((U, U, F), 2, U),
        ((U, F, F), 2, F),
        ((U, U, U), 3, U),
        ((F, U, U), 3, F),
        ((F, F, T), 1, T),
    ],
)
def test_at_least(values: tuple[Truth, ...], need: int, expected: Truth) -> None:
    assert worth(seen(*values), {"at-least": need, "of": [A, B, C]}) is expected


def test_answered_is_two_valued() -> None:
    assert worth(seen(T), {"answered": "q.a"}) is True
    assert worth(seen(F), {"answered": "q.a"}) is True
    assert worth(seen(U), {"answered": "q.a"}) is False


# Values


def values_book() -> Any:
    return rulebook(
        topic(
            "v",
            {
                "kinds": choices("x", "y", "z"),
                "people": number(),
                "share": number(type="number"),
                "name": text(),
                "start": day(),
            },
        )
    )


@pytest.mark.parametrize(
    ("answer", "raw", "expected"),
    [
        ({"kinds": ["x", "y"]}, {"v.kinds": "x"}, T),
        ({"kinds": ["x", "y"]}, {"v.kinds": ["z", "y"]}, T),
        ({"kinds": ["x"]}, {"v.kinds": ["z"]}, F),
        ({"kinds": []}, {"v.kinds": []}, T),
        ({"kinds": []}, {"v.kinds": ["x"]}, F),
        ({"kinds": ["x"]}, {"v.kinds": []}, F),
        ({}, {"v.kinds": []}, U),
        ({"kinds": ["x", "y"]}, {"v.kinds": {"minItems": 2}}, T),
        ({"people": 9_999}, {"v.people": {"minimum": 10_000}}, F),
        ({"people": 10_000}, {"v.people": {"minimum": 10_000}}, T),
        ({"people": 0}, {"v.people": 0}, T),
        ({}, {"v.people": {"minimum": 0}}, U),
        ({"people": "10000"}, {"v.people": {"minimum": 10}}, U),
        ({"people": True}, {"v.people": {"minimum": 0}}, U),
        ({"people": True}, {"v.people": 1}, U),
        ({"people": 2.5}, {"v.people": {"minimum": 0}}, U),
        ({"share": 5.0}, {"v.share": 5}, T),
        ({"kinds": "x"}, {"v.kinds": "x"}, U),
        ({"name": ["x"]}, {"v.name": "x"}, U),
        ({"name": None}, {"v.name": "x"}, U),
        ({"name": "x"}, {"v.name": {"const": "x"}}, T),
        ({"start": "2026-01-01"}, {"v.start": {"format": "date"}}, T),
        ({"start": "2026-02-30"}, {"v.start": {"format": "date"}}, F),
        ({"start": "nonsense"}, {"v.start": {"format": "date"}}, U),
    ],
)
def test_values_and_schemas_are_tried_on_known_values_of_the_right_type(
    answer: dict[str, Any], raw: Any, expected: Truth
) -> None:
    assert worth(evaluation(values_book(), {"v": answer}), raw) is expected


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x.json", "file:///etc/passwd", "#/$defs/missing", "urn:x:y"]
)
@pytest.mark.parametrize("keyword", ["$ref", "$dynamicRef"])
def test_nothing_a_condition_refers_to_is_fetched(
    keyword: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("something was fetched")

    monkeypatch.setattr("urllib.request.urlopen", refuse)
    monkeypatch.setattr("socket.create_connection", refuse)
    ev = evaluation(values_book(), {"v": {"name": "x"}})
    with pytest.raises(Invalid) as refused:
        worth(ev, {"v.name": {keyword: address}})
    assert "cannot be tried" in refused.value.message


@pytest.mark.parametrize("schema", [{"type": "strng"}, {"pattern": "("}, {"minLength": "x"}])
def test_a_schema_that_cannot_be_tried_is_an_error_in_words(schema: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        worth(evaluation(values_book(), {"v": {"name": "x"}}), {"v.name": schema})
    assert "v.name" in refused.value.message


@pytest.mark.parametrize("nasty", ["{0}", "%s", "%(x)s", "[/]", "[link=x]", "=cmd|' /C'!A0", "{"])
def test_markup_and_braces_in_foreign_text_do_no_harm(nasty: str) -> None:
    book = rulebook(
        topic(
            "v", {"name": text(title=nasty), "note": text(x_show_if={"name": nasty})}, title=nasty
        )
    )
    ev = evaluation(book, {"v": {"name": nasty}})
    assert worth(ev, {"v.name": nasty}) is True
    assert ev.visible("v.note").value is True
    trace = ev.test(parse({"compare": ["v.name", "==", {"value": nasty}]})).to_json()
    assert trace["value"] is True and trace["because"][0]["answer"] == nasty
    with pytest.raises(NotFound) as missing:
        worth(ev, {f"v.{nasty}x": "1"})
    assert nasty in missing.value.message


# Comparisons


@pytest.mark.parametrize(
    ("left", "operator", "right", "expected"),
    [
        ("2026-01-01", "<", "2026-01-02", T),
        ("2026-01-01", "<=", "2026-01-01", T),
        ("2026-01-01", ">", "2026-01-01", F),
        ("2026-01-02", ">=", "2026-01-01", T),
        ("2026-01-01", "==", "2026-01-01", T),
        ("2026-01-01", "!=", "2026-01-01", F),
        (None, "<", "2026-01-01", U),
        ("2026-01-01", "!=", None, U),
    ],
)
def test_two_dates_are_compared(left: Any, operator: str, right: Any, expected: Truth) -> None:
    book = rulebook(topic("d", {"a": day(), "b": day()}))
    answers = {k: v for k, v in (("a", left), ("b", right)) if v}
    ev = evaluation(book, {"d": answers})
    assert worth(ev, {"compare": ["d.a", operator, "d.b"]}) is expected


def test_a_comparison_with_a_hidden_side_is_false_whatever_the_operator() -> None:
    book = rulebook(topic("d", {"gate": choice(), "a": number(x_show_if={"gate": "yes"})}))
    ev = evaluation(book, {"d": {"gate": "no", "a": 5}})
    for operator in ("<", "<=", ">", ">=", "==", "!="):
        assert worth(ev, {"compare": ["d.a", operator, {"value": 5}]}) is False


def test_a_value_of_the_wrong_type_is_not_compared_but_unknown() -> None:
    book = rulebook(topic("d", {"a": number(), "b": day()}))
    ev = evaluation(book, {"d": {"a": "many", "b": "2026-01-01"}})
    assert worth(ev, {"compare": ["d.a", "<", {"value": 5}]}) is None
    with pytest.raises(Invalid) as refused:
        worth(ev, {"compare": ["d.b", "<", {"value": 5}]})
    assert "cannot be compared" in refused.value.message


def test_an_unknown_comparison_waits_only_for_its_open_side() -> None:

    book = rulebook(topic("d", {"a": day(), "b": day()}))
    ev = evaluation(book, {"d": {"a": "2026-01-01"}})
    trace = ev.test(parse({"compare": ["d.a", "<", "d.b"]}))
    assert [leaf.id for leaf in unknowns(trace)] == ["d.b"]


def test_a_datum_is_the_authoritys_on_the_day() -> None:
    ages = [
        {"value": 13, "valid_from": "2018-05-25", "valid_to": "2023-12-31"},
        {"value": 15, "valid_from": "2024-01-01"},
    ]
    book = rulebook(
        topic("d", {"age": number()}),
        authorities=[authority("dk", data={"consent_age": ages}), authority("nl")],
    )
    raw = {"compare": ["d.age", "<", {"datum": "consent_age"}]}

    for on, expected in ((date(2020, 1, 1), F), (date(2024, 1, 1), T), (date(2018, 1, 1), U)):
        assert worth(evaluation(book, {"d": {"age": 14}}, on), raw) is expected
    elsewhere = evaluation(book, {"d": {"age": 14}}).test(parse(raw), authority="nl")
    assert elsewhere.value is None
