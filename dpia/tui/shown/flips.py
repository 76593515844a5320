"""What single change would flip the screening or the consultation, as nodes that can be tried."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dpia.assessment.naming import measure_numbers, risk_numbers
from dpia.documents import words
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _, ngettext
from dpia.tui.shown.answers import Speaker
from dpia.tui.shown.gates import CONSULTATION_TONE
from dpia.tui.shown.screening import SCREENING_TONE
from dpia.tui.shown.trace import Node

Document = Mapping[str, Any]
WOULD_CHANGE = _("What would change it")
GATES: Mapping[str, tuple[str, Mapping[str, str], Mapping[str, str]]] = {
    "screening": (_("Screening"), words.SCREENING, SCREENING_TONE),
    "consultation": (_("Prior consultation"), words.CONSULTATION, CONSULTATION_TONE),
}
"""`gate -> its title, the words of its outcomes, their tones`."""


def would_change_node(found: Document, document: Document, rulebook: Rulebook) -> Node:
    """Return what `judgement.sensitivity` found as a node with one beneath it for each gate."""
    gates = tuple(_gate(gate, found, document, rulebook) for gate in GATES)
    word, detail = counted(len(found["changes"])), ""
    if found["cut"]:
        left = found["of"] - found["tried"]
        detail = ngettext("{n} change was not tried.", "{n} changes were not tried.", left)
        detail = detail.format(n=left)
    return Node(WOULD_CHANGE, word, detail=detail, children=gates)


def _gate(gate: str, found: Document, document: Document, rulebook: Rulebook) -> Node:
    title, outcomes, tones = GATES[gate]
    changes = [change for change in found["changes"] if change["gate"] == gate]
    detail = "" if changes else _("No single change that was tried gives it another outcome.")
    if gate == "consultation" and found["as_if_confirmed"]:
        numbers = risk_numbers(document)
        named = ", ".join(numbers.get(risk, risk) for risk in found["as_if_confirmed"])
        detail = f"{_('As if confirmed: {risks}.').format(risks=named)} {detail}".strip()
    teller = _Teller(document, rulebook)
    children = tuple(
        replace(node, word=outcomes[change["after"]], tone=tones.get(change["after"], "open"))
        for change in changes
        for node in teller.told(change)
    )
    now, said = found[gate], counted(len(children))
    tone = tones.get(now, "open")
    return Node(title, outcomes[now], tone, detail=detail, answer=said, children=children)


def counted(count: int) -> str:
    """Return a number of changes in words."""
    return ngettext("{n} change", "{n} changes", count).format(n=count) if count else _("nothing")


class _Teller:
    """Says what is changed, and leads to where it is tried."""

    def __init__(self, document: Document, rulebook: Rulebook) -> None:
        self.say = Speaker(rulebook)
        self.numbers = risk_numbers(document) | measure_numbers(document)

    def told(self, change: Document) -> Iterator[Node]:
        tell = {"answer": self._answer, "measure": self._measure, "rating": self._rating}
        before, after = change["from"], change["to"]
        node = tell[change["kind"]](change, before, after)
        because = words.word(words.CONCLUSION, change["conclusion"]) or change["because"]
        yield replace(node, detail=because)

    def _answer(self, change: Document, before: Any, after: Any) -> Node:
        path = change["id"]
        title = change["title"] or self.say.title(path)
        said = _instead(self.say.answer(path, after), self.say.answer(path, before))
        return Node(title, answer=said, path=path, tries=(after,))

    def _measure(self, change: Document, before: str, after: str) -> Node:
        known = {**words.MEASURE_STATUS, "absent": _("Not there")}
        said = _instead(known[after], known[before])
        tries = (after,) if after in words.MEASURE_STATUS else ()
        place = f"measure:{change['id']}"
        return Node(self._named(change), answer=said, place=place, tries=tries)

    def _rating(self, change: Document, before: int, after: int) -> Node:
        axis, stage = words.SCALE[change["axis"]], words.AXIS[change["stage"]]
        said = f"{axis}, {stage.lower()}: {_instead(str(after), str(before))}"
        return Node(self._named(change), answer=said, place=f"risk:{change['id']}")

    def _named(self, change: Document) -> str:
        return f"{self.numbers.get(change['id'], '')} {change['title'] or change['id']}".strip()


def _instead(then: str, now: str) -> str:
    return _("“{then}” instead of “{now}”").format(then=then, now=now)
