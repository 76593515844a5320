"""Accepting findings of an open assessment."""

from dpia.assessment import accepting
from dpia.desk.work import Verdict, Work
from dpia.errors import Invalid, NotFound
from dpia.text import _


class Accepting(Work):
    """The part of an open assessment that answers findings which are not mended."""

    def accept_finding(self, finding_id: str, reason: str) -> Verdict:
        """Accept a finding with a written reason. One that blocks is refused (Invalid)."""
        from dpia.judgement.accepting import rests_on

        found = {finding["id"]: finding for finding in self.verdict["findings"]}
        finding = found.get(finding_id)
        if finding is None:
            listed = ", ".join(found) or _("none")
            message = _("There is no finding “{id}” now. There are: {listed}.")
            raise NotFound(message.format(id=finding_id, listed=listed))
        if finding["weight"] == "blocking":
            message = _("“{title}” blocks, and cannot be accepted: settle it.")
            raise Invalid(message.format(title=finding["title"]))
        at = self.desk.stamp()
        said = (finding_id, reason, rests_on(finding), self.desk.who, at)
        return self._accept(accepting.accept(self.document, *said), "finding-accepted", finding_id)

    def withdraw_acceptance(self, finding_id: str) -> Verdict:
        """Take back the acceptance of a finding."""
        if not any(e["finding"] == finding_id for e in self.document["accepted"]):
            raise NotFound(_("No finding “{id}” has been accepted.").format(id=finding_id))
        after = accepting.withdraw(self.document, finding_id)
        return self._accept(after, "acceptance-withdrawn", finding_id)
