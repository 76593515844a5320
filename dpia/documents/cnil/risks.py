"""The three events of the file as risks.

The author rates each event "according to … planned controls": that is our *inherent* risk, with the
measures as part of the design. The evaluator's levels take the action plan into account: that is
our *target*.
"""

from typing import Any

from dpia.documents.cnil.questions import IMPROVABLE, Feared
from dpia.documents.cnil.reading import Evaluation, Pia
from dpia.text import _

Row = dict[str, Any]
LONGEST = 20_000
"""Characters of one text of a risk or a measure."""


def spoken_of(event: Feared, pia: Pia) -> bool:
    """Say whether the file says anything of an event."""
    asked = (event.impacts, event.threats, event.sources, event.measures)
    return any(one in pia.answers for one in (*asked, event.severity, event.likelihood))


def risk_of(event: Feared, pia: Pia) -> Row:
    """Return an event as a risk."""
    risk: Row = {"id": event.event, "scenario": event.scenario, "title": event.title}
    risk |= {"track": "event", "event": event.event}
    risk["description"] = listed(pia, event.threats)
    risk |= {"sources": listed(pia, event.sources), "impacts": listed(pia, event.impacts)}
    levels = {"likelihood": level(pia, event.likelihood), "severity": level(pia, event.severity)}
    inherent: Row = {axis: found for axis, found in levels.items() if found}
    if reason := reason_of(pia, event):
        inherent["reason"] = reason
    risk["inherent"] = inherent
    if target := _by_hand(pia, event):
        risk["by_hand"] = {"target": target}
    return risk


def listed(pia: Pia, reference: int) -> str:
    """Return a list of the file as lines that begin with a dash, and its text below."""
    found = pia.answers.get(reference)
    if found is None:
        return ""
    points = "\n".join(f"- {' '.join(item.split())}" for item in found.items)
    return "\n\n".join(part for part in (points, found.text) if part)[:LONGEST]


def level(pia: Pia, reference: int) -> int | None:
    """Return the author's level at a question."""
    found = pia.answers.get(reference)
    return found.level if found else None


def reason_of(pia: Pia, event: Feared) -> str:
    """Return why the author rated so, on both axes; the same words for both stand once."""
    severity, likelihood = (
        pia.answers[one].text if one in pia.answers else ""
        for one in (event.severity, event.likelihood)
    )
    if severity == likelihood:
        return severity[:LONGEST]
    parts = ((_("Severity"), severity), (_("Likelihood"), likelihood))
    return "\n\n".join(f"{name}: {said}" for name, said in parts if said)[:LONGEST]


def evaluated(pia: Pia, key: str) -> Evaluation | None:
    """Return what the evaluator said last of an item."""
    found = [one for one in pia.evaluations if one.key == key]
    return found[-1] if found else None


def rerated(pia: Pia, event: Feared) -> dict[str, int]:
    """Return the evaluator's levels by axis: only of what is improvable, and as far as given."""
    found = evaluated(pia, event.item)
    if found is None or found.status != IMPROVABLE:
        return {}
    both = {"likelihood": found.likelihood, "severity": found.severity}
    return {axis: value for axis, value in both.items() if value}


def steps_of(pia: Pia, event: Feared) -> dict[str, int]:
    """Return by how many steps the action plan lowers a risk, as the evaluator sees it."""
    author = {"likelihood": event.likelihood, "severity": event.severity}
    steps = {"likelihood": 0, "severity": 0}
    found = evaluated(pia, event.item)
    if found is None or not found.plan:
        return steps
    for axis, value in rerated(pia, event).items():
        steps[axis] = max(0, (level(pia, author[axis]) or value) - value)
    return steps


def _by_hand(pia: Pia, event: Feared) -> Row:
    """Return the evaluator's levels that the action plan does not lead to by itself."""
    author = {"likelihood": event.likelihood, "severity": event.severity}
    steps, found = steps_of(pia, event), evaluated(pia, event.item)
    reason = (found.comment if found else "")[:LONGEST] or _("As the evaluator rated it.")
    return {
        axis: {"value": value, "reason": reason}
        for axis, value in rerated(pia, event).items()
        if (level(pia, author[axis]) or 0) - steps[axis] != value
    }
