"""One catalogue of each kind: the shipped one and what an organisation adds in files of its own."""

from collections.abc import Mapping
from typing import Any

from dpia.errors import Invalid
from dpia.text import _

Document = Mapping[str, Any]


def joined(files: Mapping[str, Document], kind: str) -> Document | None:
    """Return the catalogue `kind` with the entries of all files of that kind, or None.

    Raises Invalid for an id that two files give: what a record refers to must stay one thing.
    """
    first = f"catalogue/{kind}"
    keys = [first] if first in files else []
    keys += sorted(key for key in files if _adds(key, files[key], kind))
    if len(keys) < 2:
        return files[keys[0]] if keys else None
    whole = dict(files[keys[0]])
    for part in ("harms", "entries"):
        if found := _all_of(files, keys, part):
            whole[part] = found
    return whole


def _adds(key: str, document: Document, kind: str) -> bool:
    return (
        key.startswith("catalogue/") and key != f"catalogue/{kind}" and document.get("kind") == kind
    )


def _all_of(files: Mapping[str, Document], keys: list[str], part: str) -> list[Document]:
    seen: dict[str, str] = {}
    found: list[Document] = []
    for key in keys:
        for entry in files[key].get(part, ()):
            if entry["id"] in seen:
                message = _("“{name}” is defined in {first} and again in {second}. Rename one.")
                told = {"name": entry["id"], "first": seen[entry["id"]], "second": key}
                raise Invalid(message.format(**told))
            seen[entry["id"]] = key
            found.append(entry)
    return found
