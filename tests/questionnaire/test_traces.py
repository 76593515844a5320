"""Traces: plain JSON, the same every time, telling the answers that matter."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dpia.canonical import canonical
from dpia.questionnaire.condition import parse
from dpia.questionnaire.trace import deciding, leaves, unknowns
from tests.questionnaire.handmade import choice, choices, evaluation, number, rows, rulebook, topic

BOOK = rulebook(
    topic(
        "t",
        {
            "a": choice(),
            "b": choice(x_show_if={"a": "yes"}),
            "kinds": choices("x", "y"),
            "n": number(),
            "g": rows(),
        },
        facts={"f": {"any": [{"b": "yes"}, {"n": {"minimum": 5}}]}},
    )
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "a": st.sampled_from(["yes", "no"]),
        "b": st.sampled_from(["yes", "no"]),
        "kinds": st.lists(st.sampled_from(["x", "y"]), unique=True),
        "n": st.integers(0, 9),
        "g": st.lists(st.sampled_from(["a", "b"]), max_size=2).map(
            lambda kinds: [{"id": f"r{i}", "kind": kind} for i, kind in enumerate(kinds)]
        ),
    },
)
ATOMS = st.sampled_from(
    [
        {"t.a": "yes"},
        {"t.b": "no"},
        {"t.kinds": ["x"]},
        {"t.kinds": []},
        {"t.n": {"minimum": 3}},
        {"fact": "f"},
        {"answered": "t.b"},
        {"some": "t.g", "where": {"kind": "a"}},
        {"every": "t.g", "where": {"kind": "a"}},
        {"count": "t.g", "where": {"kind": "a"}, "minimum": 2},
        {"compare": ["t.n", ">", {"value": 4}]},
    ]
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: {"at-least": 2, "of": parts}),
    ),
    max_leaves=8,
)


def shuffled(answers: dict[str, Any]) -> dict[str, Any]:
    return dict(reversed(answers.items()))


@given(ANSWERS, CONDITIONS)
def test_a_trace_is_plain_json_and_the_same_in_any_order_of_answers(
    answers: dict[str, Any], raw: dict[str, Any]
) -> None:
    first = evaluation(BOOK, {"t": answers}).test(parse(raw)).to_json()
    second = evaluation(BOOK, {"t": shuffled(answers)}).test(parse(raw)).to_json()
    assert canonical(first) == canonical(second)
    assert json.loads(json.dumps(first)) == first


@given(ANSWERS, CONDITIONS)
def test_an_evaluation_gives_the_same_trace_whatever_was_asked_before(
    answers: dict[str, Any], raw: dict[str, Any]
) -> None:
    used = evaluation(BOOK, {"t": answers})
    for name in ("a", "b", "kinds", "n", "g"):
        used.visible(f"t.{name}")
    used.fact("f")
    fresh = evaluation(BOOK, {"t": answers})
    assert used.test(parse(raw)) == fresh.test(parse(raw))


@given(ANSWERS, CONDITIONS)
def test_an_unknown_trace_waits_for_questions_without_an_answer(
    answers: dict[str, Any], raw: dict[str, Any]
) -> None:
    trace = evaluation(BOOK, {"t": answers}).test(parse(raw))
    waiting = {leaf.id for leaf in unknowns(trace)}
    assert bool(waiting) == (trace.value is None)
    assert not waiting & {f"t.{name}" for name in answers}


@given(ANSWERS, CONDITIONS)
def test_more_answers_never_turn_true_into_false(
    answers: dict[str, Any], raw: dict[str, Any]
) -> None:
    if "answered" in json.dumps(raw):
        return  # `answered` speaks of what is known, so it may change with it
    before = evaluation(BOOK, {"t": answers}).test(parse(raw)).value
    more: dict[str, Any] = {"a": "yes", "b": "no", "kinds": [], "n": 7, "g": []} | answers
    after = evaluation(BOOK, {"t": more}).test(parse(raw)).value
    assert before is None or before is after


def test_a_trace_leaves_out_what_is_empty() -> None:
    trace = evaluation(BOOK, {"t": {"a": "no", "b": "yes"}}).test(parse({"t.b": "yes"}))
    found = trace.to_json()
    assert found["value"] is False and found["hidden"] is True and "answer" not in found
    assert found["law"] == "GDPR Art. 35" and found["id"] == "t.b"
    assert "because" in found


def test_deciding_keeps_the_branches_that_count() -> None:
    ev = evaluation(BOOK, {"t": {"a": "yes", "b": "no", "n": 7}})
    trace = ev.test(parse({"any": [{"t.a": "no"}, {"not": {"t.b": "yes"}}, {"fact": "f"}]}))
    assert [leaf.id for leaf in deciding(trace)] == ["t.b", "t.n"]
    assert [leaf.id for leaf in leaves(trace)] == ["t.a", "t.b", "t.b", "t.n"]
