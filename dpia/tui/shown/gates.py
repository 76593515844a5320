"""Lawfulness, consultation, going live, findings and completeness of a verdict as nodes."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.documents import words
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _, ngettext
from dpia.tui.shown.answers import Speaker
from dpia.tui.shown.trace import Node, trace_node

Document = Mapping[str, Any]
WEIGHT_TONE = {"blocking": "bad", "serious": "watch", "note": ""}
CONSULTATION_TONE = {"required": "watch", "not-required": "good", "undetermined": "open"}


def lawfulness(found: Document, say: Speaker) -> Node:
    """Return whether the processing is lawful, with what speaks against it."""
    outcome = found["outcome"]
    tone = {"lawful": "good", "unlawful": "bad"}.get(outcome, "open")
    children = tuple(_finding(reason, say) for reason in found["reasons"])
    word = words.word(words.LAWFULNESS, outcome) or ""
    return Node(_("Lawfulness"), word, tone, children=children)


def consultation(found: Document, rulebook: Rulebook, say: Speaker) -> Node:
    """Return whether the supervisory authority must be consulted, and which one."""
    outcome = found["outcome"]
    tone = CONSULTATION_TONE.get(outcome, "open")
    children = [because(reason, say) for reason in found["reasons"]]
    authority = rulebook.authorities.get(str(found.get("authority")))
    basis = ", ".join(f"GDPR Art. {article}" for article in found["basis"])
    named = authority.title if authority else str(found.get("authority", ""))
    return Node(
        _("Prior consultation"),
        words.consultation(outcome, found.get("record")),
        tone,
        law=basis,
        detail=_("Authority: {title}").format(title=named),
        children=tuple(children),
    )


def because(reason: Document, say: Speaker) -> Node:
    """Return one reason for consulting, or one thing that keeps that open."""
    inner = trace_node(reason["trace"], say)
    waiting = reason["trace"]["value"] is None and "test" in reason
    return Node(
        reason["title"] or reason["rule"],
        _("not known") if waiting else "",
        "open" if waiting else "",
        law=reason.get("law", ""),
        leads=True,
        place=f"risk:{reason['risk']}" if reason.get("risk") else _PLACES.get(reason["rule"], ""),
        children=inner.children,
    )


_PLACES = {"no-risks": "part:risks"}


def go_live(verdict: Document, rulebook: Rulebook, say: Speaker) -> Node:
    """Return the gate before the processing starts: what must happen first, and why."""
    found = verdict["go_live"]
    tones = {"blocked": "bad", "clear": "good", "on-conditions": "watch"}
    tone = tones.get(found["outcome"], "open")
    children = [Node(sentence) for sentence in found["conditions"]]
    if children:
        rests = tuple(_rests_on(verdict, rulebook, say))
        children.append(Node(_("What this rests on"), children=rests))
    word = words.word(words.GO_LIVE, found["outcome"]) or ""
    return Node(_("Going live"), word, tone, children=tuple(children))


def _rests_on(verdict: Document, rulebook: Rulebook, say: Speaker) -> Iterator[Node]:
    """Yield what the gate looks at, as far as it speaks against going live or is open."""
    if verdict["lawfulness"]["outcome"] != "lawful":
        yield lawfulness(verdict["lawfulness"], say)
    if verdict["consultation"]["outcome"] != "not-required":
        yield consultation(verdict["consultation"], rulebook, say)
    for entry in verdict["findings"]:
        if entry["weight"] == "blocking":
            yield _finding(entry, say)
    levels = {level["id"]: level for level in rulebook.method_document["levels"]}
    for risk in verdict["risks"]:
        level = levels.get(risk["today"].get("level"), {"title": _("not rated"), "consult": True})
        if level.get("consult") or not risk.get("settled", risk["confirmed"]):
            title = _("The risk “{title}” today").format(title=risk["title"])
            yield Node(title, str(level["title"]), "open", place=f"risk:{risk['id']}")
    for entry in verdict["undetermined"]:
        if "go_live" in entry["would_settle"]:
            title = str(entry.get("title") or entry["question"])
            yield Node(title, _("not known"), "open", path=entry["question"], leads=True)
    if verdict.get("decision"):
        yield Node(_("The decision"), _("on record"), place="part:decision")


def findings(found: list[Document], say: Speaker) -> Node:
    """Return the findings, the gravest weight first."""
    groups = []
    for weight, tone in WEIGHT_TONE.items():
        own = tuple(_finding(entry, say) for entry in found if entry["weight"] == weight)
        if own:
            groups.append(Node(words.WEIGHT[weight], str(len(own)), tone, children=own))
    blocking = sum(entry["weight"] == "blocking" for entry in found)
    word = ngettext("{n} finding", "{n} findings", len(found)).format(n=len(found))
    if blocking:
        word += _(", {n} blocking").format(n=blocking)
    tone = "bad" if blocking else "watch" if found else "good"
    return Node(_("Findings"), word, tone, children=tuple(groups))


def _finding(entry: Document, say: Speaker) -> Node:
    inner = trace_node(entry["trace"], say)
    weight = str(entry.get("weight", ""))
    waiting = entry["trace"]["value"] is None
    detail = str(entry.get("because", ""))
    confidence = words.word(words.CONFIDENCE, entry.get("confidence"))
    if confidence:
        detail = f"{detail} " + _("(Source: {confidence}.)").format(confidence=confidence)
    accepted = entry.get("accepted")
    return Node(
        entry["title"],
        _("not known") if waiting else words.word(words.WEIGHT, weight) or "",
        "open" if waiting else WEIGHT_TONE.get(weight, ""),
        law=entry.get("law", ""),
        detail=detail.strip(),
        answer=_("accepted") if accepted else "",
        target=("finding", entry["id"]) if "id" in entry else None,
        children=(*_acceptance(accepted), *inner.children),
    )


def _acceptance(accepted: Document | None) -> Iterator[Node]:
    if accepted:
        said = _("Accepted: {reason} ({by}, {day})")
        day = str(accepted["at"])[:10]
        yield Node(said.format(reason=accepted["reason"], by=accepted["by"], day=day))


def completeness(found: Document, say: Speaker) -> Node:
    """Return what is owed and still missing; each missing question can be jumped to."""
    word = _("{answered} of {required} answered").format(
        answered=found["answered"], required=found["required"]
    )
    children = tuple(
        Node(say.title(path), _("missing"), "open", path=path, leads=True)
        for path in found["missing"]
    )
    return Node(_("Questions owed"), word, "open" if children else "good", children=children)
