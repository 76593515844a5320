"""What moved between two verdicts, in words: for tables and screens."""

from collections.abc import Mapping
from typing import Any

from dpia.documents import words
from dpia.documents.words import word
from dpia.text import _

Node = Mapping[str, Any]


def told(change: Node, levels: Mapping[str, str]) -> tuple[str, str, str]:
    """Return what moved, from what, to what; `levels` are the titles of a method's levels."""
    before, after = change["before"], change["after"]
    match change["part"]:
        case "criterion":
            met = {True: words.MET[True], False: words.MET[False], None: words.MET[None]}
            return _("Criterion: {title}").format(title=change["title"]), met[before], met[after]
        case "row":
            on = {True: _("Matches"), False: _("Does not match")}
            return _("List: {title}").format(title=change["title"]), on[before], on[after]
        case "risk":
            stage = words.AXIS[change["stage"]]
            name = _("Risk: {title} ({stage})").format(title=change["title"], stage=stage)
            return name, _place(before, levels), _place(after, levels)
        case "finding":
            name = _("Finding: {title}").format(title=change["title"])
            return name, word(words.WEIGHT, before) or "–", word(words.WEIGHT, after) or "–"
        case "open":
            return _("Open questions"), str(before), str(after)
        case part:
            title, known = gates()[part]
            then = word(known, after) or "–"
            if change.get("once_confirmed"):
                then = _("{then} (once confirmed)").format(then=then)
            return title, word(known, before) or "–", then


def _place(at: Node | None, levels: Mapping[str, str]) -> str:
    if at is None:
        return "–"
    if at["level"] is None:
        return words.NOT_RATED
    level = levels.get(at["level"], at["level"])
    return f"{level} ({at['likelihood']}/{at['severity']})"


def gates() -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """Return the title of each gate of a verdict, and the words of its outcomes."""
    return {
        "screening": (_("Screening"), words.SCREENING),
        "conclusion": (_("Reason of the screening"), words.CONCLUSION),
        "lawfulness": (_("Lawfulness"), words.LAWFULNESS),
        "consultation": (_("Prior consultation"), words.CONSULTATION),
        "go_live": (_("Going live"), words.GO_LIVE),
    }
