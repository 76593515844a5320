"""What the assessor may overrule, and when it counts (WP 248 rev.01 p. 12).

Only a derived criterion and the conclusions `presumed` and `one-criterion`, with written reasons
and the data protection officer's view; both stay in the record beside what was derived.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dpia.judgement.telling import Node
from dpia.questionnaire.trace import Trace, Truth
from dpia.text import _

CONCLUSIONS = ("presumed", "one-criterion")
OUTCOMES = ("not-required", "required")


@dataclass(frozen=True)
class Overrulings:
    """The overrulings that may count, of criteria and of conclusions, and their reasons."""

    criteria: Mapping[str, bool] = field(default_factory=dict)
    conclusions: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def of_criteria(self) -> "Overrulings":
        """The overrulings of criteria alone."""
        return Overrulings(criteria=self.criteria, reasons=self.reasons)

    def weigh(self, name: str, trace: Trace) -> Trace:
        """Return the trace of a criterion as it counts; an overruled one keeps what was derived."""
        value = self.criterion(name, trace.value)
        if value is trace.value:
            return trace
        title = _("{criterion}: overruled. {reason}").format(
            criterion=trace.title, reason=self.reasons.get(name, "")
        )
        return Trace(value, "overruled", name, title, trace.law, because=(trace,))

    def criterion(self, name: str, derived: Truth) -> Truth:
        """Return what counts for a criterion.

        A criterion that is not known can't be overruled to “not met”: an unknown never disappears
        quietly. It can be taken as met, which only makes the outcome stricter.
        """
        wanted = self.criteria.get(name)
        if wanted is None or (derived is None and not wanted):
            return derived
        return wanted


def hear(entries: Iterable[Mapping[str, Any]], criteria: Iterable[str]) -> Overrulings:
    """Return the overrulings that are complete and about something that can be overruled."""
    known = set(criteria)
    sound = [entry for entry in entries if objection(entry, known) is None]
    return Overrulings(
        {e["criterion"]: e["met"] for e in sound if "criterion" in e},
        {e["conclusion"]: e["to"] for e in sound if "conclusion" in e},
        {_about(e): str(e["reason"]).strip() for e in sound},
    )


def objection(entry: Mapping[str, Any], criteria: Iterable[str]) -> str | None:
    """Say why an overruling does not count, or None when it is sound in itself."""
    about = _about(entry)
    if not overrulable(entry, criteria):
        return _(
            "“{about}” cannot be overruled: only a criterion and the conclusions “presumed” and "
            "“one-criterion” can."
        ).format(about=about)
    if _blank(entry.get("reason")) or _blank(entry.get("dpo_view")):
        return _(
            "The overruling of “{about}” needs written reasons and the data protection officer's "
            "view; it does not count until both are there."
        ).format(about=about)
    return None


def overrulable(entry: Mapping[str, Any], criteria: Iterable[str]) -> bool:
    """Say whether an entry is about something that can be overruled at all."""
    if "criterion" in entry:
        return entry["criterion"] in set(criteria) and isinstance(entry.get("met"), bool)
    return entry.get("conclusion") in CONCLUSIONS and entry.get("to") in OUTCOMES


def _about(entry: Mapping[str, Any]) -> str:
    return str(entry.get("criterion") or entry.get("conclusion") or "")


def _blank(text: object) -> bool:
    return not str(text or "").strip()


def in_record(
    entries: Iterable[Mapping[str, Any]],
    heard: Overrulings,
    criteria: Mapping[str, Truth],
    derived: Mapping[str, str],
    standing: str,
) -> list[Node]:
    """Return every overruling beside what was derived, and whether it counts.

    `criteria` are the derived values, `derived` the outcome and conclusion without overruling,
    `standing` the conclusion once the criteria alone are overruled.
    """
    record = []
    for entry in entries:
        why_not = objection(entry, criteria)
        if "criterion" in entry:
            was: Any = criteria.get(entry["criterion"])
            counts = heard.criterion(entry["criterion"], was) is entry.get("met")
        else:
            was = dict(derived)
            counts = standing == entry.get("conclusion")
        out: Node = {**entry, "derived": was, "applied": why_not is None and counts}
        record.append(out | ({"objection": why_not} if why_not else {}))
    return record
