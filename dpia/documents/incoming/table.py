"""A register of one's own as CSV or on a sheet, read by a mapping file.

It is never recognised by its content: somebody has to say what its columns hold. What does it is
`dpia.desk.importing.mapped`.
"""

from collections.abc import Iterator

from dpia.documents.incoming.model import Importer, Incoming
from dpia.documents.incoming.source import Source
from dpia.text import _

ID = "table"


def _sniff(_source: Source) -> bool:
    return False


def _read(_source: Source) -> Iterator[Incoming]:
    yield from ()


IMPORTER = Importer(ID, _("a table of your own, read by a map"), _sniff, _read)
