"""Consulting the authority on its screen: the clock, the record, the pack, what is due."""

from datetime import date
from pathlib import Path

import pytest

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.tui.screens.consulting import ConsultationScreen
from dpia.tui.screens.form import Form
from dpia.tui.screens.write_file import WriteScreen
from dpia.tui.widgets.entries import LineEntry
from dpia.tui.widgets.listing import Listing
from tests.desk.test_consulting import SOUND

from .stories import HOSTILE, SIZES, Stage
from .trial import fill, make_case, make_desk, play

DAYS = (
    ("sent", "2026-09-01", {"voluntary": True}),
    ("received", "2026-09-02", {}),
    ("requested", "2026-09-10", {"text": "The contract"}),
    ("suspended", "2026-09-10", {"because": "It waits"}),
)


def consulted(desk: Desk, upto: int = 4) -> Case:
    case = make_case(desk)
    for what, day, said in DAYS[:upto]:
        case.consult(what, on=date.fromisoformat(day), **said)
    return case


def listing(it: Stage) -> Listing:
    return it.app.screen.query_one(Listing)


async def records(it: Stage, what: str) -> None:
    """Open the form for `what` through the window that asks what happened."""
    await it.press("a")
    listing(it).go(what)
    await it.press("enter")
    assert isinstance(it.app.screen, Form)


@pytest.mark.parametrize("size", SIZES)
def test_it_says_how_it_stands_and_how_each_day_is_reckoned(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f8", "c")
        assert isinstance(it.app.screen, ConsultationScreen)
        await it.sees("The period rests · voluntary", "The period rests since 2026-09-10")
        await it.sees("if the period went on")
        await it.press("end")
        await it.sees("What is sent (GDPR Art. 36(3))", "(f) Whatever else the authority asks for")
        await it.press("q")
        assert not isinstance(it.app.screen, ConsultationScreen)

    play(desk, story, consulted(desk).id, size)


def test_records_what_happens_and_takes_it_back_by_keys_alone(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f8", "c")
        await records(it, "sent")
        await it.sees("it is recorded as voluntary")
        await it.press("f2")
        await it.sees("Sent, receipt not confirmed · voluntary")
        await records(it, "requested")
        await it.press("f2")
        assert "Write what was asked for" in it.told()
        fill(it, "text", f"{HOSTILE[0]} the contract")
        await it.press("f2")
        await it.sees("The authority waits for", "[/] the contract")
        (sent, asked) = it.stored()["consultation"]
        assert (sent["on"], sent["voluntary"], asked["text"]) == (
            "2026-11-22",
            True,
            "[/] the contract",
        )
        await it.press("ctrl+z")
        assert len(it.stored()["consultation"]) == 1
        await it.press("ctrl+y")
        assert len(it.stored()["consultation"]) == 2

    play(desk, story, make_case(desk).id)


def test_only_what_can_happen_now_is_offered(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    async def story(it: Stage) -> None:
        await it.press("f8", "c", "a")
        await it.sees("What happened?", "The period goes on", "Information given")
        assert "Sent to the authority" not in it.frame().partition("What happened?")[2][:600]
        await it.press("escape")

    play(desk, story, consulted(desk).id)


def test_a_recommendation_is_answered_where_it_stands(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = consulted(desk, 2)
    case.consult("advice", text="Do it otherwise.")
    row = case.consult("recommendation", text="Encrypt the disks")

    async def story(it: Stage) -> None:
        await it.press("f8", "c")
        listing(it).go(f"entry:{row}")
        await it.press("enter")
        await it.sees(f"Recommendation {row}", "Encrypt the disks")
        await it.press("1", "f2")
        assert "names what is done and who does it" in it.told()
        fill(it, "action", "Encrypt them all")
        it.app.screen.query_one("#entry-owner", LineEntry).value = "IT"
        await it.press("f2")
        await it.sees("Encrypt them all – IT, no date")
        assert it.stored()["consultation"][-1]["followed"] == "yes"

    play(desk, story, case.id)


def test_it_goes_on_while_the_assessment_can_only_be_read(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    case = consulted(desk, 1)
    case.decide("consultation", "To be sure", by="C. Board")

    async def story(it: Stage) -> None:
        await it.press("f8", "c")
        await records(it, "received")
        await it.press("f2")
        await it.sees("With the authority")
        assert it.stored()["status"] == "decided"
        await it.press("ctrl+z")
        await it.sees("receipt not confirmed")

    play(desk, story, case.id)


def test_the_pack_is_written_into_a_new_folder(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    folder = tmp_path / "pack"

    async def story(it: Stage) -> None:
        await it.press("f8", "c", "p")
        await it.sees("Which body of the authority?")
        await it.press("enter")
        await it.until(lambda: isinstance(it.app.screen, WriteScreen))
        await it.sees(f"writes the folder, here {Path.cwd()}")
        it.app.screen.query_one(LineEntry).value = str(folder)
        await it.press("f2")
        await it.sees("Written: ", "To: Commission for Personal Data Protection")
        await it.press("f2")
        await it.sees("is not an empty folder")

    play(desk, story, make_case(desk).id, (120, 40))
    assert (folder / "consultation.pdf").read_bytes().startswith(b"%PDF")


def test_what_is_due_leads_there_and_goes_into_a_calendar(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    consulted(desk, 3)
    path = tmp_path / "days.ics"

    async def story(it: Stage) -> None:
        await it.press("d")
        await it.sees("Answer of the authority", "overdue since 2026-10-28")
        await it.sees("Information owed to the authority", "The contract")
        await it.press("c")
        it.app.screen.query_one(LineEntry).value = str(path)
        await it.press("f2")
        await it.sees("Written: ", "1 day")
        await it.press("escape", "enter")
        await it.until(lambda: isinstance(it.app.screen, ConsultationScreen))

    play(desk, story, None, (120, 40))
    assert "DTSTART;VALUE=DATE:20261028" in path.read_text("utf-8")


def test_a_decision_to_consult_names_the_next_step_and_the_palette_offers_it_once(
    tmp_path: Path,
) -> None:
    desk = make_desk(tmp_path)
    case = make_case(desk)
    case.decide("consultation", "To be sure", by="C. Board")

    async def story(it: Stage) -> None:
        await it.press("f8")
        await it.sees("Next: c asks the authority")
        titles = [command.title for command, _a in it.app.offered(it.app.screen)]
        assert [title for title in titles if title.startswith("Consultation")] == [
            "Consultation (c)"
        ]

    play(desk, story, case.id)


def test_only_bodies_that_may_be_competent_are_offered(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    raw = {**SOUND, "title": "A shop", "authority": "be"}

    async def story(it: Stage) -> None:
        await it.press("f8", "c")
        await records(it, "sent")
        assert not it.app.screen.query("#entry-body")

    play(desk, story, desk.bring_in(raw).id)
