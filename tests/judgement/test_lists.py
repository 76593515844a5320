"""Every row of every list, by at least one processing that it catches and its printed limits."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dpia.judgement.lists import Consulted, consult_lists
from dpia.judgement.verdict import set_up
from tests.books import book, library

FOLDER = Path(__file__).parent / "lists"
FILES = library().files()
TODAY = date(2026, 11, 22)
TRIALS = [
    (path.stem, trial)
    for path in sorted(FOLDER.glob("*.json"))
    for trial in json.loads(path.read_text(encoding="utf-8"))
]


def consulted(state: str, trial: dict[str, Any]) -> Consulted:
    """Consult the lists of a state alone: the rest of a verdict would only take its time."""
    answers = trial["answers"]
    part = {"part": "controller", **answers.get("screening", {})}
    document = {"authority": state, "answers": {**answers, "screening": part}}
    bench, _risks = set_up(document, book(state, pathway="screening-only"), TODAY)
    return consult_lists(bench, bench.rulebook.authorities[state])


@pytest.mark.parametrize(("state", "trial"), TRIALS, ids=[f"{s}: {t['about']}" for s, t in TRIALS])
def test_trial(state: str, trial: dict[str, Any]) -> None:
    lead = consulted(state, trial).to_json("lead")
    hits = {hit["row"]: hit["decides"] for hit in (*lead["hits"], *lead["exemptions"])}
    for row in trial.get("hits", ()):
        assert row in hits
    for row in trial.get("decides", ()):
        assert hits.get(row) is True
    for row in trial.get("not", ()):
        assert row not in hits
        assert row not in lead["undetermined"]
    for row in trial.get("not_deciding", ()):
        assert not hits.get(row)


def test_every_row_of_every_list_has_a_processing_that_it_decides() -> None:
    rows = {
        row["id"]
        for key, document in FILES.items()
        if key.startswith("authorities/")
        for entry in document["lists"]
        for row in entry["rows"]
        if "valid_to" not in entry
    }
    tried = {row for _state, trial in TRIALS for row in trial.get("decides", ())}
    assert rows - tried == set()
