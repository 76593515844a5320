"""An assessment that can only be read: what would change it is not offered."""

from pathlib import Path

import pytest

from dpia.tui.actions import ACTIONS, footer, name_of, of
from tests.tui.stories import Stage, play, sample_desk
from tests.tui.trial import make_desk, rated_case

EDITING = (
    *("Not known yet", "Add row", "Copy row", "Edit row", "Rate", "Confirm", "Own text", "Add"),
    *("In place", "Treats", "Remove", "Overrule", "DPO's advice", "Views", "Decide"),
    "Attach",
)


def keys(stage: Stage) -> str:
    """The line of keys."""
    return stage.frame().splitlines()[-1]


def test_a_decided_assessment_offers_no_key_that_would_change_it(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    case.decide("rejected", "Not worth it.")
    seen = []

    async def story(it: Stage) -> None:
        for path in ("screening.part", "processing.purposes"):
            it.app.go_to_question(path)
            await it.idle()
            seen.append(keys(it))
        for part in (("f6",), ("enter",), ("m",), ("l",), ("shift+f6",), ("f7",), ("f8",)):
            await it.press(*part)
            seen.append(keys(it))
        await it.press("ctrl+g")
        seen.append(keys(it))

    play(desk, story, case.id, (120, 40))
    assert len(set(seen)) > 6
    offered = [(line, word) for line in seen for word in EDITING if f" {word} " in f"{line} "]
    assert offered == []
    assert all("F1 Help" in line for line in seen)
    assert "Enter Open" in seen[2] and "w Reasons" in seen[2]
    assert any("t What if" in line for line in seen)  # trying keeps nothing


def test_palette_and_help_leave_it_out_too_and_the_key_says_why(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = rated_case(desk)
    case.decide("rejected", "Not worth it.")

    async def story(it: Stage) -> None:
        await it.press("f6", "f1")
        assert "Remove this risk" not in it.frame() and "Heat map: inherent" in it.frame()
        await it.press("escape", "ctrl+p")
        await it.write("remove this")
        await it.sees("No matches found")
        await it.press("escape", "x")
        assert "Reopen it to change it." in it.told()

    play(desk, story, case.id, (120, 60))


def test_the_keys_follow_at_once_when_it_is_reopened(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    case = desk.create("First")
    case.decide("rejected", "Not worth it.")

    async def story(it: Stage) -> None:
        assert "Not known yet" not in keys(it)
        it.app.act(it.app.case, lambda: it.app.case.reopen("More is known."))  # type: ignore
        await it.idle()
        assert "u Not known yet" in keys(it)

    play(desk, story, case.id)


@pytest.mark.parametrize("action", [a for a in ACTIONS if a.changes], ids=name_of)
def test_what_changes_an_assessment_is_offered_only_while_it_can_be_changed(action) -> None:  # type: ignore[no-untyped-def]
    assert action in of(action.where) and action not in of(action.where, locked=True)
    assert all(shown.id != action.id for _key, shown in footer([action.where], locked=True))


def test_archived_it_offers_neither_reopening_nor_moving_on(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    case = desk.create("First")
    case.decide("rejected", "Not worth it.")
    reopened = desk.create("Second")
    reopened.decide("rejected", "Not worth it.")
    case.archive("It is over.")

    async def decided(it: Stage) -> None:
        await it.press("f8")
        assert "r Reopen" in keys(it)

    async def archived(it: Stage) -> None:
        await it.press("f8")
        assert "Reopen" not in keys(it) and "Move on" not in keys(it)
        await it.press("ctrl+p")
        await it.write("reopen")
        await it.sees("No matches found")

    play(desk, decided, reopened.id)
    play(desk, archived, case.id)
