"""Registers as files: gathers cases and verdicts for `documents`, one at a time."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia import __version__
from dpia.canonical import indented
from dpia.desk.desk import Desk
from dpia.errors import Invalid
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _

if TYPE_CHECKING:
    from dpia.documents.sheets.case import Case as SheetCase
    from dpia.documents.workbook import Report

Progress = Callable[[int, int], None]
Tell = Callable[[str], object]
Judged = tuple[Mapping[str, Any], Mapping[str, Any], Rulebook]


def export_register(
    desk: Desk,
    path: Path,
    refs: list[str] | None = None,
    progress: Progress | None = None,
    filters: str = "",
    public: bool = False,
) -> "Report":
    """Write the assessments named by `refs` (default: all) as a workbook to `path`.

    A damaged one is left out of the whole register, and its sheet Read me says so. A `public` one
    withholds what is confidential.
    `progress(done, total)` is called before each; an exception it raises ends the export and
    leaves no file. Raises NotSaved when the file cannot be written.
    """
    from dpia.documents.workbook import write_register

    wanted, left_out = _chosen(desk, refs)
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
        public=public,
    )
    return replace(report, left_out=left_out)


def picked(desk: Desk, names: list[str] | None) -> list[str] | None:
    """Return the ids of what is named: by reference or id, or by a filter as `dpia list` reads it.

    None stays None: all. Raises Invalid for a filter that is none, or that nothing fits.
    """
    from dpia.desk.filters import from_words, matching, name_and_values, parse

    if not names or not any(n.startswith("@") or name_and_values(n)[0] for n in names):
        return names
    wanted = parse(from_words(names), desk.today(), desk.config.views)
    rows = matching(desk.summaries(wanted.words or None), wanted)
    found = [row["id"] for row in rows if not row.get("damaged")]
    if not found:
        raise Invalid(_("No assessment fits. `dpia list` alone lists all."))
    return found


def export_questions(
    desk: Desk,
    path: Path,
    refs: list[str],
    topics: Collection[str] = (),
    progress: Progress | None = None,
) -> int:
    """Write the open questions of the assessments to a sheet that a colleague can fill in.

    Answers that are to be confirmed are among them. `topics` are ids of topics, all when empty.
    Returns how many rows there are. Raises Invalid where nothing is open, or there is no such
    topic, NotSaved.
    """
    from dpia.documents.questions import write_questions

    cases = [desk.open(ref) for ref in refs] if topics else []
    known = {topic.id: topic.title for case in cases for topic in case.rulebook.asked}
    if strange := [name for name in topics if name not in known]:
        message = _("There is no topic “{name}” here. Known: {known}.")
        raise Invalid(message.format(name=strange[0][:40], known=", ".join(known)))
    return write_questions(
        path,
        judged(desk, refs, progress),
        as_of=desk.today(),
        generated_at=desk.clock(),
        topics=topics,
        version=__version__,
    )


def _chosen(desk: Desk, refs: list[str] | None) -> tuple[list[str], tuple[str, ...]]:
    """Return what is exported, and a sentence for each damaged one that is left out."""
    if refs is not None:
        return refs, ()
    rows = desk.register.everything()
    told = [_("Left out: {why}").format(why=damage) for _ident, damage in rows if damage]
    return [ident for ident, damage in rows if not damage], tuple(told)


def export_csv(
    desk: Desk,
    sheet: str,
    refs: list[str] | None,
    tell: Tell,
    bom: bool = True,
    public: bool = False,
) -> Iterator[bytes]:
    """Yield one sheet of the register as CSV; `tell` hears of each one that is left out.

    With `bom` Excel knows that it is UTF-8. Of a `public` one it hears what is withheld, too.
    """
    from dpia.documents.csv_table import BOM, rows

    wanted, left_out = _chosen(desk, refs)
    if bom:
        yield BOM
    yield from rows(sheet, _cases(desk, wanted, tell, public))
    for sentence in left_out:
        tell(sentence)


def export_dpv(
    desk: Desk, refs: list[str] | None, tell: Tell, public: bool = False
) -> Iterator[bytes]:
    """Yield assessments as JSON-LD in the Data Privacy Vocabulary; `tell` hears what is left out.

    A `public` one withholds what is confidential.
    """
    from dpia.assessment.proposed import proposed_ids
    from dpia.documents.dpv import CONTEXT, nodes

    wanted, left_out = _chosen(desk, refs)
    yield b'{"@context": ' + indented(CONTEXT, "\n").encode() + b',\n"@graph": ['
    separator = b"\n"
    for case in _cases(desk, wanted, tell, public):
        document = case.document
        for node in nodes(document, case.verdict, case.rules):
            yield separator + indented(node).encode()
            separator = b",\n"
        proposed = sum(len(proposed_ids(document, part)) for part in ("risks", "measures"))
        if proposed:
            message = _("{ref}: {n} risks and measures are only proposed and were left out.")
            tell(message.format(ref=document.get("reference") or document["id"], n=proposed))
    yield b"\n]}\n"
    for sentence in left_out:
        tell(sentence)


def _cases(desk: Desk, refs: list[str], tell: Tell, public: bool) -> "Iterator[SheetCase]":
    """Yield each assessment as documents see it; `tell` hears what a `public` one withholds."""
    from dpia.documents.publishing import published
    from dpia.documents.sheets.case import Case as SheetCase

    for one in judged(desk, refs):
        case = SheetCase(*one, desk.today())
        if public:
            case = published(case)
            said = _("{ref}: withheld: {what}.")
            listed = "; ".join(f"{place}: {title}" for place, title in case.withheld)
            if listed:
                tell(said.format(ref=case.reference, what=listed))
        yield case


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
