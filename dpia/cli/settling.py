"""Asking what shall stand where a workbook and the register were both changed."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from dpia.cli.common import say, shown
from dpia.errors import Conflict
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.importing.planning import Plan


def somebody_there() -> bool:
    """Say whether a question would be seen and can be answered."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def settle(plans: "Iterable[Plan]", ask: bool) -> int:
    """Ask about each conflict and return how many are left; without `ask` that is all of them.

    Raises Conflict where there is nobody to ask; nothing has been written then.
    """
    from dpia.desk.importing.workbook import conflict_told, conflicts_of

    waiting = conflicts_of(plans)
    if not waiting or not ask:
        return len(waiting)
    if not somebody_there():
        told = "\n".join(shown(conflict_told(change)) for _plan, change in waiting)
        message = _(
            "{told}\nNothing was written. Import it at a terminal to choose row by row, or export "
            "anew."
        )
        raise Conflict(message.format(told=told))
    for plan, change in waiting:
        say(shown(conflict_told(change)))
        question = _("Take over what the file says? (No keeps the register.)")
        plan.settle(change, take=click.confirm(question, default=False, err=True))
    return 0


def idle(plan: "Plan") -> bool:
    """Say whether a plan would change nothing, so that nothing is to be told as done."""
    from dpia.desk.importing.workbook import Amending

    return isinstance(plan, Amending) and not plan.changes
