"""Risks and measures of an open assessment."""

from collections.abc import Iterable, Mapping
from typing import Any

from dpia.assessment import treatment
from dpia.assessment.serving import of_entry, served
from dpia.desk.work import Document, Verdict, Work
from dpia.errors import Invalid
from dpia.text import _


class Treating(Work):
    """The part of an open assessment that rates risks and plans measures."""

    def add_risk(self, **fields: Any) -> str:
        """Add a risk of one's own and return its id."""
        after, row_id = treatment.add_risk(self.document, **fields)
        self._accept(self._rated(after, row_id), "risk-added", row_id)
        return row_id

    def pick_risk(self, scenario: str) -> str:
        """Add a risk from the catalogue, as a proposal to be confirmed, and return its id."""
        entry = self.desk.entry(self.rulebook, "scenarios", scenario)
        fields = {name: entry.get(name) for name in ("title", "description", "track", "event")}
        listed = {name: "; ".join(entry.get(name, ())) for name in ("sources", "impacts")}
        return self.add_risk(scenario=scenario, proposed=True, **fields, **listed)

    def change_risk(self, risk_id: str, **fields: Any) -> Verdict:
        """Change fields of a risk (see `assessment.treatment`)."""
        after = treatment.change_risk(self.document, risk_id, **fields)
        return self._accept(self._rated(after, risk_id), "risk-changed", risk_id)

    def set_by_hand(
        self, risk_id: str, stage: str, axis: str, value: int | None, reason: str
    ) -> Verdict:
        """Set an axis of `today` or `target` by hand, with a reason."""
        after = treatment.set_by_hand(self.document, risk_id, stage, axis, value, reason)
        return self._accept(self._rated(after, risk_id), "risk-set-by-hand", risk_id)

    def confirm_risk(self, risk_id: str) -> Verdict:
        """Confirm the levels of a risk. Raises Invalid with what is missing."""
        after = treatment.confirm_risk(self.document, risk_id, self.desk.who, self.desk.stamp())
        found = next(r for r in self._judge(after)["risks"] if r["id"] == risk_id)
        if not found["confirmed"]:
            needs = " ".join(found["needs"]) or _("Rate likelihood and severity first.")
            raise Invalid(_("This risk cannot be confirmed yet. {needs}").format(needs=needs))
        return self._accept(after, "risk-confirmed", risk_id)

    def told_of_confirming(self, risk_id: str) -> str:
        """Return what a person should know once a risk is confirmed; empty where all is well."""
        found = next(r for r in self.verdict["risks"] if r["id"] == risk_id)
        if found["untreated"] == "no":
            return ""
        return _(
            "No measure is named for this risk, and no reason to take it as it is. Whoever names a "
            "measure afterwards confirms again."
        )

    def accept_risks(self, *risk_ids: str) -> Verdict:
        """Take over the proposed texts of risks as one's own."""
        return self._take_over("risks", "risk-accepted", risk_ids)

    def remove_risk(self, risk_id: str) -> Verdict:
        """Remove a risk."""
        after = treatment.remove_risk(self.document, risk_id)
        return self._accept(after, "risk-removed", risk_id)

    def add_measure(self, **fields: Any) -> str:
        """Add a measure of one's own and return its id."""
        after, row_id = treatment.add_measure(self.document, **self._served(fields))
        self._accept(after, "measure-added", row_id)
        return row_id

    def pick_measure(self, name: str, risk_id: str = "") -> str:
        """Add a measure from the catalogue, as a proposal to be confirmed, and return its id.

        It has its usual effect on `risk_id` and serves what the catalogue says.
        """
        entry = self.desk.entry(self.rulebook, "measures", name)
        fields = {field: entry[field] for field in ("title", "description", "kind")}
        fields |= {"catalogue": name, "proposed": True, "serves": of_entry(entry, self.duties)}
        after, row_id = treatment.add_measure(self.document, **fields)
        if risk_id:
            after = treatment.set_effect(after, row_id, risk_id, *_steps(entry))
        self._accept(after, "measure-added", row_id)
        return row_id

    def change_measure(self, measure_id: str, **fields: Any) -> Verdict:
        """Change fields of a measure (see `assessment.treatment`)."""
        after = treatment.change_measure(self.document, measure_id, **self._served(fields))
        return self._accept(after, "measure-changed", measure_id)

    def accept_measures(self, *measure_ids: str) -> Verdict:
        """Take over the proposed texts of measures as one's own."""
        return self._take_over("measures", "measure-accepted", measure_ids)

    @property
    def duties(self) -> Mapping[str, Mapping[str, Any]]:
        """What measures can serve by id, in order; an assessment frozen without takes today's."""
        if self.rulebook.duties:
            return self.rulebook.duties
        entries = self.desk.library.spoken.get("law/duties", {}).get("duties", ())
        return {entry["id"]: entry for entry in entries}

    def set_effect(
        self, measure_id: str, risk_id: str, likelihood: int = 0, severity: int = 0
    ) -> Verdict:
        """Say by how many steps a measure lowers a risk."""
        args = (measure_id, risk_id, likelihood, severity)
        after = treatment.set_effect(self.document, *args)
        return self._accept(after, "measure-changed", measure_id)

    def drop_effect(self, measure_id: str, risk_id: str) -> Verdict:
        """Say that a measure does not treat a risk any more."""
        after = treatment.drop_effect(self.document, measure_id, risk_id)
        return self._accept(after, "measure-changed", measure_id)

    def treat(self, measure_id: str, risk_ids: Iterable[str]) -> Verdict:
        """Say which risks a measure treats; on a new one it has its usual effect, if it has one."""
        measure = treatment.row(self.document, "measures", measure_id)
        before = {effect["risk"] for effect in measure.get("effects", ())}
        wanted = set(risk_ids)
        after = self.document
        for risk_id in sorted(before - wanted):
            after = treatment.drop_effect(after, measure_id, risk_id)
        for risk_id in sorted(wanted - before):
            after = treatment.set_effect(after, measure_id, risk_id, *self._usual(measure))
        return self._accept(after, "measure-changed", measure_id)

    def _usual(self, measure: Mapping[str, Any]) -> tuple[int, int]:
        """Return the steps the catalogue names for a measure; for one of the design none count."""
        if measure.get("role") == "baseline":
            return 0, 0
        entries = self.rulebook.files.get("catalogue/measures", {}).get("entries", ())
        return _steps(next((e for e in entries if e["id"] == measure.get("catalogue")), {}))

    def remove_measure(self, measure_id: str) -> Verdict:
        """Remove a measure."""
        after = treatment.remove_measure(self.document, measure_id)
        return self._accept(after, "measure-removed", measure_id)

    def _take_over(self, part: str, kind: str, row_ids: tuple[str, ...]) -> Verdict:
        after = treatment.take_over(self.document, part, row_ids)
        return self._accept(after, kind, ", ".join(row_ids))

    def _served(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Refuse a measure that serves what the law does not know."""
        if "serves" not in fields:
            return fields
        return {**fields, "serves": served(fields["serves"], self.duties)}

    def _rated(self, document: Document, risk_id: str) -> Document:
        """Refuse a likelihood or severity that the method does not have."""
        method = self.rulebook.method_document
        risk = treatment.row(document, "risks", risk_id)
        hand = list((risk.get("by_hand") or {}).values())
        for axis in treatment.AXES:
            top = len(method[axis])
            given = (risk.get("inherent") or {}).get(axis)
            found = [given, *(stage.get(axis, {}).get("value") for stage in hand)]
            for value in found:
                if value is not None and value not in range(1, top + 1):
                    message = _("{axis} goes from 1 to {top} in this method, not {value}.")
                    raise Invalid(message.format(axis=_(axis.title()), top=top, value=value))
        return document


def _steps(entry: Mapping[str, Any]) -> tuple[int, int]:
    """Return by how many steps an entry of the catalogue lowers likelihood and severity."""
    effect = entry.get("effect", {})
    return effect.get("likelihood", 0), effect.get("severity", 0)
