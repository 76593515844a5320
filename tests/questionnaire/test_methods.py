"""Every shipped method: complete, monotone, defined, and cautious where harm cannot be undone."""

import json
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2] / "questionnaires" / "methods"
METHODS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(ROOT.glob("*.json"))}
CELLS = {
    "four-by-four": ["LLLM", "LLMM", "MMHH", "MHHH"],
    "ico": ["LLL", "LMH", "LHH"],
    "dsk": ["LLMM", "LMMM", "MMHH", "MHHH"],
    "aepd": ["LLMM", "LMMH", "MMHV", "MHVV"],
    "rijksdienst": ["LLL", "LMH", "LHH"],
    "enisa-security": ["LLM", "MMH", "HHH", "HHH"],
    "five-by-five": ["LLLLM", "LLMMM", "LMMHH", "MMHHV", "MHHVV"],
}
"""Each matrix as it is meant to be: severity from the lowest, likelihood from left to right."""
CONFIDENCE = {
    **dict.fromkeys(["four-by-four", "dsk", "aepd"], "reconstructed"),
    **dict.fromkeys(["rijksdienst", "enisa-security"], "official"),
    **{"ico": "from-knowledge", "five-by-five": "own-default"},
}
Json = dict[str, Any]


@pytest.fixture(params=METHODS)
def method(request: pytest.FixtureRequest) -> Json:
    found: Json = METHODS[request.param]
    return found


def ranks(method: Json) -> list[list[int]]:
    rank = {level["id"]: level["rank"] for level in method["levels"]}
    return [[rank[name] for name in row] for row in method["matrix"]]


def flag(method: Json, then: str, **values: Any) -> list[Json]:
    """Return the flags of a kind whose bounds and words `values` meet."""

    def meets(wanted: Any, value: Any) -> bool:
        if isinstance(wanted, dict):
            low, high = wanted.get("minimum", 1), wanted.get("maximum", 99)
            return isinstance(value, int) and low <= value <= high
        return bool(wanted == value)

    return [
        one
        for one in method["flags"]
        if one["then"] == then and all(meets(w, values.get(k)) for k, w in one["when"].items())
    ]


def test_every_method_is_looked_at() -> None:
    assert set(METHODS) == set(CELLS) == set(CONFIDENCE)


def test_the_cells_are_those_of_the_table(method: Json) -> None:
    letters = {"low": "L", "medium": "M", "high": "H", "very-high": "V"}
    found = ["".join(letters[name] for name in row) for row in method["matrix"]]
    assert found == CELLS[method["id"]]


def test_the_matrix_is_complete_and_only_rises(method: Json) -> None:
    found = ranks(method)
    assert len(found) == len(method["severity"])
    assert {len(row) for row in found} == {len(method["likelihood"])}
    for rows in (found, list(zip(*found, strict=True))):
        assert all(lower <= higher for row in rows for lower, higher in pairwise(row))


def test_every_step_and_level_is_defined_in_words_of_its_own(method: Json) -> None:
    for part in ("likelihood", "severity", "levels"):
        told = [entry["definition"] for entry in method[part]]
        assert all(len(words.split()) >= 4 and words.endswith(".") for words in told)
        assert len(set(told)) == len(told)
        assert len({entry["letter"] for entry in method[part]}) == len(told)


def test_consultation_begins_at_a_level_of_the_matrix(method: Json) -> None:
    levels = sorted(method["levels"], key=lambda level: level["rank"])
    consult = [level["consult"] for level in levels]
    assert consult == sorted(consult) and not consult[0] and consult[-1]
    assert all(level["acceptable"] is not level["consult"] for level in levels)
    assert {level["id"] for level in levels} == {name for row in method["matrix"] for name in row}


def test_it_says_where_it_comes_from_and_how_sure_that_is(method: Json) -> None:
    assert method["confidence"] == CONFIDENCE[method["id"]]
    assert method["source"] and method["note"] and method["aggregation"]
    if method["confidence"] == "reconstructed":
        assert "reconstruction" in method["note"]


def test_what_seems_obvious_is_high(method: Json) -> None:
    consult = {level["id"] for level in method["levels"] if level["consult"]}
    for likelihood, severity in product(method["likelihood"], method["severity"]):
        values = {"likelihood": likelihood["level"], "severity": severity["level"]}
        held = flag(method, "raise-to", obvious="yes", **values)
        assert any(one["level"] in consult for one in held)


def test_the_gravest_harm_is_high_or_takes_a_reason(method: Json) -> None:
    consult = {level["id"] for level in method["levels"] if level["consult"]}
    top = len(method["severity"])
    for likelihood, name in enumerate(method["matrix"][-1], 1):
        values = {"likelihood": likelihood, "severity": top}
        raised = {one["level"] for one in flag(method, "raise-to", **values)}
        if not consult & {name, *raised}:
            assert likelihood == 1 and flag(method, "needs-reason", **values)


def test_small_harm_to_very_many_takes_a_word(method: Json) -> None:
    likely = len(method["likelihood"])
    held = flag(method, "needs-confirmation", widespread="yes", likelihood=likely, severity=1)
    assert held and not flag(method, "needs-confirmation", likelihood=likely, severity=1)
    assert not flag(method, "needs-confirmation", widespread="yes", likelihood=1, severity=1)


def test_the_border_cells_of_the_german_paper_take_reasons() -> None:
    border = {(cell["severity"], cell["likelihood"]) for cell in METHODS["dsk"]["cells"]}
    assert border == {(1, 3), (2, 4), (3, 1), (4, 2)}
    found = ranks(METHODS["dsk"])
    assert min(found[-1]) == 2 and min(row[-1] for row in found) == 2


def test_grave_and_rare_is_flagged_where_the_dutch_model_says_low() -> None:
    dutch = METHODS["rijksdienst"]
    assert dutch["matrix"][2][0] == "low"
    assert flag(dutch, "needs-reason", severity=3, likelihood=1)
