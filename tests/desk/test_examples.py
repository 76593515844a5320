"""Worked examples: each is judged under every pathway; own ones stand beside the shipped."""

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dpia.assessment.document import basis_of, from_file
from dpia.assessment.shelf import settle
from dpia.desk.desk import Desk
from dpia.desk.examples import Examples, draft
from dpia.desk.intake import assessment_in
from dpia.desk.library import Library
from dpia.errors import Invalid, NotFound
from dpia.judgement import judge
from tests.desk.conftest import NOON, desk_on

Json = dict[str, Any]
NONE = Path("none")
KNOWN = Examples(Library(NONE))
IDS = sorted(KNOWN.paths)
PATHWAYS = sorted(KNOWN.library.names("pathways"))
TODAY = NOON.date()
SHIPPED = KNOWN.library.shipped / "examples"


@cache
def whole(name: str) -> Json:
    return dict(KNOWN.named(name))


@pytest.mark.parametrize("pathway", PATHWAYS)
@pytest.mark.parametrize("name", IDS)
def test_an_example_is_judged_under_every_pathway(name: str, pathway: str) -> None:
    raw = {**assessment_in(whole(name)), "pathway": pathway}
    document = from_file(raw, id=name, created=TODAY.isoformat())
    rulebook = KNOWN.books.on(basis_of(document))
    verdict = judge(settle(document, rulebook, TODAY), rulebook, TODAY)
    assert verdict["screening"]["outcome"] in (
        *("required", "recommended", "not-required", "undetermined"),
    )
    findings = [finding["id"] for finding in verdict["findings"]]
    assert not [found for found in findings if found.startswith("rule-not-evaluated")]
    assert json.loads(json.dumps(verdict)) == verdict
    assert verdict["pathway"]["id"] == pathway
    assert len(verdict["risks"]) == len(raw["risks"])


@pytest.mark.parametrize("name", IDS)
def test_an_example_has_a_verdict_of_its_decisions_day(name: str) -> None:
    one = KNOWN.judged(whole(name), TODAY)
    decided = assessment_in(whole(name)).get("decision")
    assert one.verdict["as_of"] == (decided["at"][:10] if decided else TODAY.isoformat())
    assert one.verdict["decision"] == one.document["decision"] == decided


def test_what_is_left_open_is_said_once() -> None:
    asked = [question for name in IDS for question in whole(name)["open_questions"]]
    assert len(asked) == len(set(asked)) >= 3 * len(IDS)


# Copies


@pytest.mark.parametrize("name", IDS)
def test_a_copy_is_a_draft_of_ones_own(tmp_path: Path, name: str) -> None:
    desk = desk_on(tmp_path / "register")
    case = KNOWN.add(desk, whole(name))
    stored = desk.open(case.id).document
    assert stored["status"] == "draft" and stored["decision"] is None
    assert "completed" not in stored["dates"]
    given = assessment_in(whole(name))
    assert stored["answers"] == given["answers"] and stored["marks"] == given["marks"]
    assert stored["title"] == whole(name)["title"]
    assert [event["by"] for event in stored["events"]] == ["Ada"]


def test_a_whole_copy_keeps_the_decision(tmp_path: Path) -> None:
    desk = desk_on(tmp_path / "register")
    decided = next(name for name in IDS if assessment_in(whole(name)).get("decision"))
    document = KNOWN.add(desk, whole(decided), whole=True).document
    assert document["status"] == "decided"
    assert document["decision"] == assessment_in(whole(decided))["decision"]


def test_a_draft_is_what_reopening_would_leave() -> None:
    raw = {"decision": {"outcome": "approved"}, "dates": {"completed": "x", "review_due": "y"}}
    assert draft(raw) == {"dates": {"review_due": "y"}}


def test_copies_share_the_frozen_files_and_the_rulebook(desk: Desk) -> None:
    known = Examples(desk.library, desk.books)
    for bring in known.copies(desk, [IDS[0], IDS[0]]):
        bring()
    assert [row["title"] for row in desk.summaries()] == [whole(IDS[0])["title"]] * 2
    basis = basis_of(from_file(assessment_in(whole(IDS[0]))))
    assert desk.books.on(basis) is known.books.on(basis)


# Own examples


def own(folder: Path, name: str = "ours", **changed: Any) -> Path:
    """Put an own example, made of a shipped one, into the library in `folder`."""
    path = folder / "examples" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({**whole(IDS[0]), "id": name, **changed}), encoding="utf-8")
    return path


def problems(known: Examples) -> list[str]:
    return [found.message for found in known.each() if isinstance(found, Invalid)]


def test_own_examples_stand_beside_the_shipped(tmp_path: Path) -> None:
    own(tmp_path)
    known = Examples(Library(tmp_path))
    assert sorted(known.paths) == sorted([*IDS, "ours"])
    assert known.named("ours")["title"] == whole(IDS[0])["title"]
    assert problems(known) == []


def test_an_id_that_is_taken_is_refused_with_both_files(tmp_path: Path) -> None:
    path = own(tmp_path, IDS[0])
    known = Examples(Library(tmp_path))
    assert sorted(known.paths) == IDS[1:]
    (told,) = problems(known)
    assert str(path) in told and str(SHIPPED / f"{IDS[0]}.json") in told
    with pytest.raises(Invalid) as refused:
        known.named(IDS[0])
    assert refused.value.message == told


def test_a_translation_is_no_example(tmp_path: Path) -> None:
    shutil.copy(own(tmp_path), tmp_path / "examples" / "ours.fr.json")
    assert sorted(Examples(Library(tmp_path)).paths) == sorted([*IDS, "ours"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "line 1, column 2: This is not JSON"),
        ("[]", "does not hold an object"),
        (json.dumps({**whole(IDS[0]), "id": "theirs"}), "Name it theirs.json."),
        (json.dumps({"format": "dpia-example/1"}), "/open_questions: “open_questions” is missing"),
    ],
)
def test_a_broken_own_example_is_told_and_hides_no_other(
    tmp_path: Path, text: str, words: str
) -> None:
    path = own(tmp_path)
    path.write_text(text, encoding="utf-8")
    known = Examples(Library(tmp_path))
    (told,) = problems(known)
    assert str(path) in told and words in told
    assert [one["id"] for one in known.each() if not isinstance(one, Invalid)] == IDS


def test_an_example_that_no_longer_fits_is_neither_judged_nor_added(
    tmp_path: Path, desk: Desk
) -> None:
    inside = json.loads(json.dumps(assessment_in(whole(IDS[0]))))
    inside["answers"]["screening"]["part"] = "boss"
    path = own(tmp_path, assessment=inside)
    known = Examples(Library(tmp_path))
    for use in (lambda one: known.judged(one, TODAY), lambda one: known.add(desk, one)):
        with pytest.raises(Invalid) as refused:
            use(known.named("ours"))
        assert str(path) in refused.value.message
        assert "/assessment/answers/screening/part" in refused.value.message
    assert desk.summaries() == []


@pytest.mark.parametrize(
    ("name", "near"),
    [("traffic", "traffic-data-retention"), ("trafic-data-retentoin", "traffic-data-retention"),
     ("cookies-consent", "targeted-advertising-cookies"), ("zzz", "dpia examples list")],
)  # fmt: skip
def test_an_unknown_id_is_refused_with_near_ones(name: str, near: str) -> None:
    with pytest.raises(NotFound, match=name) as refused:
        KNOWN.named(name)
    assert near in refused.value.message


def test_ids_are_found_in_any_case() -> None:
    assert KNOWN.named(IDS[0].upper()) == KNOWN.named(IDS[0])
