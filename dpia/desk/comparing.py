"""Comparing two assessments at the desk, each by what it was judged by."""

from typing import Any

from dpia.desk.case import Case
from dpia.errors import Invalid
from dpia.text import _


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
