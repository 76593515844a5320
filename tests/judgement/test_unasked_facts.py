"""What nobody was asked or has answered is no fact, whatever the fact negates."""

from datetime import date

import pytest

from dpia.questionnaire.evaluation import Answers, Evaluation
from dpia.questionnaire.progress import each
from dpia.questionnaire.rulebook import Rulebook
from tests.books import book, library

TODAY = date(2026, 11, 22)

PATHWAYS = sorted(k.partition("/")[2] for k in library().files() if k.startswith("pathways/"))
AUTHORITIES = sorted(k.partition("/")[2] for k in library().files() if k.startswith("authorities/"))
PARTS = [choice.value for choice in book("bg").question("screening.part").choices]
OURS = {"controller", "joint_controller"}


def true_facts(rules: Rulebook, answers: Answers) -> set[str]:
    seen = Evaluation(rules, answers, as_of=TODAY)
    own = rules.authorities[rules.authority].facts
    return {name for name in {*rules.facts, *own} if seen.fact(name, rules.authority).value is True}


@pytest.mark.parametrize("pathway", PATHWAYS)
@pytest.mark.parametrize("authority", AUTHORITIES)
def test_without_an_answer_no_fact_is_true(authority: str, pathway: str) -> None:
    assert true_facts(book(authority, pathway=pathway), {}) == set()


@pytest.mark.parametrize("pathway", PATHWAYS)
@pytest.mark.parametrize("part", PARTS)
def test_the_part_alone_makes_only_the_scope_a_fact(part: str, pathway: str) -> None:
    expected = {"in_scope"} if part in OURS else set()
    for authority in AUTHORITIES:
        rules = book(authority, pathway=pathway)
        assert true_facts(rules, {"screening": {"part": part}}) == expected


def test_whoever_is_no_controller_makes_nothing_true_by_old_answers() -> None:
    rules = book("bg", pathway="edpb-2026")
    answers = everything(rules)
    for part in set(PARTS) - OURS:
        answers["screening"]["part"] = part
        assert true_facts(rules, answers) == set()


def everything(rules: Rulebook) -> dict[str, dict[str, object]]:
    """Return an assessment in which each choice is taken: the first one, or all of them."""
    answers: dict[str, dict[str, object]] = {}
    for question in (state.question for state in each(Evaluation(rules, {}, as_of=TODAY))):
        values = [choice.value for choice in question.choices]
        if values:
            value: object = values if question.kind == "choices" else values[0]
            answers.setdefault(question.topic, {})[question.id] = value
    return answers


def test_devices_are_unencrypted_only_where_somebody_said_so() -> None:
    whole, quick = book("bg", pathway="edpb-2026"), book("bg", pathway="quick")
    ours = {"screening": {"part": "controller"}}

    def value(rules: Rulebook, said: Answers) -> bool | None:
        return Evaluation(rules, said, as_of=TODAY).fact("media_not_encrypted").value

    assert value(whole, ours | {"security": {"encryption": []}}) is True
    assert value(whole, ours | {"security": {"encryption": ["media"]}}) is False
    assert value(whole, ours) is None
    assert value(quick, ours | {"security": {"encryption": []}}) is None
    assert value(whole, {"screening": {"part": "processor"}}) is False
