"""Two versions of an authority's file, and two authorities, compared."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from dpia.judgement.authorities import age_of_consent, description, summary
from dpia.judgement.comparing import compare, leaves
from dpia.questionnaire.condition import parse
from dpia.questionnaire.law import load_authority
from dpia.questionnaire.model import load_topic
from dpia.questionnaire.naming import Names
from tests.questionnaire.handmade import authority, choice, choices, topic

Json = dict[str, Any]
DAY = date(2026, 11, 22)
TOPIC = load_topic(
    topic(
        "t",
        {"a": choice(title="Is it?"), "kinds": choices("health", "genetic", title="Which kinds?")},
        facts={"many": {"a": "yes"}, "sick": {"kinds": ["health"]}},
    )
)
NAMES = Names({"t": TOPIC}, {"large_scale": "Large scale"})


def listing(name: str, rows: Json, article: str = "35(4)", **extra: Any) -> Json:
    made = [
        {"id": f"{name}-{key}", "title": f"Row {key}", "text": f"Words {key}.", "when": when}
        for key, when in rows.items()
    ]
    dates = {"adopted": "2019-01-01", "valid_from": "2019-01-01"}
    known = {"id": name, "article": article, "title": f"List {name}", "confidence": "official"}
    return {**known, **dates, "source": "Gazette 1", "rows": made, **extra}


def state(name: str, *lists: Json, **extra: Any) -> Json:
    return authority(name, **{"lists": list(lists), **extra})


def compared(a: Json, b: Json, day: date = DAY) -> Json:
    return compare(load_authority(a), load_authority(b), NAMES, day)


# Versions


OLD = state("aa", listing("l", {"1": {"fact": "many"}, "2": {"t.a": "yes"}}))


def newer(**extra: Any) -> Json:
    return {**deepcopy(OLD), **extra}


def test_a_file_is_the_same_as_itself() -> None:
    found = compared(OLD, deepcopy(OLD))
    assert found["compared"] == "versions" and found["same"] is True


def test_rows_added_removed_and_changed() -> None:
    rows = {"1": {"not": {"fact": "many"}}, "3": {"t.kinds": ["health"]}}
    new = newer(version="1.1.0", lists=[listing("l", rows)])
    found = compared(OLD, new)
    assert found["same"] is False
    assert found["about"] == [{"field": "version", "from": "1.0.0", "to": "1.1.0"}]
    (changed,) = found["lists"]["changed"]
    assert [row["id"] for row in changed["rows"]["added"]] == ["l-3"]
    assert [row["id"] for row in changed["rows"]["removed"]] == ["l-2"]
    (row,) = changed["rows"]["changed"]
    title = TOPIC.facts["many"].title
    assert row["changes"] == [
        {
            "field": "when",
            "from": f"the fact “{title}” holds",
            "to": f"not (the fact “{title}” holds)",
        }
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "Other words."),
        ("source", "Gazette 2"),
        ("valid_to", "2027-01-01"),
        ("plus", ["large_scale"]),
        ("confidence", "secondary"),
    ],
)
def test_what_changed_in_a_row_is_named(field: str, value: Any) -> None:
    new = newer()
    before = new["lists"][0]["rows"][0].get(field)
    new["lists"][0]["rows"][0][field] = value
    (changed,) = compared(OLD, new)["lists"]["changed"]
    (row,) = changed["rows"]["changed"]
    assert row["changes"] == [{"field": field, "from": before, "to": value}]


def test_a_lists_logic_is_told_in_words_and_only_when_it_is_another() -> None:
    named = newer()
    named["lists"][0]["logic"] = "any-row"
    assert compared(OLD, named)["same"] is True
    other = newer()
    other["lists"][0]["logic"] = "two-rows"
    (changed,) = compared(OLD, other)["lists"]["changed"]
    ((change),) = changed["changes"]
    assert change["field"] == "logic" and change["from"] != change["to"]


def test_a_list_that_takes_the_place_of_another() -> None:
    new = newer()
    new["lists"][0]["valid_to"] = "2025-12-31"
    new["lists"].append(listing("l2", {"1": {"t.a": "yes"}}, replaces="l", valid_from="2026-01-01"))
    found = compared(OLD, new)["lists"]
    assert [entry["id"] for entry in found["added"]] == ["l2"]
    assert [row["id"] for row in found["added"][0]["rows"]] == ["l2-1"]
    assert found["changed"][0]["changes"] == [
        {"field": "valid_to", "from": None, "to": "2025-12-31"}
    ]
    assert found["changed"][0]["rows"] == {"added": [], "removed": [], "changed": []}


def test_values_facts_bodies_hints_and_consultation() -> None:
    age = {"value": 16, "valid_from": "2018-05-25", "source": "s", "confidence": "official"}
    fact = {"title": "Many, here", "when": {"t.a": "yes"}}
    hint = {"id": "h", "title": "Hint", "text": "t", "source": "s", "confidence": "official"}
    duty = {"id": "d", "title": "Duty", "law": "Act 1"}
    old = newer(
        data={"consent_age": [age]},
        facts={"many": fact},
        consultation={"36_5": [duty], "note": "Ask."},
    )
    new = newer(
        data={
            "consent_age": [age | {"valid_to": "2026-12-31"}, age | {"valid_from": "2027-01-01"}]
        },
        facts={"many": fact | {"when": {"t.kinds": ["genetic"]}}},
        hints=[hint],
        consultation={"36_5": [duty | {"law": "Act 2"}], "note": "Ask."},
    )
    new["bodies"][0] = new["bodies"][0] | {"site": "https://example.com"}
    found = compared(old, new)
    assert [entry["id"] for entry in found["data"]["added"]] == ["consent_age since 2027-01-01"]
    assert [entry["id"] for entry in found["data"]["changed"]] == ["consent_age since 2018-05-25"]
    assert found["facts"]["changed"][0]["changes"][0]["to"] == "“Which kinds?” has “Genetic”"
    assert [entry["id"] for entry in found["hints"]["added"]] == ["h"]
    assert [change["field"] for change in found["bodies"]["changed"][0]["changes"]] == ["site"]
    assert found["consultation"]["changed"] == [
        {"id": "d", "title": "Duty", "changes": [{"field": "law", "from": "Act 1", "to": "Act 2"}]}
    ]


# Two authorities


def test_what_both_turn_on_and_what_only_one() -> None:
    a = state("aa", listing("la", {"1": {"all": [{"fact": "many"}, {"t.kinds": ["genetic"]}]}}))
    b = state("bb", listing("lb", {"1": {"fact": "many"}, "2": {"not": {"fact": "sick"}}}))
    found = compared(a, b)
    assert found["compared"] == "authorities"
    told = found["articles"]["35(4)"]["conditions"]
    assert [(c["a"], c["b"]) for c in told] == [
        (["la-1"], ["lb-1"]),
        (["la-1"], []),
        ([], ["lb-2"]),
    ]
    assert told[0]["in_words"] == TOPIC.facts["many"].title
    assert told[1]["in_words"] == "“Which kinds?” has “Genetic”"
    assert told[2]["in_words"] == f"not: {TOPIC.facts['sick'].title}"


def test_a_criterion_beside_a_row_is_something_it_turns_on() -> None:
    a = state("aa", listing("la", {"1": {"fact": "many"}}))
    a["lists"][0]["rows"][0]["plus"] = ["large_scale"]
    told = compared(a, state("bb"))["articles"]["35(4)"]["conditions"]
    assert "the criterion “Large scale” is met" in [c["in_words"] for c in told]


def test_only_what_is_in_force_on_the_day_is_compared() -> None:
    old = listing("old", {"1": {"t.a": "yes"}}, valid_to="2025-12-31")
    new = listing("new", {"1": {"t.a": "no"}}, valid_from="2026-01-01")
    a, b = state("aa", old, new), state("bb")
    for day, name in ((date(2025, 12, 31), "old"), (date(2026, 1, 1), "new")):
        found = compared(a, b, day)
        assert [entry["id"] for entry in found["a"]["lists"]] == [name]
        assert found["articles"]["35(4)"]["conditions"][0]["a"] == [f"{name}-1"]


def test_exempt_lists_stand_side_by_side() -> None:
    a = state("aa", listing("fa", {"1": {"fact": "sick"}}, "35(5)"))
    b = state("bb", listing("fb", {"1": {"fact": "many"}, "2": {"fact": "sick"}}, "35(5)"))
    rows = compared(a, b)["articles"]["35(5)"]["rows"]
    assert {side: [row["id"] for row in rows[side]] for side in "ab"} == {
        "a": ["fa-1"],
        "b": ["fb-1", "fb-2"],
    }


def test_leaves_part_answers_and_keep_what_is_negated() -> None:
    raw = {"not": {"any": [{"t.kinds": ["health", "genetic"]}, {"not": {"fact": "many"}}]}}
    said = [NAMES.say(part) for part in leaves(parse(raw))]
    assert said == [
        "not (“Which kinds?” has “Health”)",
        "not (“Which kinds?” has “Genetic”)",
        f"the fact “{TOPIC.facts['many'].title}” holds",
    ]


# One authority


def test_the_age_of_consent_is_that_of_the_day() -> None:
    ages = [
        {"value": 16, "valid_from": "2018-05-25", "valid_to": "2019-03-01"},
        {"value": 14, "valid_from": "2019-03-02"},
    ]
    found = load_authority(state("aa", data={"consent_age": ages}))
    for day, age in ((date(2018, 1, 1), None), (date(2019, 3, 1), 16), (date(2019, 3, 2), 14)):
        valid = age_of_consent(found, day)
        assert (valid and valid["value"]) == age


def test_rows_are_counted_and_those_that_nobody_checked() -> None:
    entry = listing("l", {"1": {"t.a": "yes"}, "2": {"t.a": "no"}, "3": {"fact": "many"}})
    entry["rows"][1]["confidence"] = "from-knowledge"
    entry["rows"][2]["valid_to"] = "2020-01-01"
    told = summary(load_authority(state("aa", entry)), DAY)
    assert (told["rows"], told["unchecked_rows"]) == (2, 1)


def test_a_description_says_conditions_force_and_confidence() -> None:
    entry = listing("l", {"1": {"fact": "many"}, "2": {"t.a": "no"}}, confidence="secondary")
    entry["rows"][1]["valid_to"] = "2020-01-01"
    fact = {"title": "Many, here", "when": {"t.a": "yes"}, "x-confidence": "official"}
    found = load_authority(state("aa", entry, facts={"many": fact}))
    told = description(found, NAMES, DAY)
    (row,) = told["lists"][0]["rows"]
    assert row["in_words"] == "the fact “Many, here” holds"
    assert row["checked"] is False and "not in the official text" in row["confidence_note"]
    assert told["facts"]["many"]["checked"] is True
    assert told["lists"][0]["left_out"] == 1
    whole = description(found, NAMES, DAY, everything=True)
    assert [row.get("in_force", True) for row in whole["lists"][0]["rows"]] == [True, False]
