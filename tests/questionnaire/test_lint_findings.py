"""A finding that can never be raised is told, and nothing that can be raised is called dead."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpia.desk.library import Library
from dpia.questionnaire.condition import parse
from dpia.questionnaire.lint import KINDS, kind_of
from dpia.questionnaire.lint.firing import dead
from dpia.questionnaire.lint.refuting import refuted
from dpia.questionnaire.lint.stock import Stock
from dpia.questionnaire.rulebook import Rulebook
from tests.long import long
from tests.questionnaire.handmade import choice, choices, evaluation, rows, rulebook, text, topic
from tests.questionnaire.randomly import CONDITIONS, answers_to, base_topic, book_of, settled

Json = dict[str, Any]


def shipped() -> Json:
    files = Library().files()
    return {key: doc for key, doc in files.items() if key.partition("/")[0] in KINDS}


def findings(files: Json) -> Iterator[tuple[str, str, Json]]:
    """Yield the file, the place and the rule of everything that raises a finding."""
    for key, document in files.items():
        for i, rule in enumerate(document.get("x-rules", ()) if "topics/" in key else ()):
            if "finding" in rule["raises"]:
                yield key, f"/x-rules/{i}/when", rule
    for i, entry in enumerate(files["catalogue/findings"]["entries"]):
        yield "catalogue/findings", f"/entries/{i}/when", entry


def never_true(files: Json, places: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return which of the conditions at these places are told never to hold."""
    stock = Stock(files, {key: kind_of(key) for key in files}, list(files))
    others = {(entry.file, entry.where) for entry in stock.stated} - places
    found = dead(stock, others)
    return {(defect.file, defect.where) for defect in found if defect.kind == "never-true"}


def test_every_finding_is_told_once_it_excludes_itself() -> None:
    files = copy.deepcopy(shipped())
    places = set()
    for key, place, rule in findings(files):
        rule["when"] = {"all": [rule["when"], {"not": copy.deepcopy(rule["when"])}]}
        places.add((key, place))
    assert len(places) > 150
    assert never_true(files, places) == places


@pytest.mark.parametrize(
    "when",
    [
        {"all": [{"case.decision": "approved"}, {"case.decision": "rejected"}]},
        {"all": [{"new_technology.ai_class": "other"}, {"new_technology.fria": "no"}]},
        {"all": [{"fact": "uses_consent"}, {"not": {"fact": "uses_consent"}}]},
        {"all": [{"screening.part": "household"}, {"security.incidents": "open"}]},
        {
            "some": "processing.recipients",
            "where": {"role": "authority", "contract": "no"},
        },
        {
            "some": "case.measures",
            "where": {"all": [{"status": "planned"}, {"not": {"status": ["planned", "rejected"]}}]},
        },
    ],
)
def test_a_dead_finding_among_the_shipped_ones_is_told(when: Json) -> None:
    files = copy.deepcopy(shipped())
    entries = files["catalogue/findings"]["entries"]
    entries.append({**entries[0], "id": "dead-one", "when": when})
    place = ("catalogue/findings", f"/entries/{len(entries) - 1}/when")
    assert never_true(files, {place}) == {place}


@settings(max_examples=long(52, 150), deadline=None, suppress_health_check=list(HealthCheck))
@given(CONDITIONS, st.data())
def test_what_is_refuted_never_holds(raw: Json, data: st.DataObject) -> None:
    book = book_of(base_topic(), steps=("base",))
    condition = parse(raw)
    if refuted(book, condition):
        for _ in range(6):
            answers = settled(book, data.draw(answers_to(book)), data)
            assert evaluation(book, answers).test(condition).value is not True


def small() -> Rulebook:
    columns = {"kind": choice("a", "b"), "why": choice("x", "y", x_show_if={"kind": "a"})}
    questions = {
        "a": choice(),
        "inner": choice(x_show_if={"a": "yes"}),
        "kinds": choices("x", "y", "z"),
        "note": text(),
        "g": rows(columns=columns),
    }
    return rulebook(topic("t", questions))


@pytest.mark.parametrize(
    ("when", "dead_one"),
    [
        ({"all": [{"t.a": "no"}, {"t.inner": "yes"}]}, True),
        ({"all": [{"t.a": "yes"}, {"t.inner": "yes"}]}, False),
        ({"all": [{"t.kinds": "x"}, {"t.kinds": "y"}]}, False),
        ({"all": [{"t.kinds": ["x"]}, {"not": {"t.kinds": ["x", "y"]}}]}, True),
        ({"all": [{"t.kinds": ["x", "z"]}, {"not": {"t.kinds": ["x"]}}]}, False),
        ({"all": [{"any": [{"t.a": "yes"}, {"t.inner": "no"}]}, {"t.a": "no"}]}, True),
        ({"all": [{"any": [{"t.a": "yes"}, {"t.kinds": "x"}]}, {"t.a": "no"}]}, False),
        ({"some": "t.g", "where": {"all": [{"kind": "b"}, {"why": "x"}]}}, True),
        ({"some": "t.g", "where": {"all": [{"kind": "a"}, {"why": "x"}]}}, False),
        (
            {
                "all": [
                    {"some": "t.g", "where": {"kind": "a"}},
                    {"some": "t.g", "where": {"kind": "b"}},
                ]
            },
            False,
        ),
        ({"all": [{"t.note": {"pattern": "x"}}, {"not": {"t.note": {"pattern": "x"}}}]}, True),
        ({"not": {"all": [{"t.a": "yes"}, {"t.a": "no"}]}}, False),
    ],
)
def test_it_follows_what_must_be_shown_and_minds_which_row_is_meant(
    when: Json, dead_one: bool
) -> None:
    assert refuted(small(), parse(when)) is dead_one


def test_another_row_of_the_same_table_may_differ() -> None:
    where = {"all": [{"kind": "a"}, {"some": "t.g", "where": {"kind": "b"}}]}
    assert not refuted(small(), parse({"some": "t.g", "where": where}))
