"""The index is a cache: always right, never needed."""

import os
import sqlite3
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpia.register import Register, cache, entries, files, index
from tests.long import long

from .samples import CYRILLIC, answered, assessment, register_of


def titles(register: Register, query: str | None = None) -> list[str]:
    return [row["title"] for row in register.summaries(query)]


def test_a_summary_holds_what_a_list_shows(tmp_path: Path) -> None:
    given_summary = {"screening": "required", "criteria": 3, "open": 0, "go_live": "blocked"}
    document = assessment(summary={**given_summary, "pretty": True, "later": {"a": [1]}, "id": "x"})
    register = register_of(tmp_path, document)
    (row,) = register.summaries()
    assert {name: row[name] for name in given_summary} == given_summary
    for name in ("id", "reference", "title", "unit", "owner", "status", "created", "authority"):
        assert row[name] == document[name]
    assert row["revision"] == 1
    assert row["damaged"] is None
    assert row["target_level"] is None
    assert row["pretty"] is True
    assert row["later"] == {"a": [1]}


def test_odd_values_in_a_summary_come_back_as_they_are(tmp_path: Path) -> None:
    odd = {"screening": ["a"], "criteria": 2**70, "open": True, "findings": 1.5, "blocking": None}
    register = register_of(tmp_path, assessment(summary=odd))
    (row,) = register.summaries()
    assert {name: row[name] for name in odd} == odd
    assert row["open"] is True


def test_where_risks_stand_is_kept_beside_the_list_with_their_method(tmp_path: Path) -> None:
    placed = [{"id": "r1", "target": [1, 2, "low"]}]
    judged_by = {"methods/mine": "sha256:0", "methods/other": "sha256:1"}
    documents = [
        assessment("Rated", method="mine", judged_by=judged_by, summary={"risks": placed}),
        assessment("From before", summary={"open": 1}),
        assessment("Odd", judged_by={}, summary={"risks": "odd"}),
    ]
    register = register_of(tmp_path, *documents)
    assert [register.risks()[document["id"]] for document in documents] == [
        {"method": "sha256:0", "risks": placed},
        None,
        {"method": None, "risks": "odd"},
    ]
    assert not any("risks" in row for row in register.summaries())


def test_a_glance_shows_what_was_known_last(tmp_path: Path) -> None:
    documents = [assessment("First"), assessment("Second", description="zebras")]
    register = register_of(tmp_path)
    assert register.first_summaries(5) == [] and register.containing("zebras") == set()
    for document in documents:
        register.save(document, None)
    assert register.first_summaries(5) == [] and register.containing("zebras") == set()
    rows = register.summaries()
    assert register.first_summaries(1) == rows[:1]
    assert register.containing("zebra") == {documents[1]["id"]}
    assert register.containing("zebras nothing") == register.containing(" ") == set()
    register.save(assessment("Third"), None)
    assert register.first_summaries(5) == rows


def test_a_list_follows_every_change(tmp_path: Path, either: str) -> None:
    document = assessment("First")
    register, reader = register_of(tmp_path, document), Register.open(tmp_path)
    assert titles(reader) == ["First"]
    stamp = register.load(document["id"]).stamp
    for number in range(8):  # same length, within one tick of a coarse clock
        document["title"] = f"Name {number}"
        stamp = register.save(document, stamp)
        assert titles(reader) == [f"Name {number}"]
    other = assessment("Second")
    register.create(other, 2026)
    assert titles(reader) == ["Name 7", "Second"]
    register.file(document["id"]).unlink()
    assert titles(reader) == ["Second"]
    assert titles(reader, "name") == []


def test_a_removed_assessment_is_forgotten_when_nothing_else_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "_YOUNG", 0)
    documents = [assessment("First"), assessment("Second")]
    register = register_of(tmp_path, *documents)
    assert titles(register) == ["First", "Second"]
    register.file(documents[0]["id"]).unlink()
    assert titles(register) == ["Second"]


def test_a_change_within_one_tick_of_the_clock_is_seen(tmp_path: Path) -> None:
    document = assessment("First")
    register = register_of(tmp_path, document)
    assert titles(register) == ["First"]
    path = register.file(document["id"])
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"First", b"Other"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert files.signature(path.stat()) == files.signature(before)
    assert titles(register) == ["Other"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("advertising", ["Targeted advertising"]),
        ("ADVERT", ["Targeted advertising"]),
        ("targeted adv", ["Targeted advertising"]),
        ("adv targeted", []),  # only the last word may be a beginning
        ("здравни", ["Targeted advertising", "Видеонаблюдение"]),
        ("ЗДРАВНИ учен", ["Targeted advertising", "Видеонаблюдение"]),
        ("видеонаб", ["Видеонаблюдение"]),
        ("genetic", ["Targeted advertising", "Видеонаблюдение"]),
        ("disclosure encryption", ["Targeted advertising", "Видеонаблюдение"]),
        ("café", ["Видеонаблюдение"]),
        ("cafe", ["Видеонаблюдение"]),
        ("e-mail", ["Видеонаблюдение"]),
        ("2026-0002", ["Видеонаблюдение"]),
        ("nothing like it", []),
        ("", ["Targeted advertising", "Видеонаблюдение"]),
        ("   ", ["Targeted advertising", "Видеонаблюдение"]),
        ("!!!", []),
    ],
)
def test_a_search_finds_words_in_any_language(
    tmp_path: Path, query: str, expected: list[str]
) -> None:
    second = assessment("Видеонаблюдение", description="Un café, an e-mail")
    register = register_of(tmp_path, assessment(), second)
    assert sorted(titles(register, query)) == expected


def test_a_search_shows_the_best_match_first(tmp_path: Path) -> None:
    much = assessment("Cookies", description="cookies " * 10)
    register = register_of(tmp_path, assessment("One cookie: cookies in passing " * 9), much)
    assert titles(register, "cookies")[0] == "Cookies"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return register_of(tmp_path_factory.mktemp("shared"), assessment())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=long(21, 60))
@given(
    st.text(max_size=20)
    | st.sampled_from(['"', "a OR", "NEAR(", "title:x", "^a", "a*b", "(", "\ud800"])
)
def test_no_query_is_an_error(shared: Register, query: str) -> None:
    assert len(shared.summaries(query)) <= 1


@pytest.mark.parametrize("harm", ["deleted", "zeroed", "cut", "text", "holes", "older", "a folder"])
def test_a_lost_or_damaged_index_is_built_anew(tmp_path: Path, harm: str) -> None:
    documents = [assessment(f"Number {n} {CYRILLIC * 20}") for n in range(6)]
    register = register_of(tmp_path, *documents)
    expected, path = register.summaries(), tmp_path / "index"
    content = path.read_bytes()
    if harm == "deleted":
        path.unlink()
    elif harm == "a folder":
        path.unlink()
        path.mkdir()
    elif harm == "older":
        with sqlite3.connect(path) as cache:
            cache.execute("PRAGMA user_version = 77")
            cache.execute("DROP TABLE entry")
    else:
        path.write_bytes(
            {
                "zeroed": b"\0" * len(content),
                "cut": content[: len(content) // 2 + 100],
                "text": b"not a database at all, but long enough to look at",
                "holes": content[:4096] + b"\xff" * (len(content) - 4096),
            }[harm]
        )
    for reader in (register, Register.open(tmp_path)):
        assert reader.summaries() == expected
        assert len(reader.summaries("здравни")) == 6
        assert reader.find(documents[3]["id"][:10]) == documents[3]["id"]


def test_a_locked_index_does_not_keep_a_reader_waiting_for_ever(tmp_path: Path) -> None:
    register = register_of(tmp_path, assessment())
    assert len(register.summaries()) == 1
    with sqlite3.connect(tmp_path / "index", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        start = time.monotonic()
        assert titles(Register.open(tmp_path)) == ["Targeted advertising"]
        assert time.monotonic() - start < 10
        other.execute("ROLLBACK")


def test_an_index_that_cannot_be_written_continues_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [assessment(f"Number {n}") for n in range(3)]
    register = register_of(tmp_path, *documents)
    register.summaries()

    def refuse(_path: Path) -> sqlite3.Connection:
        error = sqlite3.OperationalError("attempt to write a readonly database")
        error.sqlite_errorcode = sqlite3.SQLITE_READONLY
        raise error

    monkeypatch.setattr(index, "open_file", refuse)
    monkeypatch.setattr(entries, "_YOUNG", 0)
    read: list[str] = []
    real = entries.read
    monkeypatch.setattr(entries, "read", lambda path: read.append(path.name) or real(path))
    reader = Register.open(tmp_path)
    document, stamp = register.load(documents[0]["id"])
    register.save(answered(document, "no"), stamp)
    assert len(reader.summaries()) == 3
    assert set(read) <= {f"{d['id']}.json" for d in documents}
    read.clear()
    assert len(reader.summaries()) == 3
    assert read == []


def test_an_unchanged_register_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [assessment(f"Number {n}") for n in range(5)]
    register = register_of(tmp_path, *documents)
    monkeypatch.setattr(entries, "_YOUNG", 0)
    register.summaries()
    read: list[str] = []
    real = files.read
    monkeypatch.setattr(files, "read", lambda path: read.append(path.name) or real(path))
    assert len(Register.open(tmp_path).summaries()) == 5
    assert read == ["register.json"]
    read.clear()
    document, stamp = register.load(documents[2]["id"])
    register.save(answered(document, "no"), stamp)
    read.clear()
    assert len(register.summaries("number")) == 5
    assert read == [f"{documents[2]['id']}.json"]


def test_reading_many_files_says_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_BATCH", 2)
    monkeypatch.setattr(entries, "_YOUNG", 0)
    register = register_of(tmp_path)
    for number in range(5):
        register.save(assessment(f"Number {number}"), None)
    told: list[tuple[int, int]] = []
    register.tell_reading(lambda done, total: told.append((done, total)))
    assert len(register.summaries()) == len(register.summaries()) == 5
    assert told == [(0, 5), (2, 5), (4, 5)]
