"""What a form asks and no single answer holds: worked out from the verdict and the record."""

from collections.abc import Callable, Iterator, Mapping
from mimetypes import guess_type

from dpia.assessment.consulting.course import latest
from dpia.documents import words
from dpia.documents.authorities import source_words
from dpia.documents.methods import consults_from, ranked
from dpia.documents.template.model import Entry
from dpia.documents.template.seen import WITHHELD, Node, Seen
from dpia.text import _


def authorities(seen: Seen) -> Iterator[str]:
    """Yield the supervisory authorities with their part in it."""
    for found in seen.verdict["authorities"].values():
        role = words.word(words.ROLE, found["role"])
        yield f"{found['title']} ({role})"


def version_log(seen: Seen) -> Iterator[str]:
    """Yield the version of the assessment and what was decided on it, oldest first."""
    document = seen.document
    said = _("{reference}, version {version}, begun {created}, last changed {updated}")
    yield said.format(
        reference=document.get("reference") or "–",
        version=document.get("version", 1),
        created=str(document.get("created", ""))[:10] or "–",
        updated=str(document.get("updated", ""))[:10] or "–",
    )
    for event in document.get("events", ()):
        what = _turning_points().get(event["kind"])
        if event["kind"] == "moved":
            what = words.word(words.STATUS, event["about"])
        if what:
            told = f"{event['at'][:10]}: {what}{_decided(event)}"
            yield f"{told}: {event['note']}" if event.get("note") else told


def _decided(event: Node) -> str:
    """Return what was decided and who did: for a decision, whom it names, not who typed it in."""
    changes = event.get("changes", ())
    taken = {one["path"]: one.get("after") for one in changes if event["kind"] == "decided"}
    whole = taken.get("/decision")
    by = whole.get("by") if isinstance(whole, Mapping) else taken.get("/decision/by")
    outcome = words.word(words.DECISION, event["about"]) if event["kind"] == "decided" else ""
    who = f" ({by or event['by']})"
    return f", {outcome}{who}" if outcome else who


def _turning_points() -> Mapping[str, str]:
    return {
        "created": _("created"),
        "brought-in": _("brought in from a file"),
        "decided": _("decided"),
        "reopened": _("reopened"),
        "pathway-taken": _("carried on under another pathway"),
    }


def reasons_by_law(seen: Seen) -> Iterator[str]:
    """Yield the cases of Art. 35(3) that hold."""
    for reason in seen.verdict["screening"]["reasons"]:
        if reason["rule"].startswith("35-3-"):
            yield f"{reason['title']} ({reason['law']})"


def reasons_by_guidance(seen: Seen) -> Iterator[str]:
    """Yield the criteria that are met, and the rows of lists under Art. 35(4)."""
    for criterion in seen.verdict["screening"]["criteria"]:
        if criterion["met"]:
            yield str(criterion["title"])
    for found in seen.verdict["authorities"].values():
        for hit in found["hits"]:
            yield _("List of {authority}, {title} ({law})").format(
                authority=found["title"], title=hit["title"], law=hit["law"]
            )


def method(seen: Seen) -> Iterator[str]:
    """Yield how risks are rated: scales, levels, where acceptance ends, and the source."""
    found = seen.method
    yield f"{found['title']}. {found.get('note', '')}".strip()
    for axis, title in words.SCALE.items():
        for step in found[axis]:
            yield f"{title} {step['level']} {step['title']}: {step['definition']}"
    for level in ranked(found):
        said = _("Level {title}: {definition}") if level.get("definition") else _("Level {title}")
        yield said.format(title=level["title"], definition=level.get("definition", ""))
    if first := consults_from(found):
        said = _("From “{level}” on, the supervisory authority is consulted (GDPR Art. 36(1)).")
        yield said.format(level=first["title"])
    yield from _metric(found)
    yield _("Priority: the highest level first; among equals, the graver harm.")
    yield _("Source: {source}").format(source=source_words(found["source"]))
    if doubt := seen.verdict["method"].get("confidence_note"):
        yield _("Not checked against an official text: {how}.").format(how=doubt)


def _metric(method: Node) -> Iterator[str]:
    """Yield how two steps become a level: the matrix row by row, and what holds above it."""
    yield _("A level is read from the matrix, never computed from the two numbers.")
    titles = {level["id"]: level["title"] for level in method["levels"]}
    steps = ", ".join(str(step["title"]) for step in method["likelihood"])
    for step in sorted(method["severity"], key=lambda step: -int(step["level"])):
        row = ", ".join(titles[level] for level in method["matrix"][step["level"] - 1])
        said = _("Severity {severity}, with a likelihood of {steps}: {levels}")
        severity = f"{step['level']} {step['title']}"
        yield said.format(severity=severity, steps=steps, levels=row)
    for flag in method.get("flags", ()):
        said = _("Above the matrix: {flag}. {because}")
        yield said.format(flag=flag["title"], because=flag.get("because", "")).strip()
    if method.get("aggregation"):
        yield str(method["aggregation"])


def plan(seen: Seen) -> Iterator[str]:
    """Yield each additional measure that is not in place, with who sees to it and by when."""
    for measure in seen.measures:
        if measure.get("status", "planned") == "implemented":
            continue
        parts = [
            words.word(words.FORM_STATUS, measure.get("status", "planned")) or "",
            *(() if seen.public else (measure.get("owner") or _("nobody named"),)),
            measure.get("due") or _("no date"),
        ]
        said = WITHHELD.text if seen.secret(measure) else "; ".join(parts)
        yield _("{measure}: {said}").format(measure=seen.named(measure), said=said)


def consultation_ground(seen: Seen) -> Iterator[str]:
    """Yield why the supervisory authority has to be consulted."""
    consultation = seen.verdict["consultation"]
    for reason in consultation["reasons"] if consultation["outcome"] == "required" else ():
        yield f"{reason['title']} ({reason['law']})"


def attachments(seen: Seen) -> Iterator[str | Entry]:
    """Yield the files kept with the assessment, such as data-flow diagrams, with a fingerprint.

    Pictures may be drawn; not in a public report, which could not withhold what one says.
    """
    for kept in seen.document.get("attachments", ()):
        if seen.secret(kept):
            yield _("{file}: withheld").format(file=kept["id"])
            continue
        said = f"{kept['title']} ({kept['name']})" if kept.get("title") else str(kept["name"])
        sha = str(kept["sha256"])
        part = _part_named(seen, str(kept.get("about") or ""))
        if part:
            said = _("{file}, on “{part}”").format(file=said, part=part)
        named = _("{file}, SHA-256 {sha}").format(file=said, sha=sha)
        shown = not seen.public and _may_be_picture(str(kept["name"]))
        yield Entry(named, picture=sha if shown else "")


def _may_be_picture(name: str) -> bool:
    """Say whether nothing in the name speaks against it; what it is the bytes will say."""
    kind = guess_type(name)[0]
    return kind is None or kind.startswith("image/")


def _part_named(seen: Seen, about: str) -> str:
    """Return the title of a topic, or of a section of it, where the questionnaires have it."""
    name, _dot, section = about.partition(".")
    topic = seen.evaluation.rulebook.topics.get(name)
    if topic is None or not section:
        return topic.title if topic else ""
    return next((part.title for part in topic.sections if part.id == section), topic.title)


def consultation_information(seen: Seen) -> Iterator[str]:
    """Yield what the authority asked for in the latest consultation, and what it was given."""
    said = {"requested": _("Asked for on {day}: {text}"), "given": _("Given on {day}: {text}")}
    for entry in () if seen.public else latest(seen.document).entries:
        if entry.get("what") in said:
            yield said[entry["what"]].format(day=entry.get("on"), text=entry.get("text", ""))


DERIVED: Mapping[str, Callable[[Seen], Iterator[str | Entry]]] = {
    "attachments": attachments,
    "authorities": authorities,
    "version-log": version_log,
    "reasons-35-3": reasons_by_law,
    "reasons-guidance": reasons_by_guidance,
    "method": method,
    "plan": plan,
    "consultation-ground": consultation_ground,
    "consultation-information": consultation_information,
}
"""What a form may name as derived."""


def data_of_purpose(seen: Seen, purpose: Node) -> Iterator[str]:
    """Yield the items of data that serve a purpose, with why they are needed."""
    for item in seen.evaluation.value("processing.data_items") or ():
        if purpose["id"] in item.get("purposes", ()):
            need = item.get("need")
            named = str(item.get("item") or item["id"])
            yield f"{named}: {need}" if need else named


DERIVED_OF_ROW: Mapping[str, Callable[[Seen, Node], Iterator[str]]] = {
    "data-of-purpose": data_of_purpose,
}
"""What a column of a form may name as derived from its row."""
