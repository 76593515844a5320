"""Treating risks without stumbling: what is picked, where the cursor is, what a key is called."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.tui.screens.about import AboutScreen
from dpia.tui.screens.form import Form
from dpia.tui.screens.measures_all import MeasuresOfAllScreen
from dpia.tui.screens.measures_form import MeasureScreen
from dpia.tui.screens.risks_pick import PickScreen
from dpia.tui.screens.searching import AskScreen
from dpia.tui.widgets.listing import Listing

from .stories import HOSTILE, Stage
from .trial import case_of, make_desk, play, rated_case, told

BASELINE = "Access by role, as narrow as the task"


def measures(it: Stage) -> list[dict[str, Any]]:
    return list(case_of(it).document["measures"])


def current(it: Stage) -> str | None:
    return it.app.screen.query_one(Listing).current


def with_risks(desk: Desk, *scenarios: str) -> Case:
    case = rated_case(desk)
    for scenario in scenarios:
        case.pick_risk(scenario)
    return case


def test_a_measure_that_is_here_already_is_found_first_and_never_added_unasked(
    tmp_path: Path,
) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    title = case.document["measures"][0]["title"]

    async def story(it: Stage) -> None:
        await it.press("f6", "down", "m", "a")
        assert isinstance(it.app.screen, PickScreen)
        await it.write(title[:20].lower())
        assert f"▸  {title}  (used already)" in it.frame() or f"▸+ {title}" in it.frame()
        await it.press("enter")
        assert isinstance(it.app.screen, AskScreen)
        await it.press("escape")
        assert isinstance(it.app.screen, PickScreen)
        await it.press("enter", "enter")
        assert isinstance(it.app.screen, MeasureScreen)
        (measure,) = measures(it)
        assert [effect["risk"] for effect in measure["effects"]] == ["r1", "r2"]
        assert measure["effects"][0]["likelihood"] == measure["effects"][1]["likelihood"] == 1
        await it.press("escape", "a")
        await it.write(title)
        await it.press("enter", "down", "enter")
        assert len(measures(it)) == 2

    play(desk, story, case.id)


def test_finds_the_question_whose_words_are_typed(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("ctrl+f")
        await it.write("purposes are the data")
        (marked,) = (line for line in it.frame().splitlines() if "▸" in line)
        assert "purposes are the data" in marked
        await it.press("pagedown", "end", "home")
        assert "▸" in it.frame()

    play(desk, story, rated_case(desk).id)


def test_the_cursor_stops_at_both_ends_pages_and_stays_in_sight(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    more = ("no-information", "loss", "unwanted-change", "rights-blocked")
    known = [entry["id"] for entry in desk.library.files()["catalogue/scenarios"]["entries"]]
    case = with_risks(desk, *[name for name in (*more, *known) if name in known][:6])
    last = case.document["risks"][-1]["id"]
    case.change_risk(last, likelihood=2, severity=4, obvious="yes", widespread="yes")

    async def story(it: Stage) -> None:
        await it.press("f6", "up", "up")
        assert current(it) == "r1"
        await it.press("pagedown")
        assert current(it) not in ("r1", last)
        await it.press("end", "down", "down")
        assert current(it) == last
        assert "▸R8" in it.frame() and "Flag:" in it.frame() and "more: F1" in it.frame()
        await it.press("f1")
        assert it.frame().count("Needed:") + it.frame().count("Flag:") > 2
        await it.press("escape", "home")
        assert "▸R1" in it.frame()

    play(desk, story, case.id)


def test_all_measures_in_one_list_by_due_date_added_to_and_linked(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    first = case.document["measures"][0]["id"]
    case.change_measure(case.add_measure(title="Sooner"), due="2026-09-01", owner="Legal")

    async def story(it: Stage) -> None:
        await it.press("f6", "l")
        assert isinstance(it.app.screen, MeasuresOfAllScreen)
        assert current(it) == first
        assert "for R1 likelihood down 1 step · serves Fairness" in it.frame()
        assert "Legal · due 2026-09-01, overdue" in it.frame()
        await it.press("s")
        assert "the first due first" in it.frame() and "▸M2" in it.frame()
        await it.press("t")
        assert isinstance(it.app.screen, Form)
        await it.press("2", "1", "f2")
        assert [effect["risk"] for effect in measures(it)[1]["effects"]] == ["r1", "r2"]
        assert "for R1, R2" in it.frame()
        await it.press("i", "a")
        await it.write("Quite another thing")
        await it.press("enter")
        assert isinstance(it.app.screen, MeasureScreen)
        assert measures(it)[2]["title"] == "Quite another thing"
        await it.press("escape", "escape")
        assert "2 risks" in it.frame()

    play(desk, story, case.id)


def test_a_measure_of_the_design_is_asked_for_no_steps(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    name = case.add_measure(title=BASELINE, role="baseline")
    case.set_effect(name, "r1", severity=1)

    async def story(it: Stage) -> None:
        await it.press("f6", "m")
        assert "part of the design: the rating assumes it" in it.frame()
        assert "severity down" not in it.frame()
        await it.press("down", "enter")
        assert "Part of the design: the risk is rated as if" in it.frame()
        assert "By how many steps" not in it.frame()
        it.app.screen.query_one("#entry-role").focus()
        await it.press("2")
        it.app.screen.query_one("#entry-likelihood").focus()
        await it.press("1")
        assert "By how many steps does it lower the likelihood?" in it.frame()
        assert measures(it)[1]["effects"][0]["likelihood"] == 1

    play(desk, story, case.id)


@pytest.mark.parametrize("key", ["ctrl+a", "ctrl+u"])
def test_a_proposed_text_is_replaced_in_one_go(tmp_path: Path, key: str) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f6", "down", "enter")
        title, text = (it.app.screen.query_one(f"#entry-{n}") for n in ("title", "description"))
        assert isinstance(title, Input) and isinstance(text, TextArea)
        title.focus()
        await it.press("!")
        assert title.value.endswith("!") and len(title.value) > 2
        await it.press(key, "X", "enter")
        assert title.cursor_position == 0
        text.focus()
        await it.press("?")
        assert text.text.endswith("?") and len(text.text) > 2
        await it.press(key, "Y", "f2")
        risk = case_of(it).document["risks"][1]
        assert (risk["title"], risk["description"]) == ("X", "Y")

    play(desk, story, rated_case(desk).id)


def test_all_proposed_texts_are_taken_over_by_one_key_and_counted(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = with_risks(desk, "loss-of-control")
    case.accept_risks("r1")

    async def story(it: Stage) -> None:
        await it.press("f6")
        assert "2 texts are only proposed: o takes" in it.frame()
        await it.press("o")
        assert "Only the one under the cursor" not in it.frame()
        await it.press("enter")
        assert not any("proposed" in risk for risk in case_of(it).document["risks"])
        assert "2 texts are yours now. Ctrl+Z takes it back." in told(it)
        await it.press("ctrl+z", "down", "o", "down", "enter")
        assert [("proposed" in risk) for risk in case_of(it).document["risks"]][1:] == [False, True]

    play(desk, story, case.id, (120, 40))


def test_the_heading_and_the_next_review_are_changed_on_a_screen(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)

    async def story(it: Stage) -> None:
        await it.press("shift+f5")
        assert isinstance(it.app.screen, AboutScreen)
        await it.press("ctrl+u", *"Ads", "enter", "enter", *"Unit 7", "enter")
        await it.press("ctrl+u", *"Ada", "enter")
        await it.press(*"soon", "enter")
        assert "is no date" in told(it)
        it.app.screen.query_one("#entry-review_due").focus()
        await it.press("ctrl+u", *"2028-01-31", "enter")
        found = case_of(it).document
        assert [found[name] for name in ("title", "unit", "owner")] == ["Ads", "Unit 7", "Ada"]
        assert found["dates"]["review_due"] == "2028-01-31"

    play(desk, story, case.id)


def test_of_a_decided_assessment_only_the_next_review_is_changed(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    case.decide("rejected", reason="No.")

    async def story(it: Stage) -> None:
        await it.press("shift+f5")
        entries = {name: it.app.screen.query_one(f"#entry-{name}") for name in ("title", "owner")}
        assert all(entry.disabled for entry in entries.values())
        it.app.screen.query_one("#entry-review_due").focus()
        await it.press("ctrl+u", *"2028-01-31", "enter")
        assert case_of(it).document["dates"]["review_due"] == "2028-01-31"

    play(desk, story, case.id)


@pytest.mark.parametrize("size", [(60, 20), (160, 40)])
def test_hostile_texts_are_only_text(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    for text in HOSTILE:
        name = case.add_measure(title=text, owner=text, description=text)
        case.treat(name, [case.add_risk(title=text), "r1"])
    case.rename(unit=HOSTILE[0], owner=HOSTILE[-1])

    async def story(it: Stage) -> None:
        seen = ""
        await it.press("f6", "l")
        for keys in (*[["down"]] * len(HOSTILE), ["t"], ["escape", "s"], ["shift+f5"], ["end"]):
            await it.press(*keys)
            seen += it.frame()
        assert "\x1b" not in seen and "\u202e" not in seen
        assert "[b]bold[/b] art. 6(1)[a]" in seen and "[/]" in seen

    play(desk, story, case.id, size)


def test_sentences_name_the_keys_there_are(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    desk.config = replace(desk.config, keys={"measures.add": "Alt+N", "measures.take-over": "P"})
    case = rated_case(desk)

    async def story(it: Stage) -> None:
        await it.press("f6", "m")
        assert "1 text is only proposed: P takes it over." in it.frame()
        await it.press("delete")
        assert "Press Alt+N to add one." in it.frame()

    play(desk, story, case.id)
