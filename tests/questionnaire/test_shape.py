"""Errors of a schema, told in plain words with their place."""

from typing import Any

import pytest

from dpia.questionnaire.shape import Shape, instead, references

SCHEMA = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"description": "What it is called.", "type": "string", "minLength": 2},
        "kind": {"enum": ["one", "two"]},
        "fixed": {"const": 1},
        "day": {"type": "string", "format": "date"},
        "size": {"type": "integer", "minimum": 1, "maximum": 9},
        "tags": {"type": "array", "maxItems": 2, "uniqueItems": True},
        "code": {"description": "Two capitals.", "pattern": "^[A-Z]{2}$"},
        "either": {"type": ["string", "null"]},
        "way": {"oneOf": [{"required": ["a"]}, {"required": ["b", "c"]}]},
        "even": {"multipleOf": 2},
        "named": {"propertyNames": {"description": "Lower case.", "pattern": "^[a-z]+$"}},
    },
}
SHAPE = Shape(SCHEMA)


@pytest.mark.parametrize(
    ("changes", "path", "kind", "what", "mend"),
    [
        (
            {"nmae": 1},
            ("nmae",),
            "unknown-keyword",
            "“nmae” is not known here.",
            "Did you mean “name”?",
        ),
        ({"name": 3}, ("name",), "bad-value", "3 is not a text.", "What it is called."),
        ({"name": "x"}, ("name",), "bad-value", "at least 2 is needed", "What it is called."),
        ({"kind": "on"}, ("kind",), "bad-value", "“on” cannot stand here.", "Did you mean “one”?"),
        ({"fixed": 2}, ("fixed",), "bad-value", "2 cannot stand here.", "Choose from: 1."),
        ({"day": "2026-02-30"}, ("day",), "bad-date", "“2026-02-30” is no date.", "2026-05-31"),
        ({"size": 0}, ("size",), "bad-value", "The number 0 is out of bounds (1).", "Mend"),
        ({"size": "x"}, ("size",), "bad-value", "“x” is not a whole number.", "Mend"),
        ({"tags": [1, 2, 3]}, ("tags",), "bad-value", "at most 2 fit", "Mend"),
        ({"tags": [1, 1]}, ("tags",), "bad-value", "named twice", "Mend"),
        ({"code": "bg"}, ("code",), "bad-value", "does not have the form", "Two capitals."),
        ({"either": 3}, ("either",), "bad-value", "3 is not a text or null.", "Mend"),
        ({"way": {}}, ("way",), "bad-value", "Exactly one of these is needed: a, b + c.", "Mend"),
        ({"even": 3}, ("even",), "bad-value", "3 is not a multiple of 2", "Mend"),
        (
            {"named": {"A": 1}},
            ("named", "A"),
            "bad-name",
            "“A” cannot be a name here.",
            "Lower case.",
        ),
    ],
)
def test_each_error_has_a_sentence(
    changes: dict[str, Any], path: tuple[Any, ...], kind: str, what: str, mend: str
) -> None:
    (flaw,) = SHAPE.flaws({"name": "ok", **changes})
    assert (flaw.path, flaw.kind) == (path, kind)
    assert what in flaw.what and mend in flaw.mend


def test_what_is_missing_is_told_with_what_it_is() -> None:
    (flaw,) = SHAPE.flaws({})
    assert (flaw.path, flaw.kind) == (("name",), "missing-keyword")
    assert (flaw.what, flaw.mend) == ("“name” is missing.", "What it is called.")


def test_long_values_are_shown_short_and_in_order_of_the_document() -> None:
    flaws = SHAPE.flaws({"name": ["x" * 10_000], "kind": "{0}%s[/]", "z": 1})
    assert [flaw.path for flaw in flaws] == [("kind",), ("name",), ("z",)]
    assert max(len(flaw.what) for flaw in flaws) < 120
    assert "{0}%s[/]" in flaws[0].what


def test_schemas_refer_to_each_other_by_name_and_to_nothing_else() -> None:
    dialect = "https://json-schema.org/draft/2020-12/schema"
    other = {"$schema": dialect, "$id": "urn:x:other", "type": "integer"}
    shape = Shape({"properties": {"n": {"$ref": "urn:x:other"}}}, [other])
    assert [flaw.what for flaw in shape.flaws({"n": "x"})] == ["“x” is not a whole number."]
    from referencing.exceptions import Unresolvable

    with pytest.raises(Unresolvable):
        Shape({"$ref": "https://example.org/schema.json"}).flaws({})


def test_references_are_found_wherever_they_are() -> None:
    document = {"a": [{"$ref": "x"}, {"b": {"$dynamicRef": "y"}}], "$ref": "z"}
    found = [("$ref",), ("a", 0, "$ref"), ("a", 1, "b", "$dynamicRef")]
    assert sorted(references(document), key=str) == sorted(found, key=str)


def test_a_suggestion_is_near_or_lists_what_there_is() -> None:
    assert instead("helth", ["health", "other"]) == "Did you mean “health”?"
    assert instead("zzz", ["a", "b"]) == "Choose from: a, b."
    assert instead("zzz", []) == "There is none to choose from."
    assert instead("zzz", [f"n{i}" for i in range(20)]).endswith("n11 ….")
