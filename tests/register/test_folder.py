"""Finding, naming and keeping assessments."""

import os
import re
from pathlib import Path

import pytest

from dpia.errors import Ambiguous, Invalid, NotFound
from dpia.register import Register, entries, temporaries

from .samples import assessment, leftovers, register_of, run


def test_an_assessment_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    document = assessment()
    register = Register.open(tmp_path / "made" / "on the way", create=True)
    stamp = register.save(document, None)
    assert document["revision"] == 1
    assert register.load(document["id"]) == (document, stamp)
    document["title"] = "Renamed"
    again = register.save(document, stamp)
    assert again != stamp
    assert Register.open(register.path).load(document["id"]) == (document, again)
    assert document["revision"] == 2


def test_references_count_up_within_a_year(tmp_path: Path, either: str) -> None:
    documents = [assessment(f"Number {n}") for n in range(3)]
    register = register_of(tmp_path, *documents)
    assert [document["reference"] for document in documents] == [
        "2026-0001",
        "2026-0002",
        "2026-0003",
    ]
    late = assessment()
    register.create(late, 2027)
    assert late["reference"] == "2027-0001"
    register.save(assessment(reference="2026-12000"), None)
    register.save(assessment(reference="2026-no-number"), None)
    assert register.next_reference(2026) == "2026-12001"
    register.file(documents[0]["id"]).unlink()
    assert register.next_reference(2026) == "2026-12001"


def test_new_references_read_only_what_others_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand that come in from files would else be read a thousand times."""
    register, other = register_of(tmp_path), Register.open(tmp_path)
    read: list[str] = []
    real = entries.read
    monkeypatch.setattr(entries, "read", lambda path: read.append(path.stem) or real(path))
    made = [assessment(f"Number {n}") for n in range(4)]
    for document, store in zip(made, (register, register, other, register), strict=True):
        store.create(document, 2026)
    assert [one["reference"][-1] for one in made] == ["1", "2", "3", "4"]
    assert read.count(made[0]["id"]) <= 2 and read.count(made[3]["id"]) == 0
    for _more in range(5):
        register.create(assessment(), 2026)
    assert read.count(made[0]["id"]) <= 2
    gone = assessment()
    register.create(gone, 2026)
    register.file(gone["id"]).unlink()
    assert register.next_reference(2026) == gone["reference"]


def test_an_assessment_is_found_by_id_beginning_or_reference(tmp_path: Path, either: str) -> None:
    document = assessment(id="abcd0001-0000-4000-8000-000000000000")
    register = register_of(
        tmp_path, document, assessment(id="abce0001-0000-4000-8000-000000000000")
    )
    for name in (
        document["id"],
        document["id"].upper(),
        "abcd",
        "ABCD0001-00",
        "2026-0001",
        " abcd ",
    ):
        assert register.find(name) == document["id"]
    register.save(assessment(reference="DPIA/7 ж"), None)
    assert register.find("dpia/7 ж") == register.find(" DPIA/7 ж")
    for name in ("abc", "", "2026-0003", "2026", "Targeted", "%", "abcd%", "a_cd", "-"):
        with pytest.raises(NotFound, match="No assessment is called"):
            register.find(name)


def test_an_ambiguous_name_is_shown_with_ids_and_refused(tmp_path: Path) -> None:
    first = assessment("Cookies", id="abcd0001-0000-4000-8000-000000000000")
    second = assessment("Billing {0}", id="abcd0002-0000-4000-8000-000000000000")
    register = register_of(tmp_path, first)
    register.save({**second, "reference": "2026-0001"}, None)
    for name in ("abcd", "2026-0001"):
        with pytest.raises(Ambiguous) as caught:
            register.find(name)
        for document in (first, second):
            assert document["id"] in caught.value.message
            assert document["title"] in caught.value.message
    assert register.find("abcd0002") == second["id"]


def test_a_reference_that_begins_like_an_id_is_ambiguous(tmp_path: Path) -> None:
    register = register_of(tmp_path, assessment(id="20260001-0000-4000-8000-000000000000"))
    other = assessment(reference="20260001")
    register.save(other, None)
    with pytest.raises(Ambiguous):
        register.find("20260001")


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    register = register_of(tmp_path)
    missing = "00000000-0000-4000-8000-000000000000"
    for attempt in (register.load, register.verify, lambda ident: list(register.history(ident))):
        with pytest.raises(NotFound, match=missing):
            attempt(missing)
    with pytest.raises(NotFound, match="missing"):
        register.frozen("sha256:" + "0" * 64)


@pytest.mark.parametrize("change", [{"format": "x"}, {"id": "x"}, {"title": 7}, {"answers": []}])
def test_what_is_no_assessment_is_not_saved(tmp_path: Path, change: dict[str, object]) -> None:
    register = register_of(tmp_path)
    with pytest.raises(Invalid):
        register.save(assessment(**change), None)
    with pytest.raises(Invalid):
        register.save(assessment(id="ABCDEF00-0000-4000-8000-000000000000"), None)
    assert register.summaries() == []


def test_opening_removes_what_dead_writers_left_and_nothing_else(tmp_path: Path) -> None:
    register = register_of(tmp_path, assessment())
    own, host = os.getpid(), temporaries.host()
    dead = int(run("import os; print(os.getpid())"))
    names = {
        f".a.json.{host}.{dead}.0a.tmp": False,
        f".a.json.{host}.{own}.0b.tmp": True,
        f".a.json.elsewhere.{dead}.0c.tmp": True,
        ".strange.tmp": True,
        "notes.tmp": True,
    }
    for name in names:
        (tmp_path / "assessments" / name).write_bytes(b"x")
    Register.open(tmp_path)
    assert {n: (tmp_path / "assessments" / n).exists() for n in names} == names
    for name in [name for name, kept in names.items() if kept]:
        os.utime(tmp_path / "assessments" / name, (0, 0))
    Register.open(tmp_path)
    assert leftovers(tmp_path) == ["notes.tmp"]
    assert len(register.summaries()) == 1


def test_a_list_loads_neither_tinydb_nor_the_lock(tmp_path: Path) -> None:
    register_of(tmp_path, assessment())
    code = "import sys; from dpia.register import Register;"
    code += "r = Register.open(sys.argv[1]); r.find(r.summaries('advert')[0]['id'][:8]);"
    code += "print(*sys.modules)"
    loaded = set(run(code, tmp_path).split())
    heavy = {"tinydb", "filelock", "jsonschema", "asyncio", "textual", "openpyxl", "dataclasses"}
    assert heavy & loaded == set()
    assert "dpia.register.index" in loaded


def test_the_register_says_who_it_is(tmp_path: Path) -> None:
    register = Register.open(tmp_path, create=True)
    assert re.fullmatch(r"[0-9a-f-]{36}", register.id)
    assert Register.open(tmp_path, create=True).id == register.id
    assert register.path == tmp_path
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"register.json", ".lock", "assessments", "frozen", "attachments", "history"}
