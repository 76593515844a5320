"""A consultation at the desk: what a file may bring, and what the next version takes along."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.content import Content

from dpia.cli.listing import register_table
from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.desk.dues import dues
from dpia.desk.revising import revise
from dpia.documents import words
from dpia.errors import Invalid
from dpia.tui.summaries import cells, detail
from tests.tui.trial import NOW, make_desk

SOUND = json.loads(
    (Path(__file__).parents[1] / "judgement" / "findings" / "sound.json").read_text("utf-8")
)
SENT = {"id": "c1", "what": "sent", "on": "2026-09-01", "voluntary": True}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


def case(desk: Desk, *entries: dict[str, Any]) -> Case:
    raw = {**SOUND, "title": "News", "consultation": list(entries)}
    return desk.bring_in(raw)


def test_a_file_brings_its_record_along_and_says_what_could_not_have_happened(desk: Desk) -> None:
    assert case(desk, SENT).consultation()["state"] == "sent"
    with pytest.raises(Invalid, match="consultation c2: No consultation is under way"):
        case(desk, {"id": "c2", "what": "received", "on": "2026-09-02"})
    with pytest.raises(Invalid, match="consultation c1: Two have this id"):
        case(desk, SENT, {**SENT, "what": "received"})


def test_the_next_version_takes_the_record_along_and_starts_no_sooner(desk: Desk) -> None:
    first = case(desk, SENT)
    for risk in first.document["risks"]:
        first.confirm_risk(risk["id"])
    first.decide("consultation", "To be sure", by="C. Board")
    first.consult("received", on=date(2026, 9, 2))
    after, _told = revise(first)
    assert [entry["what"] for entry in after.document["consultation"]] == ["sent", "received"]
    assert any("under way" in said for said in after.verdict["go_live"]["conditions"])
    days = [
        entry
        for entry in dues(desk.register.with_due(desk.summaries()), NOW.date(), 365)
        if entry["day"]
    ]
    assert [e["id"] for e in days if e["what"] == "consultation-answer"] == [after.id]
    row = after.consult("advice", text="Do it otherwise")
    assert row not in {entry["id"] for entry in first.document["consultation"]}


def test_what_is_only_read_takes_no_entry(desk: Desk) -> None:
    first = case(desk, SENT)
    first.archive("It is over.")
    with pytest.raises(Invalid, match="only read now"):
        first.consult("received")


def test_a_running_consultation_holds_back_what_was_approved(desk: Desk) -> None:
    made = case(desk)
    for measure in made.document["measures"]:
        made.change_measure(measure["id"], status="implemented", due="")
    for risk in made.document["risks"]:
        made.confirm_risk(risk["id"])
    made.decide("approved", "Nothing stands against it.", by="C. Board")
    made.consult("sent", voluntary=True)
    with pytest.raises(Invalid, match="is under way, sent on"):
        made.move("in-force")
    made.consult("closed", outcome="withdrawn", because="Not needed")
    assert made.move("in-force")
    assert made.document["status"] == "in-force"


def test_the_days_of_a_consultation_stand_in_the_summary(desk: Desk) -> None:
    made = case(desk, SENT)
    made.consult("received", on=date(2026, 9, 2))
    waits = {item["what"]: item.get("day") for item in made.document["summary"]["due"]}
    assert waits["consultation-answer"] == "2026-10-28"
    assert waits["consultation-extension"] == "2026-10-02"


def test_after_the_authority_had_its_say_the_controller_may_decide_and_begin(desk: Desk) -> None:
    risks = json.loads(json.dumps(SOUND["risks"]))
    risks[0]["inherent"] = {"likelihood": 4, "severity": 4, "reason": "Very many people"}
    made = desk.bring_in({**SOUND, "title": "High", "risks": risks})
    for measure in made.document["measures"]:
        made.change_measure(measure["id"], status="implemented", due="")
    for risk in made.document["risks"]:
        made.confirm_risk(risk["id"])
    with pytest.raises(Invalid, match="must be consulted first"):
        made.decide("approved", "We want to.", by="C. Board")
    made.decide("consultation", "A risk stays high.", by="C. Board")
    made.consult("sent", on=date(2026, 9, 1))
    made.consult("received", on=date(2026, 9, 2))
    made.consult("advice", on=date(2026, 10, 1), text="Begin, but tell people more")
    row = made.consult("recommendation", on=date(2026, 10, 1), text="Tell people more")
    made.answer_recommendation(row, followed="yes", action="A new notice", owner="Marketing")
    made.consult("closed", outcome="advice", because="All is done", on=date(2026, 10, 2))
    assert "reopen it or open the next version" in made.verdict["go_live"]["conditions"][0]
    made.reopen("The authority has answered.")
    assert made.verdict["consultation"]["outcome"] == "required"
    for found in made.verdict["findings"]:
        if found["weight"] == "serious" and not found["id"].startswith("decision"):
            made.accept_finding(found["id"], "The authority has looked at it.")
    made.decide("approved", "The advice is taken in.", by="C. Board")
    assert made.verdict["go_live"]["conditions"] == []
    made.move("in-force")


def test_a_risk_that_came_up_later_asks_for_another_consultation(desk: Desk) -> None:
    risks = json.loads(json.dumps(SOUND["risks"]))
    for risk in risks[:2]:
        risk["inherent"] = {"likelihood": 4, "severity": 4, "reason": "Very many people"}
    entries = [
        {"id": "c1", "what": "sent", "on": "2026-09-01", "basis": ["36(1)"], "risks": ["r1"]},
        {"id": "c2", "what": "closed", "on": "2026-11-01", "outcome": "no-reply", "because": "X"},
    ]
    made = desk.bring_in({**SOUND, "title": "H", "risks": risks, "consultation": entries})
    for risk in made.document["risks"]:
        made.confirm_risk(risk["id"])
    assert made.verdict["consultation"]["record"]["risks"] == ["r1"]
    assert not made.verdict["consultation"]["record"]["fulfilled"]
    with pytest.raises(Invalid, match="must be consulted first"):
        made.decide("approved", "We want to.", by="C. Board")


def test_of_processing_that_runs_it_is_not_said_that_it_may_not_start(desk: Desk) -> None:
    made = case(desk, SENT)
    assert "The processing may not start while" in " ".join(made.consultation()["says"])
    made.answer("processing.running", "yes")
    made.answer("processing.start", "2026-03-01")
    said = " ".join(made.consultation()["says"])
    assert "running since 2026-03-01" in said and "stopped meanwhile or goes on" in said
    assert "may not start" not in said


def test_a_summary_says_where_a_consultation_under_way_stands(desk: Desk) -> None:
    made = case(desk, SENT)
    made.consult("received", on=date(2026, 9, 2))
    (row,) = desk.summaries()
    since = {"since": "2026-09-01", "until": "2026-10-28"}
    assert row["consulting"] == {"state": "running", **since}
    stands = "Under way since 2026-09-01, until 2026-10-28"
    assert register_table([row | {"state": "draft"}])[1][0][5] == stands
    assert stands in detail(row).plain
    assert "under way" in [cell.plain for cell in cells(row, Content("1"), NOW.date())]
    made.consult("closed", outcome="withdrawn", because="Not needed", on=date(2026, 9, 5))
    (row,) = desk.summaries()
    assert row["consulting"] is None and row["consulted"]["outcome"] == "withdrawn"
    assert "Closed: withdrawn on 2026-09-05" in detail(row).plain


@pytest.mark.parametrize(
    ("outcome", "record", "said", "brief"),
    [
        ("required", {"state": "none"}, "Required", "Required"),
        ("required", {"state": "sent", "since": "2026-09-01"},
         "Under way since 2026-09-01, until D", "Under way"),
        ("required", {"state": "suspended", "since": None}, "Under way, the period rests",
         "Under way"),
        ("required", {"state": "answered"},
         "Answered by the authority, not closed yet", "Answered"),
        ("required", {"state": "closed", "outcome": "advice", "on": "D", "fulfilled": True},
         "Closed: advice of D", "Closed"),
        ("required", {"state": "closed", "outcome": "no-reply", "on": "D", "fulfilled": True},
         "Closed: no answer by D, which is no approval", "Closed"),
        ("required", {"state": "closed", "outcome": "withdrawn", "on": "D", "fulfilled": False},
         "Required; closed: withdrawn on D", "Required; closed"),
        ("not-required", {"state": "closed", "outcome": "advice", "on": "D", "fulfilled": False},
         "Closed: advice of D", "Closed"),
    ],
)  # fmt: skip
def test_a_consultation_is_told_as_it_stands(
    outcome: str, record: dict[str, Any], said: str, brief: str
) -> None:
    assert words.consultation(outcome, record, "D") == said
    assert words.consultation(outcome, record, "D", brief=True) == brief


def test_what_the_next_version_takes_along_is_due_once(desk: Desk) -> None:
    first = case(desk)
    for measure in first.document["measures"]:
        first.change_measure(measure["id"], status="planned", due="2026-12-01")
    for risk in first.document["risks"]:
        first.confirm_risk(risk["id"])
    first.decide("consultation", "To be sure", by="C. Board")
    alone = {
        (e["what"], e["id"])
        for e in dues(desk.register.with_due(desk.summaries()), NOW.date(), 365)
    }
    assert ("consultation", first.id) in alone and ("measure", first.id) in alone
    first.consult("sent", on=date(2026, 9, 1), voluntary=True)
    after, _told = revise(first)
    found = [
        (e["what"], e["id"])
        for e in dues(desk.register.with_due(desk.summaries()), NOW.date(), 365)
    ]
    assert ("measure", after.id) in found and ("consultation-answer", after.id) in found
    assert not [what for what, ident in found if ident == first.id and what != "review"]
    after.archive("Not needed after all")
    kept = [
        (e["what"], e["id"])
        for e in dues(desk.register.with_due(desk.summaries()), NOW.date(), 365)
    ]
    assert ("consultation-answer", first.id) in kept and ("measure", first.id) in kept
