"""What is hidden is false; what may be hidden is unknown, even with a value."""

from typing import Any

from tests.questionnaire.handmade import (
    choice,
    evaluation,
    rulebook,
    topic,
)
from tests.questionnaire.truth import worth

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
