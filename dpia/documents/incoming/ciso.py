"""CISO Assistant's workbook of a processing, from its register of processing activities."""

import re
from collections.abc import Iterator

from dpia.documents.ciso.mapping import incoming
from dpia.documents.ciso.sheets import Record, read_sheets, records
from dpia.documents.incoming.model import Importer, Incoming
from dpia.documents.incoming.opening import is_workbook
from dpia.documents.incoming.source import Source
from dpia.errors import Invalid
from dpia.text import _

_TITLES = re.compile(rb'<(?:\w{1,20}:)?sheet\b[^<>]*?\bname="([^"]{1,100})"')
_SIGNS = {b"processing", b"purposes", b"personal data"}


def sniff(source: Source) -> bool:
    """Say whether it is a workbook with the sheets of such an export."""
    if not is_workbook(source):
        return False
    titles = _TITLES.findall(source.member("xl/workbook.xml"))
    return {title.lower() for title in titles} >= _SIGNS


def read(source: Source) -> Iterator[Incoming]:
    """Yield an assessment for each processing. Raises Invalid where there is none."""
    found: list[Record] = list(records(source, read_sheets(source)))
    if not found:
        message = _("{name} holds no processing: the sheet Processing names none.")
        raise Invalid(message.format(name=source.name))
    for record in found:
        yield incoming(record)


IMPORTER = Importer("ciso", _("CISO Assistant, workbook of a processing"), sniff, read)
