"""Reports: an official form filled in from an open assessment, and written as a file."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dpia.desk.case import Case
from dpia.errors import Invalid, NotFound, NotSaved
from dpia.text import _

if TYPE_CHECKING:
    from dpia.documents.template import Filled

DEFAULT_FORM = "edpb-2026"


def filled_form(case: Case, form: str = DEFAULT_FORM) -> "Filled":
    """Return the form of that id filled in from `case`. Raises NotFound for an unknown form."""
    from dpia.documents.template import Seen, fill

    files = case.desk.library.files()
    known = sorted(key.partition("/")[2] for key in files if key.startswith("templates/"))
    if form not in known:
        message = _("There is no form “{form}”. Known: {known}.")
        raise NotFound(message.format(form=form, known=", ".join(known)))
    return fill(files[f"templates/{form}"], Seen(case.document, case.verdict, case.evaluation))


def write_form(filled: "Filled", path: Path) -> None:
    """Write a filled form to `path`, in the format its name ends with.

    Raises Invalid for a format that is not known, NotSaved when the file cannot be written.
    """
    write = _formats().get(path.suffix.casefold())
    if write is None:
        message = _("A report ends in one of: {known}. “{name}” does not.")
        raise Invalid(message.format(known=", ".join(_formats()), name=path.name))
    try:
        path.write_text(write(filled), encoding="utf-8")
    except OSError as error:
        message = _("{path} cannot be written: {reason}.")
        raise NotSaved(message.format(path=path, reason=error.strerror or error)) from error


def _formats() -> Mapping[str, Callable[["Filled"], str]]:
    from dpia.documents.markdown import markdown

    return {".md": markdown, ".json": _json}


def _json(filled: "Filled") -> str:
    return json.dumps(filled.to_json(), ensure_ascii=False, indent=2) + "\n"
