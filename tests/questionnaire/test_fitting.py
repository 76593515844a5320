"""The quick test whether a document fits its schema says what a whole validator says."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from referencing import Registry, Resource

from dpia.desk.library import Library
from dpia.questionnaire.fitting import Unsure, fitting
from dpia.questionnaire.lint import kind_of
from tests.long import long
from tests.questionnaire.metaschema import is_schema
from tests.questionnaire.test_lint_broken import SCHEMAS
from tests.questionnaire.test_lint_fuzz import EVERYWHERE, GARBAGE, damaged

CHECKER = Draft202012Validator.FORMAT_CHECKER
REGISTRY: Any = Registry().with_resources(
    [(schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()]
)
LETTERS = {"properties": {"a": {"type": "string"}}}
SCHEMA_OF = [
    *({"type": name} for name in ("string", "integer", "number", "boolean", "object", "array")),
    *({"type": "null"}, {"type": ["string", "integer"]}, True, False, {}),
    *({"const": "x"}, {"const": True}, {"const": ["x"]}, {"const": None}, {"enum": ["x", False]}),
    *({"minLength": 2}, {"maxLength": 1}, {"pattern": "^x"}, {"format": "date"}),
    *({"minItems": 2}, {"maxItems": 1}, {"uniqueItems": True}, {"uniqueItems": False}),
    *({"const": 1}, {"enum": [1.5, 2]}, {"exclusiveMinimum": 1}, {"exclusiveMaximum": 1}),
    *({"contains": {"const": "x"}}, {"contains": {"type": "string"}, "minContains": 2}),
    *({"contains": {"const": "x"}, "maxContains": 1}, {"contains": False, "minContains": 0}),
    *({"minimum": 1}, {"maximum": 1}, {"minProperties": 1}, {"maxProperties": 0}),
    *(
        {"items": {"type": "string"}},
        LETTERS,
        {"required": ["a"]},
        {"propertyNames": {"enum": ["a"]}},
    ),
    *({**LETTERS, "additionalProperties": False}, {"additionalProperties": {"type": "integer"}}),
    *({"dependentRequired": {"a": ["b"]}}, {"dependentSchemas": {"a": {"required": ["b"]}}}),
    {"not": {"type": "string"}},
    *({"allOf": [{"minimum": 1}, {"maximum": 1}]}, {"anyOf": [{"type": "null"}, LETTERS]}),
    {"oneOf": [{"minimum": 1}, {"maximum": 1}]},
    {"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"maxProperties": 0}},
    {"if": {"type": "object"}, "then": LETTERS},
    {"$ref": "#/$defs/tree", "$defs": {"tree": {"items": {"$ref": "#/$defs/tree"}}}},
    {"$defs": {"name": {"minLength": 2}}, "items": {"$ref": "#/$defs/name"}, "x-own": 1},
]
VALUES: list[Any] = [
    *(None, True, False, 0, 1, 1.0, 1.5, 2, -1, "", "x", "xy", "2026-05-31", "2026-02-30"),
    *([], ["x"], ["x", "x"], ["x", "yy"], ["xy", [["ab"], "x"]], [["x"]], [1], [True]),
    *({}, {"a": "x"}, {"a": 1}, {"a": "x", "b": 1}, {"b": 1}, {"b": "x"}),
]


@pytest.mark.parametrize("schema", SCHEMA_OF, ids=str)
def test_each_keyword_means_what_it_means_to_a_validator(schema: Any) -> None:
    validator: Any = Draft202012Validator(schema, format_checker=CHECKER)
    fits = fitting(schema)
    for value in VALUES:
        try:
            assert fits(value) == validator.is_valid(value), value
        except Unsure:
            assert schema == {"uniqueItems": True} and isinstance(value, list), value


@pytest.mark.parametrize(
    "schema",
    [
        *({"multipleOf": 2}, {"const": [1]}, {"const": {}}, {"prefixItems": [{}]}),
        *({"patternProperties": {}}, {"type": "thing"}, {"pattern": "("}, {"items": 1}),
        *({"$ref": "urn:x:nowhere"}, {"$ref": "#/$defs/nothing"}, {"$ref": "#name"}),
        {"items": {"$id": "urn:x:inner"}},
    ],
    ids=str,
)
def test_what_is_not_known_exactly_is_left_to_the_validator(schema: Any) -> None:
    with pytest.raises(Unsure):
        fitting(schema)


def test_a_schema_is_found_by_its_id_and_refers_to_its_own_definitions() -> None:
    other = {"$id": "urn:x:other", "$ref": "#/$defs/n", "$defs": {"n": {"type": "integer"}}}
    fits = fitting(
        {"properties": {"n": {"$ref": "urn:x:other"}, "m": {"$ref": "urn:x:other#/$defs/n"}}},
        [other],
    )
    assert fits({"n": 1, "m": 2})
    assert not fits({"n": "x"}) and not fits({"m": "x"})


# Every schema that ships is one that can be tried quickly, or this would raise Unsure.
QUICK = {name: fitting(schema, SCHEMAS.values()) for name, schema in SCHEMAS.items()}
WHOLE: dict[str, Any] = {
    name: Draft202012Validator(schema, registry=REGISTRY, format_checker=CHECKER)
    for name, schema in SCHEMAS.items()
}


@pytest.mark.parametrize(
    "schema",
    [
        *(True, {}, SCHEMA_OF, *SCHEMA_OF, SCHEMAS["method"], {"type": "strin"}, {"type": 3}, 3),
        *({"properties": {"a": 1}}, {"items": {"minimum": "x"}}, {"required": "a"}, {"enum": "x"}),
        *({"pattern": "("}, {"$ref": 3}, {"allOf": []}, {"$defs": {"a": {"not": 1}}}, {"$id": "#"}),
        *({"properties": {"$dynamicRef": {"type": "x"}}}, {"propertyNames": {"maxLength": -1}}),
        *({"required": ["a", "a"]}, {"uniqueItems": "x"}, {"if": {"dependentSchemas": {"a": 1}}}),
    ],
    ids=lambda schema: str(schema)[:60],
)
def test_what_is_a_schema_is_what_the_metaschema_says(schema: Any) -> None:
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError:
        assert not is_schema(schema)
    else:
        assert is_schema(schema)


def test_every_file_that_ships_fits_quickly() -> None:
    for key, document in Library().files().items():
        assert QUICK[kind_of(key)](document), key


@settings(max_examples=long(70, 200), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(EVERYWHERE), GARBAGE, st.booleans())
def test_a_damaged_file_fits_only_where_a_validator_says_so(
    spot: tuple[str, tuple[Any, ...]], value: Any, remove: bool
) -> None:
    document, kind = damaged(*spot, value, remove)[spot[0]], kind_of(spot[0])
    try:
        assert QUICK[kind](document) == WHOLE[kind].is_valid(document)
    except Unsure:
        assert not WHOLE[kind].is_valid(document)
