"""Answers put together for a condition make it hold, and nearly everything can be built."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpia.questionnaire.condition import parse
from dpia.questionnaire.lint.building import Draft, Want
from dpia.questionnaire.lint.search import Probe
from tests.long import long
from tests.questionnaire.handmade import DAY, choice, choices, day, number, rows, text, topic
from tests.questionnaire.randomly import CASES, CONDITIONS, base_topic, book_of

Json = dict[str, Any]
QUESTIONS: Json = {
    "a": choice(),
    "inner": choice(x_show_if={"a": "yes"}),
    "kinds": choices("x", "y", "z"),
    "n": number(maximum=10),
    "note": text(),
    "start": day(),
    "g": rows(columns={"kind": choice("a", "b"), "why": choice(x_show_if={"kind": "a"})}),
    "late": rows(columns={"kind": choice("a", "b")}, x_show_if={"n": 3}),
}
BOOK = book_of(
    base_topic(),
    topic("t", QUESTIONS, facts={"f": {"t.inner": "no"}}),
    steps=("base", {"topic": "t", "when": {"base.gate": "yes"}}),
)


def worth(draft: Draft, raw: Any) -> bool | None:
    return Probe(BOOK, draft.chosen(), DAY).test(parse(raw)).value


@pytest.mark.parametrize(
    "raw",
    [
        {"all": [{"t.a": "yes"}, {"t.inner": "no"}]},
        {"all": [{"fact": "f"}, {"not": {"t.kinds": ["x", "y"]}}]},
        {"all": [{"t.kinds": "x"}, {"t.kinds": "y"}, {"not": {"t.kinds": "z"}}]},
        {"all": [{"not": {"fact": "f"}}, {"t.a": "yes"}]},
        {"all": [{"any": [{"t.a": "no"}, {"t.inner": "yes"}]}, {"t.a": "yes"}]},
        {"all": [{"t.n": {"minimum": 3}}, {"not": {"t.n": {"minimum": 4}}}]},
        {"all": [{"not": {"answered": "t.n"}}, {"t.a": "no"}]},
        {"not": {"t.inner": ["yes", "no"]}},
        {"t.note": {"const": "so"}},
        {"compare": ["t.start", "<", {"value": "2026-01-02"}]},
        {"compare": ["t.n", ">", {"datum": "bound"}]},
        {"not": {"compare": ["t.n", ">", {"value": 2}]}},
        {"all": [{"t.g": []}, {"not": {"some": "t.g", "where": {"kind": "a"}}}]},
        {"all": [{"some": "t.g", "where": {"kind": "b"}}, {"some": "t.g", "where": {"why": "no"}}]},
        {"all": [{"every": "t.g", "where": {"kind": "b"}}, {"some": "t.g"}]},
        {"not": {"every": "t.g", "where": {"kind": "b"}}},
        {"all": [{"not": {"some": "t.late"}}, {"t.n": 3}]},
        {"all": [{"not": {"some": "t.late"}}, {"not": {"answered": "t.n"}}]},
        {"count": "t.g", "where": {"kind": "a"}, "minimum": 3},
        {"some": "base.g", "where": {"in-law": "adequacy", "key": "land"}},
        {"some": "base.g", "where": {"not": {"in-law": "adequacy", "key": "land"}}},
        {"all": [{"row": "bg-35-4-1"}, {"not": {"row": "bg-35-4-1", "part": "use"}}]},
        {"criterion": "met"},
        {"all": [{"not": {"criterion": "met"}}, {"t.a": "yes"}]},
    ],
    ids=str,
)
def test_answers_are_put_together_for_every_form_of_condition(raw: Json) -> None:
    draft = Draft(BOOK, DAY)
    assert draft.take([Want(parse(raw), True)])
    assert worth(draft, raw) is True


@pytest.mark.parametrize(
    "raw",
    [
        {"all": [{"t.a": "no"}, {"t.inner": "no"}]},
        {"all": [{"t.kinds": "x"}, {"not": {"t.kinds": ["x", "y"]}}]},
        {"all": [{"t.g": []}, {"some": "t.g"}]},
        {"all": [{"fact": "f"}, {"not": {"fact": "f"}}]},
        {"all": [{"answered": "t.n"}, {"not": {"answered": "t.n"}}]},
        {"some": "t.g", "where": {"kind": "b", "why": "yes"}},
        {
            "all": [
                {"every": "t.g", "where": {"kind": "a"}},
                {"some": "t.g", "where": {"kind": "b"}},
            ]
        },
    ],
    ids=str,
)
def test_nothing_is_built_where_needs_exclude_each_other(raw: Json) -> None:
    draft = Draft(BOOK, DAY)
    assert draft.take([Want(parse({"base.n": 4}), True)])
    before = draft.chosen()
    assert not draft.take([Want(parse(raw), True)])
    assert draft.chosen() == before


@settings(max_examples=long(52, 150), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(CONDITIONS, min_size=1, max_size=3))
def test_what_was_built_first_still_holds_once_more_is_built(raws: list[Json]) -> None:
    draft = Draft(BOOK, DAY)
    taken = [raw for raw in raws if draft.take([Want(parse(raw), True)])]
    assert all(worth(draft, raw) is True for raw in taken)


def test_everything_but_scores_can_be_built() -> None:
    left = [raw for raw in CASES if not Draft(BOOK, DAY).take([Want(parse(raw), True)])]
    assert left == [raw for raw in CASES if "score" in raw]
