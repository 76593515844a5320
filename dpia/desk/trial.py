"""What if: an assessment to try changes on, of which nothing is saved."""

from dpia.assessment import event
from dpia.desk.case import Case
from dpia.desk.work import Document, Verdict


class Trial(Case):
    """An assessment in memory only: every change is judged at once and nothing reaches the disk."""

    def _store(self, after: Document, judged: bool = False) -> None:
        """Judge and keep in memory."""
        verdict, evaluation = self._verdict, self._evaluation
        if not judged:
            after, verdict, evaluation = self._with_summary(after)
        self._keep(after, verdict, evaluation)


def trial(case: Case) -> Trial:
    """Return a copy of an open assessment to try changes on."""
    return Trial(case.desk, event.working_copy(case.document), case.stamp)


def keep(case: Case, tried: Trial) -> Verdict:
    """Make the changes that were tried, as one event. Raises what a change raises."""
    kinds = [e["about"] for e in event.since(tried.document, case.document)]
    return case._accept(tried.document, "kept", ", ".join(dict.fromkeys(kinds)))
