"""The report of an import in words: what became of each part of a file."""

from collections.abc import Sequence

from dpia.documents.incoming.model import Line
from dpia.text import _, ngettext

FATES = {
    "mapped": _("taken over"),
    "noted": _("as a note"),
    "kept": _("in a file"),
    "dropped": _("left out"),
}
"""What became of a part, in two or three words."""

REFUSED = {
    "mapped": _("would be taken over, but it is refused"),
    "noted": _("would be a note, but it is refused"),
    "kept": _("would be kept in a file, but it is refused"),
    "dropped": _("left out"),
}
"""What would have become of a part, where nothing of the file is written."""


def report_table(
    lines: Sequence[Line], *, refused: bool = False
) -> tuple[list[str], list[list[str]]]:
    """Return the report as a table: what it is called there, what became of it, where, why."""
    headers = [_("In the file"), _("Became"), _("Place"), _("Why")]
    fates = REFUSED if refused else FATES
    return headers, [[line.what, fates[line.fate], line.where, line.why] for line in lines]


def counted(lines: Sequence[Line], *, refused: bool = False) -> str:
    """Say in a sentence how many parts of the file went where, or would have gone if `refused`."""
    fates = REFUSED if refused else FATES
    found = [(words, sum(line.fate == fate for line in lines)) for fate, words in fates.items()]
    parts = [f"{count} {words}" for words, count in found if count]
    total = ngettext(
        "{n} part of the file: {parts}.", "{n} parts of the file: {parts}.", len(lines)
    )
    return total.format(n=len(lines), parts=", ".join(parts) or _("nothing"))
