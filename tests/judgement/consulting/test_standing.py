"""How a consultation stands on a day: what is said, what is owed, and what it has settled."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dpia.assessment.consulting.course import KINDS
from dpia.desk.library import Library
from dpia.judgement.consulting.standing import due, settled, standing
from tests.judgement.consulting.test_clock import DUTCH
from tests.long import long

LAW = Library().document("law/consultation")


def document(*entries: tuple[str, str], **said: Any) -> dict[str, Any]:
    rows = [{"id": f"c{n}", "what": w, "on": d} for n, (w, d) in enumerate(entries)]
    rows[0] |= {"basis": ["36(1)"], "risks": ["r1"]}
    rows[-1] |= said
    return {"consultation": rows}


SENT, RECEIVED = ("sent", "2020-07-07"), ("received", "2020-07-08")
ADVICE = ("advice", "2020-08-06")


def says(found: dict[str, Any], day: date) -> str:
    return " ".join(standing(found, LAW, DUTCH, day)["says"])


def test_a_period_that_has_ended_is_never_an_approval() -> None:
    case = document(SENT, RECEIVED)
    before = standing(case, LAW, DUTCH, date(2020, 9, 2))
    assert not before["clock"]["ended"] and "answers until 2020-09-02" in " ".join(before["says"])
    after = standing(case, LAW, DUTCH, date(2020, 9, 3))
    assert after["clock"]["ended"] and after["state"] == "running"
    assert "is no approval" in " ".join(after["says"])
    closed = document(SENT, RECEIVED, ("closed", "2020-09-03"), outcome="no-reply")
    assert "is no approval" in says(closed, date(2020, 9, 3))


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 200)), min_size=1, max_size=8),
    st.integers(0, 400),
)
@settings(max_examples=long(70, 200), deadline=None)
def test_whatever_is_on_record_no_day_passes_for_an_approval(
    steps: list[tuple[str, int]], later: int
) -> None:
    begin = date(2020, 1, 6)
    days = sorted(begin + timedelta(days=n) for _what, n in steps)
    entries = [(what, day.isoformat()) for (what, _n), day in zip(steps, days, strict=True)]
    found = standing(document(*entries), LAW, DUTCH, begin + timedelta(days=later))
    told = " ".join(found["says"])
    assert told and "approved" not in told
    if found["clock"]["ended"]:
        assert "is no approval" in told
    if found["state"] not in ("none", "closed"):
        assert "may not start" in told
    assert all(item["what"] for item in due(document(*entries), LAW, DUTCH))


def test_what_is_settled_follows_from_how_it_ended_and_what_was_asked() -> None:
    def bases(outcome: str) -> list[str]:
        case = document(SENT, RECEIVED, ADVICE, ("closed", "2020-09-01"), outcome=outcome)
        found = settled(case, LAW)
        assert bool(found["risks"]) == bool(found["bases"])
        return list(found["bases"])

    assert bases("advice") == bases("no-reply") == bases("authorisation") == ["36(1)"]
    assert bases("warning") == bases("limitation") == bases("withdrawn") == []
    running = settled(document(SENT, RECEIVED), LAW)
    assert (running["state"], running["bases"], running["since"]) == ("running", [], "2020-07-07")


def test_what_is_due_ends_with_the_answer_and_leaves_the_recommendations() -> None:
    waits = [item["what"] for item in due(document(SENT, RECEIVED), LAW, DUTCH)]
    assert waits == ["consultation-extension", "consultation-answer"]
    asked = document(SENT, RECEIVED, ("requested", "2020-07-16"), text="The contract")
    assert list(due(asked, LAW, DUTCH))[-1]["title"] == "The contract"
    named = {"text": "Encrypt", "followed": "yes", "owner": "IT", "due": "2020-10-01"}
    case = document(SENT, RECEIVED, ADVICE, ("recommendation", "2020-08-06"), **named)
    (left,) = due(case, LAW, DUTCH)
    assert left == {"what": "recommendation", "day": "2020-10-01", "title": "Encrypt",
                    "owner": "IT"}  # fmt: skip
    done = {**named, "done": "2020-09-30"}
    case = document(SENT, RECEIVED, ADVICE, ("recommendation", "2020-08-06"), **done)
    assert list(due(case, LAW, DUTCH)) == []
