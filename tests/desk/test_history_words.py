"""The history in words: every kind of event, what it was about, before and after."""

import re
from pathlib import Path

import pytest

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.documents.history import KIND, Teller
from dpia.errors import Invalid

from .conftest import desk_on

DESK = Path(__file__).resolve().parents[2] / "dpia"


def teller(case: Case) -> Teller:
    return Teller(case.desk.register.history(case.id), case.rulebook, case.document)


def lines(case: Case, seq: int) -> list[str]:
    return [f"{piece.mark}{piece.text}".strip() for piece in teller(case).pieces(seq)]


def test_every_kind_of_event_has_words() -> None:
    """The kinds are those with which the desk and the commands record changes."""
    found: set[str] = set()
    for path in (*(DESK / "desk").glob("*.py"), *(DESK / "cli").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'(?:_accept|_add)\([^"]*?,\s*"([a-z-]+)"', text))
        found |= set(re.findall(r'together\(\s*"([a-z-]+)"', text))
    assert len(found) > 25 and found <= set(KIND)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    desk: Desk = desk_on(tmp_path)
    return desk.create("Cookies [b]", owner="Ada")


def test_an_answer_is_told_by_its_question_and_its_choice(case: Case) -> None:
    question = next(q for q in case.rulebook.topics["screening"].ordered() if q.choices)
    first, second = question.choices[:2]
    case.answer(question.path, first.value)
    case.answer(question.path, second.value)
    case.mark(question.path, note="Asked the team")
    told = teller(case).told()
    assert [one.what for one in told[:2]] == [
        f"Said about the answer: {question.title}", f"Answered: {question.title}",
    ]  # fmt: skip
    assert f"was: {first.title}" in lines(case, 3) and f"became: {second.title}" in lines(case, 3)
    assert "became: Note: Asked the team" in lines(case, 4)
    assert "became: Cookies [b]" in lines(case, 1) and not any(
        "sha256" in x for x in lines(case, 1)
    )


def test_what_is_gone_keeps_its_name(case: Case) -> None:
    risk = case.add_risk(title="Somebody listens")
    case.change_risk(risk, likelihood=2, severity=3)
    case.remove_risk(risk)
    case.undo()
    case.remove_risk(risk)
    whats = [one.what for one in teller(case).told()]
    assert whats[:4] == [
        "Risk removed: Somebody listens", "Taken back: Risk removed: Somebody listens",
        "Risk removed: Somebody listens", "Risk changed: Somebody listens",
    ]  # fmt: skip
    assert "Risk › Somebody listens › Inherent › Likelihood" in lines(case, 3)
    assert "became: 2" in lines(case, 3) and "became: nothing" in lines(case, 6)


def test_reasons_stand_beside_what_was_done(case: Case) -> None:
    case.rename(title="Trackers", unit="Sales")
    case.archive("It has ended.")
    case.bring_back("It runs again.")
    told = teller(case).told()
    assert [(one.what, one.why) for one in told[:3]] == [
        ("Brought back", "It runs again."), ("Put away", "It has ended."),
        ("Heading changed: Title, Unit", ""),
    ]  # fmt: skip
    assert lines(case, 3)[-3:] == ["Status", "was: Draft", "became: Archived"]
    with pytest.raises(Invalid, match="goes from 1 to 4"):
        lines(case, 9)


def test_what_was_erased_says_so(case: Case) -> None:
    case.rename(unit="Sales")
    events = [dict(event) for event in case.desk.register.history(case.id)]
    del events[1]["changes"]
    pieces = Teller(events, case.rulebook, case.document).pieces(2)
    assert "erased" in [piece.text for piece in pieces][-1]
