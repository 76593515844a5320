"""The measures of the file, and the action plans of its evaluator, as measures."""

import re
from collections.abc import Iterator

from dpia.documents.cnil.questions import (
    EVALUATED,
    EVENTS,
    IMPROVABLE,
    MEASURES_ITEM,
    TEXTS,
    Asked,
    Feared,
)
from dpia.documents.cnil.reading import Control, Evaluation, Pia
from dpia.documents.cnil.risks import LONGEST, Row, evaluated, spoken_of, steps_of
from dpia.questionnaire.dates import day_of
from dpia.text import _

TITLE = 300
_TECHNICAL = re.compile(r"PIA_TEC|PIA_SEC_TEC")


def measures_of(pia: Pia) -> Iterator[Row]:
    """Yield the measures of section 3.1, then those that a risk names and nobody describes."""
    known = {one.title for one in pia.controls}
    named = (name for event in EVENTS for name in _named(pia, event) if name not in known)
    controls = (*pia.controls, *(Control("", name) for name in dict.fromkeys(named)))
    for place, control in enumerate(controls, 1):
        effects = [
            {"risk": event.event, "likelihood": 0, "severity": 0}
            for event in EVENTS
            if control.title and control.title in _named(pia, event)
        ]
        said = evaluated(pia, f"{MEASURES_ITEM}.{control.number}") if control.number else None
        yield {
            "id": f"m{place}",
            "title": control.title[:TITLE] or _("Measure {n}").format(n=place),
            "description": control.content[:LONGEST],
            "kind": "technical" if _TECHNICAL.search(control.slug) else "organisational",
            "role": "baseline",
            "status": "planned",
            "suitability": suitability(said),
            "effects": effects,
        }


def _named(pia: Pia, event: Feared) -> list[str]:
    found = pia.answers.get(event.measures)
    return [" ".join(name.split()) for name in found.items] if found else []


def suitability(said: Evaluation | None) -> str:
    """Return what the evaluator said of a measure."""
    if said is None or not (said.comment or said.status):
        return ""
    words = EVALUATED.get(said.status, str(said.status))
    return (
        _("Evaluation: {words}. {comment}")
        .format(words=words, comment=said.comment)
        .strip()[:LONGEST]
    )


def plans_of(pia: Pia) -> Iterator[Row]:
    """Yield a planned measure for each action plan of the evaluator."""
    for place, said in enumerate(planned(pia), 1):
        event = next((one for one in EVENTS if one.item == said.key), None)
        asked = asked_in(said.key)
        about = _plan_about(pia, said.key)
        first = said.plan.split("\n", 1)[0].lstrip("-#* ").replace("*", "")
        due = day_of(said.due[:10])
        yield {
            "id": f"p{place}",
            "title": f"{about}: {_cut(first, 150)}" if about else _cut(first, 200),
            "description": said.plan[:LONGEST],
            "kind": "organisational",
            "role": "additional",
            "status": "planned",
            "owner": said.owner[:TITLE],
            "due": due.isoformat() if due else None,
            "serves": list(asked.serves) if asked else [],
            "suitability": said.comment[:LONGEST] if event else "",
            "effects": [{"risk": event.event, **steps_of(pia, event)}]
            if event and spoken_of(event, pia)
            else [],
        }


def planned(pia: Pia) -> list[Evaluation]:
    """Return the evaluations with an action plan that counts: of what is improvable."""
    return [one for one in pia.evaluations if one.plan and one.status == IMPROVABLE]


def asked_in(key: str) -> Asked | None:
    """Return the question that is evaluated under a key; of an item, its first."""
    return next((asked for asked in TEXTS.values() if asked.item == key), None)


def _plan_about(pia: Pia, key: str) -> str:
    """Return what an action plan is about: a measure by its title, a question by its name."""
    if key.startswith(MEASURES_ITEM + "."):
        numbered = key.removeprefix(MEASURES_ITEM + ".")
        found = [one.title for one in pia.controls if one.number == numbered]
        return _cut(found[0], 100) if found else ""
    event = next((one for one in EVENTS if one.item == key), None)
    asked = asked_in(key)
    if event:
        return event.title
    return asked.title if asked and key.count(".") > 1 else ""


def _cut(words: str, most: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
