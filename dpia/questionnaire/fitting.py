"""Whether a document fits a JSON Schema 2020-12: yes or no, and quickly.

A validator that can tell every error takes thirty times as long to find none. This one turns a
schema into functions once. What it does not know exactly, it leaves to the other.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sized
from typing import Any

from dpia.questionnaire.patterns import searching

Fits = Callable[[Any], bool]
_TEXTS = ("$schema", "$id", "$defs", "$comment", "title", "description", "default", "examples")
_BESIDE = ("then", "else", "minContains", "maxContains")
"""Keywords that are read together with another one."""


class Unsure(Exception):
    """The schema or the document holds something that is not tried here."""


def fitting(schema: Any, others: Iterable[Mapping[str, Any]] = ()) -> Fits:
    """Return what says whether a document fits `schema`; `others` are found by their `$id`.

    Both may raise Unsure: then nothing is said. A document nested too deeply raises RecursionError.
    """
    try:
        known: dict[str, _Compiler] = {}
        known |= {other["$id"]: _Compiler(other, known) for other in others}
        return _Compiler(schema, known).schema(schema)
    except (AttributeError, KeyError, TypeError, re.error) as error:
        raise Unsure from error  # what is wrong with the schema, the other tells


class _Compiler:
    """The functions of one document of schemas; those it may refer to are known by their `$id`."""

    def __init__(self, root: Any, known: Mapping[str, "_Compiler"]) -> None:
        self._root, self._known = root, known
        self._referred: dict[str, Fits | None] = {}

    def schema(self, schema: Any) -> Fits:
        if isinstance(schema, bool):
            return lambda _value: schema
        if schema is not self._root and "$id" in schema:
            raise Unsure
        tests = [
            self._test(name, schema)
            for name in schema
            if name not in _TEXTS and name not in _BESIDE and not name.startswith("x-")
        ]
        if len(tests) == 1:
            return tests[0]
        return _all(tests)

    def _test(self, name: str, schema: Mapping[str, Any]) -> Fits:
        wanted = schema[name]
        if name in _PLAIN:
            return _PLAIN[name](wanted)
        match name:
            case "$ref":
                return self._reference(wanted)
            case "items":
                return _each_item(self.schema(wanted))
            case "properties":
                return _properties({key: self.schema(inner) for key, inner in wanted.items()})
            case "additionalProperties":
                return _others(schema.get("properties", {}), self.schema(wanted))
            case "propertyNames":
                return _names(self.schema(wanted))
            case "dependentSchemas":
                return _dependent({key: self.schema(inner) for key, inner in wanted.items()})
            case "allOf" | "anyOf" | "oneOf":
                return _several(name, [self.schema(part) for part in wanted])
            case "not":
                return _opposite(self.schema(wanted))
            case "if":
                ways = [self.schema(schema.get(way, True)) for way in ("then", "else")]
                return _conditional(self.schema(wanted), *ways)
            case "contains":
                most = schema.get("maxContains", _INFINITE)
                return _containing(self.schema(wanted), schema.get("minContains", 1), most)
        raise Unsure

    def _reference(self, target: str) -> Fits:
        if target not in self._referred:
            self._referred[target] = None  # it may refer to itself
            self._referred[target] = self._find(target)
        found = self._referred[target]
        if found is not None:
            return found

        def later(value: Any) -> bool:
            now = self._referred[target]
            assert now is not None
            return now(value)

        return later

    def _find(self, target: str) -> Fits:
        name, _hash, pointer = target.partition("#")
        if name:
            return self._known[name]._reference(f"#{pointer}")
        inside = self._root
        for step in pointer.split("/")[1:]:
            if "~" in step or "%" in step:
                raise Unsure
            inside = inside[step]
        if pointer and not pointer.startswith("/"):
            raise Unsure
        return self.schema(inside)


def _all(tests: Iterable[Fits]) -> Fits:
    def test(value: Any) -> bool:
        for fits in tests:  # noqa: SIM110 (a third faster, and this is tried for every part)
            if not fits(value):
                return False
        return True

    return test


def _any(tests: Iterable[Fits]) -> Fits:
    def test(value: Any) -> bool:
        for fits in tests:  # noqa: SIM110
            if fits(value):
                return True
        return False

    return test


def _each_item(fits: Fits) -> Fits:
    return lambda value: not isinstance(value, list) or all(map(fits, value))


def _containing(fits: Fits, least: int, most: float) -> Fits:
    return lambda value: not isinstance(value, list) or least <= sum(map(fits, value)) <= most


def _properties(tests: Mapping[str, Fits]) -> Fits:
    def test(value: Any) -> bool:
        if not isinstance(value, dict):
            return True
        if len(tests) < len(value):
            return all(fits(value[name]) for name, fits in tests.items() if name in value)
        return all(tests[name](inner) for name, inner in value.items() if name in tests)

    return test


def _others(known: Mapping[str, Any], fits: Fits) -> Fits:
    def test(value: Any) -> bool:
        if not isinstance(value, dict):
            return True
        return all(fits(inner) for name, inner in value.items() if name not in known)

    return test


def _names(fits: Fits) -> Fits:
    return lambda value: not isinstance(value, dict) or all(map(fits, value))


def _dependent(tests: Mapping[str, Fits]) -> Fits:
    def test(value: Any) -> bool:
        if not isinstance(value, dict):
            return True
        return all(fits(value) for name, fits in tests.items() if name in value)

    return test


def _several(kind: str, tests: list[Fits]) -> Fits:
    if kind == "allOf":
        return _all(tests)
    if kind == "anyOf":
        return _any(tests)
    return lambda value: sum(fits(value) for fits in tests) == 1


def _opposite(fits: Fits) -> Fits:
    return lambda value: not fits(value)


def _conditional(when: Fits, then: Fits, otherwise: Fits) -> Fits:
    return lambda value: then(value) if when(value) else otherwise(value)


# Keywords without a schema in them


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: Any) -> bool:
    return _is_number(value) and (isinstance(value, int) or value.is_integer())


_TYPES: Mapping[str, Fits] = {
    "string": lambda value: isinstance(value, str),
    "integer": _is_whole,
    "number": _is_number,
    "boolean": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "null": lambda value: value is None,
}


def _type(wanted: Any) -> Fits:
    tests = [_TYPES[name] for name in ([wanted] if isinstance(wanted, str) else wanted)]
    return tests[0] if len(tests) == 1 else _several("anyOf", tests)


def _one_of(values: list[Any]) -> Fits:
    texts = frozenset(value for value in values if isinstance(value, str))
    numbers = frozenset(value for value in values if _is_number(value))
    fixed = [value for value in values if value is None or isinstance(value, bool)]
    lists = [value for value in values if isinstance(value, list) and _all_texts(value)]
    if sum(map(len, (texts, numbers, fixed, lists))) < len(values):
        raise Unsure  # of another kind, or twice the same

    def test(value: Any) -> bool:
        if isinstance(value, str):
            return value in texts
        if _is_number(value):  # 1 is not true, though Python takes them to be equal
            return value in numbers
        return any(value is one for one in fixed) or (isinstance(value, list) and value in lists)

    return test


def _all_texts(value: list[Any]) -> bool:
    return all(isinstance(item, str) for item in value)


def _pattern(wanted: str) -> Fits:
    search = searching(wanted)
    return lambda value: not isinstance(value, str) or search(value) is not None


def _format(wanted: str) -> Fits:
    from jsonschema import Draft202012Validator

    checker = Draft202012Validator.FORMAT_CHECKER
    return lambda value: bool(checker.conforms(value, wanted))


def _unique(wanted: bool) -> Fits:
    def test(value: Any) -> bool:
        if not isinstance(value, list) or not wanted:
            return True
        if not _all_texts(value):
            raise Unsure
        return len(set(value)) == len(value)

    return test


def _sized(kind: type[Sized], low: int, high: float) -> Fits:
    return lambda value: not isinstance(value, kind) or low <= len(value) <= high


def _required(names: list[str]) -> Fits:
    return lambda value: not isinstance(value, dict) or all(name in value for name in names)


def _required_beside(wanted: Mapping[str, list[str]]) -> Fits:
    return _dependent({name: _required(names) for name, names in wanted.items()})


_INFINITE = float("inf")
_PLAIN: Mapping[str, Callable[[Any], Fits]] = {
    "type": _type,
    "enum": _one_of,
    "const": lambda wanted: _one_of([wanted]),
    "pattern": _pattern,
    "format": _format,
    "uniqueItems": _unique,
    "required": _required,
    "dependentRequired": _required_beside,
    "minLength": lambda least: _sized(str, least, _INFINITE),
    "maxLength": lambda most: _sized(str, 0, most),
    "minItems": lambda least: _sized(list, least, _INFINITE),
    "maxItems": lambda most: _sized(list, 0, most),
    "minProperties": lambda least: _sized(dict, least, _INFINITE),
    "maxProperties": lambda most: _sized(dict, 0, most),
    "minimum": lambda low: lambda value: not _is_number(value) or value >= low,
    "maximum": lambda high: lambda value: not _is_number(value) or value <= high,
    "exclusiveMinimum": lambda low: lambda value: not _is_number(value) or value > low,
    "exclusiveMaximum": lambda high: lambda value: not _is_number(value) or value < high,
}
