"""The pre-scan: facts go to the questions that ask for them, lists of criteria stand beside them.

What its lists conclude is asked here as facts, so a tick in one is a note and no answer.
"""

from collections.abc import Iterator
from typing import Any

from dpia.documents.incoming.model import Told
from dpia.documents.rijksdienst import meanings
from dpia.documents.rijksdienst.labels import PRESCAN, titled
from dpia.documents.rijksdienst.reading import Form, after_colon

_SORTS = {"1.1.2": "ordinary", "1.2.2": "special", "1.3.2": "personal"}
_NOTES = {
    "0.1": "screening.precedents",
    "0.5.1": "processing.assets",
    "0.5.2": "processing.assets",
    "0.5.3": "processing.assets",
    "0.5.4": "processing.assets",
    "1.1.1": "processing.data_items",
    "1.1.3": "processing.data_items",
    "1.2.1": "screening.data_kinds",
    "1.3.1": "screening.data_kinds",
    "1.5.1": "screening.people",
    "1.5.2": "large_scale.volume",
    "1.5.3": "data_flow.scope",
    "2.1.2": "transfers.transfers",
    "2.1.3": "transfers.transfers",
    "2.1.4": "transfers.transfers",
    "2.1.5": "transfers.transfers",
    "2.1.7": "transfers.transfers",
    "2.1.8": "transfers.transfers",
    "3.1": "screening.operations",
    "4.1": "screening.effects",
    "5.1.1": "processing.sources",
    "5.1.2": "processing.sources",
    "6.1.1": "screening.technology",
    "6.1.2": "screening.technology",
    "6.1.3": "screening.technology",
    "7.1.1": "screening.online_service_to_children",
    "7.1.2": "screening.online_service_to_children",
    "7.1.3": "screening.online_service_to_children",
}
"""`task -> the question it stands beside`."""


def sayings(form: Form) -> Iterator[Told]:
    """Yield what a pre-scan says."""
    yield from _answer("0.2", form.text("0.2"), "processing.description")
    yield from _purposes(form)
    yield from _data(form)
    yield from _people(form)
    yield from _transfers(form)
    for task, path in _NOTES.items():
        if said := form.text(task):
            yield Told(titled(PRESCAN, task), said, path, aside=True)
    for task, said in form.left():
        yield Told(titled(PRESCAN, task), said)


def _answer(task: str, value: Any, path: str) -> Iterator[Told]:
    if value:
        yield Told(titled(PRESCAN, task), value, path)


def _purposes(form: Form) -> Iterator[Told]:
    purpose, basis = form.text("0.3"), form.text("0.4")
    row: dict[str, Any] = {"id": "p1", "name": " ".join(purpose.split())[:300]}
    if found := meanings.legal_basis(basis):
        row["legal_basis"] = found
    if purpose:
        yield from _answer("0.3", [row], "processing.purposes")
    if len(purpose) > 300:
        yield Told(titled(PRESCAN, "0.3"), purpose, "processing.purposes", aside=True)
    if basis and not (purpose and found):
        yield Told(titled(PRESCAN, "0.4"), basis, "processing.purposes", aside=True)


def _data(form: Form) -> Iterator[Told]:
    """Yield the categories of data as items, and the kinds among them that are asked for."""
    period = form.text("1.5.4")
    rows: list[dict[str, Any]] = []
    for task, sort in _SORTS.items():
        for choice in form.choices(task):
            row: dict[str, Any] = {"id": f"d{len(rows) + 1}", "item": after_colon(choice)[:300]}
            criminal = "strafrechtelijk" in choice.casefold()
            row["sensitivity"] = "criminal" if criminal else sort
            if sort == "special":
                row["special"] = meanings.special([choice])
            if period:
                row |= {"retention": "period", "period": period[:300]}
            rows.append(row)
    yield from _answer("1.1.2", rows, "processing.data_items")
    if period and not rows:
        yield Told(titled(PRESCAN, "1.5.4"), period, "processing.data_items", aside=True)
    sensitive = [*form.choices("1.2.2"), *form.choices("1.3.2")]
    yield from _answer("1.2.2", meanings.data_kinds(sensitive), "screening.data_kinds")
    if sensitive:
        told = "\n".join(sensitive)
        yield Told(titled(PRESCAN, "1.3.2"), told, "screening.data_kinds", aside=True)


def _people(form: Form) -> Iterator[Told]:
    people = form.choices("1.4.1")
    told = [*map(after_colon, people), *filter(None, [form.text("1.4.2")])]
    yield from _answer("1.4.1", "\n".join(told), "processing.people_described")
    yield from _answer("1.4.1", meanings.people_kinds(people), "screening.people_kinds")


def _transfers(form: Form) -> Iterator[Told]:
    outside, mechanism = form.yes("2.1.1"), form.text("2.1.6")
    if outside is not None:
        yield from _answer("2.1.1", "yes" if outside else "no", "processing.outside_eea")
    if mechanism:
        found = meanings.instrument(mechanism)
        if found:
            row = [{"id": "t1", "instrument": found}]
            yield from _answer("2.1.6", row, "transfers.transfers")
        else:
            yield Told(titled(PRESCAN, "2.1.6"), mechanism, "transfers.transfers", aside=True)
