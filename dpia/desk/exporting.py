"""Registers as files: gathers cases and verdicts for `documents`, one at a time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia import __version__
from dpia.desk.desk import Desk
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _

if TYPE_CHECKING:
    from dpia.documents.workbook import Report

Progress = Callable[[int, int], None]
Judged = tuple[Mapping[str, Any], Mapping[str, Any], Rulebook]


def export_register(
    desk: Desk,
    path: Path,
    refs: list[str] | None = None,
    progress: Progress | None = None,
    filters: str = "",
) -> "Report":
    """Write the assessments named by `refs` (default: all) as a workbook to `path`.

    A damaged one is left out of the whole register, and its sheet Read me says so.
    `progress(done, total)` is called before each; an exception it raises ends the export and
    leaves no file. Raises NotSaved when the file cannot be written.
    """
    from dpia.documents.workbook import write_register

    wanted, damaged = refs, []
    if wanted is None:
        rows = desk.summaries()
        wanted = [row["id"] for row in rows if not row.get("damaged")]
        damaged = [str(row["damaged"]) for row in rows if row.get("damaged")]
    left_out = tuple(_("Left out: {why}").format(why=why) for why in damaged)
    if refs is not None and not filters:
        filters = _("Only: {refs}.").format(refs=", ".join(refs))
    filters = " ".join(part for part in (filters, *left_out) if part)
    report = write_register(
        path,
        judged(desk, wanted, progress),
        as_of=desk.today(),
        generated_at=desk.clock(),
        organisation=desk.config.organisation,
        filters=filters,
        version=__version__,
    )
    return replace(report, left_out=left_out)


def judged(desk: Desk, refs: list[str], progress: Progress | None = None) -> Iterator[Judged]:
    """Yield each assessment with its verdict. Raises what opening or judging one raises."""
    for done, ref in enumerate(refs):
        if progress:
            progress(done, len(refs))
        case = desk.open(ref)
        events = list(desk.register.events(case.document))  # the sealed ones, too
        yield {**case.document, "events": events}, case.verdict, case.rulebook
    if progress:
        progress(len(refs), len(refs))
