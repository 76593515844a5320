"""Opening office files that came from elsewhere: looked through before a library sees them."""

import io
import re
import warnings
from typing import Any

from dpia.documents.incoming.source import Source
from dpia.errors import Invalid
from dpia.text import _

_WORKBOOK = "xl/workbook.xml"
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
_MARKUP = (".xml", ".rels", ".vml")


def is_workbook(source: Source) -> bool:
    """Say whether it is an Excel workbook, whatever is in it."""
    return source.is_zip and _WORKBOOK in source.members


def opened(source: Source) -> Any:
    """Return the workbook, to be read row by row; of formulas the values they had.

    Its parts are known to unpack to a size that can be read. Raises Invalid.
    """
    from openpyxl import load_workbook

    if not is_workbook(source):
        message = _("{name} is no Excel workbook (.xlsx). Save it as one.")
        raise Invalid(message.format(name=source.name))
    need_plain(source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a spreadsheet added and we do not read
        try:
            return load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
        except Exception as error:  # the library raises what it likes for a broken file
            message = _("{name} cannot be read as a workbook ({why}). Save it again as .xlsx.")
            raise Invalid(message.format(name=source.name, why=type(error).__name__)) from error


def need_plain(source: Source) -> None:
    """Raise Invalid where a file of an office program is no safe ZIP, or its XML declares things.

    An entity could grow without end or name a file.
    """
    for member in source.members:
        if member.lower().endswith(_MARKUP):
            _refuse_declarations(source, member)


def _refuse_declarations(source: Source, member: str) -> None:
    data = source.member(member)
    if _DECLARES.search(data) or b"\0" in data[:200]:
        message = _(
            "{name} declares things in its XML that no office program writes, so it was not read. "
            "Save it again there."
        )
        raise Invalid(message.format(name=source.name))
