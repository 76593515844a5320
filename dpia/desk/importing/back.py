"""The way back: an assessment as a file of the tool it came from, or could go to."""

from collections.abc import Callable, Iterator
from typing import Any

from dpia.canonical import indented
from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.desk.importing.placing import as_case, placed
from dpia.documents.cnil.mapping import incoming, title_of
from dpia.documents.cnil.reading import is_pia, read
from dpia.documents.cnil.writing import written
from dpia.documents.incoming.source import Source
from dpia.errors import DpiaError, Usage
from dpia.text import _


def export_cnil(
    desk: Desk, refs: list[str] | None, tell: Callable[[str], object]
) -> Iterator[bytes]:
    """Yield the file of one assessment; `tell` is called with what it has no place for.

    Raises Usage when it is not one that is named.
    """
    if len(refs or ()) != 1:
        message = _(
            "The CNIL's software takes one assessment a file: `dpia export -o FILE.json ID`."
        )
        raise Usage(message)
    found, told = cnil_file(desk.open((refs or [""])[0]))
    for sentence in told:
        tell(sentence)
    yield (indented(found) + "\n").encode("utf-8", "backslashreplace")  # halves of characters


def cnil_file(case: Case) -> tuple[dict[str, Any], list[str]]:
    """Return the file for the CNIL's PIA software, and what it has no place for, in sentences.

    Where the assessment was imported from such a file, that file is the one that is brought up to
    date. Raises Invalid when the assessment cannot be judged.
    """
    original = _original(case)
    if original is None:
        return written(case.document, case.verdict, case.rulebook, None, None)
    found = incoming(read(original))
    before = as_case(found, placed(found, case.rulebook))
    return written(case.document, case.verdict, case.rulebook, original, before)


def _original(case: Case) -> dict[str, Any] | None:
    """Return the file that was imported, from the attachments; None where there is none."""
    found = list(_kept(case))
    named = [one for one in found if title_of(read(one)) == case.document["title"]]
    chosen = named if len(named) == 1 else found
    return chosen[0] if len(chosen) == 1 else None


def _kept(case: Case) -> Iterator[dict[str, Any]]:
    for row in case.document["attachments"]:
        if not str(row.get("name")).lower().endswith(".json"):
            continue
        try:
            content = Source(row["name"], case.desk.register.attached(row["sha256"])).json
        except DpiaError:
            continue  # damaged, or no JSON that is read
        yield from (
            one for one in (content if isinstance(content, list) else [content]) if is_pia(one)
        )
