"""Measures as the screens list them, with what each does for the risk looked at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dpia.assessment.confidential import is_marked
from dpia.assessment.proposed import is_proposed
from dpia.documents import words
from dpia.text import _, ngettext
from dpia.tui.shown.numbers import NONE, measure_numbers
from dpia.tui.shown.risks import Pick, catalogue, used_of

Document = Mapping[str, Any]


@dataclass(frozen=True)
class MeasureLine:
    """One measure: its state in words with a tone, and its effect on the risk looked at."""

    id: str
    title: str
    about: str
    effect: str
    tone: str
    treats: bool
    proposed: bool = False
    """Whether its text is the catalogue's, which nobody has taken over yet."""
    number: str = NONE
    """What it is called on the screens: M1, M2 …"""


def measure_lines(document: Document, risk_id: str, today: str) -> list[MeasureLine]:
    """Return the measures that treat `risk_id` first, then the others. `today`: ISO date."""
    numbers = measure_numbers(document)
    lines = [
        _line(measure, risk_id, today, numbers.get(measure["id"], NONE))
        for measure in document.get("measures", ())
    ]
    return sorted(lines, key=lambda line: not line.treats)


def effect_on(measure: Document, risk_id: str) -> Document | None:
    """Return the effect of a measure on a risk, if it treats it."""
    return next((e for e in measure.get("effects", ()) if e["risk"] == risk_id), None)


def treated(document: Document, measure_id: str) -> list[str]:
    """Return the ids of the risks that a measure treats."""
    measures = document.get("measures", ())
    effects = next((m.get("effects", ()) for m in measures if m["id"] == measure_id), ())
    return [str(effect["risk"]) for effect in effects]


def _line(measure: Document, risk_id: str, today: str, number: str) -> MeasureLine:
    effect = effect_on(measure, risk_id)
    return MeasureLine(
        id=measure["id"],
        title=measure.get("title") or _("(no title)"),
        about=" · ".join(_about(measure, today)),
        effect=effect_in_words(effect, is_baseline(measure)),
        tone=tone_of(measure, today),
        treats=effect is not None,
        proposed=is_proposed(measure),
        number=number,
    )


def is_baseline(measure: Document) -> bool:
    """Say whether a measure is part of the design; its steps never count."""
    return bool(measure.get("role") == "baseline")


def _about(measure: Document, today: str) -> Iterator[str]:
    if is_proposed(measure):
        yield _("Text proposed")
    if is_marked(measure):
        yield _("Confidential")
    yield words.word(words.MEASURE_STATUS, measure.get("status", "planned")) or ""
    yield words.word(words.MEASURE_ROLE, measure.get("role", "additional")) or ""
    yield measure.get("owner") or _("no owner")
    if due := measure.get("due"):
        late = _(", overdue") if overdue(measure, today) else ""
        yield _("due {date}").format(date=due) + late


def overdue(measure: Document, today: str) -> bool:
    """Say whether an open measure is past its date."""
    open_ = measure.get("status", "planned") in ("planned", "partially-implemented")
    return bool(open_ and measure.get("due") and measure["due"] < today)


def tone_of(measure: Document, today: str) -> str:
    """Return the tone that repeats a measure's state."""
    if overdue(measure, today):
        return "bad"
    tones = {"implemented": "good", "rejected": "open"}
    return tones.get(measure.get("status", "planned"), "watch")


def effect_in_words(effect: Document | None, baseline: bool = False) -> str:
    """Say by how many steps a measure lowers a risk; one of the design lowers nothing."""
    if effect is None:
        return _("does not treat this risk")
    if baseline:
        return _("part of the design: the rating assumes it, so it lowers nothing further")
    parts = [
        template(int(effect.get(axis) or 0))
        for axis, template in (("likelihood", _likelihood), ("severity", _severity))
        if effect.get(axis)
    ]
    return _(" and ").join(parts) if parts else _("treats this risk, lowers nothing yet")


def _likelihood(steps: int) -> str:
    text = ngettext("likelihood down {n} step", "likelihood down {n} steps", steps)
    return text.format(n=steps)


def _severity(steps: int) -> str:
    text = ngettext("severity down {n} step", "severity down {n} steps", steps)
    return text.format(n=steps)


def measures_to_add(
    document: Document, scenario: str | None, files: Mapping[str, Document]
) -> list[Pick]:
    """Return the catalogue's measures, those for the risk's scenario first."""
    used = used_of(document.get("measures", ()), "catalogue")
    known = {entry["id"]: entry for entry in catalogue(files, "scenarios")}
    named = known.get(scenario or "", {}).get("measures", ())
    entries = {entry["id"]: entry for entry in catalogue(files, "measures")}
    fitting = [name for name in named if name in entries]
    fitting += [
        name
        for name, entry in entries.items()
        if scenario in entry.get("scenarios", ()) and name not in fitting
    ]
    rest = [name for name in entries if name not in fitting]
    why = _("For this kind of risk")
    return [_pick(entries[name], why, used) for name in fitting] + [
        _pick(entries[name], "", used) for name in rest
    ]


def _pick(entry: Document, because: str, used: Mapping[str, str]) -> Pick:
    kind = words.word(words.MEASURE_KIND, entry.get("kind")) or ""
    about = f"{kind}. {entry.get('description', '')}".strip()
    return Pick(entry["id"], entry["title"], about, because, used.get(entry["id"], ""))
