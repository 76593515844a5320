"""The verdict as a whole: its keys, its summary, what single answers would change."""

import copy
import json

from dpia.judgement import judge, summarise
from dpia.questionnaire.rulebook import Rulebook
from tests.judgement.synthetic import BOOK, DAY, FILES, document, measure, risk, verdict

KEYS = (
    *("as_of", "judged_by", "screening", "authorities", "lawfulness", "risks", "overall"),
    *("method", "pathway", "consultation", "go_live", "decision", "overruled", "dpo", "findings"),
    *("undetermined", "completeness", "proposals"),
)


def test_the_keys_and_their_order_are_fixed():
    found = verdict(risks=[risk()])
    assert tuple(found) == KEYS
    assert list(found["screening"]) == [
        *("outcome", "conclusion", "derived", "criteria", "reasons", "exemptions"),
        *("near_misses", "would_change"),
    ]
    one = found["risks"][0]
    wanted = {"id", "title", "track", "confirmed", "stale", "rated", "flags", "acceptable"}
    assert wanted | {"needs", "inherent", "today", "target"} <= one.keys()
    assert found["as_of"] == "2026-11-22"
    assert found["judged_by"] == dict(BOOK.digests)


def test_a_verdict_is_plain_json_and_leaves_the_document_alone():
    doc = document({"large_scale": "yes"}, risks=[risk(3, 3)], measures=[measure()])
    before = copy.deepcopy(doc)
    first = judge(doc, BOOK, DAY, explore=True)
    assert doc == before
    assert json.loads(json.dumps(first)) == first
    assert judge(doc, BOOK, DAY, explore=True) == first


def test_completeness_counts_what_is_owed():
    assert verdict()["completeness"] == {"answered": 1, "required": 1, "missing": []}
    marks = {"facts": {"/no_basis": {"unknown": True}}}
    found = verdict({"no_basis": None}, marks=marks)["completeness"]
    assert found == {"answered": 0, "required": 1, "missing": ["facts.no_basis"]}


def test_the_summary_shows_the_highest_target():
    parts = {"risks": [risk(1, 1), risk(3, 3, id="r2")], "dates": {"review_due": "2027-11-22"}}
    answers = {"sensitive_data": "yes", "danger": "yes", "no_basis": None}
    summary = summarise(verdict(answers, **parts), document(answers, **parts))
    low, high = [1, 1, "low"], [3, 3, "high"]
    assert summary.pop("risks") == [
        {"id": name, "confirmed": True, "today_confirmed": True}
        | dict.fromkeys(("inherent", "today", "target"), place)
        for name, place in (("r1", low), ("r2", high))
    ]
    assert summary == {
        "screening": "recommended",
        "conclusion": "one-criterion",
        "criteria": 1,
        "target_level": "high",
        "target_rank": 3,
        "today_level": "high",
        "today_rank": 3,
        "level_doubt": None,
        "consultation": "required",
        "consulting": None,
        "consulted": None,
        "go_live": "blocked",
        "open": 1,
        "findings": 2,
        "blocking": 1,
        "previous": None,
        "to_confirm": 0,
        "due": [],
        "review_due": "2027-11-22",
    }
    empty = summarise(verdict(), document())
    assert (empty["target_level"], empty["target_rank"]) == (None, None)


def test_single_answers_that_would_change_the_screening():
    assert verdict()["screening"]["would_change"] == []
    found = verdict({"sensitive_data": "yes"}, explore=True)["screening"]["would_change"]
    flips = {(c["question"], c["from"], c["to"], c["outcome"], c["conclusion"]) for c in found}
    assert ("facts.large_scale", "no", "yes", "required", "presumed") in flips
    assert ("facts.sensitive_data", "yes", "no", "not-required", "none") in flips
    assert ("facts.trigger", "no", "yes", "required", "article-35-3") in flips
    assert ("facts.exempt_35_10", "no", "yes", "not-required", "exempt-35-10") in flips
    assert not any(c[0] == "facts.danger" for c in flips)


def test_numbers_and_multiple_choices_are_tried_around_their_bounds():
    files = copy.deepcopy(FILES)
    topic = files["topics/facts"]
    kinds = [{"const": name, "title": name} for name in ("health", "other")]
    topic["properties"]["people"] = {"title": "People", "type": "integer"}
    topic["properties"]["kinds"] = {
        "title": "Kinds",
        "type": "array",
        "items": {"type": "string", "oneOf": kinds},
    }
    topic["x-sections"][0]["questions"] += ["people", "kinds"]
    when = {"all": [{"facts.people": {"minimum": 1000}}, {"facts.kinds": ["health"]}]}
    files["law/screening"]["triggers"][0]["when"] = when
    doc = document()
    doc["answers"]["facts"] |= {"people": 2000, "kinds": ["health"]}
    found = judge(doc, Rulebook(files, also=("nl",)), DAY, explore=True)["screening"]
    flips = [(c["question"], c["to"]) for c in found["would_change"] if c["from"] != "no"]
    assert flips == [("facts.people", 999), ("facts.kinds", [])]
