"""What a processing in CISO Assistant says, in our terms."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dpia.documents.ciso import meanings
from dpia.documents.ciso.sheets import OTHERS, Record, Row, slug
from dpia.documents.incoming.model import Incoming, Line, Told
from dpia.text import _

Table = list[dict[str, Any]]
_PLACED = {"name", "description", "ref_id", "assigned_to", "dpia_required", "status"}
_BESIDE = {
    "processing_nature": "data_flow.phases",
    "information_channel": "rights.information_channels",
    "usage_channel": "processing.assets",
    "dpia_reference": "screening.existing_reference",
}


def incoming(record: Record) -> Incoming:
    """Return a processing as the beginning of an assessment."""
    about = record.about
    lines = []
    if "dpia_required" in about:
        why = _("A tick concludes nothing here; the screening is judged by the answers.")
        lines.append(Line("dropped", "dpia_required", why=why))
    if "status" in about:
        lines.append(Line("dropped", "status", why=_("Here it begins as a draft.")))
    fields = {"owner": about["assigned_to"][:1000]} if about.get("assigned_to") else {}
    lines += [Line("mapped", "assigned_to", "owner") for _field in fields]
    return Incoming(about["name"], tuple(_told(record)), fields, lines=tuple(lines))


def _told(record: Record) -> Iterator[Told]:
    about = record.about
    yield from _answer("description", about.get("description"), "processing.description")
    yield from _answer("ref_id", about.get("ref_id"), "processing.record_reference")
    yield from _purposes(record.rows["purposes"])
    yield from _data(record.rows["personal_data"])
    yield from _people(record.rows["data_subjects"])
    yield from _recipients([*record.rows["data_recipients"], *record.rows["contractors"]])
    yield from _transfers(record.rows["transfers"])
    for name, said in about.items():
        if name not in _PLACED:
            yield Told(f"Processing: {name}", said, _BESIDE.get(name, ""), aside=True)
    for sheet in OTHERS:  # whole, for people: no answer holds all of what a row says
        rows = ("; ".join(f"{n}: {v}" for n, v in row.items()) for row in record.rows[sheet])
        if said := "\n".join(rows):
            yield Told(sheet.replace("_", " ").capitalize(), said, _SHEETS[sheet], aside=True)


_SHEETS = {
    "purposes": "processing.purposes",
    "personal_data": "processing.data_items",
    "data_subjects": "processing.people_described",
    "data_recipients": "processing.recipients",
    "contractors": "processing.recipients",
    "transfers": "transfers.transfers",
}


def _answer(title: str, value: Any, path: str) -> Iterator[Told]:
    if value:
        yield Told(title, value, path)


def _meant(row: Row, column: str, known: Mapping[str, str]) -> str | None:
    return known.get(slug(row.get(column, "")))


def _called(row: Row, *columns: str) -> str:
    """Return what a row is called: the first of the columns that says something."""
    return next((row[name][:300] for name in columns if row.get(name)), "")


def _all(rows: Iterable[Row], column: str, known: Mapping[str, str]) -> list[str]:
    found = (_meant(row, column, known) for row in rows)
    return list(dict.fromkeys(code for code in found if code))


def _full(rows: Iterable[Mapping[str, Any]], prefix: str) -> Table:
    """Return rows of a table of ours with ids, without cells that say nothing."""
    kept = ({name: value for name, value in row.items() if value} for row in rows)
    return [{"id": f"{prefix}{n}", **row} for n, row in enumerate(filter(None, kept), 1)]


def _purposes(rows: list[Row]) -> Iterator[Told]:
    table = _full(
        (
            {
                "name": _called(row, "name", "purpose"),
                "legal_basis": _meant(row, "legal_basis", meanings.BASES),
            }
            for row in rows
        ),
        "p",
    )
    yield from _answer("Purposes", table, "processing.purposes")


def _data(rows: list[Row]) -> Iterator[Told]:
    table = _full((_item(row) for row in rows), "d")
    yield from _answer("Personal data", table, "processing.data_items")
    kinds = _all(rows, "category", meanings.KINDS)
    yield from _answer("Personal data: category", kinds, "screening.data_kinds")
    policies = "\n".join(dict.fromkeys(filter(None, (r.get("deletion_policy") for r in rows))))
    if policies:
        yield Told("Personal data: deletion_policy", policies, "processing.deletion", aside=True)


def _item(row: Row) -> dict[str, Any]:
    special = _meant(row, "category", meanings.SPECIAL)
    sensitive = row.get("is_sensitive", "").casefold() in meanings.YES
    sort = "special" if special else "personal" if sensitive else "ordinary"
    if slug(row.get("category", "")) in meanings.CRIMINAL:
        sort = "criminal"
    period = row.get("retention", "")[:300]
    return {
        "item": _called(row, "name", "category"),
        "sensitivity": sort,
        "special": [special] if special else [],
        "retention": "period" if period else "",
        "period": period,
    }


def _people(rows: list[Row]) -> Iterator[Told]:
    kinds = _all(rows, "category", meanings.PEOPLE)
    yield from _answer("Data subjects: category", kinds, "screening.people_kinds")


def _recipients(rows: list[Row]) -> Iterator[Told]:
    table = _full(
        (
            {
                "name": _called(row, "name", "entity", "category"),
                "role": _meant(row, "relationship_type", meanings.ROLES)
                or _meant(row, "category", meanings.ROLES),
            }
            for row in rows
        ),
        "o",
    )
    yield from _answer("Data recipients, contractors", table, "processing.recipients")


def _transfers(rows: list[Row]) -> Iterator[Told]:
    """Yield the transfers out of the EEA; a country that is not known by its code stays a note."""
    outside = [row for row in rows if row.get("country", "").casefold() not in {"", *meanings.EEA}]
    table = _full(
        (
            {
                "recipient": _called(row, "name", "entity"),
                "country": row["country"].casefold() if len(row["country"]) == 2 else "",
                "instrument": _meant(row, "legal_basis", meanings.INSTRUMENTS),
            }
            for row in outside
        ),
        "t",
    )
    yield from _answer("Transfers", table, "transfers.transfers")
    if outside:
        yield from _answer("Transfers: country", "yes", "processing.outside_eea")
