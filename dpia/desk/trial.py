"""What if: an assessment to try changes on, of which nothing is saved."""

from contextlib import suppress

from dpia.assessment import event
from dpia.assessment.ratings import inputs
from dpia.desk.case import Case
from dpia.desk.work import Document, Verdict
from dpia.errors import DpiaError


class Trial(Case):
    """An assessment in memory only: every change is judged at once and nothing reaches the disk.

    A decided one can be tried too. What was confirmed before is judged as if it were confirmed
    again, so that it can be seen where a change leads; kept, it waits for its confirmation.
    """

    confirmed: frozenset[str] = frozenset()
    """The risks that were confirmed as they stood when the trial began."""

    @property
    def editable(self) -> bool:
        """Nothing is saved here, so everything can be tried."""
        return True

    @property
    def read_only(self) -> str:
        """A register that takes no change is no hindrance either."""
        return ""

    def _judge(self, document: Document, explore: bool = False) -> Verdict:
        """Judge with the confirmations renewed; what rests on that is marked `once_confirmed`."""
        renewed, stale = self._confirmed_again(document)
        verdict = super()._judge(renewed, explore)
        if stale:
            for part in ("consultation", "go_live"):
                verdict[part]["once_confirmed"] = True
        return verdict

    def _confirmed_again(self, document: Document) -> tuple[Document, bool]:
        """Return the document with its confirmations renewed, and whether one had gone stale."""
        again = event.working_copy(document)
        stale = False
        for risk in again["risks"]:
            given = risk.get("confirmed")
            if risk["id"] in self.confirmed and given:
                now = inputs(again, risk["id"])
                stale = stale or given["inputs"] != now
                risk["confirmed"] = {**given, "inputs": now}
        return again, stale

    def _store(self, after: Document, judged: bool = False) -> None:
        """Judge and keep in memory."""
        verdict, evaluation = self._verdict, self._evaluation
        if not judged:
            after, verdict, evaluation = self._with_summary(after)
        self._keep(after, verdict, evaluation)


def trial(case: Case) -> Trial:
    """Return a copy of an open assessment to try changes on."""
    tried = Trial(case.desk, event.working_copy(case.document), case.stamp)
    with suppress(DpiaError):  # a rule is broken: what is judged then says so
        tried.confirmed = frozenset(r["id"] for r in case.verdict["risks"] if r["confirmed"])
    return tried


def keep(case: Case, tried: Trial) -> Verdict:
    """Make the changes that were tried, as one event. Raises what a change raises."""
    kinds = [e["about"] for e in event.since(tried.document, case.document)]
    return case._accept(tried.document, "kept", ", ".join(dict.fromkeys(kinds)))
