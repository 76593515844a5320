"""The past of one answer, and taking an earlier one back."""

import json
from pathlib import Path
from typing import Any

import pytest

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.desk.library import Library
from dpia.desk.rejudging import rejudged
from dpia.desk.revising import revise
from dpia.errors import Invalid, NotFound
from tests.tui.sample import SAMPLE
from tests.tui.stories import sample_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


@pytest.fixture
def case(desk: Desk) -> Case:
    return desk.create("A case")


def told(case: Case, path: str) -> list[str]:
    """What stood at a place, the oldest first, in words."""
    return [entry.answer for entry in case.past(path).entries]


def table(case: Case) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = case.document["answers"]["sample"]["things"]
    return found


def rewritten(desk: Desk, folder: Path, change: Any) -> Desk:
    """A desk on the same register whose questionnaire has changed."""
    sample = json.loads(json.dumps(SAMPLE))
    change(sample)
    path = folder / "library" / "topics" / "sample.json"
    path.write_text(json.dumps(sample), encoding="utf-8")
    return Desk(desk.register, Library(folder / "library"), desk.config, desk.clock)


def test_sees_who_answered_what_when_and_with_which_note(case: Case) -> None:
    case.answer("sample.number", 12)
    case.mark("sample.number", note="Counted by hand", evidence=["list.csv"])
    case.mark("sample.number", unknown=True)
    case.undo()
    found = case.past("sample.number")
    assert found.title == "How many?"
    assert [(e.n, e.what, e.answer) for e in found.entries] == [
        (1, "Answered", "12 people"), (2, "Said about the answer", "12 people"),
        (3, "Said about the answer", "not known yet"), (4, "Taken back", "12 people"),
    ]  # fmt: skip
    assert found.entries[-1].said.marks == {"note": "Counted by hand", "evidence": ["list.csv"]}
    assert {entry.by for entry in found.entries} == {"A. Assessor"}


def test_sees_that_an_answer_waited_while_it_was_not_asked(case: Case) -> None:
    case.answer("sample.one", "b")
    case.answer("sample.more", "Because")
    case.answer("sample.one", "a")
    assert told(case, "sample.more") == ["Because", "Because (not asked then)"]


def test_takes_an_earlier_answer_back_with_what_was_said_about_it(case: Case) -> None:
    case.answer("sample.one", "a")
    case.mark("sample.one", note="The first view")
    case.answer("sample.one", "b")
    case.mark("sample.one", note="")
    with pytest.raises(Invalid, match="written reason"):
        case.restore("sample.one", 2, " ")
    case.restore("sample.one", 2, "The first view was right")
    assert case.document["answers"]["sample"]["one"] == "a"
    assert case.document["marks"]["sample"]["/one"] == {"note": "The first view"}
    last = case.past("sample.one").entries[-1]
    assert (last.what, last.why) == ("Earlier answer restored", "The first view was right")
    with pytest.raises(Invalid, match="stands so already"):
        case.restore("sample.one", 2, "Again")
    case.undo()
    assert case.document["answers"]["sample"]["one"] == "b"
    assert case.desk.register.verify(case.id) == []


def test_takes_back_that_nothing_was_known(case: Case) -> None:
    case.mark("sample.one", unknown=True)
    case.answer("sample.one", "a")
    case.restore("sample.one", 1, "It was a guess")
    assert "one" not in case.document["answers"].get("sample", {})
    assert case.document["marks"]["sample"]["/one"] == {"unknown": True}


def test_takes_a_deleted_row_back_and_leaves_the_others(case: Case) -> None:
    first, second = case.add_row("sample.things"), case.add_row("sample.things")
    case.answer(f"sample.things/{first}/name", "Camera")
    case.remove_row("sample.things", first)
    case.answer(f"sample.things/{second}/name", "Door")
    row = f"sample.things/{first}"
    assert told(case, row) == ["an empty row", "Its name? Camera", "no answer"]
    with pytest.raises(Invalid, match="row of this answer is gone"):
        case.restore(f"{row}/name", 1, "It is still there")
    case.restore(row, 2, "It is still there")
    assert [line.get("name") for line in table(case)] == ["Door", "Camera"]
    case.undo()
    assert [line.get("name") for line in table(case)] == ["Door"]


def test_takes_one_cell_and_a_whole_table_back(case: Case) -> None:
    row = case.add_row("sample.things")
    case.answer(f"sample.things/{row}/name", "Camera")
    case.answer(f"sample.things/{row}/name", "Door")
    case.restore(f"sample.things/{row}/name", 1, "It was a camera")
    assert table(case)[0]["name"] == "Camera"
    case.remove_row("sample.things", row)
    case.restore("sample.things", 2, "As it was")
    assert table(case) == [{"id": row, "name": "Camera"}]
    assert case.past("sample.things").entries[-1].answer == "1 row: Camera"


def test_a_decided_one_is_not_changed(case: Case) -> None:
    case.answer("sample.one", "a")
    case.answer("sample.one", "b")
    case.archive("Over")
    with pytest.raises(Invalid, match="archived"):
        case.restore("sample.one", 1, "Why not")
    assert told(case, "sample.one") == ["Choice a", "Choice b"]


def test_a_value_that_is_no_longer_offered_is_refused(
    desk: Desk, case: Case, tmp_path: Path
) -> None:
    case.answer("sample.one", "c")
    case.answer("sample.one", "a")

    def fewer(sample: Any) -> None:
        sample["properties"]["one"]["oneOf"].pop()

    later = rewritten(desk, tmp_path, fewer).open(case.id)
    assert rejudged(later, apply=True)["applied"]
    with pytest.raises(Invalid, match="no choice here"):
        later.restore("sample.one", 1, "It was c")
    assert later.document["answers"]["sample"]["one"] == "a"


def test_follows_an_answer_into_the_next_version_under_its_new_name(
    desk: Desk, case: Case, tmp_path: Path
) -> None:
    case.answer("sample.text", "Old words")
    row = case.add_row("sample.things")
    case.answer(f"sample.things/{row}/name", "Camera")
    case.document["status"] = "decided"
    case._accept(case.document, "decided", "approved", closed=True)

    def renamed(sample: Any) -> None:
        properties = sample["properties"]
        properties["called"] = {**properties.pop("text"), "x-replaces": ["text"]}
        columns = properties["things"]["items"]["properties"]
        columns["title"] = {**columns.pop("name"), "x-replaces": ["name"]}
        properties["things"]["items"]["x-columns"][0] = "title"
        properties["things"]["x-row-title"] = "title"
        sample["x-sections"][1]["questions"][0] = "called"

    new, _carried = revise(rewritten(desk, tmp_path, renamed).open(case.id))
    new.answer("sample.called", "New words")
    found = new.past("sample.called")
    assert [(e.n, e.reference, e.answer) for e in found.entries] == [
        (1, "2026-0001", "Old words"), (2, "2026-0001-v2", "Old words"),
        (3, "2026-0001-v2", "New words"),
    ]  # fmt: skip
    assert found.entries[1].what == "Begun as the next version"
    assert told(new, f"sample.things/{row}/title") == ["Camera", "Camera"]
    new.restore("sample.called", 1, "The old words were better")
    assert new.document["answers"]["sample"]["called"] == "Old words"


def test_takes_an_axis_a_field_and_a_removed_risk_back(case: Case) -> None:
    risk = case.add_risk(title="Somebody listens", likelihood=2)
    measure = case.add_measure(title="Lock", owner="IT", due="2027-01-31")
    case.set_effect(measure, risk, 1)
    case.change_risk(risk, likelihood=3)
    case.set_by_hand(risk, "today", "likelihood", 2, "Seen so")
    case.set_by_hand(risk, "today", "likelihood", None, "")
    assert told(case, f"{risk}.likelihood") == ["2", "3"]
    assert case.past(f"{risk}.likelihood").title == "Somebody listens › Inherent › Likelihood"
    case.restore(f"{risk}.likelihood", 1, "Rarer")
    case.restore(f"risks/{risk}/today/likelihood", 1, "By hand after all")
    assert case.document["risks"][0]["by_hand"]["today"]["likelihood"]["value"] == 2
    case.change_measure(measure, due=None)
    case.restore(f"{measure}.due", 1, "The day stands")
    assert case.document["measures"][0]["due"] == "2027-01-31"
    case.remove_risk(risk)
    case.remove_measure(measure)
    case.restore(measure, 3, "It is in place")
    assert case.document["measures"][0]["effects"] == []
    with pytest.raises(Invalid, match="itself is gone"):
        case.restore(f"{risk}.title", 1, "It is real")
    past = case.past(risk)
    assert [e.answer for e in past.entries][1] == "Inherent: Likelihood: 3"
    case.restore(risk, past.entries[-2].n, "It is real")
    assert case.document["risks"][0]["inherent"]["likelihood"] == 2
    assert past.title == "Somebody listens"
    case.undo()
    assert case.document["risks"] == []
    with pytest.raises(NotFound, match="never was"):
        case.past("r99")
    with pytest.raises(NotFound, match="no question"):
        case.past("sample.nothing")
    with pytest.raises(Invalid, match="no entry 90"):
        case.restore(measure, 90, "Why")
