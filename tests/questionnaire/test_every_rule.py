"""Every rule that ships says where it stands, since when, and how sure we are of it: none without.

Counted from the files themselves, apart from the linter, so that neither covers for the other.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from dpia.desk.library import Library

FILES = Library().files()
CONFIDENCES = Library().schema("parts")["$defs"]["confidence"]["enum"]
Rule = tuple[str, Any, Any, Any]


def told(where: str, rule: Mapping[str, Any], *owners: Mapping[str, Any]) -> Rule:
    """Return where a rule stands with its source, day and confidence, own or its owner's."""

    def first(*names: str) -> Any:
        holders = (rule, *owners)
        return next((h[name] for h in holders for name in names if h.get(name)), None)

    source = first("law", "x-law", "source", "x-source")
    day = first("valid_from", "x-valid-from")
    return where, source, day, first("confidence", "x-confidence")


def of_topic(key: str, topic: Mapping[str, Any]) -> Iterator[Rule]:
    for name, fact in topic.get("x-facts", {}).items():
        yield told(f"{key} fact {name}", fact, {"valid_from": topic["x-valid-from"]})
    for rule in topic.get("x-rules", ()):
        yield told(f"{key} rule {rule['id']}", rule, {"valid_from": topic["x-valid-from"]})
    criteria = {entry["id"]: entry for entry in FILES["law/criteria"]["criteria"]}
    for name, question in topic["properties"].items():
        holder = question if "oneOf" in question else question.get("items", {})
        for choice in holder.get("oneOf", ()):
            for criterion in choice.get("x-criteria", ()):
                where = f"{key} choice {name}={choice['const']}"
                yield told(where, criteria[criterion], FILES["law/criteria"])


def of_authority(key: str, authority: Mapping[str, Any]) -> Iterator[Rule]:
    since = {"valid_from": authority["valid_from"]}
    for name, fact in authority.get("facts", {}).items():
        yield told(f"{key} fact {name}", fact, since)
    for name, values in authority.get("data", {}).items():
        for value in values:
            yield told(f"{key} datum {name} {value['valid_from']}", value)
    for entry in authority["lists"]:
        for row in entry["rows"]:
            yield told(f"{key} row {row['id']}", row, entry)
    for part in ("36_5", "practice"):
        for duty in authority.get("consultation", {}).get(part, ()):
            yield told(f"{key} {part} {duty['id']}", duty, since)
    for hint in authority.get("hints", ()):
        yield told(f"{key} hint {hint['id']}", hint, since)


def of_law(key: str, law: Mapping[str, Any]) -> Iterator[Rule]:
    for part in ("criteria", "triggers", "rows", "deadlines", "package"):
        for entry in law.get(part, ()):
            yield told(f"{key} {part} {entry['id']}", entry, law)
    for name, test in law.get("tests", {}).items():
        yield told(f"{key} test {name}", test, law)


def of_findings(key: str, catalogue: Mapping[str, Any]) -> Iterator[Rule]:
    for entry in catalogue["entries"] if catalogue["kind"] == "findings" else ():
        yield told(f"{key} {entry['id']}", entry, {"valid_from": catalogue["valid_from"]})


def of_method(key: str, method: Mapping[str, Any]) -> Iterator[Rule]:
    yield told(key, method)
    for flag in method.get("flags", ()):
        yield told(f"{key} flag {flag['id']}", flag, method)


READERS = {
    "topics": of_topic,
    "authorities": of_authority,
    "law": of_law,
    "catalogue": of_findings,
    "methods": of_method,
}
RULES = [
    rule
    for key, document in FILES.items()
    for rule in READERS.get(key.partition("/")[0], lambda *_: iter(()))(key, document)
]


def test_the_count_is_of_all_kinds_of_rules() -> None:
    for kind in ("fact", "rule", "choice", "datum", "row", "hint", "practice", "test", "triggers"):
        assert [where for where, *_rest in RULES if f" {kind} " in where], kind
    rows = [
        row for doc in FILES.values() for entry in doc.get("lists", ()) for row in entry["rows"]
    ]
    assert len([where for where, *_rest in RULES if " row " in where]) == len(rows) > 300


@pytest.mark.parametrize(("place", "what"), [(1, "source"), (2, "date"), (3, "confidence")])
def test_no_rule_is_without(place: int, what: str) -> None:
    assert [rule[0] for rule in RULES if not rule[place]] == [], what


def test_dates_are_dates_and_confidences_are_those_of_the_schema() -> None:
    for where, _source, day, confidence in RULES:
        assert date.fromisoformat(day), where
        assert confidence in CONFIDENCES, where


def test_a_rule_without_anything_would_be_found() -> None:
    assert told("x", {"id": "x"}) == ("x", None, None, None)
