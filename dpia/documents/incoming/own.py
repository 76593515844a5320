"""Our own assessment file, as `dpia show ID --json` prints it, and worked examples."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.documents.incoming.model import Importer, Incoming, Line
from dpia.documents.incoming.source import Source
from dpia.errors import Invalid
from dpia.text import _

_LEFT = {
    "attachments": _("The file names attachments but does not hold them; attach them again."),
    "decision": _("Whoever goes on with it decides."),
}


def sniff(source: Source) -> bool:
    """Say whether it is an assessment of ours: it names its authority and its answers."""
    return source.looks_like_json and _assessment(source.json) is not None


def read(source: Source) -> Iterator[Incoming]:
    """Yield the assessment of the file."""
    yield incoming(source.name, source.json)


def incoming(name: str, found: Any, origin: str = "") -> Incoming:
    """Return the assessment in the JSON of the file called `name`. Raises Invalid.

    `origin` is its id where it came from.
    """
    raw = _assessment(found)
    if raw is None:
        message = _("{name} is no assessment of dpia; `dpia schema assessment` says the form.")
        raise Invalid(message.format(name=name))
    lines = [Line("dropped", part, why=why) for part, why in _LEFT.items() if raw.get(part)]
    fields = {part: said for part, said in raw.items() if part not in ("title", *_LEFT)}
    if isinstance(fields.get("dates"), Mapping):
        fields["dates"] = {k: day for k, day in fields["dates"].items() if k != "completed"}
    mapped = [Line("mapped", part, part) for part, said in fields.items() if said]
    told = (*mapped, *lines)
    return Incoming(str(raw.get("title", "")), fields=fields, lines=told, origin=origin)


def _assessment(found: Any) -> Mapping[str, Any] | None:
    """Return the assessment in what `show`, `assess` or an example wrote, or None."""
    if not isinstance(found, Mapping):
        return None
    inside = found.get("assessment", found)
    if not isinstance(inside, Mapping) or not isinstance(inside.get("answers"), Mapping):
        return None
    return {"title": found.get("title", ""), **inside} if "authority" in inside else None


IMPORTER = Importer("dpia", _("dpia's own assessment file"), sniff, read)
