"""Whether something is a JSON Schema 2020-12, told as its metaschema tells it, but quickly."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema_specifications import REGISTRY

from dpia.questionnaire.fitting import Fits, fitting

BASE = "https://json-schema.org/draft/2020-12/"
ROOT = f"{BASE}schema"
IDLE = [("$dynamicAnchor", "meta"), ("deprecated", True)]


@cache
def _metaschema() -> Fits:
    known = {found["$id"]: found for found in _plain_vocabularies()}
    return fitting(known[ROOT], known.values())


def _plain_vocabularies() -> Iterator[Any]:
    """Yield the metaschema and its vocabularies, with dynamic references written out.

    In the metaschema itself “#meta” leads to the metaschema, wherever it stands.
    """
    root = REGISTRY.contents(ROOT)
    for name in (ROOT, *(BASE + part["$ref"] for part in root["allOf"])):
        found = _plain(REGISTRY.contents(name))
        del found["$vocabulary"]
        yield found


def _plain(part: Any) -> Any:
    if isinstance(part, list):
        return [_plain(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    found = {name: _plain(inner) for name, inner in part.items() if (name, inner) not in IDLE}
    if found.get("$dynamicRef") == "#meta":
        found["$ref"] = found.pop("$dynamicRef").replace("#meta", ROOT)
    elif str(found.get("$ref", "")).startswith("meta/"):
        found["$ref"] = BASE + found["$ref"]
    return found


def is_schema(schema: Any) -> bool:
    """Say whether `schema` is a JSON Schema 2020-12."""
    return _metaschema()(schema)
