"""A register as JSON Lines: what each line says, and reading lines that came from elsewhere.

The form is described in docs/formats.md.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from dpia.documents.incoming.source import LARGEST as LONGEST
from dpia.documents.incoming.source import read_json
from dpia.errors import Invalid
from dpia.register.attachments import LARGEST
from dpia.register.carrying import Part
from dpia.text import _

FORMAT = "dpia-stream/1"
LONGEST_ATTACHMENT = LARGEST * 4 // 3 + 200
_ATTACHMENT = re.compile(rb'\s*\{"attachment":"[0-9a-f]{64}","base64":"[A-Za-z0-9+/]*=*"\}\s*')

Line = dict[str, Any]


def written(line: Line) -> bytes:
    """Return a line as it is written. Raises ValueError for what JSON cannot hold."""
    text = json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"


def first(version: str) -> Line:
    """Return the line that opens a stream."""
    return {"format": FORMAT, "version": version}


def last(count: int) -> Line:
    """Return the line that ends a stream of so many assessments."""
    return {"end": {"assessments": count}}


def line_of(part: Part, ident: str) -> Line:
    """Return the line for what the assessment `ident` needs."""
    if part.kind == "attachment":
        return {"attachment": part.name, "base64": base64.b64encode(part.content).decode()}
    if part.kind == "history":
        return {"history": part.name, "of": ident, "events": part.content}
    return {"frozen": part.name, "content": part.content}


def part_of(line: Line) -> tuple[Part, str]:
    """Return what a line holds of what an assessment needs, and its id. Raises Invalid."""
    for kind, inside in (("frozen", "content"), ("history", "events"), ("attachment", "base64")):
        if kind in line and inside in line:
            content = line[inside]
            if kind == "attachment":
                content = _bytes(content)
            if kind == "history" and not _is_events(content):
                break
            part = Part(kind, str(line[kind]), content)  # type: ignore[arg-type]
            return part, str(line.get("of", ""))
    raise Invalid(_("It is no line of such a file; the form is in docs/formats.md."))


def _is_events(content: Any) -> bool:
    return isinstance(content, list) and all(isinstance(event, dict) for event in content)


def _bytes(text: Any) -> bytes:
    try:
        return binascii.a2b_base64(str(text), strict_mode=True)
    except ValueError as error:
        raise Invalid(_("The bytes of the attachment are damaged.")) from error


def lines(stream: BinaryIO, name: str) -> Iterator[tuple[str, Line]]:
    """Yield each line of a stream with what to call it, the first and the last included.

    One line at a time is in memory. Raises Invalid for what is no such stream, is damaged or ends
    too early.
    """
    ended = False
    for number, data in enumerate(_cut(stream, name), 1):
        called = _("{name}, line {n}").format(name=name, n=number)
        line = _read(data, called)
        if number == 1:
            _check_opening(line, called)
        if ended:
            raise Invalid(_("{line}: something follows the end.").format(line=called))
        ended = "end" in line
        yield called, line
    if not ended:
        message = _("{name} ends too early: its last line is missing. Export it again.")
        raise Invalid(message.format(name=name))


def _cut(stream: BinaryIO, name: str) -> Iterator[bytes]:
    number = 0
    while data := stream.readline(LONGEST_ATTACHMENT + 1):
        number += 1
        too_long = len(data) > LONGEST_ATTACHMENT
        if too_long or (len(data) > LONGEST and not _ATTACHMENT.fullmatch(data)):
            message = _("{name}, line {n} is too long, so it was not read. Export it again.")
            raise Invalid(message.format(name=name, n=number))
        if data.strip():
            yield data


def _read(data: bytes, called: str) -> Line:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(_("{line} is not UTF-8 text.").format(line=called)) from None
    found = read_json(called, text)
    if not isinstance(found, dict):
        raise Invalid(_("{line} holds no JSON object.").format(line=called))
    return found


def _check_opening(line: Line, called: str) -> None:
    if line.get("format") != FORMAT:
        message = _("{line}: the format is not {format}. A newer one needs a newer dpia.")
        raise Invalid(message.format(line=called, format=FORMAT))
