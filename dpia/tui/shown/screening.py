"""The screening of a verdict as nodes: why a DPIA is or is not required, and the lists."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.assessment.opinion import OVERRULABLE
from dpia.documents import words
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _, ngettext
from dpia.tui.shown.answers import Speaker
from dpia.tui.shown.trace import TONE, Node, trace_node

Document = Mapping[str, Any]
SCREENING_TONE = {
    "required": "watch",
    "recommended": "watch",
    "undetermined": "open",
    "not-required": "good",
}
WEIGHT = {
    "hard": _("binding"),
    "presumption": _("presumption"),
    "indication": _("indication"),
    "exemption": _("exemption"),
}


def screening(found: Document, rulebook: Rulebook, say: Speaker) -> Node:
    """Return the screening with its conclusion, reasons, exemptions, near misses and criteria."""
    outcome = found["outcome"]
    children = [
        _conclusion(found),
        _reasons(found["reasons"], say),
        _criteria(found["criteria"], rulebook, say),
        *_exemptions(found["exemptions"], say),
        *near_misses(found["near_misses"], say),
    ]
    word = words.word(words.SCREENING, outcome) or ""
    return Node(_("Screening"), word, SCREENING_TONE.get(outcome, ""), children=tuple(children))


def _conclusion(found: Document) -> Node:
    name = found["conclusion"]
    derived = found.get("derived", found)["conclusion"]
    changed = derived != name
    detail = ""
    if changed:
        detail = _("Without overruling: {conclusion}.").format(
            conclusion=words.word(words.CONCLUSION, derived)
        )
    elif name in OVERRULABLE:
        detail = _("May be overruled with reasons and the DPO's view.")
    overrulable = next((one for one in (name, derived) if one in OVERRULABLE), None)
    return Node(
        _("Conclusion"),
        words.word(words.CONCLUSION, name) or "",
        SCREENING_TONE.get(found["outcome"], ""),
        detail=detail,
        target=("conclusion", overrulable) if overrulable else None,
    )


def _reasons(reasons: list[Document], say: Speaker) -> Node:
    children = tuple(_reason(reason, say) for reason in reasons)
    return Node(_("Why"), _reasons_count(len(children)), children=children)


def _reasons_count(count: int) -> str:
    return ngettext("{n} reason", "{n} reasons", count).format(n=count)


def _reason(reason: Document, say: Speaker) -> Node:
    inner = trace_node(reason["trace"], say)
    weight = words.word(WEIGHT, reason.get("weight")) or ""
    answer = _("this decided") if reason.get("deciding") else ""
    named = reason["title"] or reason["rule"]
    return Node(
        named,
        weight,
        "watch" if reason.get("deciding") else "",
        law=reason.get("law", ""),
        answer=answer,
        detail=_trust(reason),
        children=inner.children or (inner,),
    )


def _trust(entry: Document) -> str:
    """Say where the official text was not read."""
    note = entry.get("confidence_note")
    return _("(Source: {confidence}.)").format(confidence=note) if note else ""


def _criteria(criteria: list[Document], rulebook: Rulebook, say: Speaker) -> Node:
    met = sum(criterion["met"] is True for criterion in criteria)
    unknown = sum(criterion["met"] is None for criterion in criteria)
    word = _("{met} of {all} met").format(met=met, all=len(criteria))
    if unknown:
        word += _(", {unknown} not known").format(unknown=unknown)
    children = tuple(_criterion(criterion, rulebook, say) for criterion in criteria)
    return Node(_("The nine criteria"), word, children=children)


def _criterion(criterion: Document, rulebook: Rulebook, say: Speaker) -> Node:
    entry = rulebook.criteria.get(criterion["id"], {})
    inner = trace_node(criterion["trace"], say)
    detail = str(entry.get("description", ""))
    if criterion.get("overruled"):
        derived = words.MET[criterion.get("derived")]
        detail = _("Overruled; the answers say: {derived}.").format(derived=derived)
    return Node(
        criterion.get("title") or criterion["id"],
        words.MET[criterion["met"]].lower(),
        TONE[criterion["met"]],
        law=str(entry.get("law", "")),
        detail=detail,
        answer=_("overruled") if criterion.get("overruled") else "",
        leads=True,
        target=("criterion", criterion["id"]),
        children=inner.children or (inner,),
    )


def _exemptions(tried: list[Document], say: Speaker) -> Iterator[Node]:
    if not tried:
        return
    children = tuple(_exemption(entry, say) for entry in tried)
    granted = sum(bool(entry.get("granted")) for entry in tried)
    word = _("one granted") if granted else _("none granted")
    yield Node(_("Exemptions tried"), word, "good" if granted else "", children=children)


def _exemption(entry: Document, say: Speaker) -> Node:
    inner = trace_node(entry["trace"], say)
    met = entry.get("met")
    word = {True: _("holds"), False: _("does not hold"), None: _("not known")}[met]
    return Node(
        entry["title"] or entry["rule"],
        _("granted") if entry.get("granted") else word,
        "good" if entry.get("granted") else TONE[met],
        law=entry.get("law", ""),
        detail=_trust(entry),
        children=inner.children or (inner,),
    )


def near_misses(found: list[Document], say: Speaker) -> Iterator[Node]:
    """Yield the rows that one single condition keeps from matching, under one heading."""
    if not found:
        return
    children = tuple(_near_miss(entry, say) for entry in found)
    count = ngettext("{n} row", "{n} rows", len(children)).format(n=len(children))
    yield Node(_("Nearly on a list"), count, "open", children=children)


def _near_miss(entry: Document, say: Speaker) -> Node:
    missing = entry["missing"]
    value = entry.get("value")
    missed = _("Only this is missing: {what}.").format(what=missing["title"])
    return Node(
        f"{entry['row']} {entry['title']}",
        _("may match") if value is None else _("does not match"),
        TONE[value],
        law=entry.get("law", ""),
        detail=f"{missed} {_trust(entry)}".strip(),
        children=(trace_node(missing["trace"], say),),
    )


def national_lists(authorities: Document, rulebook: Rulebook, say: Speaker) -> Node:
    """Return what the lists of the lead and the other authorities say."""
    children = tuple(_authority(name, found, rulebook, say) for name, found in authorities.items())
    hits = sum(len(found["hits"]) for found in authorities.values())
    word = ngettext("{n} row matches", "{n} rows match", hits).format(n=hits)
    return Node(_("National lists"), word, "watch" if hits else "good", children=children)


def _authority(name: str, found: Document, rulebook: Rulebook, say: Speaker) -> Node:
    children = [_hit(hit, _("matches"), "watch", say) for hit in found["hits"]]
    children += [_hit(hit, _("frees"), "good", say) for hit in found.get("exemptions", ())]
    children += [_open_row(row, rulebook) for row in found["undetermined"]]
    children += near_misses(found["near_misses"], say)
    role = words.word(words.ROLE, found["role"])
    hits, waiting = len(found["hits"]), len(found["undetermined"])
    word = ngettext("{n} row matches", "{n} rows match", hits).format(n=hits)
    if waiting:
        word += _(", {n} not known").format(n=waiting)
    tone = "watch" if hits else "open" if waiting else "good"
    title = f"{found['title']} ({name}, {role})"
    return Node(title, word, tone, detail=_lists(found["lists"]), children=tuple(children))


def _lists(lists: list[Document]) -> str:
    """Say how the rows of each list come together, and how far the list can be trusted."""
    said = [f"GDPR Art. {one['article']}: {one['logic']} {_trust(one)}".strip() for one in lists]
    return " ".join(said) or _("No list in force.")


def _hit(hit: Document, word: str, tone: str, say: Speaker) -> Node:
    inner = trace_node(hit["trace"], say)
    return Node(
        f"{hit['row']} {hit['title']}",
        word,
        tone,
        law=hit.get("law", ""),
        detail=_trust(hit),
        answer="" if hit.get("decides", True) else words.set_aside(hit),
        children=inner.children or (inner,),
    )


def _open_row(row: str, rulebook: Rulebook) -> Node:
    found = rulebook.rows.get(row)
    title = f"{row} {found.title}" if found else row
    detail = _("Open it to read what it waits for.")
    law = found.law if found else ""
    return Node(title, _("not known"), "open", law=law, detail=detail, place=f"row:{row}")
