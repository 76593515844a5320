"""Words in another language, laid over the documents an assessment is judged by.

Every text of a document has a place: a JSON Pointer in which what stands in a list is named by its
id, and a text in a list of texts by itself. A translation says other words for places. It is
laid over the words alone: what a document asks for, and its digest, stay what they were.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dpia.errors import Invalid
from dpia.text import _

Document = Mapping[str, Any]
Words = Mapping[str, Mapping[str, str]]
"""`<folder>/<name> of a document -> place -> what is said there`."""
Reword = Callable[[str, str], str]

FORMAT = "dpia-translation/1"
_TEXTS = frozenset(
    (
        *("title", "description", "because", "definition", "text", "note", "x-none", "x-unit"),
        *("label", "lacks", "limits", "waits", "competent", "binding-note", "aggregation"),
        *("impacts", "sources", "rights", "examples"),
    )
)
"""The keys under which words for people stand, one text or a list of them."""
_NEVER = frozenset(
    (
        *("when", "where", "x-show-if", "parts", "owed", "answers", "raises", "unless", "logic"),
        *("source", "x-source"),
    )
)
"""Keys under which nothing is said in words: conditions, and sources as they are called."""
_IDS = ("id", "const", "level", "topic", "step", "key", "label", "question")


def overlaid(document: Document, words: Mapping[str, str]) -> Document:
    """Return `document` with `words` at their places; where there are none it stays as it is."""
    if not words:
        return document
    found: Document = _reworded(document, lambda place, text: words.get(place, text))
    return found


def spoken(files: Mapping[str, Document], words: Words) -> Mapping[str, Document]:
    """Return `files` with the words for each of them laid over it."""
    if not words:
        return files
    return {key: overlaid(document, words.get(key, {})) for key, document in files.items()}


def texts(document: Document) -> dict[str, str]:
    """Return every text of a document by its place, in order."""
    found: dict[str, str] = {}
    _reworded(document, lambda place, text: found.setdefault(place, text))
    return found


def words_in(sidecar: Document) -> dict[str, str]:
    """Return what a translation says, by place; what is still empty is left out.

    Raises Invalid with the place of an entry that is none.
    """
    found: dict[str, str] = {}
    for part in ("earlier", "texts"):
        entries = sidecar.get(part, {})
        if not isinstance(entries, Mapping):
            raise Invalid(_("/{part} is not an object.").format(part=part))
        for place, entry in entries.items():
            said = entry.get("translation") if isinstance(entry, Mapping) else None
            if not isinstance(said, str):
                message = _("{place} has no text as its `translation`.")
                raise Invalid(message.format(place=_step(part) + _step(place)))
            if said.strip():
                found[place] = said
    return found


def skeleton(key: str, language: str, document: Document, before: Document) -> dict[str, Any]:
    """Return a translation of `document` to fill in, with all that `before` says already.

    Words whose place is gone come under `earlier`; an entry whose original reads otherwise now
    keeps under `was` what was translated.
    """
    known = {**before.get("earlier", {}), **before.get("texts", {})}
    now = texts(document)
    entries = {place: _entry(text, known.get(place, {})) for place, text in now.items()}
    gone = {place: e for place, e in known.items() if place not in now and e["translation"]}
    made = {"format": FORMAT, "translates": key, "language": language, "texts": entries}
    return {**made, "earlier": gone} if gone else made


def _entry(text: str, known: Document) -> dict[str, str]:
    said = known.get("translation", "")
    was = known.get("was") or known.get("original", text)
    changed = {"was": was} if said and was != text else {}
    return {"original": text, **changed, "translation": said}


def _reworded(node: Any, change: Reword, at: str = "") -> Any:
    """Return what is under `at` with each text changed."""
    if not isinstance(node, Mapping):
        return node
    return {
        name: value if name in _NEVER else _member(name, value, change, at + _step(name))
        for name, value in node.items()
    }


def _member(name: str, value: Any, change: Reword, at: str) -> Any:
    if isinstance(value, str):
        return change(at, value) if name in _TEXTS else value
    if not isinstance(value, list):
        return _reworded(value, change, at)
    if name in _TEXTS and all(isinstance(item, str) for item in value):
        return [change(at + _step(item), item) for item in value]
    return [_item(item, change, at) for item in value]


def _item(item: Any, change: Reword, at: str) -> Any:
    """Return an entry of a list, if it has a name of its own by which it is found again."""
    if not isinstance(item, Mapping):
        return item
    name = next((item[key] for key in _IDS if isinstance(item.get(key), str | int)), None)
    return item if name is None else _reworded(item, change, at + _step(name))


def _step(name: Any) -> str:
    return "/" + str(name).replace("~", "~0").replace("/", "~1")
