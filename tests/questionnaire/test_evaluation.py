"""Conditions over answers: true, false and unknown, exactly as the design says."""

from typing import Any

import pytest
from handmade import (
    authority,
    choice,
    choices,
    day,
    evaluation,
    number,
    pathway,
    rows,
    rulebook,
    text,
    topic,
)

from dpia.errors import Invalid, NotFound
from dpia.questionnaire.condition import parse
from dpia.questionnaire.evaluation import Evaluation

Truth = bool | None
T, F, U = True, False, None


def facts() -> dict[str, Any]:
    """Three questions whose answer `yes` is true, `no` false and none unknown."""
    return topic("q", {name: choice() for name in "abc"})


def seen(*values: Truth) -> Evaluation:
    answers = {
        n: "yes" if v else "no" for n, v in zip("abc", values, strict=False) if v is not None
    }
    return evaluation(rulebook(facts()), {"q": answers})


def worth(ev: Evaluation, raw: Any) -> Truth:
    return ev.test(parse(raw)).value


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
        ({"start": "nonsense"}, {"v.start": {"format": "date"}}, F),
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
    from dpia.questionnaire.trace import unknowns

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
    from datetime import date

    for on, expected in ((date(2020, 1, 1), F), (date(2024, 1, 1), T), (date(2018, 1, 1), U)):
        assert worth(evaluation(book, {"d": {"age": 14}}, on), raw) is expected
    elsewhere = evaluation(book, {"d": {"age": 14}}).test(parse(raw), authority="nl")
    assert elsewhere.value is None


# What is hidden, what may be


def gated() -> Any:
    first = topic("first", {"gate": choice(), "inner": choice(x_show_if={"gate": "yes"})})
    second = topic("second", {"q": choice()})
    outside = topic("outside", {"q": choice()})
    steps = ("first", {"topic": "second", "when": {"first.inner": "yes"}, "because": "x"})
    return rulebook(first, second, outside, steps=steps)


def test_a_hidden_questions_atoms_are_false_even_with_a_stored_value() -> None:
    ev = evaluation(gated(), {"first": {"gate": "no", "inner": "yes"}})
    assert worth(ev, {"first.inner": "yes"}) is False
    assert worth(ev, {"first.inner": {"const": "yes"}}) is False
    assert worth(ev, {"not": {"first.inner": "yes"}}) is True
    assert worth(ev, {"answered": "first.inner"}) is False
    assert ev.topic_visible("second").value is False
    assert not ev.known("first.inner")


def test_an_unknown_show_if_makes_the_atoms_unknown_even_with_a_stored_value() -> None:
    ev = evaluation(gated(), {"first": {"inner": "yes"}})
    assert ev.visible("first.inner").value is None
    assert worth(ev, {"first.inner": "yes"}) is None
    assert worth(ev, {"first.inner": "no"}) is None
    assert worth(ev, {"answered": "first.inner"}) is False
    assert ev.topic_visible("second").value is None


def test_a_topic_that_is_not_asked_hides_its_questions() -> None:
    ev = evaluation(gated(), {"first": {"gate": "yes", "inner": "no"}, "second": {"q": "yes"}})
    assert ev.visible("second.q").value is False
    assert worth(ev, {"second.q": "yes"}) is False


def test_a_topic_outside_the_pathway_is_unknown() -> None:
    ev = evaluation(gated(), {"outside": {"q": "yes"}})
    assert worth(ev, {"outside.q": "yes"}) is None
    assert worth(ev, {"not": {"outside.q": "yes"}}) is None


def test_hiding_goes_through_a_chain() -> None:
    book = rulebook(
        topic(
            "t",
            {
                "a": choice(),
                "b": choice(x_show_if={"a": "yes"}),
                "c": choice(x_show_if={"b": "yes"}),
            },
        )
    )
    hidden = evaluation(book, {"t": {"a": "no", "b": "yes", "c": "yes"}})
    assert hidden.visible("t.c").value is False
    unknown = evaluation(book, {"t": {"b": "yes"}})
    assert unknown.visible("t.c").value is None


# Groups


def purposes(**columns: Any) -> Any:
    return rulebook(topic("p", {"rows": rows(columns={"basis": choice("a", "b"), **columns})}))


def row_answers(*bases: str | None) -> dict[str, Any]:
    found = [{"id": f"r{i}"} | ({"basis": b} if b else {}) for i, b in enumerate(bases)]
    return {"p": {"rows": found}}


WHERE_A = {"basis": "a"}


@pytest.mark.parametrize(
    ("bases", "some", "every"),
    [
        ((), F, T),
        (("a",), T, T),
        (("b",), F, F),
        (("a", "b"), T, F),
        ((None,), U, U),
        (("a", None), T, U),
        (("b", None), U, F),
    ],
)
def test_some_and_every(bases: tuple[str | None, ...], some: Truth, every: Truth) -> None:
    ev = evaluation(purposes(), row_answers(*bases))
    assert worth(ev, {"some": "p.rows", "where": WHERE_A}) is some
    assert worth(ev, {"every": "p.rows", "where": WHERE_A}) is every


@pytest.mark.parametrize("kind", ["some", "every", "count"])
def test_over_an_unanswered_group_everything_is_unknown(kind: str) -> None:
    from dpia.questionnaire.trace import unknowns

    ev = evaluation(purposes(), {})
    trace = ev.test(parse({kind: "p.rows", "where": WHERE_A}))
    assert trace.value is None
    assert [leaf.id for leaf in unknowns(trace)] == ["p.rows"]


def test_over_a_hidden_group_everything_is_false() -> None:
    book = rulebook(topic("p", {"gate": choice(), "rows": rows(x_show_if={"gate": "yes"})}))
    ev = evaluation(book, {"p": {"gate": "no", "rows": []}})
    for kind in ("some", "every", "count"):
        assert worth(ev, {kind: "p.rows", "where": {"kind": "a"}}) is False


@pytest.mark.parametrize(
    ("bases", "bounds", "expected"),
    [
        (("a", "a"), {"minimum": 2}, T),
        (("a", None), {"minimum": 2}, U),
        (("a", "b"), {"minimum": 2}, F),
        (("a", "a"), {"maximum": 1}, F),
        (("a", None), {"maximum": 1}, U),
        (("a", "b"), {"maximum": 1}, T),
        ((), {"maximum": 0}, T),
        (("a",), {}, T),
        ((), {}, F),
        (("a", None, None), {"minimum": 1, "maximum": 3}, T),
        (("a", None), {"minimum": 1, "maximum": 1}, U),
    ],
)
def test_count(bases: tuple[str | None, ...], bounds: dict[str, int], expected: Truth) -> None:
    ev = evaluation(purposes(), row_answers(*bases))
    assert worth(ev, {"count": "p.rows", "where": WHERE_A, **bounds}) is expected


def test_a_group_without_where_counts_its_rows() -> None:
    ev = evaluation(purposes(), row_answers(None, None))
    assert worth(ev, {"some": "p.rows"}) is True
    assert worth(ev, {"count": "p.rows", "minimum": 3}) is False


def test_rows_that_are_no_rows_are_unknown() -> None:
    for damaged in ("x", [1, 2], [["a"]], {"a": 1}):
        ev = evaluation(purposes(), {"p": {"rows": damaged}})
        assert worth(ev, {"some": "p.rows", "where": WHERE_A}) is None
        assert worth(ev, {"p.rows": []}) is None


def test_a_hidden_cell_is_false_and_a_cell_that_may_be_asked_unknown() -> None:
    book = purposes(why=choice(x_show_if={"basis": "a"}))
    where = {"some": "p.rows", "where": {"why": "yes"}}
    hidden = evaluation(book, {"p": {"rows": [{"id": "r", "basis": "b", "why": "yes"}]}})
    assert worth(hidden, where) is False
    assert hidden.visible("p.rows/r/why").value is False
    maybe = evaluation(book, {"p": {"rows": [{"id": "r", "why": "yes"}]}})
    assert worth(maybe, where) is None
    assert maybe.visible("p.rows/r/why").value is None
    shown = evaluation(book, {"p": {"rows": [{"id": "r", "basis": "a", "why": "yes"}]}})
    assert worth(shown, where) is True
    assert shown.known("p.rows/r/why") and shown.value("p.rows/r/why") == "yes"
    assert not shown.known("p.rows/gone/why")


def test_a_cells_show_if_may_look_outside_its_row() -> None:
    cell = choice(x_show_if={"t.gate": "yes", "kind": "a"})
    book = rulebook(
        topic("t", {"gate": choice(), "g": rows(columns={"kind": choice("a", "b"), "c": cell})})
    )
    for gate, kind, expected in (("yes", "a", T), ("no", "a", F), ("yes", "b", F), (None, "a", U)):
        answers: dict[str, Any] = {"g": [{"id": "r", "kind": kind}]}
        ev = evaluation(book, {"t": answers | ({"gate": gate} if gate else {})})
        assert ev.visible("t.g/r/c").value is expected


def test_cells_that_wait_for_each_other_are_an_error_not_a_crash() -> None:
    book = rulebook(
        topic(
            "t",
            {
                "g": rows(
                    columns={
                        "a": choice(x_show_if={"b": "yes"}),
                        "b": choice(x_show_if={"a": "yes"}),
                    }
                )
            },
        )
    )
    ev = evaluation(book, {"t": {"g": [{"id": "r", "a": "yes"}]}})
    with pytest.raises(Invalid) as refused:
        ev.visible("t.g/r/a")
    assert "cycle" in refused.value.message


def test_rows_of_the_case_are_seen() -> None:
    case = {"decision": "approved", "risks": [{"id": "r1", "today_level": "high"}]}
    ev = evaluation(rulebook(facts()), {}, case=case)
    assert worth(ev, {"case.decision": ["approved", "rejected"]}) is True
    assert worth(ev, {"some": "case.risks", "where": {"today_level": "high"}}) is True
    assert worth(ev, {"some": "case.risks", "where": {"target_level": "high"}}) is None
    assert worth(ev, {"some": "case.measures", "where": {"overdue": "yes"}}) is None


# Scores


def scored() -> Any:
    one = choice("none", "some", "many")
    for option, score in zip(one["oneOf"], (0, 1, 3), strict=True):
        option["x-score"] = score
    several = choices("x", "y")
    for option, score in zip(several["items"]["oneOf"], (1, 2), strict=True):
        option["x-score"] = score
    gated_ = choice("no", "yes", x_show_if={"one": "many"})
    for option, score in zip(gated_["oneOf"], (0, 5), strict=True):
        option["x-score"] = score
    return rulebook(topic("s", {"one": one, "several": several, "gated": gated_, "free": choice()}))


@pytest.mark.parametrize(
    ("answers", "bounds", "expected"),
    [
        ({"one": "some", "several": ["x", "y"]}, {"minimum": 4}, T),
        ({"one": "some", "several": ["x", "y"]}, {"minimum": 5}, F),
        ({"one": "some"}, {"minimum": 1}, T),
        ({"one": "some"}, {"minimum": 2}, U),
        ({"one": "some"}, {"minimum": 5}, F),
        ({"one": "some"}, {"maximum": 4}, T),
        ({"one": "some"}, {"maximum": 3}, U),
        ({"one": "many", "several": []}, {"minimum": 8}, U),
        ({"one": "many", "several": [], "gated": "yes"}, {"minimum": 8}, T),
        ({"one": "some", "several": [], "gated": "yes"}, {"minimum": 2}, F),
        ({"several": [], "gated": "yes"}, {"maximum": 0}, U),
        ({}, {"minimum": 0}, T),
        ({}, {"minimum": 12}, F),
        ({}, {"minimum": 11}, U),
    ],
)
def test_score(answers: dict[str, Any], bounds: dict[str, int], expected: Truth) -> None:
    ev = evaluation(scored(), {"s": answers})
    assert worth(ev, {"score": "s", **bounds}) is expected


def test_a_score_tells_the_questions_it_waits_for() -> None:
    from dpia.questionnaire.trace import unknowns

    ev = evaluation(scored(), {"s": {"several": ["x"]}})
    trace = ev.test(parse({"score": "s", "minimum": 5}))
    assert {leaf.id for leaf in unknowns(trace)} == {"s.one"}


# The law


def law() -> Any:
    table = {
        "format": "dpia-law/1",
        "id": "adequacy",
        "rows": [
            {"id": "us-1", "key": "us", "title": "Old", "valid_from": "2000-07-26", "law": "x"}
            | {"valid_to": "2015-10-06"},
            {"id": "us-2", "key": "us", "title": "New", "valid_from": "2023-07-10", "law": "y"}
            | {"when": {"certified": "yes"}},
            {"id": "jp", "key": "jp", "title": "Japan", "valid_from": "2019-01-23", "law": "z"},
        ],
    }
    columns = {"country": choice("us", "jp", "in"), "certified": choice()}
    return rulebook(topic("t", {"rows": rows(columns=columns)}), law=[table])


@pytest.mark.parametrize(
    ("row", "on", "expected"),
    [
        ({"country": "jp"}, (2026, 1, 1), T),
        ({"country": "jp"}, (2018, 1, 1), F),
        ({"country": "in"}, (2026, 1, 1), F),
        ({}, (2026, 1, 1), U),
        ({"country": "us", "certified": "yes"}, (2026, 1, 1), T),
        ({"country": "us", "certified": "no"}, (2026, 1, 1), F),
        ({"country": "us"}, (2026, 1, 1), U),
        ({"country": "us", "certified": "no"}, (2015, 10, 6), T),
        ({"country": "us", "certified": "yes"}, (2015, 10, 7), F),
    ],
)
def test_in_law(row: dict[str, Any], on: tuple[int, int, int], expected: Truth) -> None:
    from datetime import date

    ev = evaluation(law(), {"t": {"rows": [{"id": "r", **row}]}}, date(*on))
    assert worth(ev, {"some": "t.rows", "where": {"in-law": "adequacy", "key": "country"}}) is (
        expected
    )


def test_a_law_table_that_is_missing_is_an_error_in_words() -> None:
    with pytest.raises(Invalid) as refused:
        worth(seen(T), {"in-law": "nothing", "key": "q.a"})
    assert "no law table “nothing”" in refused.value.message


# Facts, criteria and rows


def test_facts_rules_and_choices_meet_criteria() -> None:
    asked = topic(
        "t",
        {"a": choice(), "b": choice(), "g": rows()},
        facts={"a_holds": {"a": "yes"}},
        rules=[
            {"id": "r", "when": {"fact": "a_holds"}, "raises": {"criterion": "first"}, "x-law": "x"}
        ],
    )
    asked["properties"]["b"]["oneOf"][0]["x-criteria"] = ["first", "second"]
    cell = asked["properties"]["g"]["items"]["properties"]["kind"]
    cell["oneOf"][0]["x-criteria"] = ["third"]
    book = rulebook(asked, criteria=("first", "second", "third", "fourth"))

    def met(answers: dict[str, Any]) -> list[Truth]:
        ev = evaluation(book, {"t": answers})
        return [ev.criterion(name).value for name in book.criteria]

    assert met({}) == [U, U, U, F]
    assert met({"a": "yes"}) == [T, U, U, F]
    assert met({"a": "no", "b": "no", "g": []}) == [F, F, F, F]
    assert met({"b": "yes", "g": [{"id": "x", "kind": "a"}]}) == [T, T, T, F]
    ev = evaluation(book, {"t": {"b": "yes"}})
    trace = ev.criterion("first")
    assert trace.value is True and [part.id for part in trace.because] == ["t.b"]


def test_an_authority_reads_a_fact_its_own_way_for_its_own_rows_only() -> None:
    asked = topic(
        "t",
        {"people": number()},
        facts={
            "large": {"people": {"minimum": 1000}},
            "large_indeed": {"fact": "large"},
        },
    )
    own = {"large": {"title": "Large here", "when": {"t.people": {"minimum": 10}}, "law": "x"}}
    book = rulebook(
        asked,
        authorities=[
            authority("nl", facts=own, rows={"nl-35-4-1": {"fact": "large_indeed"}}),
            authority("bg", rows={"bg-35-4-1": {"fact": "large_indeed"}}),
        ],
    )
    ev = evaluation(book, {"t": {"people": 100}})
    assert ev.fact("large").value is False
    assert ev.fact("large", "nl").value is True
    assert ev.fact("large", "bg").value is False
    assert ev.row("nl-35-4-1").value is True
    assert ev.row("bg-35-4-1").value is False
    assert worth(ev, {"row": "nl-35-4-1"}) is True


def test_a_row_is_asked_for_whole_or_in_parts() -> None:
    row = {"when": {"q.a": "yes"}, "parts": {"type": {"q.b": "yes"}}}
    book = rulebook(facts(), authorities=[authority("gr", rows={"gr-35-4-1.1": row})])
    ev = evaluation(book, {"q": {"a": "no", "b": "yes"}})
    assert worth(ev, {"row": "gr-35-4-1.1"}) is False
    assert worth(ev, {"row": "gr-35-4-1.1", "part": "type"}) is True
    for missing in ({"row": "gr-35-4-9"}, {"row": "gr-35-4-1.1", "part": "use"}):
        with pytest.raises(Invalid):
            worth(ev, missing)


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ({"fact": "none"}, "fact “none”"),
        ({"criterion": "none"}, "criterion “none”"),
        ({"row": "none"}, "list row “none”"),
        ({"score": "none", "minimum": 1}, "questionnaire “none”"),
        ({"q.none": "x"}, "question “q.none”"),
        ({"some": "q.none"}, "question “q.none”"),
        ({"q.a/x/y": "x"}, "no cell"),
    ],
)
def test_names_nobody_defined_are_errors_in_words(raw: Any, word: str) -> None:
    with pytest.raises((Invalid, NotFound)) as refused:
        worth(seen(), raw)
    assert word in refused.value.message


def test_a_cycle_is_an_error_in_words_and_can_be_asked_again() -> None:
    book = rulebook(
        topic("t", {"a": choice()}, facts={"x": {"fact": "y"}, "y": {"not": {"fact": "x"}}})
    )
    ev = evaluation(book, {})
    for _ in range(2):
        with pytest.raises(Invalid) as refused:
            ev.fact("x")
        assert "cycle" in refused.value.message


def test_questions_that_show_each_other_are_an_error_in_words() -> None:
    book = rulebook(
        topic("t", {"a": choice(x_show_if={"b": "yes"}), "b": choice(x_show_if={"a": "yes"})})
    )
    with pytest.raises(Invalid) as refused:
        evaluation(book, {"t": {"a": "yes", "b": "yes"}}).visible("t.a")
    assert "cycle" in refused.value.message


def test_a_fact_defined_twice_is_refused() -> None:
    book = rulebook(
        topic("s", {"a": choice()}, facts={"x": {"a": "yes"}}),
        topic("t", {"a": choice()}, facts={"x": {"a": "yes"}}),
    )
    with pytest.raises(Invalid) as refused:
        evaluation(book, {}).fact("x")
    assert "“x” is defined in two" in refused.value.message


def test_the_topics_follow_the_pathway() -> None:
    steps = pathway("second", "first")["steps"]
    book = rulebook(topic("first", {"a": choice()}), topic("second", {"a": choice()}), steps=steps)
    assert list(book.topics) == ["second", "first"]
    assert [q.path for q in book.questions()] == ["second.a", "first.a"]
