"""A judged case told in words: the verdict, what it rests on, and what is not known."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tests.cases.judging import Judged, not_asked


def told(one: Judged) -> Iterator[str]:
    """Yield everything about one judged case; for those who write its answers."""
    yield headline(one)
    if one.problem:
        yield from indented(one.problem.splitlines())
        return
    yield f"  criteria met:       {listed(one.met)}"
    yield f"  criteria not known: {listed(one.unknown)}"
    basis = "stated" if one.case.stated else "derived"
    yield f"  {basis} in the label: {listed(one.case.criteria)}; missed: {listed(one.missed)}"
    yield f"  list rows:          {listed(one.rows)}; of the label: {one.case.list_item or 'none'}"
    yield from indented(reasons(one))
    if one.case.assumed:
        yield f"  assumed: {listed(one.case.assumed)}"
    left = not_asked(one.case)
    if left:
        yield f"  ANSWERED BUT NOT ASKED, so not counted: {listed(left)}"
    if one.outcome == "undetermined":
        yield "  answers that would settle it:"
    for entry in one.open:
        yield f"    {entry['question']}: {entry['title']}"
    settling = {entry["question"] for entry in one.open}
    others = [name for name in one.unanswered if name not in settling]
    if others:
        yield f"  also asked and not answered: {listed(others)}"


def headline(one: Judged) -> str:
    """Return the label and the verdict in a line."""
    case = one.case
    found = f"{one.outcome} ({one.conclusion})" if one.verdict else "CANNOT BE JUDGED"
    agrees = "agrees" if one.fits else "DISAGREES"
    disputed = "; we dispute the label" if case.disagreement else ""
    where = f"{case.id} [{case.jurisdiction}, {case.strength}]"
    return f"{where} {case.title}\n  label {case.label}, verdict {found}: {agrees}{disputed}"


def reasons(one: Judged) -> Iterator[str]:
    """Yield why the verdict is what it is: rule, law and the answers it used, or what is open."""
    for reason in one.verdict["screening"]["reasons"]:
        mark = "decides: " if reason["deciding"] else "besides: "
        yield f"{mark}{reason['title']} [{reason['law']}]"
        for used in reason["answers"]:
            yield f"  {used['question']} = {_value(used['value'])}"
        if reason["rule"] == "doubt":
            yield from (f"  not known: {title}" for title in _unknown(reason["trace"]))


def _unknown(doubt: Mapping[str, Any]) -> list[str]:
    """Return the criteria, tests and list rows behind a doubt; a list is named by its rows."""
    found: dict[str, None] = {}
    for part in doubt.get("because", ()):
        rows = [row for row in part.get("because", ()) if row.get("kind") == "row"]
        for entry in rows or [part]:
            found[f"{entry.get('id', '')} {entry.get('title', '')}".strip()] = None
    return list(found)


def listed(names: Iterable[str]) -> str:
    """Return names in a line, or none."""
    return ", ".join(sorted(names)) or "none"


def indented(lines: Iterable[str], by: int = 2) -> Iterator[str]:
    """Yield lines moved to the right."""
    return (" " * by + line for line in lines)


def _value(value: Any) -> str:
    return ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)
