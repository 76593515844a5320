"""What must be seen on the main screens at the usual sizes, and what may not happen to a frame."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets._toast import ToastRack

from dpia.desk.desk import Desk
from dpia.questionnaire.model import Question
from dpia.tui.action import Action
from dpia.tui.actions import footer, key_for
from dpia.tui.widgets.fields.choice import ChoiceField
from dpia.tui.widgets.finding import LONG
from dpia.tui.widgets.keyline import KeyLine, label_of, places_of
from dpia.tui.widgets.listing import Listing
from dpia.tui.widgets.pin import Pin
from tests.tui.stories import SIZES, Stage, play, sample_desk
from tests.tui.trial import make_case, make_desk, rated_case

STRIP = ("Screening", "Criteria met", "Target", "Consultation", "Findings")
KINDS = {
    "sample.one": ("Which one?", "1 ○ Choice a", "3 ○ Choice c"),
    "sample.some": ("Which of these?", "1 □ Choice a", "0 □ Not one of them"),
    "sample.number": ("How many?", "a whole number (people)"),
    "sample.text": ("What is it called?", "a text of at most 300 characters"),
    "sample.story": ("What happens?", "a text of at most 20,000 characters"),
    "sample.day": ("Since when?", "a date: year-month-day"),
    "sample.things": ("Which things?", "Lamp"),
    "sample.users": ("Which thing is used?", "1 ○ Lamp"),
}
"""A question of every kind, and what of it must be seen while it is open."""
FILLERS = 18
"""Assessments beside the one that is looked at: more than a low terminal shows."""
OVER = (Pin, ToastRack)
"""What lies over other things because it is meant to."""


def sound(stage: Stage, size: tuple[int, int]) -> list[str]:
    """Check the frame: as large as the terminal, its keys in the last line, no overlap."""
    strips = stage.app.screen._compositor.render_strips()
    lines = [strip.text for strip in strips]
    assert len(lines) == size[1]
    assert {cell_len(line) for line in lines} == {size[0]}, stage.frame()
    assert not list(overlaps(stage)), stage.frame()
    keys_are_told(stage, lines[-1])
    return [line.rstrip() for line in lines]


def overlaps(stage: Stage) -> Iterator[tuple[Widget, Widget]]:
    """Yield the pairs of widgets that are drawn over each other, neither within the other."""
    leaves: list[tuple[Widget, Region]] = []
    for widget, (region, clip) in stage.app.screen._compositor.visible_widgets.items():
        within = widget.ancestors_with_self
        seen = region.intersection(clip)
        if seen and not widget.children and not any(isinstance(w, OVER) for w in within):
            leaves.append((widget, seen))
    for (one, first), (other, second) in combinations(leaves, 2):
        if first.overlaps(second) and "ScrollBar" not in repr((type(one), type(other))):
            yield one, other


def keys_are_told(stage: Stage, line: str) -> None:
    """Check the last line: the keys of the registry, the nearest first, help at the end."""
    screen = stage.app.screen
    typing = bool(stage.app.focused and stage.app.focused.check_consume_key("a", "a"))
    offered = footer(places_of(screen, stage.app.focused), typing)
    wanted = [
        (key, action)
        for key, action in offered
        if tells(stage.app.focused, action) and label_of(stage.app.focused, screen, action)
    ]  # the questionnaire itself leaves Tab to its help
    assert screen.query(KeyLine)
    assert f"{wanted[0][0]} {wanted[0][1].label}" in line, (wanted, line)
    for key, action in offered:
        if action.where == "choice" and not tells(stage.app.focused, action):
            assert f"{key} {action.label}" not in line, (action, line)
    assert line.rstrip().endswith(f"{key_for('anywhere.help')} Help")


def tells(focused: Widget | None, action: Action) -> bool:
    """Say whether an action of a list of choices is named before a move: Space always is.

    A long list alone is searched.
    """
    if action.where != "choice" or action.id == "choose":
        return True
    assert isinstance(focused, ChoiceField)
    return action.id == "find-row" and len(focused.entries) > LONG


def strip_is_seen(lines: list[str]) -> None:
    """Check that the verdict so far stands below the title."""
    head = "\n".join(lines[:5])
    assert all(word in head for word in STRIP), head


# A question of every kind


@pytest.mark.parametrize("size", SIZES)
def test_a_question_of_every_kind(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = sample_desk(tmp_path)
    case = desk.create("A lamp that listens")
    case.answer(f"sample.things/{case.add_row('sample.things')}/name", "Lamp")

    async def story(stage: Stage) -> None:
        for path, words in KINDS.items():
            stage.app.go_to_question(path)
            await stage.idle()
            lines = sound(stage, size)
            strip_is_seen(lines)
            frame = "\n".join(lines)
            assert "A lamp that listens" in lines[0] and "saved" in lines[0]
            assert all(word in frame for word in words), (words, frame)
            (title,) = [line for line in lines if words[0] in line and "▌" in line]
            assert title.rstrip(" ▁▂▃▄▅▆▇█").endswith(("open", "answered", "may be left out"))

    play(desk, story, "2026-0001", size=size)


@pytest.mark.parametrize("size", SIZES)
def test_the_longest_question_of_every_kind_shows_its_words(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = make_desk(tmp_path)
    make_case(desk)

    async def story(stage: Stage) -> None:
        for question in longest(stage):
            stage.app.go_to_question(question.path)
            await stage.idle()
            frame = "\n".join(sound(stage, size))
            strip_is_seen(frame.splitlines())
            seen = " ".join(line.lstrip("▌ ") for line in frame.splitlines())
            assert " ".join(question.title.split()[:4]) in seen, frame

    play(desk, story, "2026-0001", size=size)


def longest(stage: Stage) -> list[Question]:
    """Return of each kind the question with the most words and choices that is asked."""
    view = stage.app.view
    assert view is not None
    found: dict[str, Question] = {}
    sections = [section for topic in view.topics if topic.shown for section in topic.sections]
    for state in [state for section in sections if section.shown for state in section.questions]:
        question = state.question
        longer = question.kind not in found or weight(question) > weight(found[question.kind])
        if longer and state.state != "hidden":
            found[question.kind] = question
    assert len(found) > 4
    return list(found.values())


def weight(question: Question) -> int:
    """Return how many lines a question may want, roughly."""
    return len(question.title) + len(question.help) + 80 * len(question.choices)


# The register and the parts of an assessment


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_desk(tmp_path)
    rated_case(desk, "Cookies on the portal")
    return desk


@pytest.mark.parametrize("size", SIZES)
def test_the_register(desk: Desk, size: tuple[int, int]) -> None:
    for number in range(FILLERS):
        desk.create(f"Filler {number}")

    async def story(stage: Stage) -> None:
        await stage.sees(f"{FILLERS + 1} assessments")
        lines = sound(stage, size)
        assert "Register of impact assessments" in lines[0]
        head = next(n for n, line in enumerate(lines) if "Number" in line)
        first = lines[head + 1]
        assert "2026-0001" in first and "required" in first and "Medium" in first
        for column in ("Title", "DPIA", "Target", *(("Status",) if size[0] >= 80 else ())):
            assert column in lines[head]
        assert sum("2026-00" in line for line in lines) >= min(FILLERS + 1, size[1] - 9)
        await stage.press("end")
        assert any(f"2026-{FILLERS + 1:04}" in line for line in sound(stage, size))

    play(desk, story, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_risks_verdict_and_decision(desk: Desk, size: tuple[int, int]) -> None:
    # below the findings, which a low terminal is full with
    advice = ("DPO's advice: missing",) if size[1] >= 24 else ()

    async def story(stage: Stage) -> None:
        for key, words in (
            ("f6", ("2 risks", "High", "Severity", "Likelihood", "R1", "Not rated")),
            ("f7", ("Screening: DPIA required", "The nine criteria", "Going live: Blocked")),
            ("f8", ("Where it stands", "Risks: 2 risks", "Findings: 3 findings", *advice)),
        ):
            await stage.press(key)
            lines = sound(stage, size)
            strip_is_seen(lines)
            body = "\n".join(lines[3:-1])
            assert all(word.lower() in body.lower() for word in words), (words, body)
        stage.app.screen.query_one(Listing).go("DPO's advice")
        await stage.idle()
        assert "DPO's advice: missing" in "\n".join(sound(stage, size))
        await stage.press("end")
        lines = sound(stage, size)
        assert "refused" in "\n".join(lines)

    play(desk, story, "2026-0001", size=size)


def test_the_words_that_stay_in_sight_say_where_the_question_stands_now(desk: Desk) -> None:
    async def story(stage: Stage) -> None:
        stage.app.go_to_question("screening.data_kinds")
        await stage.idle()
        await stage.press("x", "end")
        assert head_line(stage).endswith("open")
        await stage.press("space")
        assert head_line(stage).endswith("answered")

    play(desk, story, "2026-0001")


def head_line(stage: Stage) -> str:
    """Return the line with the number and the state of the question in focus."""
    lines = [line.rstrip(" ▁▂▃▄▅▆▇█") for line in stage.frame().splitlines()]
    return next(line for line in lines if line.startswith("▌  1  "))
