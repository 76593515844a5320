"""The benchmark's translation of bare facts fits the questionnaires, and its sums are right."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import screening_cases, screening_sheet
from benchmarks.screening_facts import FACTS
from benchmarks.screening_sources import Stale, gather, judged_by, translated
from tests.cases.case import LABELS, Case, Unreadable
from tests.cases.judging import Judged, aims, judge


def bare(label: str = "yes", **facts: bool) -> dict[str, Any]:
    return {
        "id": "made-up",
        "jurisdiction": "EU",
        "description": "Something is done with data.",
        "facts": dict.fromkeys(FACTS) | facts,
        "expected_dpia_required": label,
        "expected_criteria": [],
        "criteria_basis": "derived",
        "label_strength": "statute",
    }


def answers(case: Case) -> set[str]:
    found: dict[str, dict[str, Any]] = case.assessment["answers"]
    return {f"{topic}.{name}" for topic, part in found.items() for name in part}


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize("fact", sorted(FACTS))
def test_every_fact_makes_answers_that_the_questionnaires_know(
    fact: str, value: bool, label: str
) -> None:
    assert judge(translated(bare(label, **{fact: value}))).problem == ""


@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize("authority", ["EU", "NL", "BG"])
def test_all_facts_together_make_a_case(authority: str, value: bool) -> None:
    raw = bare("yes", **dict.fromkeys(FACTS, value)) | {"jurisdiction": authority}
    found = judge(translated(raw))
    assert found.problem == ""
    # All facts include the individual professional, who is never large scale.
    assert len(found.met) == (8 if value else 0)


def test_a_true_fact_meets_its_criterion() -> None:
    facts = ("evaluation_scoring", "systematic_monitoring", "large_scale")
    found = judge(translated(bare("yes", **dict.fromkeys(facts, True))))
    assert found.met == {*facts}


def test_what_is_not_said_stays_unknown_unless_the_label_is_no() -> None:
    assert answers(translated(bare("yes"))) == {"screening.part"}
    assert answers(translated(bare("unclear"))) == {"screening.part"}
    silent = translated(bare("no"))
    assert judge(silent).outcome == "not-required"
    assert answers(silent) - {"screening.part"} == set(silent.assumed)


def test_a_false_fact_is_no_assumption() -> None:
    denied = translated(bare("no", innovative=False))
    assert "screening.technology" in answers(denied)
    assert "screening.technology" not in denied.assumed


def test_an_answer_that_no_longer_exists_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = {("innovative", True): {"screening.gone": "yes"}}
    monkeypatch.setattr(screening_sheet, "FOLLOWS", gone)
    with pytest.raises(Stale, match="gone"):
        translated(bare(innovative=True))


def test_the_first_state_judges_and_else_the_union() -> None:
    assert [judged_by(name) for name in ("NL", "BG/US", "US/none", "XX")] == [
        "nl",
        "bg",
        "eu",
        "eu",
    ]


def test_our_answers_are_used_with_the_label_of_the_collection(tmp_path: Path) -> None:
    ours = bare("yes") | {"id": "wp248-ex8"}
    source = tmp_path / "collection.json"
    source.write_text(json.dumps({"cases": [ours, bare("no")]}), encoding="utf-8")
    (known, other), notes = gather(source)
    assert (known.translated, other.translated) == (False, True)
    assert known.label == "yes"
    assert any("wp248-ex8" in note for note in notes)


@pytest.mark.parametrize("content", ["", "[1]", "3", "[]", '{"cases": [{"id": "x"}]}'])
def test_a_file_that_holds_no_cases_is_refused(tmp_path: Path, content: str) -> None:
    source = tmp_path / "cases.json"
    source.write_text(content, encoding="utf-8")
    with pytest.raises(Unreadable):
        gather(source)


def made(label: str, outcome: str, conclusion: str = "", dispute: str = "") -> Judged:
    case = Case("x", "x", label, "statute", frozenset(), False, None, dispute, "eu", {})
    found = {"outcome": outcome, "conclusion": conclusion, "criteria": []}
    return Judged(case, {"screening": found, "undetermined": []})


@pytest.mark.parametrize(
    ("label", "outcome", "conclusion", "fits", "mild"),
    [
        ("yes", "required", "presumed", True, False),
        ("yes", "undetermined", "doubt", False, False),
        ("yes", "not-required", "none", False, True),
        ("no", "not-required", "none", True, False),
        ("no", "recommended", "one-criterion", True, False),
        ("no", "undetermined", "doubt", False, False),
        ("unclear", "recommended", "one-criterion", True, False),
        ("unclear", "undetermined", "conflict", True, False),
        ("unclear", "required", "presumed", True, False),
        ("unclear", "required", "article-35-3", False, False),
        ("unclear", "not-required", "exempt-35-5", False, True),
    ],
)
def test_what_counts_as_agreement(
    label: str, outcome: str, conclusion: str, fits: bool, mild: bool
) -> None:
    one = made(label, outcome, conclusion)
    assert (one.fits, one.agrees, one.too_mild) == (fits, fits, mild)


def test_a_disputed_label_never_counts_as_agreement() -> None:
    right, disputed = made("yes", "required"), made("yes", "required", dispute="It is wrong.")
    assert [disputed.fits, disputed.agrees] == [True, False]
    shares = {aim.title: (aim.reached, aim.of, aim.met) for aim in aims([right, disputed])}
    assert shares["yes: required"] == (1, 2, False)
    assert shares["yes: never not-required"] == (1, 1, True)


def test_a_case_that_cannot_be_judged_reaches_no_aim() -> None:
    for label in LABELS:
        case = Case(
            "x", "x", label, "statute", frozenset(["large_scale"]), True, None, "", "eu", {}
        )
        assert not [aim for aim in aims([Judged(case, {}, "No such authority.")]) if aim.reached]


def test_the_benchmark_prints_and_fails_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "collection.json"
    source.write_text(json.dumps([bare("yes")]), encoding="utf-8")

    def run(*arguments: str) -> int:
        monkeypatch.setattr("sys.argv", ["screening_cases.py", *arguments])
        return screening_cases.main()

    assert run(str(source)) == 0
    out = capsys.readouterr().out
    assert "Judged by facts and words, weaker: 1 cases" in out
    assert "facts, no word read: 1\n    made-up" in out
    assert run(str(source), "--fail") == 1
    assert run(str(tmp_path / "none.json")) == 2
