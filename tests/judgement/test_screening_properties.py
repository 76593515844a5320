"""What holds of every screening, whatever the answers."""

import itertools
import random
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dpia.judgement import judge
from dpia.judgement.bench import Bench
from dpia.judgement.overruling import hear
from dpia.judgement.screening import STRICTNESS, conclude, gather
from dpia.questionnaire.evaluation import Evaluation
from tests.judgement.synthetic import BOOK, DAY, EARLY, GATES, NINE, NO, document, verdict
from tests.long import long

OPEN = sorted(NO.keys() - {"no_basis", "danger", "running"})
ANSWER = st.sampled_from(["yes", "no", "no", "no", None])
CASES = st.fixed_dictionaries(dict.fromkeys(OPEN, ANSWER))
# Mostly quiet cases, in which a single answer decides.
QUIET = st.dictionaries(st.sampled_from(OPEN), st.sampled_from(["yes", None]), max_size=5)
GROUNDS = {"reason": "r", "dpo_view": "d"}
OVERRULED = st.lists(
    st.one_of(
        st.builds(
            lambda name, met: {"criterion": name, "met": met, **GROUNDS},
            st.sampled_from(NINE),
            st.booleans(),
        ),
        st.sampled_from(
            [
                {"conclusion": "presumed", "to": "not-required", **GROUNDS},
                {"conclusion": "one-criterion", "to": "not-required", **GROUNDS},
                {"conclusion": "one-criterion", "to": "required", **GROUNDS},
            ]
        ),
    ),
    max_size=3,
    unique_by=lambda entry: str(entry.get("criterion") or entry.get("conclusion")),
)


def outcome(answers: dict[str, Any], overruled: Any = ()) -> str:
    facts = {k: v for k, v in {**NO, **answers}.items() if v is not None}
    bench = Bench(Evaluation(BOOK, {"facts": facts}, {}, {}, DAY))
    return conclude(gather(bench), hear(overruled, NINE)).outcome


def strictness(answers: dict[str, Any], overruled: Any = ()) -> int:
    return STRICTNESS.index(outcome(answers, overruled))


@settings(max_examples=long(52, 150), deadline=None)
@given(st.one_of(CASES, QUIET), st.sampled_from(NINE))
def test_adding_a_met_criterion_never_makes_the_outcome_milder(answers, name):
    before = {**answers, name: "no"}
    assert strictness({**before, name: "yes"}) >= strictness(before)


@settings(
    max_examples=long(52, 150), deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)
@given(st.one_of(CASES, QUIET), OVERRULED)
def test_no_unknown_that_could_make_it_stricter_stands_beside_a_mild_outcome(answers, overruled):
    found = strictness(answers, overruled)
    assume(found < STRICTNESS.index("undetermined"))
    unknown = [name for name, answer in answers.items() if answer is None]
    assume(len(unknown) > 0)
    picked = unknown[: long(3, 5)]
    for values in itertools.product(("yes", "no", None), repeat=len(picked)):
        settled = {**answers, **dict(zip(picked, values, strict=True))}
        assert strictness(settled, overruled) <= found, settled


@settings(max_examples=long(21, 60), deadline=None)
@given(st.one_of(CASES, QUIET), st.sampled_from(sorted({"trigger", "row", "other", "ordered"})))
def test_what_requires_a_dpia_never_makes_it_milder(answers, name):
    before = {**answers, name: "no"}
    assert strictness({**before, name: "yes"}) >= strictness(before)


@settings(max_examples=long(14, 40), deadline=None)
@given(QUIET, st.sampled_from(["trigger", "row", "other", "ordered"]))
def test_forgetting_an_answer_never_turns_required_into_something_mild(answers, name):
    exempting = {*(early.replace("-", "_") for early in EARLY), "white", "solo"}
    kept = {k: v for k, v in answers.items() if k not in exempting} | {name: "yes"}
    assert outcome(kept) == "required"
    for forgotten in set(OPEN) - exempting:
        assert outcome({**kept, forgotten: None}) in ("required", "undetermined")


@settings(max_examples=long(9, 25), deadline=None)
@given(st.one_of(CASES, QUIET), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_never_matters(answers, shuffler: random.Random):
    first = document(answers)
    items = list(first["answers"]["facts"].items())
    shuffler.shuffle(items)
    second = {**first, "answers": {"facts": dict(items)}}
    assert judge(first, BOOK, DAY) == judge(second, BOOK, DAY) == judge(first, BOOK, DAY)


def test_every_gate_is_reachable():
    seen = {verdict({name: "yes"})["screening"]["conclusion"] for name in (*GATES, *NINE)}
    assert seen >= {"article-35-3", "national-list", "exempt-35-5", "recital-91", "one-criterion"}
