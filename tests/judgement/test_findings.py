"""Findings, lawfulness, what is not known yet, proposals."""

import copy

from dpia.judgement import judge
from dpia.questionnaire.rulebook import Rulebook
from tests.judgement.synthetic import DAY, FILES, document, risk, verdict


def changed(key, mend, *path):
    """Judge a quiet document by the rulebook with one part of one file replaced."""
    files = copy.deepcopy(FILES)
    part = files[key]
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = mend
    return lambda answers=None, **parts: judge(
        document(answers, **parts), Rulebook(files, also=("nl",)), DAY
    )


def test_a_rule_that_holds_is_a_finding_with_law_answers_and_trace():
    found = verdict({"danger": "yes"})["findings"]
    assert [(f["id"], f["weight"], f["law"]) for f in found] == [
        ("danger", "blocking", "GDPR Art. 5")
    ]
    assert found[0]["answers"] == [{"question": "facts.danger", "value": "yes"}]
    assert found[0]["trace"]["value"] is True


def test_an_unknown_rule_is_no_finding_but_asks_its_questions():
    found = verdict({"danger": None})
    assert found["findings"] == []
    assert found["undetermined"] == [
        {"question": "facts.danger", "title": "danger", "would_settle": ["go_live"]}
    ]


def test_unlawful_lawful_and_undetermined():
    assert verdict()["lawfulness"] == {"outcome": "lawful", "reasons": []}
    unlawful = verdict({"no_basis": "yes"})["lawfulness"]
    assert unlawful["outcome"] == "unlawful"
    assert unlawful["reasons"][0]["rule"] == "no-basis"
    open_ = verdict({"no_basis": None})
    assert open_["lawfulness"]["outcome"] == "undetermined"
    assert open_["undetermined"][0]["would_settle"] == ["lawfulness"]


def test_one_question_may_settle_several_parts():
    judged = changed("law/screening", {"facts.national": "yes"}, "triggers", 0, "when")
    asked = judged({"national": None})["undetermined"]
    assert [a["would_settle"] for a in asked] == [["screening", "consultation"]]


def test_a_choice_can_raise_a_finding():
    option = {
        "const": "yes",
        "title": "Data go to a dead instrument",
        "x-raises": [{"finding": "dead", "weight": "blocking", "part": "lawfulness"}],
    }
    judged = changed("topics/facts", option, "properties", "voluntary", "oneOf", 0)
    found = judged({"voluntary": "yes"})
    assert found["lawfulness"]["outcome"] == "unlawful"
    assert [(f["id"], f["title"]) for f in found["findings"]] == [
        ("dead", "Data go to a dead instrument")
    ]
    assert judged({"voluntary": None})["lawfulness"]["outcome"] == "undetermined"


def test_a_cell_of_a_table_can_raise_a_finding():
    table = {
        "title": "Transfers",
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "id": {"type": "string"},
                "tool": {
                    "title": "Instrument",
                    "type": "string",
                    "oneOf": [
                        {"const": "safe", "title": "Fine"},
                        {
                            "const": "dead",
                            "title": "Struck down",
                            "x-raises": [{"finding": "dead", "weight": "blocking"}],
                        },
                    ],
                },
            },
        },
    }
    judged = changed("topics/facts", table, "properties", "voluntary")
    rows = [{"id": "a", "tool": "safe"}, {"id": "b", "tool": "dead"}]
    assert [f["id"] for f in judged({"voluntary": rows})["findings"]] == ["dead"]
    assert judged({"voluntary": rows[:1]})["findings"] == []
    asked = judged({"voluntary": [{"id": "a"}]})["undetermined"]
    assert [a["question"] for a in asked] == ["facts.voluntary/a/tool"]
    empty = judged({"voluntary": None})["undetermined"]
    assert [a["question"] for a in empty] == ["facts.voluntary"]


def test_a_rule_of_a_questionnaire_that_is_not_asked_says_nothing():
    files = copy.deepcopy(FILES)
    files["topics/more"] = {
        "x-topic": "more",
        "x-version": "1",
        "title": "More",
        "properties": {"q": FILES["topics/facts"]["properties"]["danger"] | {"title": "Q"}},
        "x-sections": [{"id": "s", "title": "S", "questions": ["q"]}],
        "x-rules": [
            {
                "id": "negated",
                "when": {"not": {"q": "yes"}},
                "raises": {"finding": "negated", "weight": "blocking"},
            }
        ],
    }
    step = {"topic": "more", "when": {"facts.other": "yes"}}
    files["pathways/edpb-2026"]["steps"].append(step)
    book = Rulebook(files, also=("nl",))
    assert judge(document(), book, DAY)["findings"] == []
    asked = document({"other": "yes"})
    asked["answers"]["more"] = {"q": "no"}
    assert [f["id"] for f in judge(asked, book, DAY)["findings"]] == ["negated"]
    files["pathways/edpb-2026"]["steps"].pop()
    assert judge(document(), Rulebook(files, also=("nl",)), DAY)["findings"] == []


def test_a_rule_that_cannot_be_evaluated_is_told_and_counts_as_unknown():
    broken = {"fact": "nobody_defined_this"}
    judged = changed("law/screening", broken, "triggers", 0, "when")
    found = judged()
    assert found["screening"]["outcome"] == "undetermined"
    assert found["findings"][0]["id"] == "rule-not-evaluated:35-3-a"
    assert "nobody_defined_this" in found["findings"][0]["because"]
    row = changed("authorities/bg", broken, "lists", 0, "rows", 0, "when")()
    assert row["screening"]["outcome"] == "undetermined"
    assert row["authorities"]["bg"]["undetermined"] == ["bg-35-4-1"]
    rule = changed("topics/facts", broken, "x-rules", 0, "when")()
    assert rule["lawfulness"]["outcome"] == "undetermined"
    malformed = changed("law/screening", [], "tests", "recital-91", "when")()
    assert malformed["findings"][0]["id"] == "rule-not-evaluated:recital-91"


def test_the_gravest_finding_comes_first():
    judged = changed("topics/facts", "note", "x-rules", 1, "raises", "weight")
    found = judged({"danger": "yes", "no_basis": "yes"})["findings"]
    assert [f["weight"] for f in found] == ["blocking", "note"]


def test_scenarios_are_proposed_with_their_why_until_they_are_taken_up():
    found = verdict({"large_scale": "yes"})["proposals"]
    assert [(p["scenario"], p["because"]) for p in found] == [("harm", "Many.")]
    assert found[0]["trace"]["because"][0]["id"] == "facts.large_scale"
    assert verdict({"large_scale": "yes"}, risks=[risk(scenario="harm")])["proposals"] == []
    assert verdict({"large_scale": None})["proposals"] == []


def test_rules_and_choices_propose_scenarios_too():
    rule = {
        "id": "calls",
        "when": {"danger": "yes"},
        "because": "Dangerous.",
        "raises": {"scenario": "loss"},
    }
    found = changed("topics/facts", rule, "x-rules", 1)({"danger": "yes"})["proposals"]
    assert [(p["scenario"], p["because"]) for p in found] == [("loss", "Dangerous.")]
    option = {"const": "yes", "title": "Yes, often", "x-raises": [{"scenario": "loss"}]}
    judged = changed("topics/facts", option, "properties", "voluntary", "oneOf", 0)
    found = judged({"voluntary": "yes"})["proposals"]
    assert [(p["scenario"], p["because"]) for p in found] == [("loss", "Yes, often")]
