"""Consulting the supervisory authority (GDPR Art. 36): what happens is recorded, checked, undone.

The record stands beside the assessment: it goes on while the assessment itself is decided.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dpia.assessment.consulting import course, recording
from dpia.assessment.life_cycle import ARCHIVED, SUPERSEDED
from dpia.desk.terms import holidays_of, law_of
from dpia.desk.work import Verdict, Work
from dpia.errors import DpiaError, Invalid
from dpia.judgement.consulting.clock import answer_until, notice_until
from dpia.judgement.consulting.standing import outcomes, standing
from dpia.text import _

Node = dict[str, Any]
RECORDED, ANSWERED = "consulted", "recommendation-answered"
ON_RECORD = (RECORDED, ANSWERED)
"""Events of the record: they are taken back also while the assessment is decided."""
_PAST = (SUPERSEDED, ARCHIVED)


class Consulting(Work):
    """The part of an open assessment that keeps the record of a consultation."""

    def consultation(self) -> Node:
        """Return how the latest consultation stands today, with its clock and its record.

        Beside what `standing` gives: `authority`, the `duty` to consult (`outcome`, `basis`,
        `reasons` in words, whether it is `met`), whether its public holidays are known, and the
        `outcomes` with which one can be closed: `id -> {title, law}`.
        """
        law, holidays = law_of(self.desk, self.document), holidays_of(self.desk, self.document)
        found = standing(self.document, law, holidays, self.desk.today())
        found["clock"]["holidays_known"] = bool(holidays) or not found["entries"]
        found["outcomes"] = {
            name: {"title": str(row["title"]), "law": str(row.get("law", ""))}
            for name, row in outcomes(law).items()
        }
        return {"authority": self.document["authority"], "duty": self._duty(), **found}

    def _duty(self) -> Node | None:
        """Return the duty to consult, as the verdict has it; None while a rule is broken."""
        try:
            verdict = self.verdict["consultation"]
        except DpiaError:
            return None
        said = (f"{one['title']} ({one['law']})" for one in verdict["reasons"])
        named = {name: verdict[name] for name in ("outcome", "basis")}
        return {**named, "reasons": list(said), "met": verdict["record"]["fulfilled"]}

    def consult(
        self, what: str, on: date | None = None, by: str = "", voluntary: bool = False, **said: Any
    ) -> str:
        """Record what happened on a day (default: today) and return the id of the entry.

        `said` is what `recording.record` takes. Raises Invalid with everything that stands
        against it.
        """
        self._need_present()
        if what == course.SENT:
            said |= self._ground(voluntary, str(said.get("body") or ""))
        said |= {"by": by.strip() or self.desk.who, "at": self.desk.stamp()}
        today = self.desk.today()
        after, row_id = recording.record(
            self.document, what, on=on or today, today=today, limits=self._limits(), **said
        )
        note = str(said.get("because") or "").strip()
        self._accept(after, RECORDED, row_id, note=note, closed=True)
        return row_id

    def answer_recommendation(self, row_id: str, **said: Any) -> Verdict:
        """Say what becomes of a recommendation; `said` as in `recording.ANSWER`."""
        self._need_present()
        who, at = self.desk.who, self.desk.stamp()
        after = recording.answer(self.document, row_id, who, at, **said)
        return self._accept(after, ANSWERED, row_id, closed=True)

    def _need_present(self) -> None:
        if self.document["status"] in _PAST:
            raise Invalid(_("It is only read now; go on with the version that stands."))

    def _limits(self) -> recording.Limits:
        law, holidays = law_of(self.desk, self.document), holidays_of(self.desk, self.document)
        found = course.latest(self.document)
        notice, answer = notice_until(found, law, holidays), answer_until(found, law, holidays)
        received = bool(found.first(course.RECEIVED))
        return recording.Limits(
            notice=notice.day if notice else None,
            answer=answer.day if answer and received else None,
            outcomes={name: str(row.get("needs", "")) for name, row in outcomes(law).items()},
        )

    def _ground(self, voluntary: bool, body: str) -> Mapping[str, Any]:
        """Return on what a request rests that is sent now. Raises Invalid where none may be."""
        if self.verdict["lawfulness"]["outcome"] == "unlawful":
            message = _(
                "The processing is unlawful as it stands; consultation is no cure for that."
            )
            raise Invalid(message)
        found = self.verdict["consultation"]
        required = found["outcome"] == "required"
        if required and voluntary:
            message = _("There is a duty to consult (GDPR Art. {basis}); it is not voluntary.")
            raise Invalid(message.format(basis=", ".join(found["basis"])))
        if not required and not voluntary:
            raise Invalid(self._no_duty(found["outcome"]))
        self._need_body(body)
        said: Node = {"body": body, "voluntary": voluntary}
        if required:
            self._need_whole()
            risks = (str(r["risk"]) for r in found["reasons"] if r.get("risk"))
            said |= {"basis": list(found["basis"]), "risks": list(dict.fromkeys(risks))}
        return said

    def _need_whole(self) -> None:
        """Raise Invalid while a part of GDPR Art. 36(3)(a) to (e) is missing."""
        from dpia.desk.case import Case
        from dpia.desk.packing import not_whole

        if isinstance(self, Case) and (missing := not_whole(self)):
            raise Invalid("\n".join(missing))

    def _no_duty(self, outcome: str) -> str:
        if outcome == "undetermined":
            return _(
                "It is not settled whether the supervisory authority must be consulted: rate and "
                "confirm every risk first. To consult it all the same, say that it is voluntary."
            )
        return _(
            "No duty to consult was found. To consult the authority all the same, say that it is "
            "voluntary."
        )

    def _need_body(self, body: str) -> None:
        known = self.rulebook.authorities[self.document["authority"]].document.get("bodies", ())
        ids = [str(row["id"]) for row in known]
        if body and body not in ids:
            message = _("“{body}” is no body of this authority. Known: {known}.")
            raise Invalid(message.format(body=body[:40], known=", ".join(ids)))
