"""The validator that can tell every error, and reads patterns as JSON Schema does."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from dpia.questionnaire.patterns import searching


def validator(schema: Any, others: Iterable[Mapping[str, Any]] = ()) -> Any:
    """Return a JSON Schema 2020-12 validator; `others` are found by `$id`, nothing is fetched."""
    from referencing import Registry, Resource

    known = [(other["$id"], Resource.from_contents(other)) for other in others]
    registry: Any = Registry().with_resources(known)
    kind = _kind()
    return kind(schema, registry=registry, format_checker=kind.FORMAT_CHECKER)


@cache
def _kind() -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    extended: Any = extend  # it says nothing of its types
    return extended(Draft202012Validator, {"pattern": _pattern})


def _pattern(kind: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[Any]:
    from jsonschema import ValidationError

    if kind.is_type(instance, "string") and not searching(pattern)(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")
