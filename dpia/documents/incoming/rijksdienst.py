"""The Dutch central government's tool for filling in its pre-scan and its DPIA: its JSON output."""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping

from dpia.documents.incoming.model import Attached, Importer, Incoming, Line, Told
from dpia.documents.incoming.source import Source
from dpia.documents.rijksdienst import full, prescan
from dpia.documents.rijksdienst.reading import Form, urn_of
from dpia.documents.rijksdienst.reading import read as read_form
from dpia.documents.rijksdienst.risks import fields_of
from dpia.errors import Invalid
from dpia.text import _

_IMAGE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,([A-Za-z0-9+/=\s]+)")
_IMAGES = "1.2.1"
_MOST_IMAGES = 50
_KINDS = ("prescan", "dpia")


def sniff(source: Source) -> bool:
    """Say whether it is such a file, by the name of the form in it."""
    return source.looks_like_json and urn_of(source.json) is not None


def read(source: Source) -> Iterator[Incoming]:
    """Yield the assessment in the file. Raises Invalid for another form of that tool."""
    found = urn_of(source.json)
    if found is None or found[0] not in _KINDS:
        message = _("{name} holds no answers to the pre-scan or the DPIA of the Rijksdienst.")
        raise Invalid(message.format(name=source.name))
    form = read_form(source.json, *found)
    yield _prescan(form) if form.kind == "prescan" else _dpia(form)


def _prescan(form: Form) -> Incoming:
    title = _title(form.text("0.2"), "Pre-scan DPIA")
    lines = [Line("dropped", "uitkomst", why=_("The file does not hold it; it is judged anew."))]
    told = (*prescan.sayings(form), _about(form))
    return Incoming(title, told, {"authority": "nl"}, lines=tuple(lines))


def _dpia(form: Form) -> Incoming:
    title = _title(form.text("1.1"), "DPIA Rijksdienst")
    fields = {"authority": "nl", **fields_of(form)}
    form.used |= {_IMAGES, "19.2"}
    told = [*full.sayings(form), *full.rest(form), _about(form)]
    computed = _("Levels are computed anew; confirm the risks.")
    planned = _("The form does not say which are in place: all are planned until you say so.")
    lines = [Line("mapped", row["title"], _("risks"), computed) for row in fields.get("risks", ())]
    measures = fields.get("measures", ())
    lines += [Line("mapped", row["title"], _("measures"), planned) for row in measures]
    if form.text("19.2"):
        lines.append(Line("dropped", "19.2", why=_("Here it begins as a draft.")))
    images = tuple(_images(form))
    lines += [Line("mapped", image.name, _("attachments")) for image in images]
    return Incoming(title, tuple(told), fields, images, tuple(lines))


def _title(said: str, otherwise: str) -> str:
    first = re.split(r"(?<=[.!?])\s|\n", said.strip(), maxsplit=1)[0]
    return " ".join(first.split())[:120] or otherwise


def _about(form: Form) -> Told:
    return Told(_("Form"), f"urn:nl:{form.kind}:{form.version}")


def _images(form: Form) -> Iterator[Attached]:
    """Yield the pictures in the file, at most fifty; all are in the file itself, too."""
    for number, value in list(form.answers.get(_IMAGES, {}).items())[:_MOST_IMAGES]:
        data = value.get("data") if isinstance(value, Mapping) else None
        found = _IMAGE.fullmatch(data) if isinstance(data, str) else None
        if found:
            try:
                content = base64.b64decode(found[2])
            except (binascii.Error, ValueError):
                continue
            if content:
                yield Attached(f"afbeelding-{number + 1}.{found[1]}", content, "")


IMPORTER = Importer("rijksdienst", _("pre-scan or DPIA of the Rijksdienst"), sniff, read)
