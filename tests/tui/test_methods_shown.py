"""A level by a matrix that is not an official one says so on every screen that shows it."""

from pathlib import Path
from typing import Any

import pytest

from dpia.tui.shown.heatmap import heat_map, note_of, standing_of
from dpia.tui.shown.verdict import risk_node, verdict_nodes
from dpia.tui.summaries import detail

from .stories import Stage
from .trial import make_desk, play, rated_case, words

RECONSTRUCTED = "Matrix: reconstructed, not published in this form."
BY_US = "reconstructed by us; the source does not give it in this form"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_every_screen_with_a_level_says_that_the_matrix_is_reconstructed(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = make_desk(tmp_path)
    seen: dict[str, str] = {}

    async def story(it: Stage) -> None:
        for place, keys in {
            "the heat map": ["f6"],
            "the form of a risk": ["enter"],
            "measures": ["escape", "m"],
            "the form of a measure": ["enter"],
        }.items():
            await it.press(*keys)
            seen[place] = " ".join(it.frame().split())

    play(desk, story, rated_case(desk).id, size)
    for place, frame in seen.items():
        assert "Matrix: reconstructed" in frame, place


@pytest.mark.parametrize("size", [(80, 24), (160, 40)])
def test_a_comparison_of_levels_says_so_above_them(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = make_desk(tmp_path)
    rated_case(desk, "First")
    second = rated_case(desk, "Second")
    second.change_risk(second.document["risks"][0]["id"], likelihood=1)

    async def story(it: Stage) -> None:
        it.app.action_compare_versions()
        await it.sees("Compare with which assessment?")
        await it.press("enter")
        await it.sees("Risks (matrix: reconstructed by us")

    play(desk, story, second.id, size)


def test_the_verdict_and_the_reasons_of_a_level_say_so(tmp_path: Path) -> None:
    case = rated_case(make_desk(tmp_path))
    nodes = verdict_nodes(case.verdict, case.document, case.rulebook)
    risks = next(node for node in nodes if node.title == "Risks")
    assert RECONSTRUCTED in risks.detail
    why = risk_node(case.verdict, case.document, case.rulebook, "r1")
    assert why is not None
    cells = [line for line in words(why) if "in the matrix" in line]
    assert len(cells) == 3 and all(BY_US in line for line in cells)


def test_the_register_says_so_below_the_assessment_under_the_cursor(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    (row,) = desk.register.summaries()
    assert row["level_doubt"] == case.verdict["method"]["confidence_note"] == BY_US
    assert "matrix: reconstructed by us" in detail(row).plain
    assert "matrix" not in detail(row | {"target_level": None}).plain
    assert "matrix" not in detail(row | {"level_doubt": None}).plain


def test_an_official_matrix_raises_no_doubt_but_tells_its_note(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = desk.create("A case", method="rijksdienst")
    method: Any = case.rulebook.method_document
    assert standing_of(method) == ""
    assert "illustrative" in note_of(method)
    assert "illustrative" in heat_map([], method, "today").note
    assert "confidence_note" not in case.verdict["method"]
