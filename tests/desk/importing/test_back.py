"""A file of the CNIL's PIA software, imported and exported: what nobody changed is the same."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia.assessment.document import from_file
from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.desk.examples import Examples
from dpia.desk.importing.back import cnil_file
from dpia.desk.importing.placing import as_case, placed
from dpia.desk.importing.planning import plans_for
from dpia.documents.cnil.mapping import incoming
from dpia.documents.cnil.reading import read
from dpia.documents.cnil.writing import written
from dpia.documents.incoming.source import Source
from dpia.judgement import judge
from tests.books import book
from tests.desk.conftest import NOON
from tests.documents.incoming.pia_files import (
    TEXT_QUESTIONS,
    answer,
    evaluation,
    pia,
    whole,
)
from tests.documents.incoming.pia_files import written as as_bytes
from tests.long import long

Json = dict[str, Any]
TEXT = st.sampled_from(
    [
        *("", "plain", "two\nlines", "a & b", "<p>One</p><p>Two</p>", "x &lt;y&gt; *z*"),
        '<p class="MsoNormal"><span>Word</span><b> bold</b></p><ul><li>a</li><li>b</li></ul>',
        *(
            "- a point\n- another",
            "[a](https://a.example)",
            "1. one\n\n2. two",
            "<script>x</script>",
        ),
    ]
) | st.text(alphabet="aé -*[]().\n<>&1", max_size=15)
TITLE = st.sampled_from(["Encryption", "Locks", "Encryption", " Two  words ", "<b>Bold</b>", ""])
LEVEL = st.sampled_from([None, 0, 1, 2, 3, 4, "3", 7])
MAYBE = st.sampled_from([None, 0, 1, True, False, "1", ""])


def texts() -> st.SearchStrategy[list[Json]]:
    one = st.builds(answer, st.sampled_from([*TEXT_QUESTIONS, 1110]), TEXT | st.none())
    return st.lists(one, max_size=6)


def events() -> st.SearchStrategy[list[Json]]:
    lists = st.sampled_from([321, 322, 323, 331, 341, 343])
    named = st.builds(answer, lists, st.none(), st.none(), st.lists(TEXT, max_size=3))
    titles = st.lists(TITLE, max_size=3)
    measures = st.builds(answer, st.sampled_from([324, 334, 344]), st.none(), st.none(), titles)
    rated = st.builds(answer, st.sampled_from([325, 326, 335, 336, 346]), TEXT, LEVEL)
    return st.lists(named | measures | rated, max_size=8)


EVALUATIONS = st.lists(
    st.builds(
        evaluation,
        st.sampled_from(["1.1", "2.1.211", "3.1.1", "3.1.9", "3.2", "3.3", "3.4", None, "9"]),
        st.sampled_from([0, 1, 2, 2, 2, 3, "2", None]),
        evaluation_comment=TEXT,
        action_plan_comment=TEXT | st.none(),
        gauges=st.fixed_dictionaries({"x": LEVEL, "y": LEVEL}) | st.none(),
        estimated_implementation_date=st.sampled_from([None, "2025-01-02T00:00:00.000Z", "soon"]),
        person_in_charge=st.sampled_from([None, "", "Facilities"]),
    ),
    max_size=6,
)
MEASURES = st.lists(
    st.fixed_dictionaries({"id": st.integers(1, 9), "title": TITLE, "content": TEXT | st.none()}),
    max_size=4,
)
ABOUT = st.builds(
    pia,
    name=st.sampled_from(["Gates", "(IMPORT) Gates", "", None]),
    author_name=st.sampled_from(["A. Writer", "", None]),
    dpo_status=MAYBE,
    dpo_opinion=TEXT,
    concerned_people_searched_opinion=MAYBE,
    concerned_people_searched_content=TEXT,
    concerned_people_status=MAYBE,
    concerned_people_opinion=TEXT,
)
FILES = st.builds(
    lambda about, texts, events, measures, evaluations: {
        "pia": about,
        "answers": [*texts, *events],
        "measures": measures,
        "evaluations": evaluations,
        "comments": [],
    },
    ABOUT,
    texts(),
    events(),
    MEASURES,
    EVALUATIONS,
)
BASIS = {"authority": "fr", "also": [], "pathway": "edpb-2026"}


def made_of(raw: Json) -> tuple[Json, Json]:
    """Return the assessment import makes of a file: as it was placed, and as a document."""
    found = incoming(read(raw))
    case = {**as_case(found, placed(found, book("fr"))), **BASIS}
    return case, from_file(copy.deepcopy(case), id="x", created="2026-11-22T12:00:00Z")


def out(document: Json, original: Json | None, before: Json | None) -> Json:
    verdict = judge(document, book("fr"), NOON.date())
    return written(document, verdict, book("fr"), original, before)[0]


@settings(max_examples=long(21, 60), deadline=None)
@given(FILES)
def test_an_imported_file_goes_out_as_it_came(raw: Json) -> None:
    before, document = made_of(raw)
    assert out(document, raw, before) == raw


@settings(max_examples=long(14, 40), deadline=None)
@given(FILES)
def test_without_the_first_file_what_is_exported_says_the_same(raw: Json) -> None:
    exported = out(made_of(raw)[1], None, None)
    again, document = made_of(exported)
    assert made_of(out(document, None, None))[0] == again


def test_a_change_here_goes_out_and_comes_in_again() -> None:
    raw = whole()
    before, document = made_of(raw)
    risks = {row["id"]: row for row in document["risks"]}
    measures = {row["id"]: row for row in document["measures"]}
    risks["loss"]["inherent"]["severity"] = 2
    risks["access"]["impacts"] = "- Shame\n- Fear"
    measures["m1"]["title"] = "Better encryption"
    measures["p2"]["owner"] = "Security"
    document["measures"] = [row for row in document["measures"] if row["id"] != "m2"]
    document["answers"]["processing"]["description"] = "Something else & new"
    exported = out(document, raw, before)
    assert exported["pia"]["status"] == 0 and exported["comments"] == raw["comments"]
    again = made_of(exported)[0]
    rated = {row["id"]: row for row in again["risks"]}
    assert rated["loss"]["inherent"]["severity"] == 2
    assert rated["access"]["impacts"] == "- Shame\n- Fear"
    titles = [row["title"] for row in again["measures"] if row["role"] == "baseline"]
    assert titles == ["Better encryption", "Locked cupboard"]
    assert again["measures"][-1]["owner"] == "Security"
    assert again["answers"]["processing"]["description"] == "Something else & new"
    assert again["marks"] == before["marks"]


def test_a_target_set_here_is_the_evaluators_level_there() -> None:
    raw = whole()
    before, document = made_of(raw)
    loss = next(row for row in document["risks"] if row["id"] == "loss")
    loss["by_hand"] = {"target": {"severity": {"value": 1, "reason": "Copies are kept."}}}
    exported = out(document, raw, before)
    gauges = [row["gauges"] for row in exported["evaluations"] if row["reference_to"] == "3.4"]
    assert gauges == [{"x": 1, "y": 0}]


@pytest.mark.parametrize("name", ["newsletters", "traffic-data-retention"])
def test_a_worked_example_goes_there_and_comes_back_with_its_risks(desk: Desk, name: str) -> None:
    examples = Examples(desk.library, desk.books)
    case = examples.add(desk, examples.named(name))
    exported, told = cnil_file(case)
    assert any("none of the three events" in sentence for sentence in told)
    events = {row["event"] for row in case.document["risks"] if row.get("event")}
    again = imported(desk, exported)
    assert again.document["title"] == case.document["title"]
    assert {row["event"] for row in again.document["risks"]} == events


def imported(desk: Desk, content: Json) -> Case:
    _importer, plans = plans_for(desk, Source("pia.json", as_bytes(content)))
    return plans[0].carry_out()


def test_the_file_that_was_imported_is_found_among_the_attachments(desk: Desk) -> None:
    raw = json.loads(as_bytes(whole()))
    case = imported(desk, raw)
    assert cnil_file(case) == (raw, [])
    case.change_risk("loss", severity=1)
    exported, _told = cnil_file(case)
    assert exported != raw and exported["comments"] == raw["comments"]


def test_levels_on_other_scales_are_left_out_and_said(desk: Desk) -> None:
    case = imported(desk, whole())
    plain = desk.create("Other", method="five-by-five")
    plain.add_risk(title="Someone reads it", event="access", likelihood=5, severity=5)
    exported, told = cnil_file(plain)
    assert any("four steps" in sentence for sentence in told)
    gauges = [row["data"]["gauge"] for row in exported["answers"]]
    assert not any(gauges) and case.document["method"] == "four-by-four"
