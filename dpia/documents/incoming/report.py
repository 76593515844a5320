"""A report of ours as a PDF: the assessment lies in it as data, with the hash of what was put in.

Nothing else of the file is looked at. A public report holds no assessment.
"""

import logging
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import islice
from typing import Any

import pypdf

from dpia.canonical import digest
from dpia.documents.incoming import own
from dpia.documents.incoming.model import Importer, Incoming
from dpia.documents.incoming.source import LARGEST, MOST_MEMBERS, Source, read_json
from dpia.documents.pdf import ATTACHED
from dpia.errors import Invalid
from dpia.text import _

_LIMITS: dict[str, Any] = dict.fromkeys(
    (
        *("maximum_declared_stream_length", "array_based_stream_maximum_output_length"),
        *("zlib_maximum_output_length", "lzw_maximum_output_length"),
        *("run_length_maximum_output_length", "brotli_maximum_output_length"),
    ),
    LARGEST,
)
"""What pypdf unpacks at most, by its own names."""


def sniff(source: Source) -> bool:
    """Say whether it is a PDF."""
    return source.data.startswith(b"%PDF-")


def read(source: Source) -> Iterator[Incoming]:
    """Yield the assessment that lies in a report. Raises Invalid where there is none."""
    text = Source(f"{source.name} ({ATTACHED})", _attached(source)).text
    found = read_json(source.name, text)
    inside = found.get("assessment") if isinstance(found, Mapping) else None
    if not isinstance(inside, Mapping) or found.get("sha256") != _hash(inside):
        message = _(
            "The assessment in {name} is not the one that was put in: its hash does not fit. Take "
            "the report as it was written, or write it again."
        )
        raise Invalid(message.format(name=source.name))
    yield own.incoming(source.name, found, origin=str(found.get("id") or ""))


def _hash(inside: Mapping[str, Any]) -> str:
    try:
        return digest(inside)
    except ValueError:  # half a character
        return ""


def _attached(source: Source) -> bytes:
    """Return the bytes of the one file of that name in a PDF. Raises Invalid."""
    logger = logging.getLogger("pypdf")
    loud = logger.level
    logger.setLevel(logging.CRITICAL + 1)  # what it would tell is told below
    try:
        with pypdf.apply_configuration(**_LIMITS):
            reader = pypdf.PdfReader(BytesIO(source.data))
            if reader.is_encrypted:
                message = _("{name} is protected by a password. Save it without, then import it.")
                raise Invalid(message.format(name=source.name))
            listed = islice(reader.attachment_list, MOST_MEMBERS)
            found = [entry.content for entry in listed if entry.name == ATTACHED]
    except Invalid:
        raise
    except Exception as problem:  # whatever a broken file makes of a reader
        message = _("{name} is no PDF that can be read. Write the report again, and import that.")
        raise Invalid(message.format(name=source.name)) from problem
    finally:
        logger.setLevel(loud)
    if len(found) != 1:
        message = _(
            "{name} holds no assessment of dpia. `dpia report ID -o FILE.pdf` writes a PDF that "
            "does; a public one never does."
        )
        raise Invalid(message.format(name=source.name))
    return found[0]


IMPORTER = Importer("report", _("a report of dpia as a PDF"), sniff, read)
