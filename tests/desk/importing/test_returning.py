"""Assessments that come back from a file, as plans that can be read before anything is written."""

from pathlib import Path

import pytest

from dpia.desk.carrying import streamed
from dpia.desk.desk import Desk
from dpia.desk.importing.planning import Plan, plans_for
from dpia.documents.incoming.source import Source
from dpia.errors import DpiaError
from tests.desk.conftest import desk_on


def data_of(desk: Desk) -> bytes:
    return b"".join(streamed(desk, None, print))


def planned(desk: Desk, data: bytes) -> list[Plan]:
    importer, plans = plans_for(desk, Source("all.jsonl", data))
    assert importer.id == "jsonl"
    return plans


def test_each_plan_puts_one_back_whole_and_in_any_order(desk: Desk, tmp_path: Path) -> None:
    first, second = desk.create("First"), desk.create("Second")
    (tmp_path / "plan.svg").write_bytes(b"<svg/>")
    second.attach(tmp_path / "plan.svg")
    there = desk_on(tmp_path / "there")
    one, two = planned(there, data_of(desk))
    assert there.summaries() == [] and "comes back as it was" in one.what
    assert two.carry_out().document == desk.open(second.id).document
    assert one.carry_out().id == first.id
    assert data_of(there) == data_of(desk)
    assert all("is here already" in plan.what for plan in planned(there, data_of(desk)))


def test_one_that_differs_says_so_before_anything_is_written(desk: Desk, tmp_path: Path) -> None:
    case = desk.create("First")
    there = desk_on(tmp_path / "there")
    data = data_of(desk)
    planned(there, data)[0].carry_out()
    there.open(case.id).rename(title="Mine")
    (plan,) = planned(there, data)
    assert "2026-0001 Mine" in plan.problem
    with pytest.raises(DpiaError):
        plan.carry_out()
    assert there.open(case.id).document["title"] == "Mine"


def test_an_altered_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.create("First")
    data = data_of(desk)
    there = desk_on(tmp_path / "there")
    (plan,) = planned(there, data.replace(b'"title":"Which', b'"title":"What', 1))
    with pytest.raises(DpiaError, match="something else"):
        plan.carry_out()
    with pytest.raises(DpiaError, match="ends too early"):
        planned(there, data[: data.rindex(b'{"end"')])
    assert there.summaries() == []
