"""What holds of every verdict by the shipped files, on sampled answers."""

import copy
import json
import random
from datetime import date
from typing import Any

import pytest

from dpia.assessment.document import from_file
from dpia.judgement import judge, summarise
from dpia.judgement.bench import Bench
from dpia.judgement.overruling import Overrulings
from dpia.judgement.screening import STRICTNESS, conclude, gather
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.model import Question
from dpia.questionnaire.rulebook import Rulebook
from tests import books
from tests.judgement.sampling import Answers, sampled, value

DAY = date(2026, 11, 22)
GATES = (
    *("people_kinds", "data_kinds", "evaluation", "monitoring"),
    *("technology", "operations", "effects"),
)


def book(authority: str, pathway: str = "edpb-2026") -> Rulebook:
    also = tuple({"bg", "nl"} - {authority})
    return books.book(authority, also, pathway)


BOOKS = {name: book(name) for name in ("bg", "nl")}


def judged(answers: Answers, rulebook: Rulebook, explore: bool = False) -> dict[str, Any]:
    document = from_file({"authority": rulebook.authority, "answers": answers})
    return judge(document, rulebook, DAY, explore=explore)


@pytest.mark.parametrize("authority", ["bg", "nl"])
@pytest.mark.parametrize("seed", range(12))
def test_every_rule_can_be_evaluated_and_order_never_matters(authority, seed):
    rng = random.Random(seed)
    answers = sampled(BOOKS[authority], rng, rng.choice([0, 0.1, 0.5]), DAY)
    found = judged(answers, BOOKS[authority])
    assert not [f for f in found["findings"] if f["id"].startswith("rule-not-evaluated")]
    assert json.loads(json.dumps(found)) == found
    turned = {
        topic: dict(reversed(list(known.items())))
        for topic, known in reversed(list(answers.items()))
    }
    assert json.dumps(judged(turned, BOOKS[authority])) == json.dumps(found)
    assert summarise(found, {})["screening"] == found["screening"]["outcome"]


def strictness(answers: Answers, rulebook: Rulebook) -> int:
    bench = Bench(Evaluation(rulebook, answers, {}, {}, DAY))
    return STRICTNESS.index(conclude(gather(bench), Overrulings()).outcome)


def every_answer(question: Question, rng: random.Random, answers: Answers) -> list[Any]:
    choices = [choice.value for choice in question.choices]
    if question.kind == "choice":
        return choices
    if question.kind == "choices":
        return [[], choices, *([choice] for choice in choices)]
    return [value(question, rng, answers) for _ in range(2)]


@pytest.mark.parametrize("authority", ["bg", "nl"])
@pytest.mark.parametrize("seed", range(8))
def test_no_unknown_that_could_make_it_stricter_stands_beside_a_mild_outcome(authority, seed):
    """Take answers away from a quiet case; where it stays mild, put every answer back in."""
    rulebook, rng = BOOKS[authority], random.Random(seed)
    quiet = {name: [] for name in rng.sample(GATES, 6)}
    given = {"screening": {"part": "controller", "establishment": "eu", "precedents": [], **quiet}}
    full = sampled(rulebook, rng, 0, DAY, given)
    mild = STRICTNESS.index("undetermined")
    for topic in ("screening", "large_scale", "profiling"):
        for name in list(full.get(topic, {})):
            open_ = copy.deepcopy(full)
            del open_[topic][name]
            found = strictness(open_, rulebook)
            if found >= mild:
                continue
            question = rulebook.question(f"{topic}.{name}")
            for answer in every_answer(question, rng, full):
                settled = copy.deepcopy(open_)
                settled[topic][name] = answer
                assert strictness(settled, rulebook) <= found, (name, answer)


def test_an_empty_assessment_asks_for_everything_and_grants_nothing():
    for authority, rulebook in BOOKS.items():
        found = judged({}, rulebook)
        assert found["screening"]["outcome"] == "undetermined", authority
        assert found["lawfulness"]["outcome"] == "undetermined"
        assert found["consultation"]["outcome"] == "undetermined"
        assert found["go_live"]["outcome"] == "undetermined"
        assert found["undetermined"][0]["question"] == "screening.part"
        assert found["findings"] == found["proposals"] == []


def test_answers_of_a_wrong_type_count_as_unknown():
    odd = {"screening": {"part": 5, "people": "many", "data_kinds": "health", "effects": [1]}}
    assert judged(odd, BOOKS["bg"])["screening"]["outcome"] == "undetermined"


def test_the_screening_alone_can_be_judged():
    rulebook = book("bg", "screening-only")
    quiet: dict[str, Any] = {name: [] for name in GATES}
    given = {"screening": {"part": "controller", "establishment": "eu", "precedents": [], **quiet}}
    answers = sampled(rulebook, random.Random(1), 0, DAY, given)
    found = judged(answers, rulebook)
    assert found["screening"]["outcome"] in ("not-required", "recommended")
    assert found["findings"] == []


def test_what_would_change_does_change_it():
    rulebook = BOOKS["bg"]
    quiet: dict[str, Any] = {name: [] for name in GATES} | {"people": 40}
    given = {"screening": {"part": "controller", "establishment": "eu", "precedents": [], **quiet}}
    answers = sampled(rulebook, random.Random(3), 0, DAY, given)
    flips = judged(answers, rulebook, explore=True)["screening"]["would_change"]
    assert flips
    for flip in flips:
        topic, _, name = flip["question"].partition(".")
        changed = {**answers, topic: {**answers[topic], name: flip["to"]}}
        found = judged(changed, rulebook)["screening"]
        assert (found["outcome"], found["conclusion"]) == (flip["outcome"], flip["conclusion"])


def test_a_designated_officer_is_asked_for_advice():
    answers = {"screening": {"part": "controller"}, "processing": {"dpo_designated": "yes"}}
    assert judged(answers, BOOKS["bg"])["dpo"] == {"designated": True, "advised": False}
