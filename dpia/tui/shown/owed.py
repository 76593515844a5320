"""What is still owed of an assessment, in words: no answer, not known yet, asked anew."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from dpia.text import _, ngettext
from dpia.tui import foreign

if TYPE_CHECKING:
    from dpia.tui.view import CaseView

LONGEST = 28
"""Cells for the name of the place where more is asked."""


def missing(view: "CaseView") -> list[str]:
    """Return the paths of what is owed and has no answer, those “not known yet” among them."""
    return list(view.verdict["completeness"]["missing"]) if view.verdict else []


def unknown(view: "CaseView") -> int:
    """Return how many of these are marked “not known yet”."""
    owed = set(missing(view))
    states = [s for t in view.topics for section in t.sections for s in section.questions]
    cells = [state for table in view.cells.values() for state in table]
    return sum(s.state == "unknown" and s.path in owed for s in (*states, *cells))


def to_confirm(view: "CaseView") -> int:
    """Return how many answers were carried over and not looked at."""
    from dpia.judgement import summary

    return summary.to_confirm(view.document)


def words(view: "CaseView") -> tuple[str, str]:
    """Return what is owed in words, and in fewer words; then what is only to be confirmed."""
    total, waiting = len(missing(view)), to_confirm(view)
    if not total and waiting:
        return ngettext("{n} to confirm", "{n} to confirm", waiting).format(n=waiting), ""
    if not total:
        return _("nothing open"), ""
    not_known = unknown(view)
    brief = ngettext("{n} open", "{n} open", total).format(n=total)
    unsaid = _("{n} not known").format(n=not_known)
    if not_known == total:
        return unsaid, ""
    opened = ngettext("{n} open", "{n} open", total).format(n=total - not_known)
    return (f"{opened}, {unsaid}", brief) if not_known else (brief, "")


def more(view: "CaseView", before: Collection[str]) -> str:
    """Say how many questions are owed that were not `before`, and where; empty when none is."""
    fresh = [path for path in missing(view) if path not in before]
    if not fresh:
        return ""
    where = foreign.one_line(_where(view, fresh), LONGEST)
    return ngettext("+{n} question: {where}", "+{n} questions: {where}", len(fresh)).format(
        n=len(fresh), where=where
    )


def _where(view: "CaseView", paths: list[str]) -> str:
    """Return the row in which all of `paths` are, or else the section of the first."""
    from dpia.tui.items import lines

    table, slash, rest = paths[0].partition("/")
    row = rest.partition("/")[0]
    if slash and all(path.startswith(f"{table}/{row}/") for path in paths):
        found = lines(view, view.rulebook.question(table))
        return next((line.title for line in found if line.id == row), table)
    for topic in view.topics:
        for section in topic.sections:
            if any(state.path == table for state in section.questions):
                return section.section.title
    return table
