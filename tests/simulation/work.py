"""Three years of work: assessments begin by and by, and each has one of the lives there are."""

import heapq
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dpia.desk.examples import draft
from dpia.desk.intake import assessment_in
from dpia.register import history
from tests.simulation.lives import LIVES, Life
from tests.simulation.office import START, Office
from tests.simulation.planting import plant

DAYS = 3 * 365
RENEWED = START + timedelta(days=400)
"""The day on which the newer list and method come."""


def simulated(folder: Path, assessments: int, seed: int) -> Office:
    """Return an office after three years in which so many assessments were begun.

    The same seed gives the same work, but for the ids. Histories are sealed early, so that long
    ones are met as well.
    """
    with patch.multiple(history, KEEP_OPEN=12, LEAVE=6):
        return _worked(Office(folder, seed), assessments)


def _worked(office: Office, assessments: int) -> Office:
    waiting = list(_lives(office, assessments))
    heapq.heapify(waiting)
    end = START + timedelta(days=DAYS)
    while waiting and waiting[0][0] <= end:
        day, number, life = heapq.heappop(waiting)
        if day >= RENEWED and not office.renewed:
            plant(office)
        office.clock.go_to(day)
        pause = next(life, None)
        if pause is not None:
            heapq.heappush(waiting, (day + timedelta(days=pause), number, life))
    office.clock.go_to(end)
    return office


def _lives(office: Office, assessments: int) -> Iterator[tuple[date, int, Life]]:
    """Yield the lives of assessments with the days they begin on, spread over two years."""
    raws = _raws(office, 1 + assessments // 3)
    for number in range(assessments):
        day = START + timedelta(days=number * 730 // assessments)
        yield day, number, LIVES[number % len(LIVES)](office, office.rng.choice(raws))


def _raws(office: Office, most: int) -> list[dict[str, Any]]:
    """Return some of the worked examples of a whole pathway, as drafts."""
    found = [draft(assessment_in(e)) for e in office.desks[0].library.examples().values()]
    whole = [raw for raw in found if raw["pathway"] == "edpb-2026"]
    return office.rng.sample(whole, min(most, len(whole)))
