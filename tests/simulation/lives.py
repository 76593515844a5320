"""The lives an assessment can have: each yields the days until somebody takes it up again."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.simulation import acts
from tests.simulation.office import Known, Office

Life = Iterator[int]
SOUND: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "judgement" / "findings" / "sound.json").read_text("utf-8")
)
"""An assessment that can be approved: the worked examples leave too much open for that."""


def kept_up(office: Office, raw: dict[str, Any]) -> Life:
    """Approved, put in force, reviewed after a year and put in force again."""
    known = acts.begin(office, {**SOUND, "title": f"{SOUND['title']} and {raw['title']}"})
    yield from _until_in_force(office, known)
    yield office.rng.randint(300, 370)
    later = acts.revise(office, known)
    yield 20
    acts.note(office, later)
    acts.look_again(office, later)
    acts.advise(office, later)
    acts.take_views(office, later)
    yield from _until_in_force(office, later)
    acts.sign(office, later)
    yield 200
    acts.retire(office, later)


def _until_in_force(office: Office, known: Known) -> Life:
    while any(status == "planned" for status, _due in known.measures.values()):
        acts.implement(office, known)
    acts.confirm(office, known)
    yield 10
    acts.decide(office, known, "approved")
    yield 10
    acts.go_live(office, known)


def opened_again(office: Office, raw: dict[str, Any]) -> Life:
    """Decided, reopened with a slip, decided again, put away and brought back."""
    known = acts.begin(office, raw)
    yield from _worked_on(office, known, 3)
    acts.plan(office, known)
    yield 40
    acts.slip(office, known)
    acts.decide(office, known, "conditionally-approved", "consultation")
    yield 150
    acts.reopen(office, known)
    acts.implement(office, known)
    yield 30
    acts.decide(office, known, "conditionally-approved", "consultation")
    acts.review_on(office, known)
    yield 20
    acts.archive(office, known)
    yield 60
    acts.bring_back(office, known)


def ended(office: Office, raw: dict[str, Any]) -> Life:
    """Advised on, decided, retired and put away."""
    known = acts.begin(office, raw)
    yield from _worked_on(office, known, 4)
    acts.advise(office, known)
    yield 15
    acts.decide(office, known, "consultation")
    acts.sign(office, known)
    yield 100
    acts.retire(office, known)
    yield 300
    acts.archive(office, known)


def unfinished(office: Office, raw: dict[str, Any]) -> Life:
    """A draft that two people go on writing at, until it is judged by the newest files."""
    known = acts.begin(office, raw)
    acts.plan(office, known)
    acts.change_mind(office, known)
    yield 30
    acts.rows(office, known)
    acts.at_once(office, known)
    yield 30
    acts.rate(office, known)
    yield office.rng.choice((300, 500))
    acts.rejudge(office, known)
    yield 30
    acts.slip(office, known)


def revised_twice(office: Office, raw: dict[str, Any]) -> Life:
    """Decided, and revised twice without a change; the last version stays a draft."""
    known = acts.begin(office, raw)
    yield from _worked_on(office, known, 2)
    acts.decide(office, known, "consultation")
    for pause in (200, 250):
        yield pause
        known = acts.revise(office, known)
        yield 20
        if pause == 200:
            acts.decide(office, known)


def _worked_on(office: Office, known: Known, times: int) -> Life:
    for _time in range(times):
        acts.write(office, known)
        yield office.rng.randint(1, 40)


LIVES: tuple[Callable[[Office, dict[str, Any]], Life], ...] = (
    *(kept_up, opened_again, ended, unfinished, revised_twice),
)
