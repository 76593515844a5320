"""A verdict as a tree of nodes, from its outcomes down to the answers they rest on."""

from collections.abc import Mapping
from typing import Any

from dpia.documents import words
from dpia.judgement.going_live import depends_on
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _, ngettext
from dpia.tui.shown.answers import Speaker, speaker
from dpia.tui.shown.gates import completeness, consultation, findings, go_live, lawfulness
from dpia.tui.shown.heatmap import standing_of
from dpia.tui.shown.levels import STAGE, STAGES, level
from dpia.tui.shown.risks import flags_of, state_of
from dpia.tui.shown.screening import national_lists, screening
from dpia.tui.shown.trace import Node, trace_node

Document = Mapping[str, Any]


def verdict_nodes(verdict: Document, document: Document, rulebook: Rulebook) -> list[Node]:
    """Return the parts of a verdict, the screening first."""
    say = speaker(rulebook, document)
    return [
        screening(verdict["screening"], rulebook, say),
        national_lists(verdict["authorities"], rulebook, say),
        lawfulness(verdict["lawfulness"], say),
        _risks(verdict, document, rulebook, say),
        consultation(verdict["consultation"], rulebook, say),
        go_live(verdict, rulebook, say),
        findings(verdict["findings"], say),
        _undetermined(verdict),
        completeness(verdict["completeness"], say),
        _overruled(verdict["overruled"], rulebook),
        _judged_by(verdict),
    ]


def _risks(verdict: Document, document: Document, rulebook: Rulebook, say: Speaker) -> Node:
    method = rulebook.method_document
    written = {risk["id"]: risk for risk in document.get("risks", ())}
    top = level(method, verdict["overall"]["target"])
    children = [
        _risk(found, written.get(found["id"], {}), method, say) for found in verdict["risks"]
    ]
    if not children:
        return Node(_("Risks"), _("none recorded"), "open")
    detail = _("The overall level is that of the highest single risk.")
    detail = f"{detail} {standing_of(method)}".strip()
    word = _("highest target level: {level}").format(level=top.title)
    return Node(_("Risks"), word, top.tone, detail=detail, children=tuple(children))


def risk_node(
    verdict: Document, document: Document, rulebook: Rulebook, risk_id: str
) -> Node | None:
    """Return one risk with the reasons for its levels, if it is there."""
    say = speaker(rulebook, document)
    written = {risk["id"]: risk for risk in document.get("risks", ())}
    method = rulebook.method_document
    for found in verdict.get("risks", ()):
        if found["id"] == risk_id:
            return _risk(found, written.get(risk_id, {}), method, say)
    return None


def _risk(found: Document, risk: Document, method: Document, say: Speaker) -> Node:
    state, _tone = state_of(found, risk)
    place = f"risk:{found['id']}"
    stages = tuple(_stage(found[stage], stage, method, say, place) for stage in STAGES)
    lead: dict[str, Any] = {"leads": True, "place": place}
    flags = tuple(Node(text, _("flag"), "bad", **lead) for text in flags_of(found))
    needs = tuple(Node(text, _("missing"), "open", **lead) for text in found.get("needs", ()))
    target = level(method, found["target"].get("level"))
    title = f"{found['id']} {found['title']}"
    return Node(title, target.title, target.tone, answer=state, children=stages + flags + needs)


def _stage(rating: Document, stage: str, method: Document, say: Speaker, place: str) -> Node:
    shown = level(method, rating.get("level"))
    because = tuple(trace_node(part, say, place) for part in rating.get("because", ()))
    return Node(STAGE[stage], shown.title, shown.tone, place=place, children=because)


def _undetermined(verdict: Document) -> Node:
    entries = verdict["undetermined"]
    children = tuple(
        Node(entry.get("title") or entry["question"], _("not known"), "open",
             detail=_would_settle(entry["would_settle"]), path=entry["question"])
        for entry in entries
    )  # fmt: skip
    if not children:
        left = depends_on(verdict) if verdict["lawfulness"]["outcome"] == "undetermined" else ()
        told = tuple(Node(sentence, tone="open") for sentence in left)
        tone = "open" if told else "good"
        return Node(_("Open questions that could change this"), _("none"), tone, children=told)
    count = ngettext("{n} question", "{n} questions", len(children)).format(n=len(children))
    return Node(_("Open questions that could change this"), count, "open", children=children)


_PARTS = {
    "screening": _("the screening"),
    "lawfulness": _("lawfulness"),
    "consultation": _("consultation"),
    "go_live": _("going live"),
}


def _would_settle(parts: list[str]) -> str:
    named = ", ".join(_PARTS.get(part, part) for part in parts)
    return _("An answer would help to settle: {parts}.").format(parts=named)


def _overruled(entries: list[Document], rulebook: Rulebook) -> Node:
    children = tuple(_overruling(entry, rulebook) for entry in entries)
    word = str(len(children)) if children else _("nothing")
    return Node(_("Overruled"), word, "watch" if children else "", children=children)


def _overruling(entry: Document, rulebook: Rulebook) -> Node:
    kind = "criterion" if "criterion" in entry else "conclusion"
    name = str(entry.get(kind))
    if kind == "criterion":
        title = str(rulebook.criteria.get(name, {}).get("title", name))
        to = words.MET.get(entry.get("met"), "")
    else:
        title = words.word(words.CONCLUSION, name) or name
        to = words.word(words.SCREENING, entry.get("to")) or ""
    applied = entry.get("applied")
    told = [
        Node(_("Reason: {text}").format(text=entry.get("reason", ""))),
        Node(_("The DPO's view: {text}").format(text=entry.get("dpo_view", ""))),
        Node(_("By {who}, {when}").format(who=entry.get("by", ""), when=entry.get("at", ""))),
    ]
    if entry.get("objection"):
        told.insert(0, Node(entry["objection"], _("does not count"), "bad", leads=True))
    return Node(
        title,
        _("to “{to}”").format(to=to),
        "watch",
        answer=_("counts") if applied else _("does not count at present"),
        target=(kind, name),
        children=tuple(told),
    )


def _judged_by(verdict: Document) -> Node:
    files = tuple(Node(key, answer=sha) for key, sha in sorted(verdict["judged_by"].items()))
    title = _("Judged as of {day} by").format(day=verdict["as_of"])
    count = ngettext("{n} file", "{n} files", len(files)).format(n=len(files))
    return Node(title, count, children=files)
