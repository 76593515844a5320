"""A new version of an assessment that is decided: answers carried over, the old one untouched."""

import uuid
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from dpia.assessment.carrying import Carried, carry
from dpia.assessment.life_cycle import STANDING
from dpia.assessment.shelf import settle
from dpia.desk.filters import ENDED
from dpia.errors import DpiaError, Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.desk.work import Work


def revise(case: "Case") -> tuple["Case", Carried]:
    """Open the next version of a decided assessment, judged by today's questionnaires and lists.

    Returns it with what was lost, what changed and what is new. Raises Invalid when it is not
    decided, or when a later version is a draft already.
    """
    from dpia.assessment.document import basis_of

    check_revisable(case)
    desk, document = case.desk, case.document
    new = desk.books.on(basis_of(document))
    carried = carry(document, case.rulebook.untranslated(), new.untranslated())
    stamp = desk.stamp()
    fresh = {"id": str(uuid.uuid4()), "created": stamp, "updated": stamp, "revision": 0}
    carried.document |= {**fresh, "summary": {}, "reference": ""}
    carried.document = settle(carried.document, new, desk.today())
    return desk.add_version(carried.document, str(document["reference"])), carried


def check_revisable(case: "Case") -> None:
    """Raise Invalid when the assessment is not decided, or has a later version already."""
    if case.document["status"] not in STANDING:
        raise Invalid(_("Only a decided assessment is revised; a draft is simply changed."))
    if row := _later(case):
        message = _("There is a later version already: {reference}. Go on with it.")
        raise Invalid(message.format(reference=row["reference"]))


def _later(case: "Work") -> Mapping[str, Any] | None:
    """Return the row of the version after this one, if there is one."""
    rows = case.desk.register.summaries()
    return next((row for row in rows if row.get("previous") == case.id), None)


def stands_over(case: "Work") -> str:
    """Say why this version is not opened again: a later one is at work. Else nothing."""
    row = _later(case)
    if row is None or row.get("status") in ENDED:
        return ""
    message = _("{reference} is the version after this one. Go on with it, or archive it first.")
    return message.format(reference=row["reference"])


def supersede(case: "Case") -> None:
    """Say in the version before that this one, if it is decided, stands in its place.

    That is a save of its own, behind that of the decision: what comes between them, a crash or a
    full disk, leaves it to the next time this version is opened.
    """
    from dpia.desk.case import Case

    previous = (case.document.get("previous") or {}).get("id")
    if not previous or case.document["status"] not in STANDING:
        return
    with suppress(DpiaError):
        before: Case = case.desk.open(previous)
        if before.document["status"] in STANDING:
            before.give_way(str(case.document["reference"]))
