"""The DPIA of the Rijksdienst: its tables, texts and what is said of them, in our terms."""

from collections.abc import Iterator
from typing import Any

from dpia.documents.incoming.model import Told
from dpia.documents.rijksdienst import meanings
from dpia.documents.rijksdienst.labels import DPIA, titled
from dpia.documents.rijksdienst.reading import Form, Row

Table = list[dict[str, Any]]
_NOTES = {
    "0": "involvement.references",
    "2.3": "processing.data_items",
    "3.2": "data_flow.phases",
    "3.3.1": "data_flow.phases",
    "4": "processing.assets",
    "5.2": "processing.purposes",
    "6.2": "processing.recipients",
    "7.1.1": "necessity.weighing",
    "7.2": "necessity.weighing",
    "8.2": "transfers.transfers",
    "9.2": "processing.purposes",
    "10.2": "processing.deletion",
    "11.2": "processing.purposes",
    "12.1.1": "screening.data_kinds",
    "12.4": "sensitive_data.justification",
    "13.2": "processing.purposes",
    "14.1": "necessity.evidence",
}
"""`task -> the question it stands beside`."""
_GROUPS = {
    ("9.1.1.1", "9.1.1.2"): "processing.purposes",
    ("10.1.1.1", "10.1.1.2", "10.1.1.3", "10.1.1.4", "10.1.1.5"): "processing.data_items",
    ("12.1.2.1", "12.1.2.2", "12.1.2.3", "12.1.2.4", "12.1.2.5"): "sensitive_data.justification",
    ("12.2.2.1", "12.2.2.2", "12.2.2.3", "12.2.2.4"): "sensitive_data.criminal_law_reference",
    ("12.3.2.1", "12.3.2.2", "12.3.2.3", "12.3.2.4"): "sensitive_data.national_conditions",
    ("13.1.1.1", "13.1.1.2", "13.1.1.3", "13.1.1.4", "13.1.1.5", "13.1.1.6"): "processing.purposes",
}
"""Tables of theirs that stand as a note beside a question."""
_RIGHTS = {
    "15.1": "rights.access",
    "15.2": "rights.corrections",
    "15.3": "rights.corrections",
    "15.4": "rights.corrections",
    "15.5": "rights.access",
    "15.6": "rights.requests",
    "15.7": "rights.objection",
    "15.8": "rights.information_channels",
}


def sayings(form: Form) -> Iterator[Told]:
    """Yield what a DPIA says, its risks and measures aside."""
    yield from _answer("1.1", form.text("1.1"), "processing.description")
    yield from _answer("14.2", form.text("14.2"), "necessity.weighing")
    yield from _data(form)
    yield from _phases(form)
    yield from _purposes(form)
    yield from _parties(form)
    yield from _transfers(form)
    for task, path in _NOTES.items():
        if said := form.text(task):
            yield Told(titled(DPIA, task), said, path, aside=True)
    for tasks, path in _GROUPS.items():
        if said := "\n".join("; ".join(row.values()) for row in form.rows(*tasks)):
            yield Told(titled(DPIA, tasks[0]), said, path, aside=True)
    for right, path in _RIGHTS.items():
        if said := "\n".join(filter(None, (form.text(f"{right}.{n}") for n in range(1, 5)))):
            yield Told(titled(DPIA, right), said, path, aside=True)


def rest(form: Form) -> Iterator[Told]:
    """Yield what nobody has used by now."""
    for task, said in form.left():
        yield Told(titled(DPIA, task), said)


def _answer(task: str, value: Any, path: str) -> Iterator[Told]:
    if value:
        yield Told(titled(DPIA, task), value, path)


def _short(said: str, most: int = 300) -> str:
    return " ".join(said.split())[:most]


def _data(form: Form) -> Iterator[Told]:
    rows = form.rows(*(f"2.1.{n}" for n in range(1, 10)))
    items: Table = []
    more: Table = []
    for number, row in enumerate(rows, 1):
        item = {"id": f"d{number}", "item": _short(row.get("2.1.1", ""))}
        if sort := meanings.sensitivity(row.get("2.1.4", "")):
            item["sensitivity"] = sort
        items.append({name: value for name, value in item.items() if value})
        told = [row[task] for task in ("2.1.2", "2.1.3", "2.1.5", "2.1.7", "2.1.8", "2.1.9")
                if task in row]  # fmt: skip
        if told:
            more.append({"id": f"d{number}", "explanation": "\n".join(told)[:2000]})
    yield from _answer("2.1", items, "processing.data_items")
    yield from _answer("2.1", more, "data_flow.items")
    people = "\n".join(dict.fromkeys(row["2.1.2"] for row in rows if "2.1.2" in row))
    yield from _answer("2.1.2", people, "processing.people_described")
    kinds = meanings.data_kinds(form.choices("12.1.2.4"))
    kinds += ["criminal"] if form.yes("12.2.1") else []
    kinds += ["national_id"] if form.yes("12.3.1") else []
    yield from _answer("12", kinds, "screening.data_kinds")


def _phases(form: Form) -> Iterator[Told]:
    phases = [
        {"id": f"f{number}", "name": _short(row.get("3.1.1", "")), "explanation": _explained(row)}
        for number, row in enumerate(form.rows("3.1.1", "3.1.2", "3.1.3"), 1)
    ]
    kept = [{name: value for name, value in row.items() if value} for row in phases]
    yield from _answer("3.1", kept, "data_flow.phases")


def _explained(row: Row) -> str:
    return "\n".join(row[task] for task in ("3.1.2", "3.1.3") if task in row)[:4000]


def _purposes(form: Form) -> Iterator[Told]:
    """Yield the purposes; which basis belongs to which is only known where there is one basis."""
    names = [row["5.1.1"] for row in form.rows("5.1.1")]
    bases = form.rows("11.1.1.1", "11.1.1.2")
    found = {meanings.legal_basis(row.get("11.1.1.1", "")) for row in bases}
    alone = found.pop() if len(found) == 1 else None
    rows: Table = [{"id": f"p{n}", "name": _short(name)} for n, name in enumerate(names, 1)]
    for row in rows:
        if alone:
            row["legal_basis"] = alone
    yield from _answer("5.1", rows, "processing.purposes")
    if long := "\n\n".join(name for name in names if len(name) > 300):
        yield Told(titled(DPIA, "5.1"), long, "processing.purposes", aside=True)
    if said := "\n".join("; ".join(row.values()) for row in bases):
        yield Told(titled(DPIA, "11.1"), said, "processing.purposes", aside=True)


def _parties(form: Form) -> Iterator[Told]:
    controllers: list[str] = []
    others: list[str] = []
    recipients: Table = []
    for row in form.rows(*(f"6.1.1.{n}" for n in range(1, 6))):
        name, said = _short(row.get("6.1.1.1", "")), row.get("6.1.1.2", "")
        found = meanings.role(said)
        if said.casefold().startswith("verwerkingsverantwoordelijke"):
            controllers.append(name)
        elif name and found:
            recipients.append({"id": f"o{len(recipients) + 1}", "name": name, "role": found})
        others.append("; ".join(row.values()))
    yield from _answer("6.1", "\n".join(filter(None, controllers))[:1000], "processing.controller")
    yield from _answer("6.1", recipients, "processing.recipients")
    if others:
        yield Told(titled(DPIA, "6.1"), "\n".join(others), "processing.recipients", aside=True)


def _transfers(form: Form) -> Iterator[Told]:
    """Yield the transfers: a mechanism is only chosen for a place outside the EEA."""
    places = form.rows("8.1.1.1", "8.1.1.2", "8.1.1.3")
    rows: Table = []
    for place in places:
        if found := meanings.instrument(place.get("8.1.1.2", "")):
            rows.append({"id": f"t{len(rows) + 1}", "instrument": found})
    if rows:
        yield from _answer("8.1", "yes", "processing.outside_eea")
        yield from _answer("8.1", rows, "transfers.transfers")
    if said := "\n".join("; ".join(place.values()) for place in places):
        path = "transfers.transfers" if rows else "processing.outside_eea"
        yield Told(titled(DPIA, "8.1"), said, path, aside=True)
