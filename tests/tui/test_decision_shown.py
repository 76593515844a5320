"""Where an assessment stands before its decision, and what may be decided."""

from pathlib import Path

from dpia.tui.shown.decision import authority_lines, deadline_lines, options, standing, taken

from .trial import make_case, make_desk, rated_case


def test_each_outcome_says_whether_it_is_possible_and_why_not(tmp_path: Path) -> None:
    case = rated_case(make_desk(tmp_path))
    found = {option.outcome: option for option in options(case.verdict, case.document)}
    assert list(found) == ["approved", "conditionally-approved", "consultation", "rejected"]
    assert found["rejected"].possible
    assert not found["approved"].possible
    assert all(sentence.endswith(".") for sentence in found["approved"].refused)


def test_missing_answers_lead_to_the_first_of_them(tmp_path: Path) -> None:
    case = rated_case(make_desk(tmp_path))
    facts = {f.heading: f for f in standing(case.verdict, case.document, case.rulebook, "F5")}
    missing = case.verdict["completeness"]["missing"]
    assert facts["Questions"].act == f"jump:{missing[0]}"
    assert facts["Risks"].word == "2 risks, 1 still open"
    assert facts["DPO's advice"].word == "missing"
    assert facts["Views of data subjects"].act == "views"


def test_opinions_are_told_once_they_are_there(tmp_path: Path) -> None:
    case = make_case(make_desk(tmp_path))
    case.advise("Wait for the tests.", "B. Officer", "partly", "We wait for half of them.")
    case.views(False, "It would reveal the campaign.")
    facts = {f.heading: f for f in standing(case.verdict, case.document, case.rulebook, "F5")}
    assert facts["DPO's advice"].word == "Followed in part"
    assert facts["DPO's advice"].sentences == (
        "Wait for the tests.",
        "B. Officer, 2026-11-22",
        "Response: We wait for half of them.",
    )
    assert facts["Views of data subjects"].word == "not sought, with reason"


def test_consultation_names_the_authority_and_its_periods(tmp_path: Path) -> None:
    case = make_case(make_desk(tmp_path))
    assert any("https://cpdp.bg" in line for line in authority_lines(case.rulebook))
    periods = deadline_lines(case.rulebook)
    assert "Written advice is due: 8 weeks after receipt (GDPR Art. 36(2))" in periods


def test_a_decision_on_record_is_told_with_its_conditions(tmp_path: Path) -> None:
    case = make_case(make_desk(tmp_path))
    assert taken(case.document) is None
    case.decide("rejected", "Not worth it.", ["Tell the board"])
    found = taken(case.document)
    assert found is not None and found.word == "Rejected"
    assert found.sentences == (
        "Not worth it.",
        "A. Assessor, 2026-11-22",
        "Condition: Tell the board",
        "Next review: 2027-11-22",
    )
