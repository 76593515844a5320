"""Backups that make themselves: when one is due, which stay, and what is said when none is made."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dpia.desk.backing_up import back_up_when_due, notice
from dpia.errors import Invalid, NotFound
from dpia.register.restore import restore
from dpia.register.rotation import Rule, rule, surplus
from tests.register.samples import assessment, register_of

START = datetime(2026, 1, 1, 9, 30, tzinfo=UTC)


def test_a_year_of_days_leaves_days_weeks_and_months() -> None:
    there: set[datetime] = set()
    for day in range(400):
        there.add(START + timedelta(days=day))
        there -= surplus(there, rule("7d 4w 12m"))
    kept = sorted(there, reverse=True)
    assert kept[:7] == [START + timedelta(days=day) for day in range(399, 392, -1)]
    assert len({at.isocalendar()[:2] for at in kept}) >= 4
    assert len({(at.year, at.month) for at in kept}) == 12
    assert len(kept) <= 7 + 4 + 12


def test_after_a_long_pause_nothing_old_is_lost() -> None:
    old = [START + timedelta(days=day) for day in range(3)]
    late = START + timedelta(days=900)
    assert surplus([*old, late], rule("7d")) == set()
    assert surplus([*old, late], rule("2d")) == set(old[:2])


def test_a_rule_that_is_none_is_refused() -> None:
    assert rule("") == rule("7d 4w 12m") == Rule(7, 4, 12)
    assert rule("30d") == Rule(30, 0, 0)
    for text in ("0d", "7", "d", "7d 4", "-1d", "7d4w", "1000d", "7d 4w 12m 1y"):
        with pytest.raises(Invalid, match="which backups stay"):
            rule(text)


def test_one_is_made_a_day_and_others_files_stay(tmp_path: Path) -> None:
    register = register_of(tmp_path / "register", assessment())
    folder = tmp_path / "backups"
    settings = {"folder": str(folder), "keep": "2d"}
    with pytest.raises(NotFound, match="not there"):
        back_up_when_due(register.path, settings, START)
    assert not folder.exists()
    folder.mkdir()
    strangers = ["holiday.zip", "dpia-00000000-20200101-000000.zip", "register-1.zip"]
    for name in strangers:
        (folder / name).write_bytes(b"mine")
    made = [
        back_up_when_due(register.path, settings, START + timedelta(hours=hours))
        for hours in (0, 1, 23, 25, 49, 73)
    ]
    assert [bool(one) for one in made] == [True, False, False, True, True, True]
    names = sorted(path.name for path in folder.iterdir() if path.name not in strangers)
    assert [name[-19:] for name in names] == ["20260103-103000.zip", "20260104-103000.zip"]
    assert sum(path.name in strangers for path in folder.iterdir()) == 3
    assert restore(folder / names[0], tmp_path / "back").flaws == []
    assert back_up_when_due(register.path, {}, START) is None


def test_what_prevents_it_is_a_notice_and_no_failure(tmp_path: Path) -> None:
    register = register_of(tmp_path / "register", assessment())
    settings = {"folder": str(tmp_path / "gone")}
    assert "is not there" in notice(register.path, settings)
    (tmp_path / "gone").mkdir()
    assert notice(register.path, {**settings, "keep": "often"}).startswith("No backup was made.")
    assert notice(register.path, settings) == ""
    assert len(list((tmp_path / "gone").iterdir())) == 1
    inside = {"folder": str(register.path / "history")}
    assert "lies in the register" in notice(register.path, inside)
    (register.path / "register.json").unlink()
    assert "No backup was made." in notice(register.path, settings)
