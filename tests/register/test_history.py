"""Long histories are sealed, stay whole, and a break is found."""

import json
from pathlib import Path
from typing import Any

import pytest

from dpia.assessment import event
from dpia.assessment.signing import sign
from dpia.register import Register, files
from dpia.register.history import KEEP_OPEN, LEAVE

from .samples import Document, answered, assessment, register_of


def written(register: Register, ident: str) -> Document:
    return register.load(ident).document


def grown(folder: Path, count: int) -> tuple[Register, str]:
    """Return a register with one assessment that was answered and saved `count` times."""
    document = assessment()
    register = register_of(folder, document)
    stamp = register.load(document["id"]).stamp
    for number in range(count):
        document = answered(document, f"answer {number}")
        if number % 40 == 39 or number == count - 1:
            stamp = register.save(document, stamp)
    return register, document["id"]


def test_a_short_history_stays_in_the_file(tmp_path: Path) -> None:
    register, ident = grown(tmp_path, KEEP_OPEN)
    assert len(written(register, ident)["events"]) == KEEP_OPEN
    assert written(register, ident)["sealed"] == []
    assert list((tmp_path / "history").iterdir()) == []


def test_the_oldest_events_move_to_segments_and_all_come_back_in_order(
    tmp_path: Path, either: str
) -> None:
    register, ident = grown(tmp_path, 500)
    document = written(register, ident)
    assert LEAVE <= len(document["events"]) <= KEEP_OPEN
    assert len(document["sealed"]) >= 2
    assert document["sealed"][0]["first"] == 1
    events = list(register.history(ident))
    assert [event["seq"] for event in events] == list(range(1, 501))
    assert events[0]["changes"][0]["after"] == "answer 0"
    assert register.verify(ident) == []
    for entry in document["sealed"]:
        path = tmp_path / "history" / ident / f"{entry['file']}.json"
        assert files.stamp_of(files.read(path).data) == entry["file"]
        assert events[entry["last"] - 1]["hash"] == entry["head"]


def test_the_document_in_hand_is_sealed_as_the_stored_one_is(tmp_path: Path) -> None:
    document = assessment()
    register = register_of(tmp_path, document)
    stamp = register.load(document["id"]).stamp
    for number in range(KEEP_OPEN + 1):
        document = answered(document, f"answer {number}")
    stamp = register.save(document, stamp)
    assert document == written(register, document["id"])
    register.save(answered(document, "one more"), stamp)
    assert register.verify(document["id"]) == []


def test_what_is_stored_is_nobodys_to_change(tmp_path: Path) -> None:
    document = assessment()
    register = register_of(tmp_path, document)
    first, second = register.load(document["id"]), register.load(document["id"])
    first.document["answers"]["screening"]["part"] = "changed in memory"
    first.document["risks"].clear()
    assert register.load(document["id"]).document == second.document


def edited(register: Register, ident: str, edit: Any) -> list[str]:
    path = register.file(ident)
    tables = json.loads(path.read_bytes())
    edit(tables["assessment"]["1"])
    path.write_text(json.dumps(tables), "utf-8")
    return register.verify(ident)


def swap(document: Document) -> None:
    document["events"][3], document["events"][4] = document["events"][4], document["events"][3]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda d: d["events"][2].update(by="Somebody else"), "was altered"),
        (lambda d: d["events"][2].update(at="2020-01-01T00:00:00Z"), "was altered"),
        (lambda d: d["events"][2].update(note="added later"), "was altered"),
        (lambda d: d["events"][2]["changes"][0].update(after="other"), "changes of event"),
        (lambda d: d["events"][2].update(salt="00"), "changes of event"),
        (lambda d: d["events"][2].pop("changes"), "changes of event"),
        (lambda d: d["events"].pop(2), "does not follow"),
        (lambda d: d["events"].pop(0), "belongs"),
        (swap, "does not follow"),
        (lambda d: d["sealed"].pop(0), "belongs"),
        (lambda d: d["sealed"][0].update(head="sha256:" + "0" * 64), "does not end where"),
        (lambda d: d["sealed"][0].update(file="../../../etc/passwd"), "not the name"),
        (lambda d: d["sealed"][0].update(file="0" * 64), "missing"),
        (lambda d: d["events"].append({}), "belongs"),
    ],
)
def test_a_break_in_the_history_is_found(tmp_path: Path, edit: Any, said: str) -> None:
    register, ident = grown(tmp_path, KEEP_OPEN + 40)
    assert register.verify(ident) == []
    assert any(said in sentence for sentence in edited(register, ident, edit))


@pytest.mark.parametrize("count", [20, KEEP_OPEN + 40])
def test_a_tail_cut_off_after_a_sign_off_is_found(tmp_path: Path, count: int) -> None:
    register, ident = grown(tmp_path, count)
    loaded = register.load(ident)
    signed = sign(loaded.document, "B. Approver", "approver", "", "2026-11-23T10:00:00Z")
    register.save(answered(signed, "after signing"), loaded.stamp)
    assert register.verify(ident) == []

    def cut(document: Document) -> None:
        del document["events"][-2:]  # the sign-off stays where it stands in the assessment

    (sentence,) = edited(register, ident, cut)
    assert "sign-off of 2026-11-23 by B. Approver rests on a history that is not here" in sentence


def test_an_altered_segment_is_found(tmp_path: Path) -> None:
    register, ident = grown(tmp_path, KEEP_OPEN + 40)
    (segment,) = (tmp_path / "history" / ident).iterdir()
    segment.write_bytes(segment.read_bytes().replace(b"A. Assessor", b"B. Assessor", 1))
    (sentence,) = register.verify(ident)
    assert "not what its name says" in sentence
    segment.unlink()
    (sentence,) = register.verify(ident)
    assert "missing" in sentence


def test_an_erased_payload_leaves_the_chain_whole(tmp_path: Path) -> None:
    register, ident = grown(tmp_path, 20)

    def erase(document: Document) -> None:
        document["events"][4] = event.emptied(document["events"][4], {"by": "A. Assessor"})

    def say_so(document: Document) -> None:
        said = {"kind": event.REDACTED, "about": "5", "by": "A", "at": "2026-11-23T10:00:00Z"}
        after = event.working_copy(document) | {"redactions": []}
        document |= event.record(document, after, **said, salt="00", note="Art. 17")

    assert edited(register, ident, erase) == [
        "The changes of event 5 are gone, and no redaction says why."
    ]
    assert edited(register, ident, say_so) == []
    for alter in (
        lambda d: d["events"][4].update(by="x"),
        lambda d: d["events"][4].update(salt="5a17"),
        lambda d: d["events"][-1].update(note="another reason"),
        lambda d: d["events"][-1].pop("noted"),
    ):
        before = register.file(ident).read_bytes()
        assert edited(register, ident, alter) != []
        register.file(ident).write_bytes(before)


def test_only_what_nobody_refers_to_is_swept(tmp_path: Path, either: str) -> None:
    register, ident = grown(tmp_path, KEEP_OPEN + 40)
    kept = register.freeze({"topic": "screening"})
    lost = register.freeze({"topic": "nobody's"})
    document, stamp = register.load(ident)
    document["judged_by"] = {"topics/screening": kept}
    register.save(document, stamp)
    segment = files.stamp_of(b"x")
    stray = tmp_path / "history" / ident / f"{segment}.json"
    files.replace(stray, b"x")
    temporary = tmp_path / "assessments" / ".a.json.other-host.1.ab.tmp"
    temporary.write_bytes(b"x")
    assert register.sweep() == []  # all of it is younger than an hour
    import os

    for path in [*tmp_path.rglob("*.json"), temporary]:
        os.utime(path, (1_600_000_000, 1_600_000_000))
    gone = {path.name for path in register.sweep()}
    assert gone == {f"{lost.removeprefix('sha256:')}.json", stray.name, temporary.name}
    assert register.frozen(kept) == {"topic": "screening"}
    assert register.verify(ident) == []
    assert len(list(register.history(ident))) == KEEP_OPEN + 40


def test_a_frozen_copy_that_was_changed_is_found(tmp_path: Path) -> None:
    register = register_of(tmp_path)
    digest = register.freeze({"question": "Колко души?"})
    assert register.freeze({"question": "Колко души?"}) == digest
    (path,) = (tmp_path / "frozen").iterdir()
    assert files.stamp_of(path.read_bytes()) == digest.removeprefix("sha256:")
    path.write_bytes(path.read_bytes().replace(b"?", b"!"))
    with pytest.raises(Exception, match="not what its name says"):
        register.frozen(digest)
    assert register.freeze({"question": "Колко души?"}) == digest
    assert register.frozen(digest) == {"question": "Колко души?"}
