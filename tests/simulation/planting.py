"""A newer list and a newer method in the office's own folder, and what exactly they must flip."""

import json
from collections.abc import Iterator
from typing import Any

from dpia.desk.case import Case
from dpia.judgement.difference import STAGES
from tests.shipping import SHIPPED
from tests.simulation.office import Office

ROW, PEOPLE = "bg-35-4-99", 5_000
LIKELIHOOD, SEVERITY, WAS, NOW = 2, 3, "medium", "high"
"""The cell of the matrix that changes."""
FILES = {"authorities/bg", "methods/four-by-four"}

Place = tuple[str, str, str]
"""What flips: a row by its id, or a risk by its id and stage."""


def plant(office: Office) -> None:
    """Put both files into the office's own folder, and let the authors begin with them."""
    authority, method = (json.loads((SHIPPED / f"{key}.json").read_text("utf-8")) for key in _KEYS)
    (binding,) = [found for found in authority["lists"] if found["article"] == "35(4)"]
    added = {**binding["rows"][0], "id": ROW, "title": "Anything with many people"}
    added["when"] = {"screening.people": {"minimum": PEOPLE}}
    added.pop("parts", None)
    binding["rows"].append(added)
    assert method["matrix"][SEVERITY - 1][LIKELIHOOD - 1] == WAS
    method["matrix"][SEVERITY - 1][LIKELIHOOD - 1] = NOW
    for key, document in zip(_KEYS, (authority, method), strict=True):
        path = office.own / f"{key}.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    office.renewed = True
    office.sit_down()


_KEYS = sorted(FILES)


def files_of(case: Case) -> set[str]:
    """Return which of the two files an assessment is judged by."""
    return FILES & set(case.document["judged_by"])


def flips(case: Case) -> set[Place]:
    """Return what the newer files flip in an assessment that is judged by the older ones."""
    return {*_row(case), *_risks(case)}


def _row(case: Case) -> Iterator[Place]:
    people = case.document["answers"].get("screening", {}).get("people")
    if "authorities/bg" in files_of(case) and people is not None and people >= PEOPLE:
        yield "row", ROW, ""


def _risks(case: Case) -> Iterator[Place]:
    if case.document["method"] != "four-by-four":
        return
    for risk in case.verdict["risks"]:
        for stage in STAGES:
            at = risk[stage]
            if (at["likelihood"], at["severity"], at["level"]) == (LIKELIHOOD, SEVERITY, WAS):
                yield "risk", risk["id"], stage


def moved(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> set[Place]:
    """Return which rows and risks two tellings of a difference do not have in common."""
    was, now = (
        {(e["part"], e["id"], e.get("stage", "")): (e["before"], e["after"]) for e in told
         if e["part"] in ("row", "risk")}
        for told in (before, after)
    )  # fmt: skip
    return {place for place in {*was, *now} if was.get(place) != now.get(place)}
