"""An assessment begun on one pathway and carried on under another."""

import pytest

from dpia.desk.desk import Desk
from dpia.errors import Invalid, NotFound


def begun(desk: Desk):
    case = desk.create("Badges", authority="nl", pathway="quick")
    case.answer("screening.part", "controller")
    case.add_row("processing.data_items")
    return case


def test_it_goes_on_with_every_answer_and_one_row_for_each_item(desk: Desk):
    case = begun(desk)
    frozen = dict(case.document["judged_by"])
    verdict = case.take_pathway("edpb-2026")
    assert verdict["pathway"]["id"] == "edpb-2026"
    assert case.document["answers"]["screening"] == {"part": "controller"}
    (item,) = case.document["answers"]["processing"]["data_items"]
    assert case.document["answers"]["data_flow"]["items"] == [{"id": item["id"]}]
    changed = dict(case.document["judged_by"]).items() ^ frozen.items()
    assert {key for key, _sha in changed} == {"pathways/quick", "pathways/edpb-2026"}


def test_it_is_an_event_and_can_be_undone_after_a_restart(desk: Desk):
    case = begun(desk)
    before = case.document["answers"]
    case.take_pathway("edpb-2026")
    case.answer("involvement.team", "Me")
    again = desk.open(case.document["reference"])
    assert again.document["pathway"] == "edpb-2026"
    assert again.document["events"][-2]["kind"] == "pathway-taken"
    again.undo()
    again.undo()
    assert again.document["pathway"] == "quick"
    assert again.document["answers"] == before
    assert again.verdict["pathway"]["id"] == "quick"


def test_answers_the_new_pathway_does_not_ask_are_kept_and_not_counted(desk: Desk):
    case = begun(desk)
    case.take_pathway("edpb-2026")
    case.answer("involvement.team", "Me")
    verdict = case.take_pathway("quick")
    assert case.document["answers"]["involvement"] == {"team": "Me"}
    assert "involvement.team" not in verdict["completeness"]["missing"]
    assert case.take_pathway("edpb-2026")["completeness"]["answered"] == (
        verdict["completeness"]["answered"] + 2
    )


def test_an_unknown_pathway_is_refused_with_those_there_are(desk: Desk):
    case = begun(desk)
    with pytest.raises(NotFound, match="edpb-2026, quick, screening-only"):
        case.take_pathway("gdpr")
    assert case.document["pathway"] == "quick"


def test_a_row_that_follows_another_table_is_removed_there(desk: Desk):
    case = begun(desk)
    case.take_pathway("edpb-2026")
    (row,) = case.document["answers"]["data_flow"]["items"]
    for change in (case.remove_row, case.move_row):
        with pytest.raises(Invalid, match="another one"):
            change("data_flow.items", row["id"], *([1] if change == case.move_row else []))
    case.remove_row("processing.data_items", row["id"])
    assert not case.document["answers"].get("data_flow", {}).get("items")
