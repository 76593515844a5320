"""Changes to risks and measures: each takes a document and returns the one after it."""

from collections.abc import Iterable, Mapping
from typing import Any

from dpia.assessment import pointer
from dpia.assessment.document import next_id
from dpia.assessment.event import working_copy
from dpia.assessment.ratings import inputs
from dpia.errors import Invalid, NotFound
from dpia.questionnaire.cleaning import clean
from dpia.questionnaire.dates import read_day
from dpia.text import _

Document = Mapping[str, Any]
RISK_TEXTS = ("title", "description", "sources", "impacts", "reason")
RISK_CHOICES = {
    "track": ("design", "event"),
    "event": ("access", "change", "loss", None),
    "obvious": ("yes", "no", None),
    "widespread": ("yes", "no", None),
}
MEASURE_TEXTS = ("title", "description", "owner", "suitability")
MEASURE_CHOICES = {
    "kind": ("technical", "organisational", "legal"),
    "role": ("baseline", "additional"),
    "status": ("planned", "partially-implemented", "implemented", "rejected"),
}
AXES = ("likelihood", "severity")
CATALOGUE_TEXTS = {
    "risks": ("title", "description", "sources", "impacts"),
    "measures": ("title", "description"),
}
"""The texts the catalogue proposes; who writes one of them has taken them over."""


def add_risk(document: Document, **fields: Any) -> tuple[dict[str, Any], str]:
    """Add a risk; return the document and its id. Needs a title. Raises Invalid."""
    after = working_copy(document)
    row_id = next_id(after, "r")
    risk = {"id": row_id, "scenario": None, "title": "", "track": "event", "event": None}
    after["risks"].append(risk | {"description": "", "sources": "", "impacts": "", "inherent": {}})
    return change_risk(after, row_id, **fields), row_id


def change_risk(document: Document, risk_id: str, **fields: Any) -> dict[str, Any]:
    """Set fields of a risk; an axis may be given as `likelihood` or `severity` (None clears it)."""
    after = working_copy(document)
    risk = row(after, "risks", risk_id)
    before = dict(risk)
    risk.setdefault("inherent", {})  # a file may bring a risk that nobody has rated
    for name, value in fields.items():
        if name in RISK_TEXTS:
            risk[name] = _text(name, value)
        elif name in RISK_CHOICES:
            risk[name] = _choice(name, value, RISK_CHOICES[name])
        elif name in AXES:
            risk["inherent"][name] = value
        elif name == "inherent_reason":
            risk["inherent"]["reason"] = _text(name, value)
        elif name in ("scenario", "proposed"):
            risk[name] = value
        else:
            raise Invalid(_("A risk has no field “{name}”.").format(name=name))
    risk["inherent"] = {k: v for k, v in risk["inherent"].items() if v is not None}
    if not risk["title"]:
        raise Invalid(_("A risk needs a title."))
    if "proposed" not in fields:
        _written(before, risk, CATALOGUE_TEXTS["risks"])
    return after


def set_by_hand(
    document: Document, risk_id: str, stage: str, axis: str, value: int | None, reason: str
) -> dict[str, Any]:
    """Set one axis of `today` or `target` by hand, with a reason; None takes it back."""
    if stage not in ("today", "target") or axis not in AXES:
        raise Invalid(_("Only likelihood and severity of today and target can be set by hand."))
    if value is not None and not reason.strip():
        raise Invalid(_("Setting a value by hand takes a written reason."))
    after = working_copy(document)
    risk = row(after, "risks", risk_id)
    by_hand = risk.setdefault("by_hand", {}).setdefault(stage, {})
    if value is None:
        by_hand.pop(axis, None)
    else:
        by_hand[axis] = {"value": value, "reason": _text("reason", reason)}
    if not by_hand:
        del risk["by_hand"][stage]
    return after


def confirm_risk(document: Document, risk_id: str, by: str, at: str) -> dict[str, Any]:
    """Confirm the computed levels of a risk as they stand; its text is another matter."""
    after = working_copy(document)
    risk = row(after, "risks", risk_id)
    risk["confirmed"] = {"by": by, "at": at, "inputs": inputs(after, risk_id)}
    return after


def remove_risk(document: Document, risk_id: str) -> dict[str, Any]:
    """Remove a risk and what measures did for it."""
    after = working_copy(document)
    row(after, "risks", risk_id)
    pointer.remove(after, pointer.join("risks", risk_id))
    for measure in after["measures"]:
        measure["effects"] = [e for e in measure.get("effects", ()) if e["risk"] != risk_id]
    return after


def add_measure(document: Document, **fields: Any) -> tuple[dict[str, Any], str]:
    """Add a measure; return the document and its id. Needs a title. Raises Invalid."""
    after = working_copy(document)
    row_id = next_id(after, "m")
    measure: dict[str, Any] = {"id": row_id, "catalogue": None, "title": "", "description": ""}
    measure |= {"kind": "organisational", "role": "additional", "status": "planned", "owner": ""}
    measure |= {"due": None, "serves": [], "suitability": "", "effects": []}
    after["measures"].append(measure)
    return change_measure(after, row_id, **fields), row_id


def change_measure(document: Document, measure_id: str, **fields: Any) -> dict[str, Any]:
    """Set fields of a measure; `due` is a date as text or None, `serves` a list of known ids."""
    after = working_copy(document)
    measure = row(after, "measures", measure_id)
    before = dict(measure)
    for name, value in fields.items():
        if name in MEASURE_TEXTS:
            measure[name] = _text(name, value)
        elif name in MEASURE_CHOICES:
            measure[name] = _choice(name, value, MEASURE_CHOICES[name])
        elif name == "due":
            measure["due"] = _day(value)
        elif name == "serves":
            measure["serves"] = list(dict.fromkeys(value))
        elif name in ("catalogue", "proposed"):
            measure[name] = value
        else:
            raise Invalid(_("A measure has no field “{name}”.").format(name=name))
    if not measure["title"]:
        raise Invalid(_("A measure needs a title."))
    if "proposed" not in fields:
        _written(before, measure, CATALOGUE_TEXTS["measures"])
    return after


def set_effect(
    document: Document, measure_id: str, risk_id: str, likelihood: int, severity: int
) -> dict[str, Any]:
    """Say by how many steps a measure lowers a risk."""
    after = working_copy(document)
    measure = row(after, "measures", measure_id)
    row(after, "risks", risk_id)
    if not all(isinstance(step, int) and 0 <= step <= 4 for step in (likelihood, severity)):
        raise Invalid(_("A measure lowers a risk by 0 to 4 steps."))
    effects = [effect for effect in measure.get("effects", ()) if effect["risk"] != risk_id]
    effects.append({"risk": risk_id, "likelihood": likelihood, "severity": severity})
    measure["effects"] = sorted(effects, key=lambda effect: str(effect["risk"]))
    return after


def drop_effect(document: Document, measure_id: str, risk_id: str) -> dict[str, Any]:
    """Say that a measure does not treat a risk any more."""
    after = working_copy(document)
    measure = row(after, "measures", measure_id)
    measure["effects"] = [e for e in measure.get("effects", ()) if e["risk"] != risk_id]
    return after


def remove_measure(document: Document, measure_id: str) -> dict[str, Any]:
    """Remove a measure."""
    after = working_copy(document)
    row(after, "measures", measure_id)
    pointer.remove(after, pointer.join("measures", measure_id))
    return after


def take_over(document: Document, part: str, row_ids: Iterable[str]) -> dict[str, Any]:
    """Take over the proposed texts of risks or measures (`part`) as the assessor's own."""
    after = working_copy(document)
    for row_id in row_ids:
        row(after, part, row_id).pop("proposed", None)
    return after


def row(document: Document, part: str, row_id: str) -> dict[str, Any]:
    """Return the risk or measure with that id. Raises NotFound naming those there are."""
    found: dict[str, Any] | None = pointer.get(document, pointer.join(part, row_id))
    if found is None:
        known = ", ".join(f"{r['id']} ({r['title']})" for r in document[part]) or _("none yet")
        message = _("There is no “{id}” among the {part} of this assessment: {known}.")
        raise NotFound(message.format(id=row_id, part=_(part), known=known))
    return found


def _written(before: Document, after: dict[str, Any], texts: Iterable[str]) -> None:
    """Take the texts over where one of them was written anew."""
    if any(before.get(name) != after.get(name) for name in texts):
        after.pop("proposed", None)


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise Invalid(_("“{name}” must be a text.").format(name=name))
    text = clean(value).strip()
    if len(text) > 20_000:
        raise Invalid(_("“{name}” is too long; at most 20,000 characters fit.").format(name=name))
    return text


def _choice(name: str, value: Any, known: tuple[Any, ...]) -> Any:
    if value not in known:
        listed = ", ".join(str(choice) for choice in known if choice is not None)
        message = _("“{name}” must be one of: {listed}.")
        raise Invalid(message.format(name=name, listed=listed))
    return value


def _day(value: Any) -> str | None:
    day = read_day(clean(str(value or "")))
    return day.isoformat() if day else None
