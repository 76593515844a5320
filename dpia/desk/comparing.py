"""Comparing two assessments at the desk, each by what it was judged by."""

from pathlib import Path
from typing import Any

from dpia.desk.case import Case
from dpia.desk.handing_out import new_file
from dpia.errors import Invalid, Usage
from dpia.text import _

ENDINGS = (".xlsx", ".md", ".txt")
"""As what a comparison is written."""
_WIDTH = 92
"""Characters of a line of plain text."""


def compared(a: Case, b: Case) -> dict[str, Any]:
    """Return what differs between two open assessments, as `judgement.versions` tells it."""
    from dpia.judgement.versions import Side, compare

    sides = [Side(case.document, case.verdict, case.rulebook) for case in (a, b)]
    return dict(compare(*sides))


def level_titles(*cases: Case) -> dict[str, str]:
    """Return the titles of the risk levels of the methods of `cases`, by their ids."""
    levels = [level for case in cases for level in case.rulebook.method_document["levels"]]
    return {level["id"]: level["title"] for level in levels}


def before(case: Case) -> Case:
    """Open the version before this one. Raises Invalid for a first version."""
    previous = (case.document.get("previous") or {}).get("id")
    if not previous:
        message = _("“{title}” is the first version; name another assessment to compare it with.")
        raise Invalid(message.format(title=case.document["title"]))
    return case.desk.open(str(previous))


def write_comparison(a: Case, b: Case, found: dict[str, Any], path: Path) -> Path:
    """Write what `compared` found to `path`, as its ending says, and return its place.

    A file that is there is replaced. Raises Usage for another ending than one of `ENDINGS`,
    Invalid and NotSaved.
    """
    from dpia.documents.pieces import laid_out
    from dpia.documents.safe import visible
    from dpia.documents.versions import version_markdown, version_pieces

    levels, ending = level_titles(a, b), path.suffix.lower()
    if ending not in ENDINGS:
        message = _("A comparison ends in one of: {known}. “{name}” does not.")
        raise Usage(message.format(known=", ".join(ENDINGS), name=path.name))
    if ending == ".xlsx":
        from dpia.documents.sheets.versions import write_versions

        return write_versions(path, found, levels)
    text = version_markdown(found, levels)
    if ending == ".txt":
        lines = laid_out(version_pieces(found, levels), _WIDTH)
        text = "".join(f"{visible(line.text)}\n" for line in lines)
    with new_file(path, b.desk.register) as stream:
        stream.write(text.encode())
    return path
