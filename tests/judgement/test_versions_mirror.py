"""Comparing the other way round is the mirror image, whatever the two sides are."""

import copy
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpia.judgement import judge
from dpia.judgement.versions import Side, compare
from dpia.questionnaire.rulebook import Rulebook
from tests.judgement.synthetic import DAY, FILES, document, measure, risk
from tests.long import long

Json = dict[str, Any]
PARTS = ("answers", "facts", "verdict", "measures", "files")
TURNED = {
    **{"added": "removed", "landed": "undone", "slipped": "sooner"},
    **{"removed": "added", "undone": "landed", "sooner": "slipped"},
}
THINGS: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "x-topic": "things",
    "x-version": "1.0.0",
    "title": "Things",
    "type": "object",
    "x-sections": [{"id": "all", "title": "All", "questions": ["things"]}],
    "properties": {
        "things": {
            "title": "Which things?",
            "type": "array",
            "maxItems": 9,
            "x-row-title": "name",
            "items": {
                "type": "object",
                "required": ["id"],
                "additionalProperties": False,
                "x-columns": ["name", "sort"],
                "properties": {
                    "id": {"type": "string"},
                    "name": {"title": "Its name?", "type": "string"},
                    "sort": {"title": "Its sort?", "type": "string"},
                },
            },
        }
    },
    "x-facts": {"has_things": {"title": "There is a thing", "when": {"things": {"minItems": 1}}}},
}


def book(newer: bool = False) -> Rulebook:
    files = copy.deepcopy(FILES) | {"topics/things": copy.deepcopy(THINGS)}
    files["pathways/edpb-2026"]["steps"].append({"topic": "things"})
    if newer:
        topic = files["topics/facts"]
        topic["x-version"] = "2.0.0"
        topic["properties"]["trigger"]["title"] = "trigger, in other words"
        topic["x-facts"]["newly_named"] = {"title": "Named", "when": {"trigger": "yes"}}
    return Rulebook(files, authority="bg", also=("nl",))


BOOKS = {newer: book(newer) for newer in (False, True)}


def side(
    answers: Json,
    reference: str = "2026-0001",
    newer: bool = False,
    revision: int = 0,
    **parts: Any,
) -> Side:
    things = parts.pop("things", None)
    found = document(answers, **parts) | {"reference": reference, "id": f"id-of-{reference}"}
    found["revision"] = revision
    if things is not None:
        found["answers"]["things"] = {"things": things}
    return Side(found, judge(found, BOOKS[newer], DAY), BOOKS[newer])


# The mirror

answer = st.sampled_from(["yes", "no", None])
asked = st.sampled_from(["trigger", "large_scale", "running", "no_basis", "row", "solo", "white"])
cell = st.sampled_from(["", "one", "two"])
rows = st.lists(st.tuples(cell, cell), max_size=3)
axis = st.sampled_from([None, 1, 3, 4])
risks = st.lists(
    st.tuples(
        axis, axis, st.sampled_from(["", "harm"]), st.sampled_from(["A", "B"]), st.booleans()
    ),
    max_size=3,
)
plans = st.lists(
    st.tuples(
        st.sampled_from(["planned", "implemented", "rejected"]),
        st.sampled_from([None, "2026-12-01", "2027-03-01"]),
        st.sampled_from(["Locks", "Keys"]),
        st.integers(0, 3),
    ),
    max_size=2,
)


@st.composite
def sides(draw: st.DrawFn, revision: int) -> Json:
    """Return what makes one side: any answers, rows, marks, risks and measures."""
    things, marks = [], {}
    for number, (name, sort) in enumerate(draw(rows)):
        given_ = {"name": name, "sort": sort}
        things.append({"id": f"t{number}", **{k: v for k, v in given_.items() if v}})
        if not sort:
            marks[f"/things/t{number}/sort"] = {"unknown": True}
    rated = [
        risk(one, two, confirmed=sure, id=f"r{n}", scenario=scenario or None, title=title)
        for n, (one, two, scenario, title, sure) in enumerate(draw(risks), 1)
    ]
    planned = [
        measure(status, id=f"m{n}", due=due, title=title)
        | {"effects": [{"risk": "r1", "likelihood": steps, "severity": 0}] if steps else []}
        for n, (status, due, title, steps) in enumerate(draw(plans), 1)
    ]
    return {
        "answers": draw(st.dictionaries(asked, answer, max_size=4)),
        "reference": draw(st.sampled_from(["2026-0001", "2026-0001-v2", "2026-0002"])),
        "newer": draw(st.booleans()),
        "revision": revision,
        "things": draw(st.sampled_from([None, things])),
        "marks": {"things": marks},
        "risks": rated,
        "measures": planned,
    }


def mirrored(found: Json) -> Json:
    other = copy.deepcopy(found) | {"a": found["b"], "b": found["a"]}
    for entry in (entry for part in PARTS for entry in other[part]):
        entry["before"], entry["after"] = entry["after"], entry["before"]
        if "rows" in entry:
            entry["rows"].reverse()
        if "change" in entry:
            entry["change"] = TURNED.get(entry["change"], entry["change"])
    return other


@settings(max_examples=long(21, 60), deadline=None, suppress_health_check=list(HealthCheck))
@given(sides(1), sides(2))
def test_the_other_way_round_is_the_mirror_image(one: Json, other: Json) -> None:
    a, b = side(**one), side(**other)
    there = compare(a, b)
    assert compare(b, a) == mirrored(there)
    for entry in (entry for part in PARTS[:-1] for entry in there[part]):
        assert entry["before"] != entry["after"]


@settings(max_examples=long(7, 20), deadline=None, suppress_health_check=list(HealthCheck))
@given(sides(1))
def test_nothing_is_different_from_itself(one: Json) -> None:
    found = compare(side(**one), side(**one))
    assert [found[part] for part in PARTS] == [[]] * 5


# Titles and order are those of the later one


def test_the_words_are_those_of_the_later_one_both_ways() -> None:
    old, new = side({"trigger": "no"}), side({"trigger": "yes"}, "2026-0001-v2", newer=True)
    for found in (compare(old, new), compare(new, old)):
        (given_,) = [a for a in found["answers"] if a["path"] == "facts.trigger"]
        assert given_["title"] == "trigger, in other words"
        (file,) = found["files"]
        assert file["id"] == "topics/facts" and {file["before"], file["after"]} == {
            "1.0.0", "2.0.0",
        }  # fmt: skip


# Named conditions


def test_a_fact_that_turned_is_told_with_the_answers_that_turned_it() -> None:
    things = [{"id": "t1", "name": "Badge"}]
    found = compare(side({}, things=[]), side({}, things=things))
    (fact,) = found["facts"]
    assert (fact["id"], fact["title"]) == ("has_things", "There is a thing")
    assert (fact["before"], fact["after"]) == (False, True)
    assert fact["because"] == ["things.things"]


def test_a_fact_that_is_not_known_any_more_is_told_as_that() -> None:
    (fact,) = compare(side({"running": "yes"}), side({"running": None}))["facts"]
    assert (fact["id"], fact["before"], fact["after"]) == ("already_running", True, None)
    assert fact["because"] == ["facts.running"]


def test_a_fact_that_only_one_questionnaire_names_has_not_changed() -> None:
    found = compare(side({"trigger": "yes"}), side({"trigger": "yes"}, newer=True))
    assert found["facts"] == []


# Cells


def test_a_cell_that_is_not_known_yet_is_told_as_that() -> None:
    rows = [{"id": "t1", "name": "Badge"}]
    marks = {"things": {"/things/t1/sort": {"unknown": True}}}
    found = compare(side({}, things=rows), side({}, things=rows, marks=marks))
    (cell,) = found["answers"]
    assert cell["path"] == "things.things/t1/sort"
    assert (cell["before"], cell["after"]) == (None, "not known yet")


# Because of what


def through(found: Json, part: str, **wanted: Any) -> list[tuple[str, str]]:
    (entry,) = [e for e in found["verdict"] if e["part"] == part and wanted.items() <= e.items()]
    return [(cause["kind"], cause["id"]) for cause in entry["through"]]


def test_a_level_moved_because_of_a_rating_or_a_measure() -> None:
    before = side({}, risks=[risk(2, 3)], measures=[measure("planned")])
    found = compare(before, side({}, risks=[risk(2, 3)], measures=[measure("implemented")]))
    assert through(found, "risk", stage="today") == [("measure", "m1")]
    found = compare(before, side({}, risks=[risk(4, 3)], measures=[measure("planned")]))
    assert through(found, "risk", stage="inherent") == [("rating", "r1")]
    hand = {"target": {"likelihood": {"value": 4, "reason": "So."}}}
    found = compare(
        before, side({}, risks=[risk(2, 3, by_hand=hand)], measures=[measure("planned")])
    )
    assert through(found, "risk", stage="target") == [("by-hand", "r1")]
    steps = measure("planned", effects=[{"risk": "r1", "likelihood": 0, "severity": 2}])
    found = compare(before, side({}, risks=[risk(2, 3)], measures=[steps]))
    assert through(found, "risk", stage="target") == [("measure", "m1")]


def test_consultation_and_going_live_turn_with_the_risks_and_with_each_other() -> None:
    found = compare(side({}, risks=[risk(1, 1)]), side({}, risks=[risk(4, 4)]))
    assert through(found, "consultation") == [("risk", "r1")]
    assert through(found, "go_live") == [("gate", "consultation"), ("risk", "r1")]
    found = compare(side({}, risks=[risk(1, 1)]), side({}, risks=[risk(1, 1, confirmed=False)]))
    assert through(found, "consultation") == [("confirmed", "r1")]


def test_a_criterion_that_was_overruled_says_so() -> None:
    said = {"criterion": "large_scale", "met": False, "reason": "Few.", "dpo_view": "Agreed."}
    a, b = side({"large_scale": "yes"}), side({"large_scale": "yes"}, overruled=[said])
    assert through(compare(a, b), "criterion") == [("overruled", "large_scale")]
    assert through(compare(b, a), "screening") == [("overruled", "large_scale")]


def test_where_no_answer_and_no_rating_changed_the_files_are_named() -> None:
    newer = copy.deepcopy(FILES)
    newer["methods/four-by-four"]["matrix"][2][2] = "medium"
    a = Side(document({}, risks=[risk(3, 3)]), {}, Rulebook(FILES, "bg", ("nl",)))
    b = Side(a.document, {}, Rulebook(newer, "bg", ("nl",)))
    a, b = (Side(s.document, judge(s.document, s.rulebook, DAY), s.rulebook) for s in (a, b))
    found = compare(a, b)
    assert through(found, "risk", stage="inherent") == [("file", "methods/four-by-four")]
    assert [file["id"] for file in found["files"]] == ["methods/four-by-four"]


def test_two_risks_of_one_scenario_are_both_compared() -> None:
    twice = [risk(2, 2, id="r1", scenario="harm"), risk(3, 3, id="r2", scenario="harm")]
    again = [risk(2, 2, id="r8", scenario="harm"), risk(4, 3, id="r9", scenario="harm")]
    found = compare(side({}, risks=twice), side({}, "2026-0002", risks=again))
    moved = [entry for entry in found["verdict"] if entry["part"] == "risk"]
    assert {tuple(entry["rows"]) for entry in moved} == {("r2", "r9")}


def test_what_is_asked_anew_is_missing_because_of_what_asks_it() -> None:
    found = compare(side({"no_basis": "no"}), side({"no_basis": None}))
    (entry,) = [entry for entry in found["verdict"] if entry["part"] == "open"]
    assert entry["because"] == ["facts.no_basis"]
