"""Attaching files from the command line: what is kept, what is refused, what comes out again."""

import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from dpia.register import files
from tests.cli.conftest import Run
from tests.register.faults import FaultyOs

DATA = b"<svg>\r\n\0\xff</svg>"


@pytest.fixture
def diagram(tmp_path: Path) -> Path:
    path = tmp_path / "flows.SVG"
    path.write_bytes(DATA)
    return path


def listed(run: Run, case: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("attachments", case, "--json").json
    return found


def blobs(home: Path) -> list[Path]:
    return list((home / "register" / "attachments").iterdir())


def test_attached_listed_shown_saved_out_and_in_the_history(
    run: Run, case: str, home: Path, diagram: Path
) -> None:
    run("config", "name", "Ada")
    done = run("attach", case, str(diagram), "--title", "Data flows", "--about", "processing")
    assert (done.code, done.out) == (0, "a1\n")
    diagram.unlink()
    (row,) = listed(run, case)
    assert (row["name"], row["title"], row["about"]) == ("flows.SVG", "Data flows", "processing")
    assert (row["size"], row["media_type"], row["by"]) == (len(DATA), "image/svg+xml", "Ada")
    (kept,) = blobs(home)
    assert kept.name == row["sha256"] and kept.read_bytes() == DATA
    table = run("attachments", case).out
    assert "flows.SVG" in table and "Data flows" in table
    assert "1; `dpia attachments" in run("show", case).out
    assert run("show", case, "--json").json["assessment"]["attachments"] == [row]
    event = run("history", case, "--json").json[-1]
    assert (event["kind"], event["about"]) == ("attached", "a1")
    assert [found["title"] for found in run("list", "flows", "--json").json] == ["A test case"]
    out = home / "out.svg"
    assert run("attachments", case, "--save", "a1", "-o", str(out)).code == 0
    assert out.read_bytes() == DATA
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_json_of_attaching_names_the_new_one(run: Run, case: str, diagram: Path) -> None:
    done = run("attach", case, str(diagram), "--json").json
    assert (done["created"], done["status"]) == ("a1", "draft")
    assert run("detach", case, "a1", "--json").json["saved"] == "a1"


def test_the_same_file_twice_is_kept_once(run: Run, case: str, home: Path, diagram: Path) -> None:
    again = home / "other name.svg"
    again.write_bytes(DATA)
    assert run("attach", case, str(diagram)).out == "a1\n"
    assert run("attach", case, str(again)).out == "a2\n"
    assert len({row["sha256"] for row in listed(run, case)}) == len(blobs(home)) == 1


def test_detached_and_brought_back(run: Run, case: str, home: Path, diagram: Path) -> None:
    run("attach", case, str(diagram))
    run("attach", case, str(diagram), "--title", "Second")
    before = listed(run, case)
    assert run("detach", case, "a1").code == 0
    assert [row["id"] for row in listed(run, case)] == ["a2"]
    assert len(blobs(home)) == 1
    assert run("undo", case).code == 0
    assert listed(run, case) == before
    assert run("undo", case).code == 0
    assert [row["id"] for row in listed(run, case)] == ["a1"]
    assert run("attach", case, str(diagram)).out == "a3\n"
    missing = run("detach", case, "a9")
    assert (missing.code, "a1, a3" in missing.err) == (1, True)


def test_a_missing_or_altered_one_is_named_by_the_history(
    run: Run, case: str, home: Path, diagram: Path
) -> None:
    run("attach", case, str(diagram))
    assert run("history", case).code == 0
    (kept,) = blobs(home)
    kept.write_bytes(DATA + b" ")
    done = run("history", case)
    assert (done.code, "a1" in done.err and "flows.SVG" in done.err) == (3, True)
    out = home / "out"
    assert run("attachments", case, "--save", "a1", "-o", str(out)).code == 3
    kept.unlink()
    assert (run("history", case).code, "missing" in run("history", case).err) == (3, True)
    assert run("attachments", case, "--save", "a1", "-o", str(out)).code == 1
    assert not out.exists()
    assert listed(run, case)[0]["id"] == "a1"


def test_saving_out_overwrites_nothing_unasked(
    run: Run, case: str, home: Path, diagram: Path
) -> None:
    run("attach", case, str(diagram))
    out = home / "out"
    out.write_text("mine", encoding="utf-8")
    save = ("attachments", case, "--save", "a1", "-o")
    done = run(*save, str(out))
    assert (done.code, "there already" in done.err) == (3, True)
    assert out.read_text(encoding="utf-8") == "mine"
    assert run(*save, str(out), "--force").code == 0
    assert out.read_bytes() == DATA
    for target in (home, home / "none" / "out"):
        done = run(*save, str(target), "--force")
        assert (done.code, str(target) in done.err) == (1, True)
    inside = home / "register" / "register.json"
    before = inside.read_bytes()
    assert run(*save, str(inside), "--force").code == 3
    assert inside.read_bytes() == before
    assert run(*save[:-1]).code == 2
    assert run("attachments", case, "-o", str(out)).code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="these names cannot be there")
@pytest.mark.parametrize(
    "name",
    [
        b"two\nlines.pdf",
        b"\x1b[31mred.pdf",
        "\u202egnp.exe".encode(),
        b"..",
        b"[@click=app.quit]x[b]",
        b"latin \xe9.pdf",
        "схема 🗺️.pdf".encode(),
        b"data:text,html",
    ],
)
def test_a_name_is_only_a_name(run: Run, case: str, home: Path, name: bytes) -> None:
    folder = home / "files"
    folder.mkdir()
    if name == b"..":
        done = run("attach", case, str(folder / ".."))
        assert (done.code, "folder" in done.err) == (3, True)
        return
    path = os.fsencode(folder) + b"/" + name
    Path(os.fsdecode(path)).write_bytes(DATA)
    done = run("attach", case, os.fsdecode(path))
    assert done.code == 0
    assert listed(run, case)[0]["name"] == name.decode("utf-8", "surrogateescape").replace(
        "\udce9", "\ufffd"
    )
    table = run("attachments", case).out
    assert "\x1b" not in table and "\u202e" not in table
    assert len([line for line in table.splitlines() if "a1" in line]) == 1
    assert len(blobs(home)) == 1
    raw = json.dumps(run("show", case, "--json").json["assessment"])
    assert run("assess", "-", "--json", stdin=raw).code == 0


def test_what_cannot_be_attached(run: Run, case: str, home: Path) -> None:
    for name, content in (("empty", b""), ("large", b"x" * 2_000_001), ("good", b"x" * 2_000_000)):
        (home / name).write_bytes(content)
    run("config", "attachment_mb", "2")
    before = run("show", case, "--json").json
    refused = {"none": "not there", "": "folder", "empty": "is empty", "large": "larger than 2 MB"}
    if sys.platform != "win32":
        os.mkfifo(home / "pipe")
        refused["pipe"] = "not a file"
    for name, said in refused.items():
        done = run("attach", case, str(home / name))
        assert (done.code, said in done.err, done.out) == (3, True, ""), done.err
        assert str(home / name) in done.err
    assert run("attach", case).code == 2
    about = run("attach", case, str(home / "good"), "--about", "nowhere")
    assert (about.code, "processing" in about.err) == (3, True)
    about = run("attach", case, str(home / "good"), "--about", "processing.nothing")
    assert (about.code, "processing.purposes" in about.err) == (3, True), about.err
    assert run("attach", case, str(home / "good"), "--title", "x" * 301).code == 3
    assert run("show", case, "--json").json == before
    assert blobs(home) == []
    assert run("attach", case, str(home / "good")).code == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_a_sentence(run: Run, case: str, diagram: Path) -> None:
    diagram.chmod(0)
    done = run("attach", case, str(diagram))
    assert (done.code, "permission denied" in done.err) == (3, True)


def test_a_full_disk_loses_nothing(
    run: Run, case: str, home: Path, diagram: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def attach(fault: FaultyOs) -> int:
        diagram.write_bytes(DATA + str(fault.at).encode())  # each time a file of its own
        with monkeypatch.context() as patch:
            patch.setattr(files, "os", fault)
            return run("attach", case, str(diagram)).code

    watching = FaultyOs()
    assert attach(watching) == 0
    first = watching.seen.index("mkdir")  # before that everything only reads
    for at in range(first, watching.count + 1):
        before = len(listed(run, case))
        code = attach(FaultyOs(at, "enospc"))
        rows = listed(run, case)
        assert code == 1 or len(rows) == before + 1, (at, code)
        for row in rows:
            kept = home / "register" / "attachments" / row["sha256"]
            assert files.stamp_of(kept.read_bytes()) == row["sha256"]
    assert watching.count - first > 10
    assert run("history", case).code == 0


def test_a_decided_assessment_takes_and_loses_none(run: Run, home: Path, diagram: Path) -> None:
    raw = {"authority": "bg", "answers": {}, "decision": {"outcome": "rejected", "reason": "x"}}
    raw["decision"] |= {"by": "Board", "at": "2026-11-22", "conditions": []}  # type: ignore[operator]
    raw["attachments"] = [{"id": "a1", "name": "x", "size": 1, "sha256": "0" * 64}]
    source = home / "file.json"
    source.write_text(json.dumps(raw), encoding="utf-8")
    made = run("new", "Decided", "--from", str(source))
    assert "attach them again" in made.err
    case = made.out.strip()
    done = run("attach", case, str(diagram))
    assert (done.code, "Reopen" in done.err) == (3, True)
    assert blobs(home) == [] == listed(run, case)
    run("reopen", case, "--reason", "Look again")
    assert run("attach", case, str(diagram)).code == 0
