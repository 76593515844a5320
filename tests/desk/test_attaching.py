"""Attaching at the desk: two at once lose nothing, and a failed save can be tried again."""

from pathlib import Path

import pytest

from dpia.desk.attaching import path_of
from dpia.desk.desk import Desk
from dpia.errors import Conflict, Invalid, NotSaved
from dpia.register import storage
from tests.desk.conftest import desk_on


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "flows.svg"
    path.write_bytes(b"<svg/>")
    return path


def test_one_attaches_while_the_other_answers_and_both_stand(desk: Desk, source: Path) -> None:
    case = desk.create("Cookies")
    other = desk_on(desk.register.path, "Ben").open(case.id)
    other.answer("screening.part", "controller")
    case.attach(source)
    stored = desk.register.load(case.id).document
    assert stored["answers"]["screening"] == {"part": "controller"}
    assert [row["name"] for row in stored["attachments"]] == ["flows.svg"]
    assert desk.register.verify(case.id) == []


def test_two_attach_at_once_and_the_second_is_told_and_can_again(desk: Desk, source: Path) -> None:
    case = desk.create("Cookies")
    other = desk_on(desk.register.path, "Ben").open(case.id)
    other.attach(source, "Ben's")
    with pytest.raises(Conflict, match="Ben"):
        case.attach(source, "Ada's")
    case.attach(source, "Ada's")
    stored = desk.register.load(case.id).document
    assert [row["title"] for row in stored["attachments"]] == ["Ben's", "Ada's"]


def test_what_could_not_be_saved_is_saved_on_the_next_try(
    desk: Desk, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = desk.create("Cookies")

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(storage.AtomicStorage, "write", full)
        with pytest.raises(NotSaved):
            case.attach(source)
    assert case.unsaved
    assert desk.register.load(case.id).document["attachments"] == []
    source.unlink()
    case.retry()
    assert desk.register.load(case.id).document["attachments"][0]["id"] == "a1"
    assert desk.register.verify(case.id) == []


def test_an_older_assessment_without_attachments_takes_one(desk: Desk, source: Path) -> None:
    case = desk.create("Cookies")
    document, stamp = desk.register.load(case.id)
    del document["attachments"]
    desk.register.save(document, stamp)
    again = desk.open(case.id)
    assert again.attach(source) == "a1"
    again.undo()
    assert desk.register.load(case.id).document["attachments"] == []


def test_only_so_many(desk: Desk, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dpia.assessment.attachment.MOST", 1)
    case = desk.create("Cookies")
    case.attach(source)
    with pytest.raises(Invalid, match="at most 1 attachments"):
        case.attach(source)


@pytest.mark.parametrize("text", ["", "  ", "~nobody-at-all/x", "a\0b"])
def test_what_is_no_name_of_a_file_is_a_sentence(desk: Desk, text: str) -> None:
    case = desk.create("Cookies")
    with pytest.raises(Invalid, match="no name of a file"):
        case.attach(path_of(text))
