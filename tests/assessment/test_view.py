"""What conditions see of an assessment besides its answers."""

from datetime import date

from dpia.assessment.document import blank
from dpia.assessment.view import case_view

DAY = date(2026, 11, 22)


def test_the_authorities_are_the_lead_and_all_others_each_once() -> None:
    document = blank(id="x", title="t", created="2026-11-22", authority="cz", also=["lv", "cz"])
    view = case_view(document, DAY)
    assert (view["authority"], view["authorities"]) == ("cz", ["cz", "lv"])
    alone = blank(id="x", title="t", created="2026-11-22", authority="cz")
    assert case_view(alone, DAY)["authorities"] == ["cz"]


def test_without_an_authority_nothing_is_said_about_one() -> None:
    assert not {"authority", "authorities"} & set(case_view({"created": "2026-11-22"}, DAY))


def test_conditions_see_what_measures_serve_and_what_is_only_proposed() -> None:
    risks = [{"id": "r1", "title": "a", "proposed": True}, {"id": "r2", "title": "b"}]
    measures = [
        {"id": "m1", "title": "a", "proposed": True, "serves": ["fairness", "access"]},
        {"id": "m2", "title": "b"},
    ]
    view = case_view({"risks": risks, "measures": measures}, DAY)
    assert [row["proposed"] for row in view["risks"]] == ["yes", "no"]
    assert [row["proposed"] for row in view["measures"]] == ["yes", "no"]
    assert [row["serves"] for row in view["measures"]] == [["fairness", "access"], []]
