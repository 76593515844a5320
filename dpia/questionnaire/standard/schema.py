"""Putting JSON Schemas together, with `True` and `False` for what always and never fits."""

from collections.abc import Iterable, Mapping
from typing import Any

Schema = bool | dict[str, Any]


def all_of(parts: Iterable[Schema]) -> Schema:
    """Return a schema that fits where every part fits."""
    found = _distinct(part for part in parts if part is not True)
    if any(part is False for part in found):
        return False
    if not found:
        return True
    return found[0] if len(found) == 1 else {"allOf": found}


def any_of(parts: Iterable[Schema]) -> Schema:
    """Return a schema that fits where at least one part fits."""
    found = _distinct(part for part in parts if part is not False)
    if any(part is True for part in found):
        return True
    if not found:
        return False
    return found[0] if len(found) == 1 else {"anyOf": found}


def negated(schema: Schema) -> Schema:
    """Return a schema that fits where `schema` does not."""
    if isinstance(schema, bool):
        return not schema
    return schema["not"] if set(schema) == {"not"} else {"not": schema}


def when(condition: Schema, then: Schema, otherwise: Schema = True) -> Schema:
    """Return a schema that demands `then` where `condition` fits, else `otherwise`."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    if then == otherwise:
        return then
    out: dict[str, Any] = {"if": condition}
    out |= {} if then is True else {"then": then}
    return out | ({} if otherwise is True else {"else": otherwise})


def inside(names: Iterable[str], schema: Schema, needed: bool = True) -> Schema:
    """Return a schema for what stands at nested `names`; `needed` says that it must be there."""
    out = schema
    for name in reversed(list(names)):
        if needed:
            if out is False:
                return False
            out = {"required": [name], **({} if out is True else {"properties": {name: out}})}
        elif out is not True:
            out = {"properties": {name: out}}
    return out


def items(schema: Schema) -> Schema:
    """Return a schema for a list each of whose items fits `schema`."""
    return True if schema is True else {"items": schema}


def without_annotations(schema: Any) -> Any:
    """Return `schema` without the keywords that start with `x-`."""
    if isinstance(schema, Mapping):
        kept = {name: value for name, value in schema.items() if not name.startswith("x-")}
        return {name: without_annotations(value) for name, value in kept.items()}
    if isinstance(schema, list):
        return [without_annotations(value) for value in schema]
    return schema


def later_than(text: str) -> dict[str, Any]:
    """Return a schema for texts that come after `text` in the order of their characters.

    Made for days (`YYYY-MM-DD`), whose order as texts is their order in time.
    """
    ways = []
    for place, char in enumerate(text):
        if char.isdigit() and char < "9":
            ways.append(f"{text[:place]}[{int(char) + 1}-9]")
    return {"pattern": f"^({'|'.join(ways)})"} if ways else {"not": {}}


def _distinct(parts: Iterable[Schema]) -> list[Schema]:
    found: list[Schema] = []
    for part in parts:
        if part not in found:
            found.append(part)
    return found
