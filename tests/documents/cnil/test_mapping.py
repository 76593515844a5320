"""What a file of the CNIL's PIA software becomes, and that an odd one is read as far as it goes."""

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia.documents.cnil.mapping import incoming
from dpia.documents.cnil.reading import read
from dpia.documents.incoming.cnil import IMPORTER
from dpia.documents.incoming.formats import recognise
from dpia.documents.incoming.model import Incoming
from dpia.documents.incoming.source import Source
from tests.documents.incoming.pia_files import answer, evaluation, pia, whole, written
from tests.long import long


def come_in(content: Any) -> Incoming:
    source = Source("a.json", written(content))
    assert recognise(source) is IMPORTER
    return next(iter(IMPORTER.read(source)))


def by_id(found: Incoming, part: str) -> dict[str, Any]:
    return {row["id"]: row for row in found.fields[part]}


def test_the_title_loses_what_imports_put_before_it() -> None:
    assert come_in(whole()).title == "Badges at the gate"


def test_the_authors_levels_are_inherent_and_the_evaluators_the_target() -> None:
    risks = by_id(come_in(whole()), "risks")
    assert risks["access"]["inherent"]["likelihood"] == 4
    assert risks["access"]["inherent"]["severity"] == 3
    assert "by_hand" not in risks["access"]  # its action plan lowers it from 4 to 2
    target = risks["change"]["by_hand"]["target"]
    assert target["severity"]["value"] == 4 and "likelihood" not in target
    assert risks["loss"]["inherent"]["likelihood"] == 1  # written as a text


def test_levels_of_what_is_acceptable_are_not_taken_for_a_target() -> None:
    raw = whole()
    raw["evaluations"] = [evaluation("3.2", 3, gauges={"x": 1, "y": 1})]
    assert "by_hand" not in by_id(come_in(raw), "risks")["access"]


def test_lists_and_reasons_stand_with_their_risk() -> None:
    risk = by_id(come_in(whole()), "risks")["access"]
    assert risk["impacts"] == "- Loss of work\n- Shame"
    assert risk["sources"] == "- Staff\n- Thieves"
    assert risk["description"] == "- A stolen badge"
    assert "Severity: People could be *followed*." in risk["inherent"]["reason"]


def test_measures_come_by_title_and_those_only_named_too() -> None:
    measures = by_id(come_in(whole()), "measures")
    assert measures["m1"]["title"] == "Encryption" and measures["m1"]["kind"] == "technical"
    assert measures["m1"]["role"] == "baseline" and measures["m1"]["status"] == "planned"
    assert [e["risk"] for e in measures["m1"]["effects"]] == ["access", "change", "loss"]
    assert measures["m1"]["suitability"].endswith("Old version.")
    assert measures["m3"]["title"] == "Locked cupboard" and measures["m2"]["effects"] == []


def test_action_plans_are_planned_measures() -> None:
    measures = by_id(come_in(whole()), "measures")
    assert measures["p1"]["serves"] == ["data-minimisation"]
    assert measures["p1"]["description"] == "Keep the hour only."
    plan = measures["p2"]
    assert plan["owner"] == "Facilities" and plan["due"] == "2025-03-01"
    assert plan["role"] == "additional" and plan["status"] == "planned"
    assert plan["effects"] == [{"risk": "access", "likelihood": 2, "severity": 0}]


def test_opinions_keep_what_was_concluded_in_words() -> None:
    opinions = come_in(whole()).fields["opinions"]
    assert opinions["dpo"]["by"] == "D. Officer"
    assert opinions["dpo"]["advice"].startswith("The processing could be carried out.")
    assert opinions["data_subjects"]["sought"] == "yes"
    assert "should not" in opinions["data_subjects"]["summary"]
    no = pia(concerned_people_searched_opinion=0, concerned_people_searched_content="Secret.")
    views = come_in({"pia": no}).fields["opinions"]["data_subjects"]
    assert views == {"sought": "no", "reason": "Secret."}


def test_no_conclusion_is_taken_over() -> None:
    found = come_in(whole())
    assert not {"decision", "status", "accepted", "overruled"} & set(found.fields)
    assert any(line.where == "status" and line.fate == "dropped" for line in found.lines)


def test_questions_of_a_template_are_told_under_their_titles() -> None:
    raw = whole()
    questions = [{"id": 1110, "title": "Who <b>cleans</b>?"}, {"id": 111, "title": "sections.1.x"}]
    structure = {"sections": [{"id": 1, "items": [{"id": 1, "questions": questions}]}]}
    raw["pia"] |= {"structure_id": 3, "structure_name": "Gates", "structure_data": structure}
    raw["answers"].append(answer(1110, "Nobody."))
    told = {one.title: one for one in come_in(raw).told}
    assert told["CNIL 1110: Who **cleans**?"].value == "Nobody."
    assert told["CNIL 1110: Who **cleans**?"].path == ""


def test_comments_and_evaluations_stand_beside_their_question() -> None:
    told = {one.title: one for one in come_in(whole()).told}
    assert told["CNIL comment on 212"].path == "processing.purposes"
    assert told["CNIL comment on Encryption"].path == ""
    evaluated = told["CNIL evaluation 2.2.221: to correct"]
    assert evaluated.path == "processing.information" and evaluated.aside


def test_accounts_of_the_server_are_named_too() -> None:
    user = {"firstname": "Ana", "lastname": "Writer"}
    about = pia(author_name=None, user_pias=[{"user": user, "role": "author"}, {"user": None}, 3])
    team = next(one for one in come_in({"pia": about}).told if one.path == "involvement.team")
    assert "Author: Ana Writer" in team.value


@pytest.mark.parametrize(
    "odd",
    [
        {"answers": None, "measures": {}, "evaluations": "no", "comments": [None, 3]},
        {"answers": [{}, {"reference_to": None}, {"reference_to": "111", "data": "text"}]},
        {"answers": [answer("325", None, "9"), answer(326, 5, True), answer(321, items=[None, 3])]},
        {"measures": [{"title": None}, {"content": "only"}, "x", {"id": {}, "title": "t"}]},
        {"evaluations": [{}, evaluation("3.1.[object Object]", "2", gauges=None)]},
        {"evaluations": [evaluation(None, None, estimated_implementation_date=5)]},
        {"comments": [{"description": "x"}, {"reference_to": "999", "description": "<b>y"}]},
    ],
)
def test_an_odd_file_is_read_as_far_as_it_goes(odd: dict[str, Any]) -> None:
    found = come_in({"pia": pia(), **odd})
    assert found.title == "Badges at the gate"


def test_several_in_one_file_are_several() -> None:
    source = Source("a.json", written([{"pia": pia(name="A")}, {"pia": pia(name="B")}]))
    assert [one.title for one in recognise(source).read(source)] == ["A", "B"]


def test_a_zip_is_read_with_all_that_is_in_it() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("PIA/pia.json", written(whole()))
        archive.writestr("PIA/attachments/plan.png", b"picture")
        archive.writestr("PIA/other.json", b"{not json")
    source = Source("all.zip", stream.getvalue())
    (found,) = recognise(source).read(source)
    kept = {one.name: one.data for one in found.attachments}
    assert kept == {
        "pia.json": written(whole()),
        "plan.png": b"picture",
        "other.json": b"{not json",
    }


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["", "2", "3.2", "<b>x", "é"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "title", "data", "text", "list", "gauge", "reference_to", "status"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=long(52, 150), deadline=None)
@given(
    st.dictionaries(st.sampled_from(sorted(pia())), JSON),
    st.dictionaries(
        st.sampled_from(["answers", "measures", "evaluations", "comments", "x"]),
        st.lists(JSON, max_size=4) | JSON,
    ),
)
def test_no_content_is_too_odd(about: dict[str, Any], lists: dict[str, Any]) -> None:
    found = incoming(read({**lists, "pia": about}))
    assert isinstance(found.title, str)
    assert all(isinstance(one.title, str) for one in found.told)
