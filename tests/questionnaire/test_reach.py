"""Questions that are there for national lists alone: asked where a list needs them, else never."""

from typing import Any

from dpia.questionnaire.condition import Group
from dpia.questionnaire.progress import state
from dpia.questionnaire.rulebook import Rulebook
from tests import books
from tests.questionnaire.handmade import authority, choice, evaluation, listing, rulebook, topic

FILES = books.library().files()
STATES = sorted(key.partition("/")[2] for key in FILES if key.startswith("authorities/"))
ONLY = {"x_lists_only": True, "x_required": True}


def book(row: Any, **extra: Any) -> Rulebook:
    asked = topic(
        "one",
        {
            "gate": choice(),
            "detail": choice(x_show_if={"gate": "yes"}, **ONLY),
            "idle": choice(**ONLY),
            "plain": choice(),
        },
        facts={"detailed": {"detail": "yes"}},
    )
    lists = [listing({"bg-35-4-1": row})]
    return rulebook(asked, authorities=[authority(lists=lists, **extra)])


def states(made: Rulebook) -> dict[str, str]:
    seen = evaluation(made, {"one": {"gate": "yes"}})
    return {q.id: state(seen, q) for q in made.questions()}


def test_a_question_is_asked_where_a_row_rests_on_it_through_a_fact() -> None:
    found = states(book({"fact": "detailed"}))
    assert found == {"gate": "answered", "detail": "open", "idle": "hidden", "plain": "optional"}


def test_a_question_is_not_asked_where_no_row_rests_on_it() -> None:
    assert states(book({"gate": "yes"}))["detail"] == "hidden"


def test_a_question_behind_a_question_that_a_row_rests_on_is_asked() -> None:
    asked = topic(
        "one", {"first": choice(**ONLY), "second": choice(x_show_if={"first": "yes"}, **ONLY)}
    )
    lists = [listing({"bg-35-4-1": {"one.second": "yes"}})]
    made = rulebook(asked, authorities=[authority(lists=lists)])
    assert state(evaluation(made, {}), made.question("one.first")) == "open"


def test_an_authoritys_own_reading_of_a_fact_counts() -> None:
    own = {"detailed": {"title": "d", "when": {"one.idle": "yes"}, "x-law": ["A law"]}}
    assert states(book({"fact": "detailed"}, facts=own))["idle"] == "open"


def shipped(*states: str) -> Rulebook:
    return books.book(states[0], states[1:])


def idle(made: Rulebook) -> set[str]:
    return {q.path for q in made.questions() if q.show_if == Group("any", ())}


def test_every_question_for_lists_is_asked_for_some_list_that_ships() -> None:
    assert idle(shipped(*STATES)) == set()


def test_a_state_is_asked_only_what_its_own_list_needs() -> None:
    assert "screening.report_subject" in idle(shipped("nl"))
    assert "screening.report_subject" not in idle(shipped("fr"))
    assert "screening.report_subject" not in idle(shipped("nl", "fr"))
    assert "national.complexity" in idle(shipped("fr"))
    assert "national.complexity" not in idle(shipped("cz"))
