"""A new version of an assessment that is decided: answers carried over, the old one untouched."""

import uuid
from typing import TYPE_CHECKING

from dpia.assessment.carrying import Carried, carry
from dpia.assessment.life_cycle import STANDING
from dpia.assessment.shelf import settle
from dpia.errors import Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case


def revise(case: "Case") -> tuple["Case", Carried]:
    """Open the next version of a decided assessment, judged by today's questionnaires and lists.

    Returns it with what was lost, what changed and what is new. Raises Invalid when it is not
    decided, or when a later version is a draft already.
    """
    from dpia.assessment.document import basis_of

    desk, document = case.desk, case.document
    if document["status"] not in STANDING:
        raise Invalid(_("Only a decided assessment is revised; a draft is simply changed."))
    if later := _later(case):
        message = _("There is a later version already: {reference}. Go on with it.")
        raise Invalid(message.format(reference=later))
    basis = basis_of(document)
    new = desk.library.rulebook(basis)
    carried = carry(document, case.rulebook.untranslated(), new.untranslated())
    stamp = desk.stamp()
    fresh = {"id": str(uuid.uuid4()), "created": stamp, "updated": stamp, "revision": 0}
    carried.document |= {**fresh, "summary": {}, "reference": ""}
    carried.document = settle(carried.document, new, desk.today())
    return desk.add_version(carried.document, str(document["reference"])), carried


def _later(case: "Case") -> str:
    """Return the reference of the version after this one, or nothing."""
    rows = case.desk.register.summaries()
    found = (row for row in rows if row.get("previous") == case.id)
    return next((str(row["reference"]) for row in found), "")


def supersede(case: "Case") -> None:
    """Say in the version before that this one, now decided, stands in its place."""
    from dpia.desk.case import Case

    previous = (case.document.get("previous") or {}).get("id")
    if not previous:
        return
    before: Case = case.desk.open(previous)
    if before.document["status"] in STANDING:
        before.give_way(str(case.document["reference"]))
