"""Commands for findings: list them, accept one with a written reason, take that back."""

import click

from dpia.cli.common import (
    as_json,
    case_of,
    json_result,
    print_json,
    print_table,
    reference,
    saved,
    say,
    shown,
)
from dpia.documents.words import WEIGHT
from dpia.text import _


@click.group()
def finding() -> None:
    """Findings of an assessment: list them, accept one, take that back."""


@finding.command("list")
@reference
@as_json
@click.pass_context
def list_findings(ctx: click.Context, /, ref: str, as_json: bool) -> int:
    """List the findings, the gravest first, with the reason where one is accepted."""
    found = case_of(ctx, ref).verdict["findings"]
    if as_json:
        print_json(found)
    elif found:
        heads = [_("Finding"), _("Weight"), _("What"), _("Law"), _("Accepted because")]
        print_table(heads, [_line(one) for one in found])
    else:
        say(_("There is no finding."))
    return 0


def _line(one: dict[str, object]) -> list[str]:
    accepted = one.get("accepted")
    reason = accepted["reason"] if isinstance(accepted, dict) else ""
    weight = WEIGHT.get(str(one["weight"]), "")
    told = (one["id"], weight, one["title"], one.get("law", ""), reason)
    return [shown(str(text)) for text in told]


@finding.command("accept")
@reference
@click.argument("name", metavar="FINDING")
@click.option("--reason", required=True, help="Why it stands as it is.")
@json_result
@click.pass_context
def accept_finding(ctx: click.Context, /, ref: str, name: str, reason: str) -> int:
    """Accept a FINDING with a written reason; one that blocks can only be settled.

    It counts while the finding rests on the same answers. FINDING is its id in `finding list`.
    """
    case = case_of(ctx, ref)
    case.accept_finding(name, reason)
    saved(case, name)
    return 0


@finding.command("withdraw")
@reference
@click.argument("name", metavar="FINDING")
@json_result
@click.pass_context
def withdraw_acceptance(ctx: click.Context, /, ref: str, name: str) -> int:
    """Take back the acceptance of a FINDING."""
    case = case_of(ctx, ref)
    case.withdraw_acceptance(name)
    saved(case, name)
    return 0
