"""Risks, measures and opinions of the DPIA. Levels are computed anew; what was chosen is a note."""

import re
from typing import Any

from dpia.documents.rijksdienst import meanings
from dpia.documents.rijksdienst.reading import Form, Row

Fields = dict[str, Any]
METHOD = "rijksdienst"
_LONGEST = 20_000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def fields_of(form: Form) -> Fields:
    """Return what a DPIA says in our own form: risks, measures, who keeps it, the DPO's advice."""
    risks = [_risk(number, row) for number, row in enumerate(_rated(form), 1)]
    by_text = {risk["description"]: risk["id"] for risk in risks}
    tasks = ("17.1.1", "17.1.2", "17.1.3", "17.1.4", "17.1.5", "17.1.6", "17.1.7")
    rows = [row for row in form.rows(*tasks) if row.get("17.1.3")]
    measures = [_measure(number, row, by_text) for number, row in enumerate(rows, 1)]
    found = {
        "method": METHOD,
        "description": form.text("18")[:_LONGEST],
        "organisation": _line(form.text("19.4.1")),
        "unit": _line(form.text("19.4.3") or form.text("19.4.2")),
        "owner": _line(form.text("19.4.4")),
        "risks": risks,
        "measures": measures,
        "opinions": _advice(form),
    }
    return {name: value for name, value in found.items() if value}


def _rated(form: Form) -> list[Row]:
    rows = form.rows(*(f"16.1.{number}" for number in range(1, 9)))
    return [row for row in rows if row.get("16.1.1")]


def _line(said: str) -> str:
    return " ".join(said.split())[:1000]


def _headline(said: str) -> str:
    """Return the first sentence or line of a text, as a title."""
    first = re.split(r"(?<=[.!?])\s|\n", said.strip(), maxsplit=1)[0]
    return " ".join(first.split())[:200]


def _risk(number: int, row: Row) -> Fields:
    said = row["16.1.1"][:_LONGEST]
    steps = {"likelihood": row.get("16.1.3", ""), "severity": row.get("16.1.5", "")}
    inherent: Fields = {
        axis: meanings.STEPS[step.strip()] for axis, step in steps.items() if step in meanings.STEPS
    }
    reasons = [row[task] for task in ("16.1.4", "16.1.6", "16.1.8") if task in row]
    if "16.1.7" in row:
        reasons.append(f"Risiconiveau: {row['16.1.7']}")
    if reasons:
        inherent["reason"] = "\n".join(reasons)[:_LONGEST]
    risk = {"id": f"r{number}", "title": _headline(said), "description": said}
    risk |= {"sources": row.get("16.1.2", "")[:_LONGEST]}
    return {name: value for name, value in {**risk, "inherent": inherent}.items() if value}


def _measure(number: int, row: Row, by_text: dict[str, str]) -> Fields:
    said = row["17.1.3"]
    told = [said]
    if "17.1.4" in row:
        told.append(f"Resterend risico: {row['17.1.4']}")
    told += [row[task] for task in ("17.1.2", "17.1.5", "17.1.6") if task in row]
    named = f"\n{row.get('17.1.1', '')}\n"
    treats = [{"risk": ident} for text, ident in by_text.items() if f"\n{text}\n" in named]
    measure: Fields = {"id": f"m{number}", "title": _headline(said)}
    measure |= {"description": "\n".join(told)[:_LONGEST], "role": "additional"}
    measure |= {"status": "planned", "owner": _line(row.get("17.1.7", "")), "effects": treats}
    return {name: value for name, value in measure.items() if value}


def _advice(form: Form) -> Fields:
    said = form.text("19.5.7")
    if not said:
        return {}
    advice = {"advice": said[:_LONGEST], "by": _line(form.text("19.5.4"))}
    day = _DAY.match(form.text("19.5.6"))
    advice |= {"at": day[0]} if day else {}
    return {"dpo": {name: value for name, value in advice.items() if value}}
