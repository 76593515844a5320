"""Marking what is confidential: what the cursor is on is not to be published."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from dpia.assessment import pointer
from dpia.assessment.confidential import is_marked
from dpia.text import _
from dpia.tui.screens.part import PartScreen
from dpia.tui.shown.decision import Fact
from dpia.tui.view import CaseView

_FACTS = {
    _("DPO's advice"): "/opinions/dpo",
    _("Views of data subjects"): "/opinions/data_subjects",
    _("Decided"): "/decision",
}
"""Where the lines of the decision screen stand in the assessment, by their headings."""


class WithholdingScreen(PartScreen):
    """A screen on which one of several things is under the cursor and can be confidential."""

    def thing(self) -> str:
        """Return where the thing under the cursor stands in the assessment; empty for none."""
        raise NotImplementedError

    def action_confidential(self) -> None:
        """Mark it confidential, or take the mark away; also where all is decided."""
        place = self.thing()
        found = pointer.get(self.case.document, place) if place else None
        if not found:
            self.tell(_("Nothing is here that could be confidential."))
            return
        on = not is_marked(found)
        told = _("No longer confidential.")
        if on:
            told = _("Confidential now: a public report withholds it. {key} takes that back.")
        said = told.format(key=self.key(f"{self.PLACES[0]}.confidential"))
        self.act(partial(self.case.mark_confidential, place, on), lambda _v: self.tell(said))


def place_of_fact(heading: str) -> str:
    """Return where a line of the decision screen stands in the assessment; empty for most."""
    return _FACTS.get(heading, "")


def confided(facts: Iterable[Fact], view: CaseView) -> Iterable[Fact]:
    """Yield the lines of the decision screen; those that are confidential say so."""
    for fact in facts:
        place = place_of_fact(fact.heading)
        marked = place and is_marked(pointer.get(view.document, place))
        word = _("{word}, confidential").format(word=fact.word)
        yield replace(fact, word=word) if marked else fact
