"""The data flows in one table: what goes from whom to whom, where that is, and on what ground."""

from collections.abc import Iterator

from dpia.documents.template.model import Entries, Entry, Field, Section, Table
from dpia.documents.template.seen import Node, Seen
from dpia.questionnaire.cleaning import folded
from dpia.questionnaire.model import Question
from dpia.text import _

RECIPIENTS, ITEMS, TRANSFERS = "processing.recipients", "data_flow.items", "transfers.transfers"
Flow = tuple[Entries, Entries, Entries, Entries, Entries, Entries]


def flows(seen: Seen) -> Section | None:
    """Return the flows to recipients and to places outside the EEA; None where there is neither."""
    titles = (_("Which data"), _("From"), _("To"), _("Where"), _("What for"), _("On what ground"))
    rows = (*_in(seen), *_out(seen))
    if len(rows) == len(tuple(_in(seen))):
        return None
    columns = tuple(Field("", title, "column") for title in titles)
    return Section("", _("Data flows"), table=Table(columns, rows))


def _in(seen: Seen) -> Iterator[Flow]:
    """Yield where the data come from."""
    if sources := seen.answer("processing.sources"):
        items = _items(seen, None)
        yield items, sources, _us(seen), (), (), ()


def _out(seen: Seen) -> Iterator[Flow]:
    """Yield who receives the data, each with the transfers to it, then transfers to anybody else.

    A transfer belongs to the recipient of its name, in whatever case, spacing or accents.
    """
    transfers = [*_rows(seen, TRANSFERS)]
    for row in _rows(seen, RECIPIENTS):
        name, role = (_cell(seen, RECIPIENTS, row, column) for column in ("name", "role"))
        own = [one for one in transfers if _called(one, "recipient") == _called(row, "name")]
        transfers = [one for one in transfers if one not in own]
        to, why = (*name, *role), _cell(seen, RECIPIENTS, row, "purpose")
        contract = _labelled(_("Contract"), _cell(seen, RECIPIENTS, row, "contract"))
        items = _items(seen, row["id"])
        for one in own:
            yield items, _us(seen), to, _where(seen, one), why, (*_ground(seen, one), *contract)
        if not own:
            yield items, _us(seen), to, _inside(seen), why, contract
    for one in transfers:
        to = _cell(seen, TRANSFERS, one, "recipient")
        yield (), _us(seen), to, _where(seen, one), (), _ground(seen, one)


def _called(row: Node, column: str) -> str | None:
    """Return the name of a row, as names are compared; None for no name at all."""
    return " ".join(folded(str(row.get(column) or "")).split()) or None


def _us(seen: Seen) -> Entries:
    organisation = str(seen.document.get("organisation") or "")
    return (Entry(organisation),) if organisation else (Entry(_("The controller")),)


def _inside(seen: Seen) -> Entries:
    """Say that a recipient is inside the EEA where nothing leaves it; else nobody has said so."""
    stays = seen.evaluation.value("processing.outside_eea") == "no"
    return (Entry(_("In the EEA")),) if stays else ()


def _where(seen: Seen, row: Node) -> Entries:
    other = _cell(seen, TRANSFERS, row, "country_name")
    return other or _cell(seen, TRANSFERS, row, "country")


def _ground(seen: Seen, row: Node) -> Entries:
    derogation = _cell(seen, TRANSFERS, row, "derogation")
    return (*_cell(seen, TRANSFERS, row, "instrument"), *derogation)


def _items(seen: Seen, recipient: str | None) -> Entries:
    """Return the items of data that a recipient gets; without one, all of them."""
    listed = _rows(seen, ITEMS)
    chosen = {row["id"] for row in listed if recipient in row.get("recipients", ())}
    return tuple(
        entry
        for row in _rows(seen, "processing.data_items")
        if recipient is None or row["id"] in chosen
        for entry in _cell(seen, "processing.data_items", row, "item")
    )


def _rows(seen: Seen, path: str) -> Iterator[Node]:
    if seen.question(path) is not None and seen.asked(path):
        yield from seen.evaluation.value(path) or ()


def _cell(seen: Seen, path: str, row: Node, name: str) -> Entries:
    table = seen.question(path)
    column: Question | None = (
        next((c for c in table.columns if c.id == name), None) if table else None
    )
    return seen.cell(table, column, row)[:1] if table and column else ()


def _labelled(label: str, entries: Entries) -> Entries:
    return tuple(
        Entry(entry.text, entry.state, label, entry.place, entry.owed) for entry in entries
    )
