"""JSON Lines: out of one register and into another, byte for byte and never over anything."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpia.desk.carrying import Returned, restored, streamed
from dpia.desk.desk import Desk
from dpia.errors import Conflict, Invalid
from dpia.register.history import KEEP_OPEN
from tests.desk.conftest import desk_on
from tests.long import long

SAID = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)
CHANGES = st.lists(st.tuples(st.sampled_from(["people", "note", "unit", "file", "undo"]), SAID))


def lines(desk: Desk, refs: list[str] | None = None) -> tuple[bytes, list[str]]:
    told: list[str] = []
    return b"".join(streamed(desk, refs, told.append)), told


def taken(desk: Desk, data: bytes, trial: Desk | None = None) -> list[Returned]:
    return list(restored(desk, io.BytesIO(data), "there.jsonl", trial))


def changed(desk: Desk, changes: list[tuple[str, str]], folder: Path) -> None:
    case = desk.create("Badges")
    for kind, said in changes:
        if kind == "people":
            case.answer("screening.people", len(said) + 1)
        elif kind == "note":
            case.mark("screening.people", note=said)
        elif kind == "unit":
            case.rename(unit=said)
        elif kind == "file":
            path = folder / "file.txt"
            path.write_text(said + ".", "utf-8")
            case.attach(path)
        elif len(case.document["events"]) > 1:
            try:
                case.undo()
            except Invalid:
                assert kind == "undo"  # nothing of one's own is left


@settings(max_examples=long(6, 12), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(CHANGES, max_size=3))
def test_out_and_back_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, cases: list[list[tuple[str, str]]]
) -> None:
    folder = tmp_path_factory.mktemp("there")
    here, there = desk_on(folder / "here"), desk_on(folder / "there")
    for changes in cases:
        changed(here, changes, folder)
    data, told = lines(here)
    assert told == []
    assert [one.fate for one in taken(there, data)] == ["added"] * len(cases)
    assert lines(there) == (data, [])
    for row in there.summaries():
        assert there.open(row["id"]).verdict == here.open(row["id"]).verdict
        assert there.register.verify(row["id"]) == []
    assert [one.fate for one in taken(there, data)] == ["there"] * len(cases)


def test_a_sealed_history_and_what_was_taken_off_go_along(desk: Desk, tmp_path: Path) -> None:
    case = desk.create("Long")
    (tmp_path / "plan.svg").write_bytes(b"<svg/>")
    case.detach(case.attach(tmp_path / "plan.svg"))
    for number in range(KEEP_OPEN):
        case.answer("screening.people", number + 1)
    assert case.document["sealed"]
    there = desk_on(tmp_path / "there")
    data, _told = lines(desk)
    taken(there, data)
    assert list(there.register.history(case.id)) == list(desk.register.history(case.id))
    kept = {path.name for path in (tmp_path / "there" / "attachments").iterdir()}
    assert kept == {path.name for path in (desk.register.path / "attachments").iterdir()}
    assert lines(there)[0] == data


def test_one_that_differs_is_refused_by_name_and_the_others_come_in(
    desk: Desk, tmp_path: Path
) -> None:
    first, second = desk.create("First"), desk.create("Second")
    there = desk_on(tmp_path / "there")
    taken(there, lines(desk, [first.id])[0])
    there.open(first.id).rename(title="Mine")
    before = there.register.load(first.id)
    found = taken(there, lines(desk)[0])
    assert [(one.id, one.fate) for one in found] == [(first.id, "refused"), (second.id, "added")]
    assert isinstance(found[0].problem, Conflict) and "2026-0001 Mine" in found[0].problem.message
    assert there.register.load(first.id) == before


def test_where_somebody_stopped_reading_is_no_difference(desk: Desk, tmp_path: Path) -> None:
    case = desk.create("First")
    there = desk_on(tmp_path / "there")
    data = lines(desk)[0]
    taken(there, data)
    there.open(case.id).remember({"section": "screening"})
    assert [one.fate for one in taken(there, data)] == ["there"]


def test_a_trial_leaves_the_register_alone(desk: Desk, tmp_path: Path) -> None:
    desk.create("First")
    there, trial = desk_on(tmp_path / "there"), desk_on(tmp_path / "trial")
    assert [one.fate for one in taken(there, lines(desk)[0], trial)] == ["added"]
    assert there.summaries() == [] and list((tmp_path / "there" / "frozen").iterdir()) == []


def test_what_is_damaged_is_told(desk: Desk, tmp_path: Path) -> None:
    case, whole = desk.create("First"), desk.create("Second")
    (tmp_path / "plan.svg").write_bytes(b"<svg/>")
    case.attach(tmp_path / "plan.svg")
    next((desk.register.path / "attachments").iterdir()).unlink()
    data, told = lines(desk)
    assert len(told) == 1 and "2026-0001 is not whole" in told[0] and "plan.svg" in told[0]
    found = taken(desk_on(tmp_path / "there"), data)
    assert [one.fate for one in found] == ["refused", "added"]
    desk.register.file(whole.id).write_text("{")
    _data, told = lines(desk)
    assert sorted(sentence[:8] for sentence in told) == ["2026-000", "Left out"]


Altered = Callable[[dict[str, Any]], object]


def altered(data: bytes, kind: str, alter: Altered) -> bytes:
    """Return the stream with every line of that kind altered."""
    found = [json.loads(line) for line in data.splitlines()]
    for line in found:
        if kind in line:
            alter(line)
    return b"".join(json.dumps(line).encode() + b"\n" for line in found)


@pytest.mark.parametrize(
    ("kind", "alter", "said"),
    [
        ("assessment", lambda line: line["assessment"].update(id="../../x"), "not the id"),
        ("assessment", lambda line: line["assessment"].update(title=7), "“title”"),
        ("assessment", lambda line: line["assessment"].update(risks=[{"id": 5}]), "“risks”"),
        (
            "assessment",
            lambda line: line["assessment"]["judged_by"].update({"topics/x": "0" * 64}),
            "is missing",
        ),
        (
            "assessment",
            lambda line: line["assessment"]["judged_by"].update(
                {"topics/screening": line["assessment"]["judged_by"]["pathways/edpb-2026"]}
            ),
            "cannot be read",
        ),
        (
            "assessment",
            lambda line: line["assessment"]["judged_by"].update(
                {"pathways/edpb-2026": line["assessment"]["judged_by"]["topics/screening"]}
            ),
            "has no “steps”",
        ),
        (
            "assessment",
            lambda line: line["assessment"]["events"][0].update(by="Somebody"),
            "was altered",
        ),
        ("assessment", lambda line: line.update(assessment=[]), "not an object"),
        ("assessment", lambda line: line["assessment"].pop("authority"), "authority"),
    ],
)
def test_an_altered_assessment_is_refused_alone(
    desk: Desk, tmp_path: Path, kind: str, alter: Altered, said: str
) -> None:
    desk.create("First")
    there = desk_on(tmp_path / "there")
    (found,) = taken(there, altered(lines(desk)[0], kind, alter))
    assert found.fate == "refused" and found.problem and said in found.problem.message
    assert there.summaries() == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ends too early"),
        (b'{"format":"dpia-stream/2"}\n', "newer"),
        (b'{"format":"dpia-stream/1"}\n', "ends too early"),
        (b'{"format":"dpia-stream/1"}\n{"end":{"assessments":2}}\n', "another number"),
        (b'{"format":"dpia-stream/1"}\n{"end":{"assessments":0}}\n{"x":1}\n', "follows the end"),
        (b'{"format":"dpia-stream/1"}\n' + b"[" * 5000 + b"\n", "levels deep"),
        (b'{"format":"dpia-stream/1"}\n{"a":1,"a":2}\n', "twice"),
        (b'{"format":"dpia-stream/1"}\n{"a":NaN}\n', "number"),
        (b'{"format":"dpia-stream/1"}\n\xff\n', "UTF-8"),
        (b'{"format":"dpia-stream/1"}\n7\n', "no JSON object"),
        (b'{"format":"dpia-stream/1"}\n{"frozen":"../../x","content":{}}\n', "not the name of"),
        (b'{"format":"dpia-stream/1"}\n{"attachment":"00","base64":"?"}\n', "damaged"),
        (
            b'{"format":"dpia-stream/1"}\n{"history":"00","of":"..","events":[]}\n',
            "not the name of",
        ),
        (b'{"format":"dpia-stream/1"}\n{"what":1}\n', "no line of such a file"),
        (b'{"format":"dpia-stream/1"}\n{"a":"' + b"x" * 20_000_100 + b'"}\n', "too long"),
    ],
)
def test_what_is_no_such_stream_is_refused_in_a_sentence(
    desk: Desk, data: bytes, said: str
) -> None:
    with pytest.raises(Invalid, match=said):
        taken(desk, data)
    assert desk.summaries() == []


def test_altered_questionnaires_and_files_are_noticed(desk: Desk, tmp_path: Path) -> None:
    case = desk.create("First")
    (tmp_path / "plan.svg").write_bytes(b"<svg/>")
    case.attach(tmp_path / "plan.svg")
    data = lines(desk)[0]
    for kind, inside in (("frozen", "content"), ("attachment", "base64")):
        other = altered(data, kind, lambda line, inside=inside: line.update({inside: "AAAA"}))  # type: ignore[misc]
        with pytest.raises(Invalid, match="something else"):
            taken(desk_on(tmp_path / kind), other)
