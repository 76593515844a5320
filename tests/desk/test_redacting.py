"""Redacting a text for good: nothing of it is left on the disk, and everything else still works."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dpia.assessment.redacting import MARK
from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.desk.redacting import elsewhere, plan
from dpia.desk.rejudging import rejudged
from dpia.desk.revising import revise
from dpia.errors import Conflict, Invalid, NotFound
from dpia.register import history
from tests.desk.test_revising import decided
from tests.tui.stories import sample_desk

NAME = "Zdeňka Quickfoxová"
"""Made up, and with letters that JSON may escape."""


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seal a history early; a long one says no more."""
    monkeypatch.setattr(history, "KEEP_OPEN", 20)
    monkeypatch.setattr(history, "LEAVE", 10)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


def forms(text: str) -> set[bytes]:
    """Return every way in which a text may lie on a disk."""
    escaped = json.dumps(text)[1:-1]
    plain = [text, text.lower(), text.upper(), escaped, escaped.upper()]
    return {one.encode(code) for one in plain for code in ("utf-8", "utf-16-le", "utf-16-be")}


def traces(folder: Path, text: str = NAME) -> list[str]:
    """Return the files below `folder` that hold the text in any form, by name or by content."""
    found = []
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        if any(form in data for form in forms(text)) or text.split()[1] in str(path):
            found.append(str(path.relative_to(folder)))
    return found


def told_everywhere(desk: Desk) -> Case:
    """Return an assessment in which the name stands wherever somebody can write."""
    case = desk.create(f"Visits by {NAME}")
    case.rename(owner=NAME, description=f"As {NAME.upper()} described it")
    case.answer("sample.text", f"Ask {NAME}.")
    case.mark("sample.text", note=f"{NAME} said so", evidence=[f"mail of {NAME}", "a list"])
    row = case.add_row("sample.things")
    case.answer(f"sample.things/{row}/name", NAME)
    case.add_risk(title=f"{NAME} is found", description="\n".join(NAME.split()))
    case.add_measure(title=f"Hide {NAME}")
    case.answer("sample.text", "Ask the front desk.")
    case.keep_typing("sample.two", f"as {NAME} coun")
    desk.summaries(NAME)  # so that the index knows it
    return case


def gone(case: Case, **target: Any) -> Case:
    found = plan(case, **target)
    assert not found.empty
    return found.carry_out("Asked for under Art. 17")


def grown(case: Case) -> None:
    """Let an assessment have a sealed history."""
    with_draft = case.document["drafts"]
    for number in range(history.KEEP_OPEN):
        case.answer("sample.number", number)
    assert case.document["sealed"] and case.document["drafts"] == with_draft


def test_no_byte_of_the_register_holds_the_text_any_more(desk: Desk) -> None:
    case = told_everywhere(desk)
    grown(case)
    place = desk.register.path
    ((old,),) = [[entry["file"] for entry in case.document["sealed"]]]
    assert {name.partition("/")[0] for name in traces(place)} >= {"assessments", "history", "index"}
    after = gone(case, text=NAME)
    assert traces(place) == []
    assert desk.register.verify(after.id) == []
    assert not list((place / "history" / case.id).glob(f"{old}*"))
    desk.summaries("front")  # what is built anew holds it as little
    assert traces(place) == [] and not (place / "redacting.json").exists()
    assert after.document["title"] == f"Visits by {MARK}"
    assert after.document["answers"]["sample"]["text"] == "Ask the front desk."
    assert after.document["marks"]["sample"]["/text"]["evidence"] == [f"mail of {MARK}", "a list"]
    assert after.document["risks"][0]["description"] == MARK
    assert after.document["drafts"] == {}
    assert after.document["summary"]["risks"]


def test_a_reason_goes_with_what_it_was_given_for(desk: Desk) -> None:
    case = desk.create("A case")
    case.answer("sample.number", 1)
    case.answer("sample.number", 2)
    case.restore("sample.number", 1, f"{NAME} asked for it")
    after = gone(case, text=NAME)
    assert traces(desk.register.path) == [] and desk.register.verify(after.id) == []
    assert after.document["answers"]["sample"]["number"] == 1


def test_an_event_takes_its_text_along_wherever_it_still_stands(desk: Desk) -> None:
    case = desk.create("A case")
    case.answer("sample.text", NAME)
    case.answer("sample.number", 3)
    case.answer("sample.text", "The front desk")
    found = plan(case, numbers=[2])
    assert [one["seq"] for one in found.events] == [2, 4] and found.places == []
    after = found.carry_out("Art. 17")
    assert traces(desk.register.path) == []
    assert after.document["answers"]["sample"] == {"text": "The front desk", "number": 3}
    assert after.document["events"][2]["changes"], "what is about something else stays"
    again = gone(after, numbers=[3])
    assert again.document["answers"]["sample"]["number"] == 3, "no text went there"
    with pytest.raises(NotFound, match="no event 99"):
        plan(case, numbers=[99])


@pytest.mark.parametrize("past_only", [False, True])
def test_an_answer_goes_with_its_past_or_its_past_alone(desk: Desk, past_only: bool) -> None:
    case = desk.create("A case")
    case.answer("sample.text", NAME)
    case.mark("sample.text", note=f"by {NAME}")
    case.mark("sample.text", note="")
    case.answer("sample.text", "Now")
    case.answer("sample.number", 4)
    after = gone(case, answer="sample.text", past_only=past_only)
    assert traces(desk.register.path) == []
    assert after.document["answers"]["sample"]["text"] == ("Now" if past_only else MARK)
    assert [e.said.erased for e in after.past("sample.text").entries][:2] == [True, True]
    assert desk.register.verify(after.id) == []
    if not past_only:
        number = gone(after, answer="sample.number")
        assert "number" not in number.document["answers"]["sample"]


def test_an_attachment_goes_with_its_bytes_unless_another_has_them(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "diagram.txt"
    file.write_text(f"drawn by {NAME}", encoding="utf-8")
    case, other = desk.create("A case"), desk.create("Another")
    own, theirs = case.attach(file, f"By {NAME}"), other.attach(file)
    case.detach(own)
    assert "not looked into" not in " ".join(plan(case, text=NAME).stays)
    assert "Attached files" in " ".join(plan(other, text="diagram").stays)
    gone(case, attachments=[own])
    assert [name.partition("/")[0] for name in traces(desk.register.path)] == ["attachments"]
    assert desk.register.verify(other.id) == []
    after = gone(other, attachments=[theirs])
    assert traces(desk.register.path) == [] and after.document["attachments"] == []


def test_who_acted_stays_and_is_said_to(desk: Desk) -> None:
    case = desk.create("A case")
    found = plan(case, text="A. Assessor")
    assert "1 events" in " ".join(found.stays)
    desk.config = replace(desk.config, views={"hers": f'"{NAME}"'})
    assert "saved view of your own holds it: hers" in " ".join(plan(case, text=NAME).stays)


def test_what_stands_in_a_code_stays_and_is_said_to(desk: Desk) -> None:
    case = desk.create("About the sample")
    found = plan(case, text="sample")
    assert "It stays in ids, codes or dates" in " ".join(found.stays)
    assert "have the same words, and stay: " in found.stays[-1]
    after = found.carry_out("Art. 17")
    assert after.document["pathway"] == case.document["pathway"]
    assert after.document["title"] == f"About the {MARK}"


@pytest.mark.parametrize(
    ("target", "said"),
    [({"text": "ab"}, "three characters"), ({"attachments": ["a9"]}, "no attachment “a9”")],
)
def test_what_cannot_be_meant_is_refused(desk: Desk, target: Any, said: str) -> None:
    with pytest.raises((Invalid, NotFound), match=said):
        plan(desk.create("A case"), **target)


def test_a_reason_is_needed_and_may_not_repeat_the_text(desk: Desk) -> None:
    found = plan(told_everywhere(desk), text=NAME)
    for reason, said in ((" ", "takes a written reason"), (f"for {NAME}", "holds the text")):
        with pytest.raises(Invalid, match=said):
            found.carry_out(reason)


def test_undo_over_what_was_redacted_is_refused_with_a_sentence(desk: Desk) -> None:
    case = desk.create("A case")
    case.answer("sample.number", 4)
    case.answer("sample.text", NAME)
    after = gone(case, text=NAME)
    with pytest.raises(Invalid, match="erased from the history"):
        after.undo()


def test_nothing_is_left_to_undo_or_to_do_again_also_after_a_restart(
    desk: Desk, tmp_path: Path
) -> None:
    case = desk.create("A case")
    case.answer("sample.text", "The front desk")
    case.answer("sample.text", NAME)
    case.undo()
    other = desk.create("Another")
    other.answer("sample.text", NAME)
    other.answer("sample.text", "The front desk")
    for one in (case, other):
        gone(one, text=NAME)
    assert traces(desk.register.path) == []
    again = sample_desk(tmp_path)
    assert again.register is not desk.register
    back, later = again.open(case.id), again.open(other.id)
    with pytest.raises(Invalid, match="erased from the history"):
        back.redo()
    with pytest.raises(Invalid, match="erased from the history"):
        later.undo()
    for one in (back, later):
        assert one.document["answers"]["sample"]["text"] == "The front desk"
        assert one.past("sample.text").entries
        one.answer("sample.number", 3)
        one.undo()
        one.redo()
        assert again.register.verify(one.id) == []
    assert traces(desk.register.path) == []


def test_another_program_is_told_and_cannot_bring_it_back(desk: Desk) -> None:
    case = told_everywhere(desk)
    case.answer("sample.text", f"Ask {NAME}.")
    theirs = desk.open(case.id)
    gone(case, text=NAME)
    with pytest.raises(Conflict, match="redacted"):
        theirs.keep_typing("sample.two", f"as {NAME} counted")
    assert traces(desk.register.path) == []
    theirs.answer("sample.number", 7)
    with pytest.raises(Conflict, match="same place"):
        desk_of_old = desk.open(case.id)
        gone(desk.open(case.id), answer="sample.text")
        desk_of_old.answer("sample.text", f"Ask {NAME} again.")
    assert traces(desk.register.path) == []
    assert desk.open(case.id).document["answers"]["sample"]["number"] == 7


def test_a_decided_version_can_be_redacted_and_says_so_of_its_sign_offs(tmp_path: Path) -> None:
    from tests.desk.conftest import desk_on

    desk = desk_on(tmp_path / "register")
    old = decided(desk)
    old.sign("managing director", "approver")
    title = str(old.document["title"])
    new, _carried = revise(old)
    found = plan(old, text="News by")
    (later,) = elsewhere(found)
    assert later.case.id == new.id
    verdict = old.verdict
    after = found.carry_out("Art. 17")
    entry = after.sign_offs()[-1]
    assert (entry["fits"], entry["redacted"]) == (False, after.document["events"][-1]["seq"])
    assert after.document["status"] == "decided"
    assert desk.register.verify(after.id) == []
    assert after.verdict["screening"] == verdict["screening"]
    assert traces(desk.register.path, title) != []
    later.carry_out("Art. 17")
    assert traces(desk.register.path, title) == []


def test_all_that_reads_a_history_gets_over_what_is_gone(desk: Desk, tmp_path: Path) -> None:
    from dpia.desk.carrying import restored, streamed
    from dpia.desk.comparing import compared
    from dpia.desk.exporting import export_register
    from dpia.desk.log import Wanted, Words, log
    from dpia.desk.reporting import filled_form, write_form
    from dpia.desk.searching import search

    case, other = told_everywhere(desk), desk.create("Another")
    grown(case)
    after = gone(case, text=NAME)
    assert compared(after, other) and rejudged(after)
    found = list(log(desk, Wanted()))
    words = [Words(desk).what(one) for one in found]
    said = "redacted on 2026-11-22 by A. Assessor: Asked for under Art. 17"
    empty = ["changes" not in one.event for one in found]
    assert [said in what for what in words] == empty and 5 < sum(empty) < len(empty)
    assert not list(search(desk, "Quickfox", past=True))
    export_register(desk, tmp_path / "register.xlsx")
    write_form(after, filled_form(after), tmp_path / "form.html")
    stream = b"".join(streamed(desk, None, print))
    there = sample_desk(tmp_path / "there")
    back = list(restored(there, io.BytesIO(stream), "a stream", None))
    assert [one.fate for one in back] == ["added", "added"]
    assert there.register.verify(after.id) == []
    assert not any(form in stream for form in forms(NAME))
    with zipfile.ZipFile(tmp_path / "register.xlsx") as book:
        assert not any(NAME.encode() in book.read(name) for name in book.namelist())
