"""A serious finding is mended or accepted in writing; a doubt about the legal basis stays open."""

import pytest

from dpia.judgement import refusals
from dpia.judgement.accepting import rests_on
from tests.judgement.synthetic import document, risk, verdict

LOW = {"risks": [risk(1, 1)]}
ACCEPTED = {"reason": "The backups were tried in May.", "by": "Head", "at": "2026-11-20"}


def accepted(name: str, **more: str) -> dict[str, list[dict[str, str]]]:
    return {"accepted": [{"finding": name, **ACCEPTED, **more}]}


def outcome(answers: dict[str, str | None], **parts: object) -> tuple[str, list[str]]:
    found = verdict(answers, **parts)["lawfulness"]
    return found["outcome"], [reason["rule"] for reason in found["reasons"]]


def refused(answers: dict[str, str], decided: str = "approved", **parts: object) -> list[str]:
    both = {**LOW, **parts}
    return refusals(verdict(answers, **both), document(answers, **both), decided)


def test_a_basis_that_may_fall_away_leaves_lawfulness_open_and_a_note_does_not() -> None:
    assert outcome({}) == ("lawful", [])
    assert outcome({"doubt": "yes"}) == ("undetermined", ["doubt"])
    assert outcome({"doubt": None}) == ("undetermined", ["doubt"])
    assert outcome({"shaky": "yes"}) == ("lawful", ["shaky"])
    assert outcome({"doubt": "yes", "no_basis": "yes"})[0] == "unlawful"


def test_what_it_depends_on_is_named_and_an_examination_in_writing_settles_it() -> None:
    (why, _serious) = refused({"doubt": "yes"})
    assert why.startswith("Lawfulness depends on this: The law may not stand. No open question")
    assert "record that by accepting the finding “doubt” with reasons" in why
    assert not any("Answer what decides" in line for line in refused({"doubt": "yes"}))
    assert "Answer what decides whether the processing is lawful." in refused({"doubt": None})
    assert outcome({"doubt": "yes"}, **accepted("doubt")) == ("lawful", ["doubt"])
    assert refused({"doubt": "yes"}, **accepted("doubt")) == []
    assert outcome({"no_basis": "yes"}, **accepted("no-basis"))[0] == "unlawful"


def test_an_approval_passes_over_no_serious_finding() -> None:
    (why,) = refused({"lax": "yes"})
    assert "1 serious finding is not answered: “Nobody tried the backups”." in why
    assert refused({"lax": "yes"}, "conditionally-approved") == []
    assert refused({"lax": "yes"}, **accepted("lax")) == []
    assert refused({"shaky": "yes"}) == []


def test_the_verdict_shows_the_reason_and_only_what_counts() -> None:
    (found,) = verdict({"lax": "yes"}, **accepted("lax"))["findings"]
    assert found["accepted"] == ACCEPTED
    for given in (accepted("other"), accepted("lax", reason=" "), accepted("lax", rests_on="x")):
        (found,) = verdict({"lax": "yes"}, **given)["findings"]
        assert "accepted" not in found
    same = accepted("lax", rests_on=rests_on(found))
    assert "accepted" in verdict({"lax": "yes"}, **same)["findings"][0]


@pytest.mark.parametrize("name", ["danger", "no-basis"])
def test_what_blocks_cannot_be_accepted(name: str) -> None:
    answers = {name.replace("-", "_"): "yes"}
    assert "accepted" not in verdict(answers, **accepted(name))["findings"][0]
    assert refused(answers, **accepted(name)) != []
