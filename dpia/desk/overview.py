"""What a register holds, without opening any assessment: quick, and it loads little."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dpia.assessment.life_cycle import state_of
from dpia.desk.filters import matching, parse
from dpia.desk.opening import open_register
from dpia.desk.paths import default_register


def summaries(
    register: Path | None = None, asked: str = "", due: bool = False
) -> list[dict[str, Any]]:
    """Return one row for each assessment of a register (default: the user's own) that fits.

    Beside the stored `status` each has its `state` today: `due-for-review` follows from the date;
    with `due` also what it waits for.

    `asked` is what `desk.filters` reads. The user's own register may not have been made yet; it
    is empty then. Raises NotFound for another one that is not there, Invalid for a filter.
    """
    today = datetime.now(UTC).astimezone().date()
    wanted = parse(asked, today, _views(asked))
    path = register or default_register()
    if register is None and not path.exists():
        return []
    store = open_register(path)
    rows = matching(store.summaries(wanted.words or None), wanted)
    if due:
        rows = store.with_due(rows)
    return [row if row.get("damaged") else {**row, "state": state_of(row, today)} for row in rows]


def with_lists(register: Path | None, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows with `lists`: by which version of which authority's lists each is judged.

    `{authority, version, valid_from}`, or None where the frozen copy is not there.
    """
    from dpia.errors import DpiaError

    store = open_register(register)
    known: dict[str, dict[str, Any] | None] = {"": None}
    found = []
    for row in rows:
        digest = row.get("authority_file") or ""
        if digest not in known:
            try:
                known[digest] = _version(store.frozen(digest))
            except DpiaError:  # `dpia verify` names it; the rest of the list is wanted now
                known[digest] = None
        found.append({**row, "lists": known[digest]})
    return found


def _version(authority: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: authority.get(name) for name in ("version", "valid_from")}
    return {"authority": authority.get("id"), **said}


def _views(asked: str) -> dict[str, str]:
    from dpia.desk.config import load

    return load().views if "@" in asked else {}
