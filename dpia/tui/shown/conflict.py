"""What two people changed in the same assessment, thing by thing: was, theirs, yours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dpia.assessment import pointer
from dpia.documents.history import Teller, said
from dpia.errors import DpiaError
from dpia.questionnaire.answers import display
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _

Change = Mapping[str, Any]
"""A change as `dpia.assessment.change` has it."""


@dataclass
class Clash:
    """One question, or one thing of a risk or measure, and what became of it."""

    title: str
    was: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)
    yours: list[str] = field(default_factory=list)
    both: bool = False
    """Whether both changed it."""
    order: bool = False
    """Whether the order of its rows has changed."""


def clashes(
    theirs: Sequence[Change],
    mine: Sequence[Change],
    rulebook: Rulebook,
    document: Mapping[str, Any],
) -> list[Clash]:
    """Return each thing that was changed once, what both changed first."""
    teller = Teller([], rulebook, document)
    found: dict[str, Clash] = {}
    for change in theirs:
        if change["path"].startswith("/shelf"):
            continue
        clash = found.setdefault(_place(change), Clash(teller.where(_place(change))))
        clash.order = clash.order or "order" in change
        clash.was += _said(change, "before", rulebook)
        clash.theirs += _said(change, "after", rulebook)
    for change in mine:
        if clash_too := found.get(_place(change)):
            clash_too.both = True
            clash_too.yours += _said(change, "after", rulebook)
    return sorted(found.values(), key=lambda one: not one.both)


def _place(change: Change) -> str:
    """Return the place of an answer for what is said about the answer, too."""
    names = pointer.tokens(change["path"])
    if names[0] == "marks" and len(names) > 2:
        return pointer.join("answers", names[1], *names[2].strip("/").split("/"))
    return str(change["path"])


def _said(change: Change, side: str, rulebook: Rulebook) -> list[str]:
    names, value = pointer.tokens(change["path"]), change.get(side)
    if value is None:
        return []
    if names[0] == "marks" and len(names) > 2:
        marks = {names[3]: value} if len(names) > 3 else value
        return [text for name, one in marks.items() if (text := _mark(name, one))]
    if names[0] == "answers" and len(names) > 2:
        try:
            question = rulebook.question(f"{names[1]}.{'/'.join(names[2:])}")
            return [display(question, value)]
        except (DpiaError, KeyError, TypeError, AttributeError):
            pass
    return [said(value, names[-1])]


def _mark(name: str, value: Any) -> str:
    if name == "unknown":
        return _("not known yet") if value else ""
    return said({name: value})
