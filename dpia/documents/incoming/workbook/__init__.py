"""Our own workbook coming back, or a sheet of questions: recognised by its sheet `_meta`.

It changes assessments that are there, so it has a planner of its own: `desk.importing.workbook`.
"""

from collections.abc import Iterator

from dpia.documents.incoming.model import Importer, Incoming
from dpia.documents.incoming.opening import is_workbook
from dpia.documents.incoming.source import Source
from dpia.text import _

_WORKBOOK = "xl/workbook.xml"
_OURS = b'name="_meta"'


def sniff(source: Source) -> bool:
    """Say whether it is a workbook that dpia wrote, however it was saved since."""
    return is_workbook(source) and _OURS in source.member(_WORKBOOK)


def read(_source: Source) -> Iterator[Incoming]:
    """Yield nothing: a workbook of ours holds no new assessment."""
    yield from ()


IMPORTER = Importer("workbook", _("dpia's own workbook"), sniff, read)
