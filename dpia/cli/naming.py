"""Risks and measures as the command line names them: by id, by number or by title."""

from typing import TYPE_CHECKING

import click

from dpia.cli.common import say, shown
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case

a_risk = click.argument("risk_id", metavar="RISK")
a_measure = click.argument("measure_id", metavar="MEASURE")


def risk_of(case: "Case", name: str) -> str:
    """Return the id of the risk that is meant. Raises NotFound and Ambiguous."""
    return _meant(case, "risks", name)


def measure_of(case: "Case", name: str) -> str:
    """Return the id of the measure that is meant. Raises NotFound and Ambiguous."""
    return _meant(case, "measures", name)


def _meant(case: "Case", part: str, name: str) -> str:
    """Return the id; where it is the number of another one as well, say so."""
    from dpia.assessment.naming import also_called, named_row

    found = named_row(case.document, part, name)
    if told := also_called(case.document, part, name):
        say(shown(told))
    return found


def place_of(case: "Case", name: str) -> str:
    """Return where a thing stands that can be confidential, as `Case.mark_confidential` takes it.

    `name` is a question, `opinions.dpo`, `opinions.data_subjects`, `decision`, the id of an
    attachment, or a risk or measure by id, number or title. Raises NotFound and Ambiguous.
    """
    from dpia.assessment import pointer
    from dpia.assessment.confidential import TEXTS
    from dpia.errors import NotFound

    if name in TEXTS:
        return pointer.join(*name.split("."))
    topic, dot, _rest = name.partition(".")
    if dot and topic in case.rulebook.topics:
        return name
    if any(row.get("id") == name for row in case.document["attachments"]):
        return pointer.join("attachments", name)
    for part in ("risks", "measures"):
        try:
            return pointer.join(part, _meant(case, part, name))
        except NotFound:
            continue
    message = _(
        "There is no “{name}” here that can be confidential. Name a question, a risk, a measure, "
        "an attachment, or one of: {parts}."
    )
    raise NotFound(message.format(name=name[:80], parts=", ".join(TEXTS)))


def past_of(case: "Case", name: str) -> str:
    """Return what `Case.past` reads for a question, or a risk or measure by number or title.

    `R1.severity` becomes the path of the row that is called so now; what is gone goes by its id.
    """
    from dpia.errors import Ambiguous, NotFound

    row, dot, field = name.partition(".")
    if row in case.rulebook.topics or "/" in name:
        return name
    for part in ("risks", "measures"):
        try:
            found = _meant(case, part, row)
        except NotFound:
            continue
        except Ambiguous:
            return name
        return name if found == row else f"{part}/{found}{'/' * bool(dot)}{field.replace('.', '/')}"
    return name
