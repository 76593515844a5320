"""Looking whether a register is whole: what is wrong is found, and nothing is touched."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dpia.assessment import event
from dpia.desk.config import Config
from dpia.desk.repairing import Repair
from dpia.desk.verifying import Finding, Verification, anchor_of
from dpia.errors import NotFound, Usage
from dpia.register import Register, files
from dpia.register.history import KEEP_OPEN
from tests.register.samples import Document, answered, assessment

GONE = "0" * 64


def begun(title: str, events: int) -> Document:
    """Return an assessment that its own events lead to, as the desk makes one."""
    bare = assessment(title)
    said = {"kind": "created", "about": "assessment", "by": "A. Assessor", "salt": "5a17"}
    document = event.record({}, bare, at="2026-11-22T10:00:00Z", **said)
    for number in range(events - 1):
        document = answered(document, f"answer {number}")
    return document


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Two assessments, one of them with sealed history, a frozen copy and an attachment."""
    register = Register.open(tmp_path / "register", create=True)
    sha256, digest = register.attach(b"a diagram"), register.freeze({"topic": "screening"})
    kept = {"attachments": [{"id": "a1", "sha256": sha256}], "judged_by": {"topics/x": digest}}
    for title, events in (("Long", KEEP_OPEN + 20), ("Short", 5)):
        document = begun(title, events)
        after = event.working_copy(document) | kept
        said = {"kind": "attached", "about": "a1", "by": "A. Assessor", "salt": "5a17"}
        document = event.record(document, after, at="2026-11-22T11:00:00Z", **said)
        register.create(document, 2026)
    return register


def looked(
    register: Register, ref: str = "", anchor: str = ""
) -> tuple[Verification, list[Finding]]:
    verification = Verification(register.path, ref, anchor)
    return verification, list(verification.findings(lambda _done, _total: None))


def wrong(register: Register, ref: str = "", anchor: str = "") -> list[Finding]:
    verification, found = looked(register, ref, anchor)
    bad = [finding for finding in found if finding.wrong]
    assert verification.wrong == len(bad)
    return bad


def state_of(folder: Path) -> dict[Path, tuple[bytes, int]]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


def edited(register: Register, ref: str, edit: Callable[[Document], object]) -> None:
    path = register.file(register.find(ref))
    tables = json.loads(path.read_bytes())
    edit(tables["assessment"]["1"])
    path.write_text(json.dumps(tables, indent=2), "utf-8")


def replaced(document: Document, by: Document) -> None:
    document.clear()
    document.update(by)


def test_all_is_counted_and_nothing_is_touched(register: Register) -> None:
    register.find("2026-0001")
    (register.path / "assessments" / ".x.json.host.1.ab.tmp").write_bytes(b"half")
    before = state_of(register.path)
    verification, found = looked(register)
    assert [f.file for f in found] == ["assessments/.x.json.host.1.ab.tmp"]
    assert not found[0].wrong and not verification.wrong
    assert verification.counts == {
        **{"assessments": 2, "events": KEEP_OPEN + 27, "segments": 1, "frozen": 1},
        **{"attachments": 1, "signatures": 0},
    }
    assert looked(register, "2026-0002")[0].counts["events"] == 6
    assert state_of(register.path) == before


def test_it_goes_on_after_each_damaged_file(register: Register) -> None:
    ident = register.find("2026-0001")
    (segment,) = (register.path / "history" / ident).iterdir()
    (frozen,) = (register.path / "frozen").iterdir()
    (attached,) = (register.path / "attachments").iterdir()
    for path in (segment, frozen, attached, register.path / "register.json"):
        path.write_bytes(b"[]" + path.read_bytes())
    lost = register.path / "assessments" / f"{GONE[:8]}-0000-0000-0000-{GONE[:12]}.json"
    lost.write_bytes(b'{"assessment": {"1": ')
    found = wrong(register)
    files_ = [finding.file for finding in found]
    assert files_[0] == "register.json" and f"assessments/{lost.name}" in files_
    assert {f"frozen/{frozen.name}", f"attachments/{attached.name}"} <= set(files_)
    assert len(found) == 5, "the copy and the attachment are told once, though two name them"
    assert all(finding.remedy or "backup" in finding.said for finding in found)
    (history,) = [f for f in found if f.assessment == "2026-0001" and "history/" in f.said]
    assert "not what its name says" in history.said


def test_what_is_missing_is_told_once(register: Register) -> None:
    for folder in ("frozen", "attachments"):
        (path,) = (register.path / folder).iterdir()
        path.unlink()
    assert ["is missing from the register" in finding.said for finding in wrong(register)] == [
        *(True, True)
    ]
    (register.path / "register.json").unlink()
    assert wrong(register)[0].file == "register.json"
    with pytest.raises(NotFound):
        Verification(register.path / "frozen")


@pytest.mark.parametrize(
    ("edit", "number", "said"),
    [
        (lambda d: d["events"][2].update(by="Somebody else"), 3, "Event 3 was altered"),
        (lambda d: d["events"][3]["changes"][0].update(after="x"), 4, "changes of event 4"),
        (lambda d: d["events"].pop(1), 3, "(And 1 break more.)"),
        (lambda d: d["answers"]["screening"].update(part="no"), None, "answers changed without"),
        (lambda d: d["risks"].clear(), None, "risks changed without an event"),
        (lambda d: d["events"].pop(), None, "leads to something else"),
        (lambda d: d.update(judged_by={"topics/x": "../../x"}), None, "names a file that cannot"),
        (lambda d: d.update(sign_offs=["s1"]), None, "“sign_offs” is not of the kind"),
        (lambda d: d.update(sign_offs=[{"head_hash": []}]), None, "history that is not here"),
    ],
)
def test_what_was_altered_by_hand_is_found(
    register: Register, edit: Callable[[Document], object], number: int | None, said: str
) -> None:
    edited(register, "2026-0002", edit)
    found = wrong(register)
    assert any(said in finding.said and finding.event == number for finding in found), found
    assert wrong(register, "2026-0002") == found and not wrong(register, "2026-0001")


def test_strangers_are_named_and_no_error(register: Register) -> None:
    ident = register.find("2026-0001")
    for name in ("notes.txt", "frozen/readme", f"attachments/{GONE[:-1]}", "history/x"):
        (register.path / name).write_bytes(b"x")
    left = files.stamp_of(data := b'{"assessment": "%s", "events": []}' % ident.encode())
    (register.path / "history" / ident / f"{left}.json").write_bytes(data)
    (register.path / ".git").mkdir()
    verification, found = looked(register)
    assert {finding.file for finding in found} == {
        *("notes.txt", "frozen/readme", f"attachments/{GONE[:-1]}", "history/x"),
        f"history/{ident}/{left}.json",
    }
    assert not verification.wrong


def copy_of(register: Register, ref: str, day: str = "2026-11-01") -> Path:
    """Return a second copy of an older day, made anew from what stands now."""
    ident = register.find(ref)
    path = register.path / "copies" / ident / f"{day}.json"
    path.write_bytes(register.file(ident).read_bytes())
    return path


def go_on(register: Register, ref: str, events: int = 1) -> None:
    """Save an assessment with more events, so that its older copies say less than it."""
    document, stamp = register.load(register.find(ref))
    for number in range(events):
        document = answered(document, f"later {number}")
    register.save(document, stamp)


@pytest.mark.parametrize("ref", ["2026-0001", "2026-0002"])
def test_a_second_copy_that_is_damaged_is_noted_and_no_error(register: Register, ref: str) -> None:
    path = copy_of(register, ref)
    go_on(register, ref)
    assert looked(register)[1] == [], "one that is older says less, and is sound"
    whole = path.read_bytes()
    altered = json.loads(whole)
    altered["assessment"]["1"]["answers"]["screening"]["part"] = "altered"
    event_of_today = whole.replace(b'"by": "A. Assessor"', b'"by": "B. Assessor"', 1)
    for data, kind in (
        (whole[:-50], "damaged: "),
        (b"", "damaged: "),
        (json.dumps(altered).encode(), "says something else than its history"),
        (event_of_today, "says something else than its history"),
    ):
        path.write_bytes(data)
        verification, found = looked(register)
        (note,) = found
        assert (note.wrong, note.assessment, verification.wrong) == (False, ref, 0)
        assert note.file == path.relative_to(register.path).as_posix() and kind in note.said
        assert "its next save makes a new copy" in note.remedy
        assert verification.notes == [note] == looked(register, ref)[1]
    path.unlink()
    path.symlink_to(register.file(register.find(ref)))
    assert "symbolic link" in looked(register)[1][0].said


def test_an_assessment_whose_file_is_gone_is_named_while_anything_is_left_of_it(
    register: Register,
) -> None:
    long, short = (register.find(f"2026-000{number}") for number in (1, 2))
    for ident in (long, short):
        register.file(ident).unlink()
    verification, found = looked(register)
    both = {f.assessment: f for f in found}
    assert sorted(both) == ["2026-0001", "2026-0002"] and all(f.wrong for f in found)
    assert both["2026-0001"].file == f"assessments/{long}.json"
    assert f"copies/{long}, history/{long}" in both["2026-0001"].said
    assert f"`dpia repair {short}` puts it back" in both["2026-0002"].remedy
    assert verification.counts["assessments"] == 0
    repaired(register, short)
    assert [f.assessment for f in looked(register)[1]] == ["2026-0001"]
    shutil.rmtree(register.path / "copies" / long)
    (history,) = looked(register)[1]
    assert history.wrong and history.assessment == long
    repaired(register, long)
    assert wrong(register) == []


def test_an_assessment_removed_on_purpose_with_all_that_was_left_is_not_named(
    register: Register,
) -> None:
    ident = register.find("2026-0001")
    register.file(ident).unlink()
    for folder in ("copies", "history"):
        shutil.rmtree(register.path / folder / ident)
    assert wrong(register) == []


def repaired(register: Register, ident: str) -> None:
    """Have an assessment put back: that is done only when it is named, as somebody meant it."""
    for ref in ("", ident):
        found = Repair(register.path, Config()).mend(ref, lambda _done, _total: None)
        (mended,) = [one for one in found if one.ident == ident]
        assert bool(mended.source) == bool(ref)
    assert register.verify(ident) == []


def test_the_next_save_of_a_day_makes_a_damaged_copy_anew(register: Register) -> None:
    ident = register.find("2026-0002")
    (today,) = (register.path / "copies" / ident).iterdir()
    today.write_bytes(b"{")
    assert [note.file for note in looked(register)[1]] == [
        today.relative_to(register.path).as_posix()
    ]
    go_on(register, "2026-0002")
    assert looked(register)[1] == []


def test_a_copy_beside_a_damaged_assessment_is_only_read(register: Register) -> None:
    path = copy_of(register, "2026-0002")
    register.file(register.find("2026-0002")).write_bytes(b"{")
    assert [one.wrong for one in looked(register)[1]] == [True]
    path.write_bytes(b"{")
    assert sorted(one.wrong for one in looked(register)[1]) == [False, True]


def test_a_copy_that_goes_another_way_is_held_against_its_own_history(register: Register) -> None:
    """A repair leads on from an older state; copies of before it are sound all the same."""
    older = register.file(register.find("2026-0002")).read_bytes()
    go_on(register, "2026-0002", 2)
    path = copy_of(register, "2026-0002")
    register.file(register.find("2026-0002")).write_bytes(older)
    go_on(register, "2026-0002")
    assert looked(register)[1] == []
    path.write_bytes(path.read_bytes().replace(b'"by": "A. Assessor"', b'"by": "B"', 1))
    assert len(looked(register)[1]) == 1


def next_version(register: Register, ref: str, **previous: Any) -> str:
    """Add the next version of an assessment, which names the last event of it."""
    before = register.load(register.find(ref)).document
    named = {"id": before["id"], "head": event.head(before), **previous}
    bare = assessment("Next", previous=named)
    said = {"kind": "revised", "about": "assessment", "by": "A. Assessor", "salt": "5a17"}
    document = event.record({}, bare, at="2026-11-23T10:00:00Z", **said)
    register.create(document, 2026, version_of=ref)
    return str(document["reference"])


@pytest.mark.parametrize("ref", ["2026-0001", "2026-0002"])
def test_the_version_before_still_holds_what_the_next_was_made_from(
    register: Register, ref: str
) -> None:
    ident = register.find(ref)
    shorter = register.file(ident).read_bytes()
    go_on(register, ref)
    later = next_version(register, ref)
    assert looked(register)[1] == []
    go_on(register, ref, KEEP_OPEN)  # and what it was made from is sealed
    assert register.load(ident).document["sealed"] and looked(register)[1] == []
    register.file(ident).write_bytes(shorter)  # cut off, and whole in itself
    (found,) = [one for one in wrong(register) if "was made from" in one.said]
    assert (found.file, found.assessment) == (f"assessments/{ident}.json", ref)
    assert later in found.said and "Compare it with a backup" in found.remedy
    assert found in wrong(register, later)


def test_a_version_before_that_is_not_here_is_only_noted(register: Register) -> None:
    gone = "0f0f0f0f-0000-4000-8000-00000000000f"
    later = next_version(register, "2026-0002", id=gone)
    verification, found = looked(register)
    (note,) = found
    assert (note.wrong, note.assessment, verification.wrong) == (False, later, 0)
    assert f"could not be looked at: There is no assessment {gone}" in note.said
    gone = register.find(later)
    register.file(gone).unlink()
    shutil.rmtree(register.path / "copies" / gone)
    next_version(register, "2026-0002")
    register.file(register.find("2026-0002")).write_bytes(b"{")
    assert sorted(one.wrong for one in looked(register)[1]) == [False, True]


def anchors(register: Register, ref: str) -> list[str]:
    document = register.load(register.find(ref)).document
    return [one["hash"] for one in register.events(document)]


def test_an_anchor_leads_to_the_present_head(register: Register) -> None:
    hashes = anchors(register, "2026-0001")
    for number in (1, 7, len(hashes)):  # sealed, and the head itself
        anchor = hashes[number - 1]
        verification, found = looked(register, anchor=anchor[: len("sha256:") + 12])
        (one,) = verification.anchored
        assert (one["reference"], one["event"], one["whole"]) == ("2026-0001", number, True)
        assert one["events_since"] == len(hashes) - number
        assert any("leads to the present head" in finding.said for finding in found)
    assert wrong(register, "2026-0002", anchors(register, "2026-0001")[0])
    (finding,) = wrong(register, anchor=GONE)
    assert finding.said.startswith(f"No history in this register holds {GONE}: it was cut off")


def test_an_anchor_finds_what_was_cut_off_or_written_anew(register: Register) -> None:
    """An assessment written anew from a forged beginning is whole in itself; the paper knows."""
    ident = register.find("2026-0002")
    anchor, document = anchors(register, "2026-0002")[-1], register.load(ident).document
    forged = {**begun("Short", 3), "id": ident, "reference": "2026-0002"}
    forged = {**forged, "events": []}
    said = {"kind": "created", "about": "assessment", "by": "A. Assessor", "salt": "5a17"}
    forged = event.record({}, forged, at="2026-11-22T10:00:00Z", **said)
    edited(register, "2026-0002", lambda d: replaced(d, forged))
    assert not wrong(register)
    assert "No history in this register holds" in wrong(register, anchor=anchor)[0].said
    edited(register, "2026-0002", lambda d: replaced(d, document))
    assert not wrong(register, anchor=anchor)
    edited(register, "2026-0002", lambda d: d["events"][1].update(by="Nobody"))
    assert any("but it is not whole" in found.said for found in wrong(register, anchor=anchor))


@pytest.mark.parametrize("text", ["abcdef01234", "xyz", f"{GONE}0", "sha256:", "md5:" + GONE, "%s"])
def test_what_is_no_hash_is_refused(text: str) -> None:
    with pytest.raises(Usage, match="is no hash of a history"):
        anchor_of(text)


def test_a_hash_is_taken_as_it_is_printed() -> None:
    assert anchor_of(" SHA256:ABCDEF012345… ") == "abcdef012345"
    assert anchor_of("abcdef012345") == "abcdef012345"


def test_an_altered_file_of_another_register_is_no_crash(register: Register) -> None:
    """Whatever a hand writes into a file is told, not stumbled over."""
    path = register.file(register.find("2026-0002"))
    whole = path.read_bytes()
    junk: list[Any] = [None, 5, [5], {"a": 5}, [{"id": []}]]
    names = [*json.loads(whole)["assessment"]["1"], "sign_offs", "dates", "previous"]
    junk += [{"id": path.stem, "head": []}]
    for name in names:
        for value in junk:
            tables = json.loads(whole)
            tables["assessment"]["1"][name] = value
            path.write_text(json.dumps(tables), "utf-8")
            list(Verification(register.path, path.stem).findings(lambda _done, _total: None))
