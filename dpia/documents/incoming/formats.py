"""The formats that can be imported, tried in this order; each is loaded only when it is tried."""

import importlib
from collections.abc import Iterator

from dpia.documents.incoming.model import Importer
from dpia.documents.incoming.source import Source
from dpia.errors import Invalid, NotFound
from dpia.text import _

FORMATS = {
    "jsonl": "lines",
    "workbook": "workbook",
    "cnil": "cnil",
    "report": "report",
    "rijksdienst": "rijksdienst",
    "ciso": "ciso",
    "dpia": "own",
    "table": "table",
}
"""`id of the format -> module in this folder`; the module holds its `IMPORTER`."""


def importer(format_: str) -> Importer:
    """Return the importer of a format. Raises NotFound naming those there are."""
    module = FORMATS.get(format_)
    if module is None:
        message = _("There is no format “{name}”. Known: {known}.")
        raise NotFound(message.format(name=format_[:40], known=", ".join(FORMATS)))
    found = importlib.import_module(f"dpia.documents.incoming.{module}").IMPORTER
    assert isinstance(found, Importer)
    return found


def importers() -> Iterator[Importer]:
    """Yield every importer in the order in which they are tried."""
    return (importer(name) for name in FORMATS)


def recognise(source: Source) -> Importer:
    """Return the importer whose format the content of a file has. Raises Invalid.

    Where no format fits because the file is broken, that is what is said.
    """
    broken: Invalid | None = None
    for found in importers():
        try:
            if found.sniff(source):
                return found
        except Invalid as problem:
            broken = broken or problem
    if broken is not None and (source.is_zip or source.looks_like_json):
        raise broken
    titles = ", ".join(f"{found.title} ({found.id})" for found in importers())
    message = _("{name} has no format that can be imported. Known: {titles}.")
    raise Invalid(message.format(name=source.name, titles=titles))
