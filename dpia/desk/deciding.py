"""Opinions, overruling and the decision on an open assessment."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dpia.assessment import event, opinion, signing
from dpia.assessment.answering import synchronise
from dpia.assessment.document import heading
from dpia.assessment.people import same_person
from dpia.assessment.shelf import settle
from dpia.canonical import digest
from dpia.desk.moving import Moving
from dpia.desk.roles import refusal
from dpia.desk.work import Document, Verdict
from dpia.errors import Invalid
from dpia.questionnaire.cleaning import clean
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _


class Deciding(Moving):
    """The part of an open assessment that hears opinions and decides."""

    def advise(
        self,
        advice: str,
        by: str,
        followed: str = "",
        response: str = "",
        seal: signing.Seal | None = None,
    ) -> Verdict:
        """Record the DPO's advice; in review, this is the move to advised.

        With `followed`, what was done with it is recorded too; with `seal` the DPO signs it off.
        """
        at, move = self.desk.stamp(), self.life_cycle.move("advise")
        if move and (refused := refusal(self.desk.config.roles, self.desk.who, move.roles)):
            raise Invalid(refused)
        after = opinion.advise(self.document, advice, by, at)
        if followed:
            after = opinion.answer_advice(after, followed, response, self.desk.who, at)
        if move and self.document["status"] in move.sources:
            after["status"] = move.to
        if seal:
            after = settle(after, self.rulebook, self.desk.judging_date(after))
            after = signing.sign(after, by, "dpo", "", at, seal)
        return self._accept(after, "advised", "opinions.dpo")

    def answer_advice(self, followed: str, response: str = "") -> Verdict:
        """Record what became of the latest advice: followed, in part, or not, with reasons."""
        at = self.desk.stamp()
        after = opinion.answer_advice(self.document, followed, response, self.desk.who, at)
        return self._accept(after, "advice-answered", "opinions.dpo")

    def views(self, sought: bool, text: str) -> Verdict:
        """Record the views of data subjects, or why they were not sought."""
        after = opinion.views(self.document, sought, text, self.desk.stamp())
        return self._accept(after, "views-recorded", "opinions.data_subjects")

    def overrule(self, target: Mapping[str, str], to: Any, reason: str, dpo_view: str) -> Verdict:
        """Overrule a derived criterion or conclusion, with reasons and the DPO's view."""
        if "criterion" in target and target["criterion"] not in self.rulebook.criteria:
            listed = ", ".join(self.rulebook.criteria)
            raise Invalid(_("That is no criterion. The nine are: {listed}.").format(listed=listed))
        said = {"reason": reason, "dpo_view": dpo_view, "by": self.desk.who}
        after = opinion.overrule(self.document, target, to, at=self.desk.stamp(), **said)
        return self._accept(after, "overruled", next(iter(target.values())))

    def withdraw(self, target: Mapping[str, str]) -> Verdict:
        """Take back an overruling."""
        after = opinion.withdraw(self.document, target)
        return self._accept(after, "overruling-withdrawn", next(iter(target.values())))

    def decide(
        self,
        outcome: str,
        reason: str,
        conditions: list[str] | None = None,
        by: str = "",
        seal: signing.Seal | None = None,
    ) -> Verdict:
        """Record the decision of `by` (default: the user), who signs it off with this.

        Raises Invalid with everything that stands against it, and what `seal` raises.
        """
        at, who = self.desk.stamp(), by.strip() or self.usual_decider()
        if not who:
            message = _(
                "You are the data protection officer of the settings, and the controller decides "
                "(GDPR Art. 38(6)). Say who decides: name and function."
            )
            raise Invalid(message)
        after = opinion.decide(self.document, outcome, reason, conditions or [], who, at)
        self._need_draft()
        self._may("decide", reason, outcome)
        due = after["dates"].setdefault("review_due", at[:10])
        if due and due <= at[:10]:  # with this decision the review that was due has been done
            after["dates"]["review_due"] = self.desk.review_date(date.fromisoformat(at[:10]))
        after = settle(after, self.rulebook, self.desk.judging_date(after))
        after = signing.sign(after, who, "approver", "", at, seal)
        verdict = self._accept(after, "decided", outcome)
        self._supersede()
        return verdict

    def usual_decider(self) -> str:
        """Return the user as the one who decides; empty for the DPO, who advises only."""
        return "" if same_person(self.desk.who, self.desk.config.dpo) else self.desk.who

    def _supersede(self) -> None:
        """Tell the version before; by way of a module that knows the whole case."""
        from dpia.desk.case import Case
        from dpia.desk.revising import supersede

        if isinstance(self, Case):
            supersede(self)

    def give_way(self, reference: str) -> Verdict:
        """Say that the later version called `reference` stands in the place of this one."""
        after = opinion.give_way(self.document)
        note = _("In its place: {reference}").format(reference=reference)
        return self._accept(after, "superseded", "status", note=note, closed=True)

    def reopen(self, reason: str) -> Verdict:
        """Make a closed assessment a draft again, with a reason for the history."""
        return self.move("reopen", reason)

    def archive(self, reason: str) -> Verdict:
        """Put the assessment away, with a reason: it can only be read, and lists leave it out."""
        self._may("archive", reason)
        after = opinion.archive(self.document)
        return self._accept(after, "archived", "status", note=reason.strip(), closed=True)

    def bring_back(self, reason: str = "") -> Verdict:
        """Take an archived assessment back among the others; a reason goes into the history."""
        self._may("bring-back", reason)
        after = opinion.bring_back(self.document)
        return self._accept(after, "brought-back", "status", note=reason.strip(), closed=True)

    def rename(self, **fields: str) -> Verdict:
        """Change title, organisation, unit, owner or description."""
        after = event.working_copy(self.document)
        for name, text in fields.items():
            if name not in ("title", "organisation", "unit", "owner", "description"):
                raise Invalid(_("An assessment has no field “{name}”.").format(name=name))
            after[name] = heading(text) if name == "title" else clean(text).strip()
        return self._accept(after, "renamed", ", ".join(fields))

    def set_review(self, due: date | None) -> Verdict:
        """Set the date of the next review."""
        after = event.working_copy(self.document)
        after["dates"]["review_due"] = due.isoformat() if due else None
        return self._accept(after, "review-date-set", "dates.review_due", closed=True)

    def take_pathway(self, name: str) -> Verdict:
        """Go on under another pathway; answers it does not ask wait until they are asked again.

        Everything else the assessment is judged by stays as it was frozen. Raises NotFound.
        """
        pathway = self.desk.library.pathway(name)
        after = event.working_copy(self.document)
        kept = {k: sha for k, sha in after["judged_by"].items() if not k.startswith("pathways/")}
        after["judged_by"] = dict(sorted({**kept, f"pathways/{name}": digest(pathway)}.items()))
        after["pathway"] = name
        self.desk.register.freeze(pathway)
        after = synchronise(after, self.desk.rulebook(after))
        return self._accept(after, "pathway-taken", name)

    def judge_by(self, rulebook: Rulebook, mapped: Document) -> Verdict:
        """Judge by the files of `rulebook` from now on; `mapped` is the document as they read it.

        An explicit act: nothing newer ever moves an assessment by itself.
        """
        for content in rulebook.frozen.values():
            self.desk.register.freeze(content)
        after = {**event.working_copy(mapped), "judged_by": dict(rulebook.digests)}
        return self._accept(after, "rejudged", "judged_by")
