"""A procedure for impact assessments, as an internet provider publishes it, held against dpia.

Section 9 of that policy says, sentence by sentence, what the provider undertakes. Each sentence
that demands something has its test here, in the order of the text and in our own words.
"""

import copy
from datetime import date
from typing import Any

import pytest

from dpia.assessment.document import from_file
from dpia.assessment.view import case_view
from dpia.documents.template import Filled, Seen, fill
from dpia.documents.template.model import Row
from dpia.judgement import judge, refusals
from dpia.questionnaire.evaluation import Evaluation
from tests.books import book, library
from tests.judgement.raising import SOUND

FILES = library().files()
BOOK = book("bg")
TODAY = date(2026, 11, 28)
Json = dict[str, Any]
LARGE = {
    "large_scale.share": "most",
    "large_scale.volume": "wide",
    "large_scale.duration": "long",
    "large_scale.area": "national",
}


def assessment(answers: Json | None = None, **parts: Any) -> Json:
    """Return a sound assessment under the Bulgarian authority, with parts of it changed."""
    raw = copy.deepcopy(SOUND) | {"authority": "bg"} | copy.deepcopy(parts)
    for path, value in (answers or {}).items():
        topic, _dot, name = path.partition(".")
        raw["answers"].setdefault(topic, {})[name] = value
    return from_file(raw, id="x", created="2026-11-01")


def judged(document: Json) -> Json:
    return judge(document, BOOK, TODAY)


def screened(**answers: Any) -> Json:
    """Return the screening of the sound assessment with other answers to its screening."""
    return judged(assessment({f"screening.{k}": v for k, v in answers.items()}))["screening"]


def met(screening: Json) -> set[str]:
    return {criterion["id"] for criterion in screening["criteria"] if criterion["met"]}


def form(document: Json) -> Filled:
    view = case_view(document, TODAY)
    seen = Evaluation(BOOK, document["answers"], document["marks"], view, TODAY)
    return fill(FILES["templates/edpb-2026"], Seen(document, judged(document), seen))


def row(filled: Filled, name: str) -> Row:
    return next(r for s in filled.sections for r in s.rows if r.id == f"edpb-{name}")


def risk(likelihood: int, severity: int, **more: Any) -> Json:
    rated = {"likelihood": likelihood, "severity": severity, "reason": "Said."}
    found = {"id": "r1", "title": "A risk", "track": "event", "event": "access"}
    return found | {"inherent": rated, "confirmed": True, "obvious": "no"} | more


def measure(**more: Any) -> Json:
    found = {"id": "m1", "title": "Encrypt", "kind": "technical", "role": "additional"}
    found |= {"status": "implemented", "owner": "Head", "due": "2026-12-01"}
    return found | {"effects": [{"risk": "r1", "likelihood": 2, "severity": 0}]} | more


# The first paragraph: measures, and the burden of proof


def test_measures_are_organisational_and_technical_and_each_says_whether_it_works() -> None:
    """Suitable and effective organisational and technical measures are applied."""
    kinds = {entry["kind"] for entry in FILES["catalogue/measures"]["entries"]}
    assert {"organisational", "technical"} <= kinds
    told = measure(serves=["integrity-and-confidentiality"], suitability="Tested in May: it holds.")
    (line,) = row(form(assessment(measures=[told])), "2.3.a-security").measures
    assert line.suitability == "Tested in May: it holds."


def test_what_has_been_introduced_is_told_from_what_is_only_planned() -> None:
    """The controller proves that the measures were introduced, and that they have effect."""
    for status, today in (("planned", 3), ("implemented", 1)):
        document = assessment(risks=[risk(3, 3)], measures=[measure(status=status)])
        (found,) = judged(document)["risks"]
        assert (found["today"]["likelihood"], found["target"]["likelihood"]) == (today, 1)
        assert any("Encrypt" in node["title"] for node in found["target"]["because"])


def test_every_part_of_the_verdict_can_be_proved_by_rule_source_and_answer() -> None:
    """The controller bears the burden of proving that the processing is lawful."""
    found = screened(data_kinds=["health"], people=2_000_000, people_kinds=["patients"])
    for reason in found["reasons"]:
        assert reason["law"] and reason["trace"]["because"]
    assert any(reason["answers"] for reason in found["reasons"])


# The second paragraph: when measures are chosen, and what is weighed


def test_measures_of_the_design_stand_apart_from_those_taken_later() -> None:
    """Measures are chosen when purposes and means are set, and again while data are used."""
    baseline = measure(role="baseline", status="planned")
    document = assessment(risks=[risk(3, 3)], measures=[baseline])
    findings = {finding["id"] for finding in judged(document)["findings"]}
    assert "baseline-not-in-place" in findings
    assert BOOK.question("security.design").choice_title("considered_early")


def test_only_what_is_needed_is_taken_item_by_item() -> None:
    """The data at least needed for the purposes set are what is collected and processed."""
    for column in ("purposes", "need", "retention"):
        assert BOOK.question(f"processing.data_items/d1/{column}").required
    shown = next(s for s in form(assessment()).sections if s.id == "2.2.a").table
    assert shown is not None and [e.text for e in shown.rows[0][1]] == ["To send"]


@pytest.mark.parametrize(
    ("question", "owed", "field"),
    [
        ("processing.description", "processing.description", "1.1.d-nature"),
        ("data_flow.scope", "screening.people", "1.1.d-scope"),
        ("data_flow.context", "data_flow.context", "1.1.d-context"),
    ],
)
def test_nature_scope_and_context_are_asked_and_reported(
    question: str, owed: str, field: str
) -> None:
    """Nature, scope and context, and the particulars of the business, are taken into account."""
    assert BOOK.question(owed).required
    shown = form(assessment({question: "A network for a whole town"}))
    (found,) = [f for s in shown.sections for f in s.fields if f.id == f"edpb-{field}"]
    assert "A network for a whole town" in [entry.text for entry in found.entries]


def test_the_purposes_are_asked_and_reported() -> None:
    """The purposes of the processing are taken into account, each by itself."""
    assert BOOK.question("processing.purposes").required
    shown = next(s for s in form(assessment()).sections if s.id == "1.1.b").table
    names = [purpose["name"] for purpose in SOUND["answers"]["processing"]["purposes"]]
    assert shown is not None
    assert [row[0][0].text for row in shown.rows] == names


def test_the_state_of_the_art_and_the_cost_are_weighed_in_the_record() -> None:
    """The state of the art and the cost of new technology are taken into account."""
    title = BOOK.question("security.design").choice_title("weighed")
    assert "state of the art" in title and "cost" in title
    designed = form(assessment({"security.design": ["weighed"]}))
    shown = next(section for section in designed.sections if section.id == "2.3.d").table
    assert shown is not None and [e.text for e in shown.rows[-2][1]] == [title]


def test_the_effect_of_a_breach_on_people_is_rated() -> None:
    """The risk of a breach, and what it does to rights and freedoms, is taken into account."""
    events = {entry["event"] for entry in FILES["catalogue/scenarios"]["entries"]}
    assert {"access", "change", "loss"} <= events
    assert all(entry["impacts"] for entry in FILES["catalogue/scenarios"]["entries"])
    without = [r for r in SOUND["risks"] if r["track"] == "design"]
    findings = {finding["id"] for finding in judged(assessment(risks=without))["findings"]}
    assert "no-event-risks" in findings


# The third paragraph: protection by default


def test_a_default_that_takes_more_than_needed_is_found() -> None:
    """By default only the data needed for each purpose are processed."""
    findings = judged(assessment({"security.defaults": "wider"}))["findings"]
    assert any("GDPR Art. 25(2)" in finding["law"] for finding in findings)


def test_amount_extent_period_and_access_are_each_asked_about() -> None:
    """That holds for how much is collected, how far it is processed, how long, and who sees it."""
    help_ = str(BOOK.question("security.defaults").schema["description"])
    for words in ("How much is collected", "how it is used", "how long", "who can see"):
        assert words in help_
    unlimited = assessment()
    unlimited["answers"]["processing"]["data_items"][0]["retention"] = "none"
    del unlimited["answers"]["processing"]["data_items"][0]["period"]
    assert any("GDPR Art. 5(1)(e)" in f["law"] for f in judged(unlimited)["findings"])


def test_data_open_to_an_unlimited_number_of_people_are_found() -> None:
    """Without an act of the person, data are not open to an unlimited number of people."""
    public = judged(assessment({"security.defaults": "public"}))["findings"]
    assert {"blocking", "serious"} & {f["weight"] for f in public if "Art. 25(2)" in f["law"]}


# The fourth paragraph: when an assessment is made


def test_the_regulation_imposes_an_assessment() -> None:
    """An assessment is made where the Regulation imposes it."""
    found = screened(data_kinds=["health"], people=2_000_000, people_kinds=["patients"])
    assert found["outcome"] == "required"


@pytest.mark.parametrize(
    "ordered",
    [
        {"processing.requested_by": ["national_law"], "processing.requested_law": "An act, Art. 5"},
        {"screening.precedents": ["legislation"], "screening.law_state_requires": "yes"},
    ],
)
def test_a_law_of_the_state_imposes_one(ordered: Json) -> None:
    """It is made where the law of the state imposes it, although nothing else does."""
    assert judged(assessment())["screening"]["outcome"] != "required"
    found = judged(assessment(ordered))["screening"]
    assert (found["outcome"], found["conclusion"]) == ("required", "other-high-risk")
    (told,) = [one for one in found["reasons"] if one["rule"] == "ordered-by-law"]
    assert "GDPR Art. 35(10)" in told["law"]
    assert {used["question"] for used in told["answers"]} & set(ordered)
    if "processing.requested_law" in ordered:
        (line,) = [
            f for s in form(assessment(ordered)).sections for f in s.fields
            if f.id == "edpb-0.5-reason-national-law"
        ]  # fmt: skip
        assert "An act, Art. 5" in [entry.text for entry in line.entries]


def test_the_state_may_leave_it_at_the_assessment_of_its_law() -> None:
    kept = {"screening.precedents": ["legislation"], "screening.law_state_requires": "no"}
    assert judged(assessment(kept))["screening"]["outcome"] != "required"
    open_ = judged(assessment({"screening.precedents": ["legislation"]}))["screening"]
    assert open_["outcome"] == "undetermined"


def test_the_list_of_the_national_authority_imposes_one() -> None:
    """It is made, too, where the supervisory authority imposes it."""
    rows = [row for found in BOOK.authorities["bg"].lists for row in found.rows]
    assert rows and all(row.law for row in rows)
    told = screened(people_kinds=["children"], online_service_to_children="yes")
    reasons = {reason["rule"] for reason in told["reasons"]}
    assert told["outcome"] == "required" and "bg-35-4-7" in reasons


def test_measures_follow_from_the_assessment_of_risk() -> None:
    """Measures are determined after the risk has been assessed."""
    document = assessment({"screening.people_kinds": ["children"]}, risks=[], measures=[])
    document["answers"]["screening"]["online_service_to_children"] = "yes"
    found = judged(document)
    assert any("No risk is recorded" in why for why in refusals(found, document, "approved"))
    for entry in FILES["catalogue/measures"]["entries"]:
        assert entry["scenarios"]


# The fifth paragraph: what an assessment looks at


def test_the_level_depends_on_data_purposes_and_number_of_people() -> None:
    """The level of risk for a person or a group depends on data, purposes and numbers."""
    for path in ("screening.data_kinds", "screening.people", "processing.purposes"):
        assert BOOK.question(path).required
    few = assessment({"large_scale.duration": "long", "large_scale.area": "national"})
    many = assessment({**LARGE, "screening.people": 5_000_000})
    counted = [met(judged(document)["screening"]) for document in (few, many)]
    assert ["large_scale" in criteria for criteria in counted] == [False, True]


@pytest.mark.parametrize(("likelihood", "severity"), [(1, 4), (4, 1), (2, 2), (4, 4)])
def test_probability_and_severity_are_rated_apart(likelihood: int, severity: int) -> None:
    """Risks differ in probability and in severity."""
    (found,) = judged(assessment(risks=[risk(likelihood, severity)], measures=[]))["risks"]
    rated = found["inherent"]
    assert (rated["likelihood"], rated["severity"]) == (likelihood, severity)
    assert rated["level"] == FILES["methods/four-by-four"]["matrix"][severity - 1][likelihood - 1]


@pytest.mark.parametrize("harm", ["rights-denied", "loss-of-control", "sensitive-data"])
def test_loss_of_rights_and_of_control_is_a_harm_of_its_own(harm: str) -> None:
    """A risk may be that people are deprived of rights or of control over their data."""
    entries = FILES["catalogue/scenarios"]["entries"]
    assert len([entry["id"] for entry in entries if harm in entry["harms"]]) >= 3
    assert "prevents_right_or_service" in met(screened(effects=["rights_limited"]))


@pytest.mark.parametrize(
    ("answers", "criterion"),
    [
        ({"data_kinds": ["health"]}, "sensitive_data"),
        ({"evaluation": ["economic"]}, "evaluation_scoring"),
        ({"evaluation": ["health"]}, "evaluation_scoring"),
        ({"evaluation": ["preferences"]}, "evaluation_scoring"),
        ({"evaluation": ["reliability"]}, "evaluation_scoring"),
        ({"evaluation": ["behaviour"]}, "evaluation_scoring"),
        ({"evaluation": ["movements"]}, "evaluation_scoring"),
        ({"people_kinds": ["children"]}, "vulnerable_people"),
    ],
)
def test_each_source_of_risk_the_procedure_names_counts(answers: Json, criterion: str) -> None:
    """Sensitive data, evaluating personal aspects, the vulnerable, children, large numbers."""
    assert criterion in met(screened(**answers))


def test_profiles_made_of_people_bring_a_risk_of_their_own() -> None:
    """Aspects of people are analysed or predicted in order to make or use profiles."""
    profiled = assessment({"screening.evaluation": ["preferences"]})
    plain, found = ({risk["scenario"] for risk in judged(document)["proposals"]}
                    for document in (assessment(), profiled))  # fmt: skip
    assert "discrimination" in found - plain


# The sixth paragraph: what follows


def test_the_result_decides_which_measures_are_owed() -> None:
    """The result is taken into account when measures are determined."""
    high = assessment(risks=[risk(3, 3)], measures=[])
    findings = {finding["id"] for finding in judged(high)["findings"]}
    assert "high-target-without-measure" in findings
    lowered = assessment(risks=[risk(3, 3)], measures=[measure()])
    assert "high-target-without-measure" not in {f["id"] for f in judged(lowered)["findings"]}


def test_the_record_proves_it_to_a_regulator() -> None:
    """It is the proof that the processing meets the Regulation."""
    filled = form(assessment(risks=[risk(3, 3)], measures=[measure()]))
    shown = {section.id: section.table for section in filled.sections if section.table}
    assert shown["4.1.c"].rows and shown["4.2.a"].rows and shown["4.2.b"].rows


def test_a_high_risk_that_cannot_be_limited_goes_to_the_national_authority() -> None:
    """Where measures cannot limit a high risk, the supervisory authority is consulted."""
    document = assessment(risks=[risk(4, 4)], measures=[measure()])
    found = judged(document)
    consultation = found["consultation"]
    assert (consultation["outcome"], consultation["authority"]) == ("required", "bg")
    assert "36(1)" in consultation["basis"]
    for outcome in ("approved", "conditionally-approved"):
        assert any("consulted" in why for why in refusals(found, document, outcome))
    assert refusals(found, document, "consultation") == []
