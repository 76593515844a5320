"""What authors do with an assessment: each act goes through the desk, and is written down."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from dpia.assessment.life_cycle import STANDING
from dpia.desk.case import Case
from dpia.desk.rejudging import rejudged
from dpia.desk.revising import revise as next_version
from dpia.errors import Conflict, Invalid
from dpia.questionnaire.answers import check
from dpia.questionnaire.model import Question
from dpia.questionnaire.progress import each
from tests.judgement.sampling import value
from tests.simulation.office import Known, Office

PEOPLE = "screening.people"
KEPT = (PEOPLE, "screening.part")
"""What is answered once, because the newer list asks for it."""


def begin(office: Office, raw: dict[str, Any]) -> Known:
    """Begin an assessment from a file, as a draft; say how many people it concerns."""
    case = office.rng.choice(office.desks).bring_in(raw)
    known = office.known[case.id] = Known(case.id, not office.renewed)
    measures = raw.get("measures", ())
    known.measures = {m["id"]: (m.get("status", "planned"), m.get("due")) for m in measures}
    known.review = raw.get("dates", {}).get("review_due")
    office.did(known, case, "brought-in")
    people = office.rng.choice([n for n in (40, 900, 5_000, 9_000) if n != _at(case, PEOPLE)])
    case.answer(PEOPLE, people)
    office.did(known, case, "answered")
    return known


# Writing


def write(office: Office, known: Known) -> None:
    """Do one of the many small things that make up an assessment."""
    office.rng.choice(_WRITING)(office, known)


def answer(office: Office, known: Known) -> None:
    """Answer a question anew."""
    case = office.open(known)
    case.answer(*_other(office, case))
    office.did(known, case, "answered")


def note(office: Office, known: Known) -> None:
    """Write a note beside an answer."""
    case = office.open(known)
    case.mark(_asked(office, case).path, note=_text(known))
    office.did(known, case, "marked")


def forget(office: Office, known: Known) -> None:
    """Say that something is not known after all, and clear it again for good."""
    case = office.open(known)
    path = _asked(office, case, answered=True).path
    case.mark(path, unknown=True)
    office.did(known, case, "marked")
    case.clear(path)
    office.did(known, case, "cleared")


def rows(office: Office, known: Known) -> None:
    """Add a row to a table, copy it, and take the first away again."""
    case = office.open(known)
    path = "processing.purposes"
    row = case.add_row(path)
    office.did(known, case, "row-added")
    case.copy_row(path, row)
    office.did(known, case, "row-copied")
    case.remove_row(path, row)
    office.did(known, case, "row-removed")


def change_mind(office: Office, known: Known) -> None:
    """Answer, take it back, and answer again."""
    case = office.open(known)
    case.answer(*_other(office, case))
    office.did(known, case, "answered")
    case.undo()
    office.did(known, case, "undone")
    case.redo()
    office.did(known, case, "redone")


def at_once(office: Office, known: Known) -> None:
    """Let both authors write at the same time: apart from each other, then at the same place."""
    one, other = (desk.open(known.id) for desk in office.desks)
    path, given = _other(office, one)
    place = next(q.path for q in _questions(other) if q.path != path)
    one.answer(path, given)
    office.did(known, one, "answered")
    other.mark(place, note=_text(known))
    office.did(known, other, "marked")
    third = office.desks[0].open(known.id)
    other.mark(place, note=_text(known))
    office.did(known, other, "marked")
    with pytest.raises(Conflict):
        third.mark(place, note=f"Not {_text(known)}")
    office.done["refused at the same place"] += 1


def rate(office: Office, known: Known) -> None:
    """Rate a risk, and confirm it where nothing is missing."""
    case = office.open(known)
    risk = office.rng.choice(case.document["risks"])
    rated = risk.get("inherent", {})
    now = (rated.get("likelihood"), rated.get("severity"))
    places = [(x, y) for x in (1, 2, 3) for y in (1, 2, 3) if (x, y) != now]
    likelihood, severity = office.rng.choice(places)
    case.change_risk(risk["id"], likelihood=likelihood, severity=severity)
    office.did(known, case, "risk-changed")
    confirm(office, known, risk["id"])


def confirm(office: Office, known: Known, *only: str) -> None:
    """Confirm risks whose ratings are complete."""
    case = office.open(known)
    for risk in only or [risk["id"] for risk in case.document["risks"]]:
        try:
            case.confirm_risk(risk)
        except Invalid:
            office.done["risk not yet confirmed"] += 1
            continue
        office.did(known, case, "risk-confirmed")


def plan(office: Office, known: Known) -> None:
    """Plan a measure for a risk, to be in place by a day."""
    case = office.open(known)
    due = _later(office, 30, 300)
    name = case.add_measure(title=_text(known), owner="Head", due=due)
    known.measures[name] = ("planned", due)
    office.did(known, case, "measure-added")
    case.set_effect(name, office.rng.choice(case.document["risks"])["id"], 1, 0)
    office.did(known, case, "measure-changed")


def slip(office: Office, known: Known) -> None:
    """Move the day of a measure that is not in place yet."""
    waiting = _waiting(known)
    if waiting:
        case, name = office.open(known), office.rng.choice(waiting)
        status, due = known.measures[name]
        later = _later(office, 100, 400)
        later = later if later != due else _later(office, 401, 500)
        case.change_measure(name, due=later)
        known.measures[name] = (status, later)
        office.did(known, case, "measure-changed")
        office.done["a measure slipped"] += 1


def implement(office: Office, known: Known) -> None:
    """Say that a measure is in place since today."""
    waiting = _waiting(known)
    if waiting:
        case, name = office.open(known), office.rng.choice(waiting)
        today = office.clock.today.isoformat()
        case.change_measure(name, status="implemented", due=today)
        known.measures[name] = ("implemented", today)
        office.did(known, case, "measure-changed")
        office.done["a measure was put in place"] += 1


_WRITING: tuple[Callable[[Office, Known], None], ...] = (
    *(answer, answer, answer, note, forget, rows, change_mind, rate, plan, slip, implement),
)


# From state to state


def advise(office: Office, known: Known) -> None:
    """Ask for advice and get it."""
    case = office.open(known)
    case.move("submit")
    office.did(known, case, "moved", status="in-review")
    case.advise("Go on.", "The officer")
    office.did(known, case, "advised", status="advised")


def decide(office: Office, known: Known, *wanted: str) -> None:
    """Take the first of the outcomes that the verdict leaves open; rejecting always is one."""
    case = office.open(known)
    until = _later(office, 60, 400)
    for outcome in (*wanted, "rejected"):
        conditions = [f"Measure it again by {until}."] if outcome.startswith("cond") else []
        try:
            case.decide(outcome, "As it stands.", conditions)
        except Invalid:
            office.done["refused decision"] += 1
            continue
        review = known.review
        if not review or review <= office.clock.today.isoformat():
            review = case.desk.review_date(office.clock.today)
        office.did(known, case, "decided", status="decided", outcome=outcome, review=review)
        known.until = [until] if conditions else []
        break
    before = office.known.get(known.previous)
    if before and before.status in STANDING:
        office.did(before, case, "superseded", status="superseded")


def go_live(office: Office, known: Known) -> None:
    """Say that the processing runs."""
    case = office.open(known)
    case.move("go-live")
    office.did(known, case, "moved", status="in-force")
    office.done["put in force"] += 1


def sign(office: Office, known: Known) -> None:
    """Sign the assessment off."""
    case = office.open(known)
    case.sign("Head of the unit")
    office.did(known, case, "signed")


def review_on(office: Office, known: Known) -> None:
    """Set another day for the review."""
    case = office.open(known)
    day = date.fromisoformat(_later(office, 500, 600))
    case.set_review(day)
    office.did(known, case, "review-date-set", review=day.isoformat())


def reopen(office: Office, known: Known) -> None:
    """Open a closed assessment again; before that nothing in it can be changed."""
    case = office.open(known)
    with pytest.raises(Invalid):
        case.answer(PEOPLE, 7)
    case.reopen("Something was missed.")
    office.did(known, case, "reopened", status="draft", outcome="", until=[])


def retire(office: Office, known: Known) -> None:
    """Say that the processing has ended."""
    case = office.open(known)
    case.move("retire", "It is over.")
    office.did(known, case, "moved", status="retired")
    office.done["retired"] += 1


def archive(office: Office, known: Known) -> None:
    """Put the assessment away."""
    case = office.open(known)
    case.archive("Not needed now.")
    office.did(known, case, "archived", status="archived", put_away_from=known.status)


def bring_back(office: Office, known: Known) -> None:
    """Take the assessment back among the others."""
    case = office.open(known)
    case.bring_back("Needed again.")
    office.did(known, case, "brought-back", status=known.put_away_from)


def revise(office: Office, known: Known) -> Known:
    """Begin the next version; nothing of it may be lost, for no question has changed."""
    case, carried = next_version(office.open(known))
    assert (carried.lost, carried.changed, carried.new) == ([], [], [])
    version = office.known[case.id] = known.copy_for(case.id, not office.renewed)
    office.did(version, case, "revised")
    return version


def look_again(office: Office, known: Known) -> None:
    """Look at every answer that was carried over, and say that it still holds."""
    case = office.open(known)
    with case.together("confirmed", "answers"):
        for path in case.to_confirm():
            case.confirm(path)
    office.did(known, case, "confirmed", unlooked=False)


def take_views(office: Office, known: Known) -> None:
    """Record what the people concerned said."""
    case = office.open(known)
    case.views(True, "Nobody objected.")
    office.did(known, case, "views-recorded")


def rejudge(office: Office, known: Known) -> None:
    """Judge a draft by the newest files, where there are newer ones."""
    case = office.open(known)
    if rejudged(case, apply=True)["applied"]:
        office.did(known, case, "rejudged", by_old=False)


# What to do it to


def _questions(case: Case) -> list[Question]:
    """Return what is asked, tables and what stays as it is left out."""
    asked = (found.question for found in each(case.evaluation) if found.state != "hidden")
    return [question for question in asked if question.kind != "rows" and question.path not in KEPT]


def _asked(office: Office, case: Case, answered: bool = False) -> Question:
    found = _questions(case)
    return office.rng.choice([q for q in found if not answered or _at(case, q.path) is not None])


def _other(office: Office, case: Case) -> tuple[str, Any]:
    """Return a question and an answer to it that is not the one it has."""
    while True:
        question = _asked(office, case)
        given = value(question, office.rng, case.document["answers"])
        if question.kind in ("text", "long-text"):
            given = f"Words of {case.desk.stamp()}."
        try:
            given = check(question, given)
        except Invalid:
            continue
        if not question.choices_from and given != _at(case, question.path):
            return question.path, given


def _at(case: Case, path: str) -> Any:
    return case.evaluation.value(path)


def _text(known: Known) -> str:
    return f"What was thought of after {len(known.events)} events"


def _later(office: Office, least: int, most: int) -> str:
    return (office.clock.today + timedelta(days=office.rng.randint(least, most))).isoformat()


def _waiting(known: Known) -> list[str]:
    open_still = ("planned", "partially-implemented")
    return [name for name, (status, _due) in known.measures.items() if status in open_still]
