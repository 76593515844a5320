"""Risks and measures as the command line names them: by id, by number or by title."""

from typing import TYPE_CHECKING

import click

from dpia.cli.common import say, shown

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
