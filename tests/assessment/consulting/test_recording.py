"""Recording a consultation: what is refused, and what is on record after it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia.assessment.consulting.course import KINDS, STATES, Course, courses, latest
from dpia.assessment.consulting.recording import Limits, answer, misordered, record
from dpia.errors import Invalid, NotFound
from tests.long import long

TODAY = date(2026, 11, 22)
OUTCOMES = {"advice": "advice", "no-reply": "period-ended", "withdrawn": ""}
LIMITS = Limits(date(2020, 8, 10), date(2020, 9, 2), OUTCOMES)
Document = dict[str, Any]


def add(document: Document, what: str, on: str = "2020-07-20", **said: Any) -> Document:
    limits = said.pop("limits", LIMITS)
    day = date.fromisoformat(on)
    after, row_id = record(document, what, on=day, today=TODAY, limits=limits, **said)
    assert after["consultation"][-1]["id"] == row_id
    return after


def begun(*more: str) -> Document:
    document: Document = {"counter": 0}
    for what in ("sent", "received", *more):
        document = add(document, what, text="It says so.", because="Why not.")
    return document


def refused(document: Document, what: str, on: str = "2020-07-21", **said: Any) -> str:
    with pytest.raises(Invalid) as problem:
        add(document, what, on, **said)
    return problem.value.message


def test_it_begins_with_sending_and_one_runs_at_a_time() -> None:
    assert "No consultation is under way" in refused({}, "received")
    assert "sent on 2020-07-20 is under way; close it first" in refused(begun(), "sent")
    closed = add(begun(), "closed", outcome="withdrawn", because="We gave it up.")
    again = add(closed, "sent")
    assert [one.state for one in courses(again)] == ["closed", "sent"]
    assert latest({}).state == "none"


def test_nothing_is_known_of_a_word_of_ones_own() -> None:
    assert "Choose one of: sent, received" in refused({}, "phoned")


@pytest.mark.parametrize("what", ["extended", "suspended", "resumed", "advice", "recommendation"])
def test_what_the_authority_does_waits_for_the_receipt(what: str) -> None:
    sent = add({}, "sent")
    said = refused(sent, what, text="So.", because="So.")
    assert said == "The authority has not received it yet: record that first."


def test_days_follow_one_another_and_are_not_to_come() -> None:
    assert "2020-07-19 is before the latest entry, of 2020-07-20" in refused(
        begun(), "requested", "2020-07-19", text="The contract"
    )
    assert "2027-01-01 is still to come" in refused({}, "sent", "2027-01-01")


def test_an_extension_has_a_reason_and_is_announced_within_a_month_once() -> None:
    assert refused(begun(), "extended") == "This takes a written reason."
    assert add(begun(), "extended", "2020-08-10", because="Complex")
    late = refused(begun(), "extended", "2020-08-11", because="Complex")
    assert "can be announced until 2020-08-10" in late and "2020-08-11 is later" in late
    twice = refused(begun("extended"), "extended", because="Again")
    assert twice == "That is on record already, for 2020-07-20."


def test_a_period_rests_only_for_information_that_was_asked_for() -> None:
    assert "record the request first" in refused(begun(), "suspended", because="Waits")
    resting = begun("requested", "suspended")
    assert latest(resting).state == "suspended"
    assert "rests already, since 2020-07-20" in refused(resting, "suspended", because="Waits")
    late = refused(begun("requested"), "suspended", "2020-09-03", because="Waits")
    assert "ended on 2020-09-02" in late
    assert "does not rest" in refused(begun("requested"), "resumed", because="Has it")
    assert latest(add(resting, "resumed", because="Has it")).rests == (("2020-07-20",) * 2,)


def test_what_is_given_answers_a_request_that_is_open() -> None:
    assert "waits for no information" in refused(begun(), "given", text="A contract")
    twice = begun("requested", "requested")
    assert "Open are: c3, c4." in refused(twice, "given", text="It", of="c9")
    assert [one["id"] for one in latest(add(twice, "given", text="It", of="c3")).requests] == ["c4"]
    assert latest(add(twice, "given", text="Both")).requests == ()
    assert "Write what was asked for" in refused(begun(), "requested", text=" ")


def test_recommendations_come_with_the_advice_and_after_it_no_period_runs() -> None:
    assert "record that first" in refused(begun(), "recommendation", text="Encrypt")
    advised = begun("advice")
    assert latest(advised).state == "answered"
    assert "its period has ended" in refused(advised, "extended", because="Late")
    assert "its period has ended" in refused(advised, "advice", text="More")


def test_a_recommendation_says_what_becomes_of_it() -> None:
    document = begun("advice", "recommendation")
    row = document["consultation"][-1]["id"]
    with pytest.raises(NotFound, match="There are: " + row):
        answer(document, "c1", "A", "now", followed="yes")
    for said, why in (
        ({}, "Say whether"),
        ({"followed": "no"}, "takes a written response"),
        ({"followed": "yes", "action": "Encrypt"}, "who does it"),
    ):
        with pytest.raises(Invalid, match=why):
            answer(document, row, "A", "now", **said)
    after = answer(document, row, "A", "now", followed="yes", action="Encrypt", owner="IT")
    assert latest(after).unanswered == () and latest(document).unanswered
    assert answer(after, row, "A", "now", done="2020-08-01")["consultation"][-1]["owner"] == "IT"
    assert "who does it" in refused(begun("advice"), "recommendation", text="X", followed="yes")


def test_closing_says_how_it_ended_and_leaves_no_recommendation_open() -> None:
    assert "one of: advice, no-reply, withdrawn" in refused(begun(), "closed", because="Done")
    advice = refused(begun(), "closed", because="Done", outcome="advice")
    assert "No advice is on record" in advice
    left = begun("advice", "recommendation")
    assert "c4 “It says so.”" in refused(left, "closed", because="Done", outcome="advice")
    assert latest(add(begun("advice"), "closed", outcome="advice", because="D")).state == "closed"


def test_time_that_passes_ends_nothing_before_the_period_is_over() -> None:
    end = {"because": "No word came.", "outcome": "no-reply"}
    assert "may still answer until 2020-09-02" in refused(begun(), "closed", "2020-09-02", **end)
    assert add(begun(), "closed", "2020-09-03", **end)
    rests = Limits(None, None, OUTCOMES)
    assert "it rests" in refused(begun(), "closed", "2020-12-01", limits=rests, **end)
    assert "has answered" in refused(begun("advice"), "closed", "2020-12-01", **end)


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(["withdrawn", "advice"]))))
@settings(max_examples=long(52, 150), deadline=None)
def test_whatever_is_tried_what_is_on_record_makes_sense(tries: list[tuple[str, str]]) -> None:
    document: Document = {}
    for what, outcome in tries:
        said = {"text": "Words", "because": "Why", "outcome": outcome if what == "closed" else ""}
        before = document
        try:
            document = add(document, what, **said)
        except Invalid as problem:
            assert problem.message.strip() and document is before
    found = courses(document)
    assert all(one.entries[0]["what"] == "sent" for one in found)
    assert all(one.state == "closed" for one in found[:-1])
    assert latest(document).state in STATES


def test_a_record_that_a_hand_has_cut_is_still_read() -> None:
    torn = Course(({"id": "c1", "what": "resumed", "on": "2020-07-01"}, {"id": "c2"}))
    assert torn.rests == () and torn.state == "sent" and not torn.voluntary


def test_a_record_from_a_file_is_read_in_the_order_in_which_it_happened() -> None:
    document = begun("requested", "suspended", "resumed", "advice")
    document = add(document, "closed", outcome="advice", because="Done")
    rows = add(document, "sent")["consultation"]
    assert list(misordered(rows)) == []
    assert [at for at, _why in misordered(rows[1:])] == [0]
    turned = [{**rows[0], "on": "2020-08-01"}, *rows[1:]]
    assert next(misordered(turned)) == (
        1,
        "2020-07-20 is before the latest entry, of 2020-08-01. Entries follow one another.",
    )
