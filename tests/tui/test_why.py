"""Why: from every derived part down to its answers, and from there to the question."""

from pathlib import Path

import pytest

from dpia.desk.desk import Desk
from dpia.tui.screens.case import QuestionnaireScreen
from dpia.tui.screens.decision import DecisionScreen
from dpia.tui.screens.measures_form import MeasureScreen
from dpia.tui.screens.risk_form import RiskScreen
from dpia.tui.screens.verdict import VerdictScreen
from dpia.tui.screens.why import ReasonsScreen
from dpia.tui.shown.trace import Node
from dpia.tui.shown.verdict import verdict_nodes
from dpia.tui.widgets.nodes import NodeTree

from .stories import Stage
from .trial import make_case, make_desk, play, rated_case, walk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


def test_every_reason_of_a_verdict_leads_somewhere(desk: Desk) -> None:
    case = rated_case(desk)
    case.clear("screening.monitoring")
    nodes = verdict_nodes(case.verdict, case.document, case.rulebook)[:-1]  # not the frozen files
    ends = [node for top in nodes for node in walk(top) if node.leads and not node.children]
    assert len(ends) > 20
    assert [node.title for node in ends if not (node.path or node.place)] == []


async def _walk_to(it: Stage, *titles: str) -> Node:
    tree = it.app.screen.query_one(NodeTree)
    tree.unfold_to(*titles)
    await it.idle()
    assert tree.node is not None
    return tree.node


def test_going_live_is_followed_down_to_the_risk_that_stands_in_its_way(desk: Desk) -> None:
    async def story(it: Stage) -> None:
        await it.press("f7")
        node = await _walk_to(it, "Going live", "What this rests on")
        risk = next(child for child in node.children if child.place.startswith("risk:"))
        await _walk_to(it, "Going live", "What this rests on", risk.title)
        await it.press("enter")
        assert isinstance(it.app.screen, RiskScreen)

    play(desk, story, rated_case(desk).id)


def test_a_risk_leads_to_the_measure_that_lowers_it_and_a_finding_to_the_decision(
    desk: Desk,
) -> None:
    async def story(it: Stage) -> None:
        await it.press("f7")
        case = it.app.case
        assert case is not None
        nodes = verdict_nodes(case.verdict, case.document, case.rulebook)
        for kind, screen in (("measure:", MeasureScreen), ("part:decision", DecisionScreen)):
            way = next(way for top in nodes for way in _ways(top) if way[-1].place.startswith(kind))
            await _walk_to(it, *(node.title for node in way))
            await it.press("enter")
            assert isinstance(it.app.screen, screen)
            await it.press("f7")
            assert isinstance(it.app.screen, VerdictScreen)

    play(desk, story, rated_case(desk).id)


def _ways(node: Node) -> list[list[Node]]:
    """Every way from a node to one without anything beneath."""
    if not node.children:
        return [[node]]
    return [[node, *way] for child in node.children for way in _ways(child)]


def test_a_row_of_a_list_that_may_match_tells_what_it_waits_for(desk: Desk) -> None:
    case = make_case(desk)
    for question in ("people_kinds", "operations", "monitoring", "evaluation"):
        case.mark(f"screening.{question}", unknown=True)

    async def story(it: Stage) -> None:
        await it.press("f7")
        assert it.app.view is not None and it.app.view.verdict is not None
        found = it.app.view.verdict["authorities"]["bg"]
        node = await _walk_to(it, "National lists")
        lead = next(child for child in node.children if child.title.startswith(found["title"]))
        row = next(child for child in lead.children if child.place)
        await _walk_to(it, "National lists", lead.title, row.title)
        await it.press("enter")
        assert isinstance(it.app.screen, ReasonsScreen)
        await it.sees("What this row rests on:", found["undetermined"][0])
        assert it.app.screen.query_one(NodeTree).lines

    play(desk, story, case.id)


def test_what_is_not_asked_says_why_and_leads_to_the_answer_that_hides_it(desk: Desk) -> None:
    case = make_case(desk)

    async def story(it: Stage) -> None:
        it.app.go_to_question("screening.representative_state")
        await it.sees("This question is not asked now, because of other answers:")
        await it.press("enter")
        assert isinstance(it.app.screen, QuestionnaireScreen)
        assert it.app.screen.sheet.active == "screening.establishment"

    play(desk, story, case.id)
