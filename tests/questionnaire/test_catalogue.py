"""The shipped methods and catalogue hang together: matrices, references, conditions."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from dpia.judgement.method import read
from dpia.questionnaire import condition as c
from dpia.questionnaire.condition import parse
from tests.books import book, library

FILES = library().files()
BOOK = book("bg")
METHODS = {key: doc for key, doc in FILES.items() if key.startswith("methods/")}
CONFIDENCES = {
    "official",
    "official-translation",
    "from-knowledge",
    "secondary",
    "reconstructed",
    "own-default",
}
EFFECTS = range(3)

CASE_PATHS = {
    "case.created",
    "case.completed",
    "case.review_due",
    "case.decision",
    "case.decided_by",
    "case.conditions",
    "case.dpo_advice",
    "case.dpo_text",
    "case.dpo_decides",
    "case.dpo_owns",
    "case.dpo_departure",
    "case.views",
    "case.authority",
    "case.authorities",
    "case.as_of",
    "case.risks",
    "case.measures",
}
ROWS = {
    "case.risks": {"id", "title", "track", "event", "confirmed", "obvious", "widespread"}
    | {"proposed"}
    | {f"{s}_{v}" for s in ("inherent", "today", "target") for v in ("likelihood", "severity")}
    | {
        "inherent_level",
        "today_level",
        "target_level",
        "consult",
        "consulted",
        "today_high",
        "treated",
        "untreated",
    },
    "case.measures": {"id", "role", "status", "owner", "due", "overdue", "serves", "proposed"},
}


def entries(kind: str) -> dict[str, Mapping[str, Any]]:
    return {entry["id"]: entry for entry in FILES[f"catalogue/{kind}"]["entries"]}


SCENARIOS, MEASURES, FINDINGS = entries("scenarios"), entries("measures"), entries("findings")


@pytest.mark.parametrize("key", METHODS)
def test_a_matrix_is_complete_and_monotone(key: str) -> None:
    method = read(METHODS[key])
    rows = [[level.rank for level in row] for row in method.matrix]
    assert len(rows) == method.sizes["severity"]
    assert {len(row) for row in rows} == {method.sizes["likelihood"]}
    for row in [*rows, *(list(column) for column in zip(*rows, strict=True))]:
        assert row == sorted(row)


# How the cells of each matrix came about.
READ = {
    "aepd": "reconstructed",
    "dsk": "reconstructed",
    "enisa-security": "official",
    "five-by-five": "own-default",
    "four-by-four": "reconstructed",
    "ico": "from-knowledge",
    "rijksdienst": "official",
}


@pytest.mark.parametrize("key", METHODS)
def test_a_method_explains_itself(key: str) -> None:
    document, method = METHODS[key], read(METHODS[key])
    assert key.endswith("/" + document["id"])
    assert document["source"] and document["note"] and document["valid_from"]
    assert document["confidence"] == READ[document["id"]]
    for axis in ("likelihood", "severity"):
        scale = document[axis]
        assert [step["level"] for step in scale] == list(range(1, len(scale) + 1))
        assert all(step["definition"] and step["title"] for step in scale)
        assert len({step["letter"] for step in scale}) == len(scale)
    assert len({level["letter"] for level in document["levels"]}) == len(document["levels"])
    assert [level.rank for level in method.levels.values()] == sorted(
        {level.rank for level in method.levels.values()}
    )


@pytest.mark.parametrize("key", METHODS)
def test_what_goes_to_the_authority_is_the_top_and_never_acceptable(key: str) -> None:
    levels = sorted(read(METHODS[key]).levels.values(), key=lambda level: level.rank)
    consulted = [level.consult for level in levels]
    assert consulted == sorted(consulted) and consulted[-1]
    assert all(level.consult != level.acceptable for level in levels)


@pytest.mark.parametrize("key", METHODS)
def test_flags_only_raise_and_only_look_at_the_risk(key: str) -> None:
    for flag in read(METHODS[key]).flags:
        assert flag.then in ("raise-to", "needs-reason", "needs-confirmation")
        assert flag.because and flag.law
        paths = {part.path for part in c.walk(flag.when) if isinstance(part, c.Atom)}
        assert paths and paths <= {"severity", "likelihood", "obvious", "widespread"}


def test_harm_people_may_not_get_over_is_never_low() -> None:
    method = read(METHODS["methods/four-by-four"])
    assert [method.cell(4, likelihood).id for likelihood in (1, 2, 3, 4)] == [
        "medium", "high", "high", "high"
    ]  # fmt: skip
    assert {flag.id for flag in method.flags} == {"F1", "F2", "F3", "F4"}
    assert (4, 1) in method.reasons


@pytest.mark.parametrize("kind", ["scenarios", "measures", "findings"])
def test_ids_are_unique(kind: str) -> None:
    listed = FILES[f"catalogue/{kind}"]["entries"]
    assert not [name for name, n in Counter(entry["id"] for entry in listed).items() if n > 1]


def test_the_catalogue_is_worth_opening() -> None:
    assert len(SCENARIOS) >= 24 and len(MEASURES) >= 45
    assert {entry["track"] for entry in SCENARIOS.values()} == {"design", "event"}
    assert {entry["kind"] for entry in MEASURES.values()} == {
        "technical", "organisational", "legal"
    }  # fmt: skip


def test_scenarios_and_measures_point_at_each_other() -> None:
    forth = {(name, measure) for name, s in SCENARIOS.items() for measure in s["measures"]}
    back = {(scenario, name) for name, m in MEASURES.items() for scenario in m["scenarios"]}
    assert forth == back
    assert all(len(entry["measures"]) >= 2 for entry in SCENARIOS.values())


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_is_told_whole(name: str) -> None:
    entry = SCENARIOS[name]
    for part in ("title", "description", "because", "sources", "impacts", "rights", "law"):
        assert entry[part], part
    harms = {harm["id"] for harm in FILES["catalogue/scenarios"]["harms"]}
    assert entry["harms"] and set(entry["harms"]) <= harms
    if entry["track"] == "event":
        assert entry["event"] in ("access", "change", "loss")
    else:
        assert entry["event"] is None


def test_the_three_events_are_proposed_for_every_processing() -> None:
    always = [entry for entry in SCENARIOS.values() if entry["when"] == {"fact": "in_scope"}]
    assert [entry["event"] for entry in always] == ["access", "change", "loss"]


def test_effects_are_cautious() -> None:
    steps = [tuple(entry["effect"].values()) for entry in MEASURES.values()]
    assert all(set(entry["effect"]) == {"likelihood", "severity"} for entry in MEASURES.values())
    assert all(likelihood in EFFECTS and severity in (0, 1) for likelihood, severity in steps)
    assert sum(step == (1, 0) for step in steps) > len(steps) / 2
    assert sum(2 in step for step in steps) <= 5


def test_what_is_owed_anyway_lowers_nothing() -> None:
    owed = ("processor-contract", "valid-transfer-instrument", "legal-basis-review")
    assert all(MEASURES[name]["effect"] == {"likelihood": 0, "severity": 0} for name in owed)


@pytest.mark.parametrize("name", FINDINGS)
def test_a_finding_has_weight_law_and_confidence(name: str) -> None:
    entry = FINDINGS[name]
    assert entry["weight"] in ("blocking", "serious", "note")
    assert entry["title"] and entry["because"].endswith(".") and entry["law"]
    assert entry["confidence"] in CONFIDENCES
    assert entry.get("part", "lawfulness") == "lawfulness"


def conditions() -> Iterator[tuple[str, c.Condition]]:
    for kind, found in (("scenario", SCENARIOS), ("finding", FINDINGS)):
        for name, entry in found.items():
            yield f"{kind} {name}", parse(entry["when"])


@pytest.mark.parametrize(("name", "condition"), list(conditions()))
def test_conditions_use_what_exists(name: str, condition: c.Condition) -> None:
    assert not list(_strangers(condition, group="")), name


def _strangers(condition: c.Condition, group: str) -> Iterator[str]:
    """Yield every name in a condition that leads nowhere; `group` is the table it looks into."""
    match condition:
        case c.Group():
            for part in condition.parts:
                yield from _strangers(part, group)
        case c.Over():
            yield from _strange_path(condition.group, "")
            if condition.where is not None:
                yield from _strangers(condition.where, condition.group)
        case c.Named():
            if condition.kind != "fact" or condition.name not in BOOK.facts:
                yield condition.name
        case c.Atom():
            yield from _strange_path(condition.path, group)
            yield from _strange_values(condition, group)
        case c.Answered():
            yield from _strange_path(condition.path, group)
        case c.Compare():
            for side in (condition.left, condition.right):
                yield from _strange_path(side.path, group)
        case _:
            yield type(condition).__name__


def _strange_path(path: str, group: str) -> Iterator[str]:
    if "." not in path:
        known = path in (ROWS.get(group) or {col.id for col in BOOK.question(group).columns})
    else:
        known = path in CASE_PATHS or (not path.startswith("case.") and bool(BOOK.question(path)))
    if not known:
        yield path


def _strange_values(atom: c.Atom, group: str) -> Iterator[str]:
    if atom.path.startswith("case.") or group.startswith("case."):
        return
    question = BOOK.question(atom.path if "." in atom.path else f"{group}/{atom.path}")
    choices = {choice.value for choice in question.choices}
    yield from (f"{atom.path}={value}" for value in atom.values if value not in choices)


def test_a_finding_is_raised_in_one_place_only() -> None:
    elsewhere = [rule.raises.get("finding") for t in BOOK.topics.values() for rule in t.rules]
    assert not set(FINDINGS) & set(elsewhere)
