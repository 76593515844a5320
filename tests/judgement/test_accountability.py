"""Need and proportion, rights, processors, security, who took part: what a regulator would say."""

from collections import Counter
from typing import Any

import pytest

from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.progress import outline
from tests.books import book
from tests.judgement.test_law_content import FILES, TODAY, case, verdict

TOPICS = ("necessity", "rights", "processors", "security", "involvement")
GOOD: dict[str, dict[str, Any]] = {
    "necessity": {
        "effectiveness": "measured",
        "alternatives": ["fewer_data", "pseudonyms"],
        "gentler_way": "none",
        "evidence": "Of 3,000 who get the news 1,200 open them.",
        "beneficiaries": ["people", "controller"],
        "avoidable": "free",
        "balance": "outweighs",
        "weighing": "News people asked for, against an address they gave.",
        "accuracy": ["entry", "person", "threshold"],
    },
    "rights": {
        "information_channels": ["at_collection", "published"],
        "consent_terms": ["active", "separate", "informed", "free", "provable"],
        "withdrawal": "as_easy",
        "requests": ["channel", "responsible", "everywhere", "in_time", "refusals"],
        "access": ["copy", "details", "recipients", "portable"],
        "corrections": ["corrected", "erased", "restricted", "passed_on"],
        "objection": ["stops", "advertising_stops", "told"],
        "limits": [],
    },
    "processors": {
        "guarantees": ["examined", "reports"],
        "contract_terms": [
            *("subject", "instructions", "secrecy", "security", "sub_processors"),
            *("requests", "help", "end", "audits"),
        ],
        "sub_processors": "authorised",
        "sub_processor_list": "A computing centre, for the mailing service.",
        "own_use": "ruled_out",
        "foreign_law": "unreadable",
    },
    "security": {
        "access": ["roles", "strong_sign_in"],
        "encryption": ["in_transit", "at_rest", "media"],
        "traces": ["changes", "lookups"],
        "availability": ["backups", "restored", "by_hand"],
        "testing": ["updates", "audits"],
        "staff": ["instructed", "secrecy", "trained"],
        "breaches": ["reported", "decided", "authority", "people", "recorded"],
        "incidents": "none",
        "defaults": "most_private",
        "design": ["needed_fields", "kept_apart"],
    },
    "involvement": {
        "team": "Two people of the marketing department.",
        "heard": ["people", "processors"],
        "dpo_involved": "planning",
        "shown": "open_plan",
        "left_out": "Nothing.",
        "references": "WP 248 rev.01",
    },
}
PROCESSING: dict[str, Any] = {
    "purposes": [
        {"id": "p1", "name": "Newsletter", "legal_basis": "consent", "collected_for": "this"}
    ],
    "information": "complete",
    "dpo_designated": "yes",
    "recipients": [{"id": "r1", "name": "Mailing service", "role": "processor", "contract": "yes"}],
}


def changed(**answers: Any) -> dict[str, Any]:
    """Return a case with nothing to find fault with in these topics, but for `topic__question`."""
    topics = {"processing": dict(PROCESSING)} | {name: dict(GOOD[name]) for name in TOPICS}
    for path, answer in answers.items():
        topic, _, name = path.partition("__")
        topics.setdefault(topic, {})[name] = answer
    return case("newsletter", **topics)


def found(**answers: Any) -> dict[str, str]:
    return {f["id"]: f["weight"] for f in verdict(changed(**answers))["findings"]}


USUAL = set(found())
"""What the case is found fault with besides: it has no risks, measures and opinions yet."""


def test_good_answers_find_nothing_and_are_lawful() -> None:
    own = {
        rule["raises"]["finding"]
        for name in TOPICS
        for rule in FILES[f"topics/{name}"]["x-rules"]
        if "finding" in rule["raises"]
    }
    assert len(own) > 50 and not own & USUAL
    assert verdict(changed())["lawfulness"]["outcome"] == "undetermined"  # no data are named yet
    data = {"id": "d1", "name": "E-mail address", "purposes": ["p1"], "retention": "period"}
    assert verdict(changed(processing__data_items=[data]))["lawfulness"]["outcome"] == "lawful"


@pytest.mark.parametrize(
    ("path", "answer", "expected"),
    [
        ("necessity__effectiveness", "unknown", {"effect-unknown": "serious"}),
        ("necessity__effectiveness", "reasoned", {"effect-unproven": "note"}),
        ("necessity__alternatives", [], {"no-alternatives": "serious"}),
        ("necessity__gentler_way", "unreasonable", {"gentler-way-too-costly": "note"}),
        ("necessity__balance", "not_weighed", {"not-weighed": "serious"}),
        ("necessity__accuracy", [], {"accuracy-not-assured": "serious"}),
        ("rights__information_channels", ["published"], {"information-hard-to-find": "note"}),
        ("rights__consent_terms", ["active"], {"consent-conditions-missing": "serious"}),
        ("rights__withdrawal", "harder", {"withdrawal-harder": "serious"}),
        ("rights__requests", [], {"requests-not-arranged": "serious"}),
        ("rights__access", ["copy", "details", "portable"], {"access-incomplete": "serious"}),
        ("rights__access", ["copy", "details", "recipients"], {"portability-missing": "serious"}),
        (
            "rights__corrections",
            ["corrected", "restricted"],
            {"no-erasure": "serious", "corrections-not-passed-on": "serious"},
        ),
        ("processors__guarantees", [], {"processors-unchecked": "serious"}),
        ("processors__contract_terms", ["subject"], {"processor-contract-incomplete": "serious"}),
        ("processors__sub_processors", "known", {"sub-processors-not-authorised": "serious"}),
        ("processors__sub_processors", "unknown", {"sub-processors-unknown": "serious"}),
        ("processors__own_use", "yes", {"processor-own-use": "serious"}),
        ("processors__foreign_law", "yes", {"processor-under-foreign-law": "note"}),
        ("security__access", ["premises"], {"access-not-limited": "serious"}),
        ("security__encryption", ["in_transit"], {"media-not-encrypted": "note"}),
        ("security__encryption", ["media"], {"transit-not-encrypted": "serious"}),
        ("security__traces", [], {"no-traces": "serious"}),
        ("security__availability", ["backups"], {"backups-untested": "serious"}),
        ("security__availability", [], {"no-backups": "serious"}),
        ("security__availability", ["harmless"], {}),
        ("security__testing", ["updates"], {"security-not-tested": "serious"}),
        ("security__staff", ["secrecy"], {"staff-not-instructed": "serious"}),
        ("security__breaches", [], {"no-breach-procedure": "serious"}),
        ("security__incidents", "open", {"incident-cause-remains": "serious"}),
        ("security__defaults", "wider", {"defaults-not-private": "serious"}),
        ("security__design", [], {"nothing-by-design": "serious"}),
        ("involvement__dpo_involved", "end", {"dpo-involved-late": "serious"}),
        ("involvement__heard", ["people"], {"processors-not-heard": "note"}),
        ("involvement__shown", "general", {"views-too-late": "note"}),
    ],
)
def test_one_bad_answer_is_found(path: str, answer: Any, expected: dict[str, str]) -> None:
    new = {name: weight for name, weight in found(**{path: answer}).items() if name not in USUAL}
    assert new == expected


@pytest.mark.parametrize(
    ("path", "answer", "expected"),
    [
        ("necessity__gentler_way", "not_adopted", "gentler-way-not-used"),
        ("necessity__balance", "does_not", "gain-does-not-outweigh"),
        ("rights__withdrawal", "impossible", "withdrawal-impossible"),
        (
            "rights__consent_terms",
            ["separate", "informed", "free", "provable"],
            "consent-without-action",
        ),
    ],
)
def test_what_makes_it_unlawful_blocks(path: str, answer: Any, expected: str) -> None:
    judged = verdict(changed(**{path: answer}))
    assert judged["lawfulness"]["outcome"] == "unlawful"
    assert [f["id"] for f in judged["findings"] if f["weight"] == "blocking"] == [expected]


def test_a_limit_in_the_law_takes_the_fault_away() -> None:
    assert "no-erasure" in found(rights__corrections=["corrected", "restricted", "passed_on"])
    assert "no-erasure" not in found(
        rights__corrections=["corrected", "restricted", "passed_on"], rights__limits=["erasure"]
    )


def test_the_exceptions_for_data_from_elsewhere_do_not_fit_data_from_people() -> None:
    for sources, misapplied in ((["others"], False), (["others", "observed"], True)):
        judged = found(
            processing__information="exempt",
            processing__sources=sources,
            rights__information_exception="effort",
        )
        assert ("information-exception-misapplied" in judged) is misapplied


def test_gaps_make_incomplete_information_serious() -> None:
    partly = {"processing__information": "partly", "rights__information_gaps": []}
    assert found(**partly)["information-incomplete"] == "note"
    partly["rights__information_gaps"] = ["purposes"]
    assert found(**partly)["information-incomplete"] == "serious"


def test_sensitive_data_on_open_media_weigh_more() -> None:
    plain = found(security__encryption=["in_transit"])
    grave = found(security__encryption=["in_transit"], screening__data_kinds=["health"])
    assert (plain["media-not-encrypted"], grave["media-not-encrypted"]) == ("note", "serious")


def test_a_new_purpose_is_examined_on_five_points() -> None:
    row = {"id": "p1", "name": "Advice", "legal_basis": "contract", "collected_for": "compatible"}
    points = ["link", "context", "nature", "consequences", "safeguards"]
    for ticked, incomplete in ((points, False), (points[:4], True), ([], True)):
        judged = found(processing__purposes=[{**row, "examined": ticked}])
        assert ("compatibility-test-incomplete" in judged) is incomplete


def test_who_may_object_must_be_able_to() -> None:
    row = {"id": "p1", "name": "Reminders", "legal_basis": "legitimate_interest"}
    judged = found(processing__purposes=[row], rights__objection=["told"])
    assert judged["no-way-to-object"] == "serious"


def test_what_nobody_knows_is_no_fault_and_no_blessing() -> None:
    judged = verdict(case(processing=dict(PROCESSING)))
    assert {f["id"] for f in judged["findings"]} <= USUAL
    assert judged["lawfulness"]["outcome"] == "undetermined"


def test_an_open_processor_proposes_what_could_happen() -> None:
    judged = verdict(changed(processors__own_use="yes", processors__foreign_law="yes"))
    proposed = {proposal["scenario"] for proposal in judged["proposals"]}
    assert {"function-creep", "foreign-authority-access"} <= proposed


def test_the_deepest_case_owes_at_most_38_answers_here() -> None:
    rows = [
        {"id": "p1", "name": "A", "legal_basis": "consent", "collected_for": "compatible"},
        {"id": "p2", "name": "B", "legal_basis": "legitimate_interest"},
    ]
    deep = changed(
        processing__purposes=rows,
        processing__information="partly",
        rights__limits=["access"],
    )
    seen = Evaluation(book(deep["authority"]), deep["answers"], {}, {}, TODAY)
    owed: Counter[str] = Counter()
    for topic in outline(seen):
        owed[topic.topic.id] = sum(q.owed for s in topic.sections for q in s.questions)
    here = {name: owed[name] for name in TOPICS}
    assert here == {
        "necessity": 9, "rights": 9, "processors": 5, "security": 9, "involvement": 6,
    }  # fmt: skip
    assert sum(len(FILES[f"topics/{name}"]["properties"]) for name in TOPICS) == 46


def test_the_fields_of_the_template_are_each_there_once() -> None:
    fields = FILES["templates/edpb-2026"]["fields"]
    ids = [field["id"] for field in fields]
    assert len(ids) == len(set(ids)) == 117
    assert all(field["id"].startswith(f"edpb-{field['section']}-") for field in fields)
    assert {field["section"][0] for field in fields} == set("0123456")
    rows = Counter(f["section"] for f in fields if f["kind"] == "row")
    assert rows == {"2.3.a": 8, "2.3.b": 5, "2.3.c": 3}


def test_the_deepest_case_asks_no_more_than_the_template_names_cells() -> None:
    cells = sum(field.get("cells", 1) for field in FILES["templates/edpb-2026"]["fields"])
    limits = FILES["pathways/edpb-2026"]["limits"]
    (deepest,) = [limit for limit in limits if limit["id"] == "deepest"]
    assert deepest["at_most"] == cells
