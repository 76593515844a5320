"""Where the risks of a register stand: from the summaries, else judged now."""

import json
from pathlib import Path

import pytest

from dpia.desk.desk import Desk
from dpia.desk.risk_map import RiskMaps, titles
from dpia.errors import DpiaError

from .conftest import desk_on


class Stopped(DpiaError):
    """Somebody gave up waiting."""


def rated(desk: Desk, title: str, method: str = "four-by-four") -> str:
    case = desk.create(title, method=method)
    risk = case.add_risk(title=f"Risk of {title}")
    case.change_risk(risk, likelihood=2, severity=3)
    return case.id


def forget(desk: Desk, ident: str) -> None:
    """Write an assessment as an older dpia did."""
    path = desk.register.file(ident)
    tables = json.loads(path.read_text(encoding="utf-8"))
    del tables["assessment"]["1"]["summary"]["risks"]
    path.write_text(json.dumps(tables), encoding="utf-8")


def test_old_assessments_are_judged_once_and_come_to_the_same(tmp_path: Path) -> None:
    desk = desk_on(tmp_path)
    known, old = rated(desk, "Known"), rated(desk, "Old")
    maps = RiskMaps()
    before = maps.gather(desk, desk.summaries())
    forget(desk, old)
    seen: list[tuple[int, int]] = []
    after = maps.gather(desk, desk.summaries(), lambda done, all: seen.append((done, all)))
    assert after == before and seen == [(0, 1)]
    assert maps.gather(desk, desk.summaries()) == before
    (found,), _problems = after
    assert set(found.stages["today"].cells[3, 2]) == {f"{known}/r1", f"{old}/r1"}
    assert titles(desk, old) == {"r1": "Risk of Old"}


def test_only_what_is_picked_is_counted_and_damage_is_told(tmp_path: Path) -> None:
    desk = desk_on(tmp_path)
    rated(desk, "Four")
    rated(desk, "Three", "ico")
    broken = desk.register.file(rated(desk, "Broken"))
    broken.write_text("{", encoding="utf-8")
    maps, problems = RiskMaps().gather(desk, desk.summaries())
    assert sorted(one.method["id"] for one in maps) == ["four-by-four", "ico"]
    assert len(problems) == 1 and str(broken) in problems[0]
    picked = [row for row in desk.summaries() if row["title"] == "Three"]
    assert [one.method["id"] for one in RiskMaps().gather(desk, picked)[0]] == ["ico"]


def test_giving_up_ends_it(tmp_path: Path) -> None:
    desk = desk_on(tmp_path)
    forget(desk, rated(desk, "Old"))

    def stop(_done: int, _all: int) -> None:
        raise Stopped("Stop.")

    with pytest.raises(Stopped):
        RiskMaps().gather(desk, desk.summaries(), stop)
