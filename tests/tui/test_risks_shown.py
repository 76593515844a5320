"""Risks, measures and the heat map as plain values."""

import copy
from pathlib import Path
from typing import Any

import pytest

from dpia.desk.library import Library
from dpia.tui.shown.heatmap import heat_map, note_of
from dpia.tui.shown.levels import level, levels, scale
from dpia.tui.shown.measures import measure_lines, measures_to_add
from dpia.tui.shown.risks import risk_lines, risks_to_add
from dpia.tui.widgets.heatmap import Layout, drawn

from .trial import make_case, make_desk, rated_case


def risk(risk_id: str, likelihood: int | None, severity: int | None, level_id: str) -> Any:
    rating = {"likelihood": likelihood, "severity": severity, "level": level_id}
    return {"id": risk_id, "inherent": rating, "today": rating, "target": rating}


def test_levels_carry_a_word_a_letter_and_a_tone(tmp_path: Path) -> None:
    method = make_desk(tmp_path).library.files()["methods/four-by-four"]
    found = levels(method)
    assert [(one.title, one.letter, one.tone) for one in found.values()] == [
        ("Low", "L", "good"),
        ("Medium", "M", "watch"),
        ("High", "H", "bad"),
    ]
    assert level(method, None).title == "Not rated"
    assert scale(method, "severity").title(4) == "4 Maximum"
    assert scale(method, "severity").title(None) == "Not rated"


def test_the_heat_map_puts_the_gravest_on_top_and_tells_what_a_flag_raised(tmp_path: Path) -> None:
    method = make_desk(tmp_path).library.files()["methods/four-by-four"]
    risks = [
        risk("r1", 1, 4, "medium"),
        risk("r2", 1, 4, "high"),
        risk("r3", 4, 1, "medium"),
        risk("r4", None, None, ""),
    ]
    found = heat_map(risks, method, "target")
    assert [row[0].severity for row in found.rows] == [4, 3, 2, 1]
    assert found.cell(4, 1).risks == ("r1", "r2")
    assert found.cell(4, 1).owed
    assert not found.cell(4, 2).owed
    assert [one[0] for one in found.raised] == ["r2"]
    assert found.unrated == ("r4",)
    where = found.where("r3")
    assert where is not None and (where.severity, where.likelihood) == (1, 4)
    assert found.where("r4") is None


def test_a_reconstructed_matrix_says_so() -> None:
    assert note_of({"confidence": "official", "note": "x"}) == "x"
    assert note_of({"confidence": "reconstructed", "note": "x"}).startswith("Reconstructed")


def test_a_line_says_where_a_risk_stands(tmp_path: Path) -> None:
    case = rated_case(make_desk(tmp_path))
    method = case.rulebook.method_document
    first, second = risk_lines(case.verdict, case.document, method)
    assert first.state == "confirmed, text proposed"
    case.accept_risks(first.id)
    assert risk_lines(case.verdict, case.document, method)[0].state == "confirmed"
    assert [one.title for one in first.levels] == ["High", "High", "Medium"]
    assert second.state == "unrated, text proposed"
    assert second.track == "Accident or attack: illegitimate access"
    assert any("likelihood" in need for need in second.needs)
    case.change_risk(first.id, severity=2)
    assert risk_lines(case.verdict, case.document, method)[0].state.startswith("stale")


def test_what_the_answers_propose_comes_first_with_its_reason(tmp_path: Path) -> None:
    case = make_case(make_desk(tmp_path))
    picks = risks_to_add(case.verdict, case.document, case.rulebook.files)
    proposed = [pick for pick in picks if pick.because]
    assert proposed and picks[: len(proposed)] == proposed
    entries = case.rulebook.document("catalogue/scenarios")["entries"]
    assert sorted(pick.id for pick in picks) == sorted(entry["id"] for entry in entries)
    case.pick_risk(picks[0].id)
    after = risks_to_add(case.verdict, case.document, case.rulebook.files)
    assert next(pick for pick in after if pick.id == picks[0].id).used


def test_measures_say_who_by_when_and_what_they_do(tmp_path: Path) -> None:
    case = rated_case(make_desk(tmp_path))
    (line,) = measure_lines(case.document, "r1", "2026-11-22")
    assert line.effect == "likelihood down 1 step"
    about = "Planned · Additional · Data team · due 2026-10-01, overdue"
    assert line.about == f"Text proposed · {about}"
    case.accept_measures(line.id)
    (line,) = measure_lines(case.document, "r1", "2026-11-22")
    assert line.about == about and not line.proposed
    (other,) = measure_lines(case.document, "r2", "2026-11-22")
    assert not other.treats and other.effect == "does not treat this risk"


def test_measures_for_the_scenario_come_first(tmp_path: Path) -> None:
    case = rated_case(make_desk(tmp_path))
    picks = measures_to_add(case.document, "discrimination", case.rulebook.files)
    fitting = [pick.id for pick in picks if pick.because]
    assert fitting[:2] == ["no-sensitive-segments", "fairness-testing"]
    assert next(pick for pick in picks if pick.id == "fairness-testing").used
    own = measures_to_add(case.document, None, copy.copy(case.rulebook.files))
    assert not any(pick.because for pick in own) and len(own) == len(picks)


@pytest.mark.parametrize("method", sorted(Library(Path("none")).names("methods")))
@pytest.mark.parametrize(("width", "height"), [(22, 8), (34, 11), (75, 16), (120, 30), (3, 1)])
def test_the_map_is_drawn_to_any_size_and_every_cell_can_be_hit(
    tmp_path: Path, method: str, width: int, height: int
) -> None:
    document = make_desk(tmp_path).library.files()[f"methods/{method}"]
    shown = heat_map([risk("r1", 2, 3, "high"), risk("r12", 2, 3, "high")], document, "today")
    fit = Layout.fit(shown, width, height)
    lines = drawn(shown, fit, "r1", (1, 1))
    text = "\n".join(line.plain for line in lines)
    assert all(line.cell_length <= max(width, 24) for line in lines)
    assert len(lines) == fit.top + len(shown.rows) * fit.height
    assert any(word in text for word in ("r1 r12", "2 risks", "2×", "…"))
    for row in shown.rows:
        for cell in row:
            x = fit.label + (cell.likelihood - 1) * fit.cell
            y = fit.top + (len(shown.rows) - cell.severity) * fit.height
            assert fit.at(x, y, shown) is cell
    assert fit.at(0, 0, shown) is None
