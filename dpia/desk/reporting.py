"""Reports: an official form filled in from an open assessment, and written as a file."""

import json
import os
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia.desk.case import Case
from dpia.errors import Invalid, NotFound, NotSaved
from dpia.text import _

if TYPE_CHECKING:
    from dpia.documents.template import Filled, Seen
    from dpia.documents.template.model import Section

DEFAULT_FORM = "edpb-2026"


def filled_form(
    case: Case,
    form: str = DEFAULT_FORM,
    public: bool = False,
    brief: bool = False,
) -> "Filled":
    """Return the form of that id filled in from `case`, or with `brief` a summary on one page.

    `public` withholds what is confidential and lists it. Raises NotFound for an unknown form.
    """
    from dpia.documents import template

    seen = template.public(_seen(case)) if public else _seen(case)
    return template.brief(seen) if brief else template.fill(_named(case, form), seen)


def form_sections(case: Case, form: str = DEFAULT_FORM) -> tuple["Section", ...]:
    """Return only the sections of a form, filled in from `case`. Raises NotFound."""
    from dpia.documents.template.fill import sections

    return sections(_named(case, form), _seen(case))


def assumed_in(case: Case) -> list[str]:
    """Return the questions, in words, whose answers in `case` are only assumed."""
    from dpia.documents.template.around import assumed

    return assumed(_seen(case))


def _seen(case: Case) -> "Seen":
    from dpia.documents.template import Seen

    return Seen(case.document, case.verdict, case.evaluation)


def _named(case: Case, form: str) -> Mapping[str, Any]:
    files = case.desk.library.spoken
    known = sorted(key.partition("/")[2] for key in files if key.startswith("templates/"))
    if form not in known:
        message = _("There is no form “{form}”. Known: {known}.")
        raise NotFound(message.format(form=form, known=", ".join(known)))
    return files[f"templates/{form}"]


def write_form(case: Case, filled: "Filled", path: Path, style: Path | None = None) -> str:
    """Write a filled form of `case` to `path`, in the format its name ends with.

    Returns a sentence where a PDF shows boxes for characters that no font here has, else nothing.
    `style` is a Word file whose styles a .docx takes. Raises Invalid for a format that is not
    known or a style that cannot be read, NotSaved when the file cannot be written.
    """
    write = _FORMATS.get(path.suffix.casefold())
    if write is None:
        message = _("A report ends in one of: {known}. “{name}” does not.")
        raise Invalid(message.format(known=", ".join(_FORMATS), name=path.name))
    made = write(case, filled, style)
    try:
        _write(path, made)
    except OSError as error:
        message = _("{path} cannot be written: {reason}.")
        raise NotSaved(message.format(path=path, reason=error.strerror or error)) from error
    return boxes(made, filled) if path.suffix.casefold() == ".pdf" else ""


def boxes(made: bytes, *filled: "Filled") -> str:
    """Return in a sentence which characters a PDF shows as boxes; empty: none."""
    from dpia.documents.pdf import glyphs

    return glyphs.told(glyphs.without_glyph(made, [one.to_json() for one in filled]))


def _write(path: Path, content: bytes) -> None:
    """Write what only its owner may read, as everything that holds an assessment."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        if hasattr(os, "fchmod") and path.is_file():
            os.fchmod(file.fileno(), 0o600)  # one that was there keeps its mode otherwise
        file.write(content)


def _markdown(_case: Case, filled: "Filled", _style: Path | None) -> bytes:
    from dpia.documents.markdown import markdown

    return markdown(filled).encode()


def _html(case: Case, filled: "Filled", _style: Path | None) -> bytes:
    from dpia.documents.html import html

    return html(filled, case.desk.register.attached).encode()


def _json(_case: Case, filled: "Filled", _style: Path | None) -> bytes:
    return (json.dumps(filled.to_json(), ensure_ascii=False, indent=2) + "\n").encode()


def _pdf(case: Case, filled: "Filled", _style: Path | None) -> bytes:
    from dpia.documents.pdf import pdf

    return pdf(filled, None if filled.public else _kept(case), case.desk.register.attached)


def _kept(case: Case) -> dict[str, Any]:
    """Return the assessment as it lies in a PDF, with its hash: `dpia import` reads it back."""
    from dpia.assessment.document import to_file
    from dpia.canonical import digest

    inside = to_file(case.document)
    named = {name: case.document.get(name) for name in ("id", "reference", "title", "version")}
    return {**named, "sha256": digest(inside), "assessment": inside}


def _word(case: Case, filled: "Filled", style: Path | None) -> bytes:
    from dpia.desk.importing.planning import open_source
    from dpia.documents.incoming.opening import need_plain
    from dpia.documents.word import word

    if style is None:
        return word(filled, fetch=case.desk.register.attached)
    source = open_source(style)
    if not source.is_zip:
        raise Invalid(_("{path} is no Word file (.docx). Save it as one.").format(path=style))
    need_plain(source)
    try:
        return word(filled, BytesIO(source.data), case.desk.register.attached)
    except Exception as error:  # the library raises what it likes for a broken file
        message = _("{path} cannot be used as a Word template ({why}). Save it again as .docx.")
        raise Invalid(message.format(path=style, why=type(error).__name__)) from error


_FORMATS: Mapping[str, Callable[[Case, "Filled", Path | None], bytes]] = {
    ".docx": _word,
    ".pdf": _pdf,
    ".html": _html,
    ".md": _markdown,
    ".json": _json,
}
"""`ending -> writer`."""
