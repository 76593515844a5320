"""Risks: the matrix, measures, flags, values set by hand, confirmation."""

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from dpia.judgement import judge
from dpia.judgement.method import read
from tests.judgement.synthetic import BOOK, DAY, document, measure, method, risk, verdict
from tests.long import long

LEVELS = st.integers(1, 4)
STATUS = st.sampled_from(["planned", "partially-implemented", "implemented", "rejected"])
HAND = {"value": 1, "reason": "Two locks, tested together."}


def judged(one, *measures):
    return verdict(risks=[one], measures=list(measures))["risks"][0]


def values(stage):
    return stage["likelihood"], stage["severity"], stage["level"]


def test_levels_are_looked_up_in_the_matrix():
    found = judged(risk(2, 3))
    assert values(found["inherent"]) == (2, 3, "medium")
    assert values(found["today"]) == values(found["target"]) == (2, 3, "medium")
    assert found["rated"] and found["confirmed"] and found["settled"] and found["acceptable"]


def test_rare_but_unbearable_stays_visible():
    found = judged(risk(1, 4))
    assert found["target"]["level"] == "medium"
    assert "Rare but unbearable." in found["needs"]
    assert found["settled"] is False
    assert judged(risk(1, 4, reason="Accepted because …"))["settled"] is True


def test_only_implemented_measures_lower_today():
    found = judged(risk(3, 3), measure("planned"))
    assert values(found["today"]) == (3, 3, "high")
    assert values(found["target"]) == (2, 3, "medium")
    assert judged(risk(3, 3), measure("partially-implemented"))["today"]["likelihood"] == 3
    assert judged(risk(3, 3), measure("implemented"))["today"]["likelihood"] == 2
    rejected = judged(risk(3, 3), measure("rejected"))
    assert rejected["today"]["likelihood"] == rejected["target"]["likelihood"] == 3


def test_steps_never_add_up_and_the_floor_is_one():
    two = [
        measure(id="m1", effects=[{"risk": "r1", "likelihood": 1}]),
        measure(id="m2", effects=[{"risk": "r1", "likelihood": 2, "severity": 1}]),
        measure(id="m3", effects=[{"risk": "r2", "likelihood": 3}]),
    ]
    assert values(judged(risk(4, 3), *two)["today"]) == (2, 2, "low")
    floored = judged(risk(2, 2), measure(effects=[{"risk": "r1", "likelihood": 3}]))["today"]
    assert floored["likelihood"] == 1
    assert [step["kind"] for step in floored["because"]][:3] == ["inherent", "measure", "floor"]


def test_every_number_says_why():
    found = judged(risk(4, 4), measure())
    kinds = [(step["kind"], step.get("answer")) for step in found["today"]["because"]]
    assert kinds == [
        ("inherent", 4),
        ("measure", 1),
        ("inherent", 4),
        ("cell", "high"),
        ("flag", "high"),
    ]
    assert found["today"]["because"][1]["id"] == "m1"
    assert "Locks” lowers the likelihood by 1" in found["today"]["because"][1]["title"]
    assert [step["kind"] for step in found["inherent"]["because"]][:2] == ["assessor"] * 2


def test_a_baseline_measure_not_in_place_holds_today_at_inherent_and_says_so():
    baseline = measure("planned", id="m2", role="baseline", effects=[{"risk": "r1"}])
    found = judged(risk(3, 3), measure(), baseline)
    assert values(found["today"]) == (3, 3, "high")
    assert found["confirmed"] is True and found["today_confirmed"] is False
    assert found["today"]["in_place"] is False
    assert any("M2 “Locks”" in need for need in found["needs"])
    assert found["target"]["likelihood"] == 2
    for status in ("implemented", "rejected"):
        done = judged(risk(3, 3), measure(), {**baseline, "status": status})
        assert done["today"]["likelihood"] == 2 and done["today_confirmed"]


def test_a_baseline_measure_that_names_no_risk_is_relied_on_by_every_risk():
    found = judged(risk(3, 3), measure("planned", id="m2", role="baseline", effects=[]))
    assert found["today"]["in_place"] is False


def test_baseline_measures_lower_nothing():
    assert judged(risk(3, 3), measure(role="baseline"))["target"]["likelihood"] == 3


def test_a_value_set_by_hand_counts_with_a_reason_only():
    found = judged(risk(3, 3, by_hand={"target": {"likelihood": HAND}}))
    assert values(found["target"]) == (1, 3, "medium")
    assert values(found["today"]) == (3, 3, "high")
    assert [step["kind"] for step in found["target"]["because"]].count("hand") == 1
    bare = judged(risk(3, 3, by_hand={"target": {"likelihood": {"value": 1, "reason": " "}}}))
    assert bare["target"]["likelihood"] == 3
    assert any("without a reason" in need for need in bare["needs"])
    odd = judged(risk(3, 3, by_hand={"target": {"likelihood": {"value": 9, "reason": "r"}}}))
    assert odd["target"]["likelihood"] == 3
    assert any("not on the scale" in need for need in odd["needs"])


def test_no_value_set_by_hand_switches_a_flag_off():
    found = judged(risk(3, 4, by_hand={"target": {"likelihood": HAND}}, reason="Written."))
    assert values(found["target"]) == (1, 4, "high")
    assert {(f["id"], f["axis"]) for f in found["flags"]} >= {("F1", "target")}
    obvious = judged(risk(1, 1, obvious="yes", by_hand={"target": {"likelihood": HAND}}))
    assert obvious["target"]["level"] == "high"


def test_a_value_set_by_hand_does_not_lower_today_below_inherent_without_the_baseline():
    baseline = measure("planned", id="m2", role="baseline", effects=[{"risk": "r1"}])
    found = judged(risk(3, 3, by_hand={"today": {"likelihood": HAND}}), baseline)
    assert found["today"]["likelihood"] == 3


def test_a_flag_nobody_answered_leaves_the_risk_unsettled():
    one = risk(2, 2)
    del one["obvious"]
    found = judged(one)
    assert found["settled"] is False and found["acceptable"] is None
    assert ("F3", None) in {(f["id"], f["met"]) for f in found["flags"]}
    assert any("Obvious" in need for need in found["needs"])
    # Where the level cannot rise any more, the flag changes nothing.
    high = risk(4, 4)
    del high["obvious"]
    assert judged(high)["settled"] is True


def test_small_harm_to_many_needs_written_words():
    found = judged(risk(4, 2, widespread="yes"))
    assert "Confirm that this is not high." in found["needs"] and not found["settled"]
    assert judged(risk(4, 2, widespread="yes", reason="Because."))["settled"] is True
    unsaid = risk(4, 2)
    del unsaid["widespread"]
    assert judged(unsaid)["settled"] is False


def test_unrated_risks_ask_to_be_rated():
    found = judged(risk(None, 3))
    assert not found["rated"] and not found["confirmed"] and found["acceptable"] is None
    assert values(found["target"]) == (None, None, None)
    assert found["needs"] == ["Rate the likelihood of this risk, from 1 to 4."]
    assert judged(risk(9, 3))["rated"] is False


def test_a_confirmation_goes_stale_when_its_inputs_change():
    doc = document(risks=[risk(3, 3)], measures=[measure("planned")])
    assert judge(doc, BOOK, DAY)["risks"][0]["confirmed"] is True
    changed = copy.deepcopy(doc)
    changed["measures"][0]["status"] = "implemented"
    found = judge(changed, BOOK, DAY)["risks"][0]
    assert (found["confirmed"], found["stale"]) == (False, True)
    assert any("confirm it" in need for need in found["needs"])
    unconfirmed = verdict(risks=[risk(3, 3, confirmed=False)])["risks"][0]
    assert (unconfirmed["confirmed"], unconfirmed["stale"]) == (False, False)


def test_overall_is_the_highest_single_risk():
    found = verdict(risks=[risk(1, 1), risk(3, 3, id="r2")], measures=[measure()])
    assert found["overall"] == {"inherent": "high", "today": "high", "target": "high"}
    assert verdict()["overall"] == {"inherent": None, "today": None, "target": None}
    assert verdict(risks=[risk(None, 1)])["overall"]["target"] is None


RISKS = st.builds(
    lambda likelihood, severity, obvious, hand: risk(
        likelihood,
        severity,
        obvious=obvious,
        by_hand={"target": {"likelihood": {"value": hand, "reason": "r"}}} if hand else {},
    ),
    LEVELS,
    LEVELS,
    st.sampled_from(["yes", "no"]),
    st.one_of(st.none(), LEVELS),
)
MEASURES = st.lists(
    st.builds(
        lambda status, likelihood, severity: measure(
            status, effects=[{"risk": "r1", "likelihood": likelihood, "severity": severity}]
        ),
        STATUS,
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    max_size=4,
)


def _numbered(measures):
    return [{**one, "id": f"m{i}"} for i, one in enumerate(measures)]


@settings(max_examples=long(21, 60), deadline=None)
@given(RISKS, MEASURES, st.integers(0, 3), st.sampled_from(["planned", "partially-implemented"]))
def test_a_planned_measure_never_changes_today(one, measures, step, status):
    planned = measure(status, id="new", effects=[{"risk": "r1", "likelihood": step}])
    before = judged(one, *_numbered(measures))
    after = judged(one, *_numbered(measures), planned)
    assert before["today"] == after["today"]


@settings(max_examples=long(21, 60), deadline=None)
@given(RISKS, RISKS, MEASURES, st.sampled_from(["likelihood", "severity"]))
def test_raising_any_risk_never_lowers_an_overall_level(first, second, measures, axis):
    ranks = {name: level.rank for name, level in read(method()).levels.items()}
    raised = copy.deepcopy(first)
    raised["inherent"][axis] = min(4, raised["inherent"][axis] + 1)
    other = {**second, "id": "r2"}
    before = verdict(risks=[first, other], measures=_numbered(measures))["overall"]
    after = verdict(risks=[raised, other], measures=_numbered(measures))["overall"]
    assert all(ranks[after[stage]] >= ranks[before[stage]] for stage in before)


@settings(max_examples=long(14, 40), deadline=None)
@given(RISKS, MEASURES)
def test_today_and_target_never_exceed_inherent_without_a_hand(one, measures):
    found = judged({**one, "by_hand": {}}, *_numbered(measures))
    for axis in ("likelihood", "severity"):
        assert 1 <= found["target"][axis] <= found["today"][axis] <= found["inherent"][axis]
