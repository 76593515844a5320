"""A small office over three years: everything holds, and each check can fail.

One test, because the work it rests on takes long enough to be done once.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from dpia.assessment import carrying
from dpia.assessment.document import basis_of
from dpia.desk import dues
from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.desk.recalling import Recalling
from dpia.judgement import versions
from dpia.register import Register
from tests.long import long
from tests.simulation import checking, planting
from tests.simulation.checking import CHECKS
from tests.simulation.office import Office
from tests.simulation.work import simulated

HAPPENED = {
    *("decided", "put in force", "revised", "superseded", "reopened", "retired", "archived"),
    *("brought-back", "rejudged", "signed", "advised", "undone", "redone", "row-removed"),
    *("a measure slipped", "a measure was put in place", "refused at the same place"),
}


def judged_by_the_newest(desk: Desk, document: Mapping[str, Any]) -> Any:
    return desk.books.on(basis_of(document))


def losing_the_latest(register: Register, ident: str) -> Any:
    return list(register.events(register.load(ident).document))[:-1]


def knowing_the_first(case: Case, path: str) -> Any:
    found = told(case, path)
    found.entries[-1].said.__dict__["value"] = "something else"
    return found


told = Recalling.past

BREAKS: dict[Callable[[Office], Any], tuple[Any, str, Any]] = {
    checking.old_verdicts_stand: (Desk, "rulebook", judged_by_the_newest),
    checking.history_is_whole: (Register, "history", losing_the_latest),
    checking.past_is_told_to_the_end: (Recalling, "past", knowing_the_first),
    checking.comparison_is_symmetric: (versions, "_turned", lambda found: found),
    checking.carrying_twice_is_carrying_once: (carrying, "_ancestor", lambda *_asked: None),
    checking.rejudging_finds_what_was_planted: (planting, "PEOPLE", 1_000_000),
    checking.due_is_what_waits: (dues, "ENDED", ()),
}
"""A fault of the program (or in what was planted) for each check."""


def test_a_register_lives_well_over_years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = simulated(tmp_path, long(8, 10), seed=16)
    assert {what for what in HAPPENED if not office.done[what]} == set()
    assert any(case.document["sealed"] for case in office.cases.values())
    older = [office.cases[known.id] for known in office.known.values() if known.by_old]
    assert {place[0] for case in older for place in planting.flips(case)} == {"row", "risk"}
    for check in CHECKS:
        lines = list(check(office))
        assert len(lines) > 10 and not "".join(lines), f"{check.__name__}: {'; '.join(lines)}"
    for check in CHECKS:
        with monkeypatch.context() as broken:
            broken.setattr(*BREAKS[check])
            assert any(check(office)), f"{check.__name__} sees no fault"
