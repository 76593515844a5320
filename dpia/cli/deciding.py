"""Commands for opinions, overruling and the decision."""

from pathlib import Path

import click

from dpia.cli.common import (
    case_of,
    json_result,
    reference,
    saved,
)
from dpia.cli.sealing import seal_of, sign_key
from dpia.errors import Usage
from dpia.text import _

OVERRULED = ("met", "not-met", "required", "not-required")


@click.command()
@reference
@click.argument("advice", required=False)
@click.option("--by", default="", help="Who advises (default: the configured DPO).")
@click.option("--followed", type=click.Choice(["yes", "partly", "no"]), default=None)
@click.option("--response", default="", help="What was done with it, or why it is not followed.")
@sign_key
@json_result
@click.pass_context
def advise(
    ctx: click.Context,
    ref: str,
    advice: str | None,
    by: str,
    followed: str | None,
    response: str,
    key: Path | None,
) -> int:
    """Record the data protection officer's ADVICE (GDPR Art. 35(2)); in review, it moves on.

    What was done with the latest advice can be said later: leave ADVICE out and give --followed.
    """
    case = case_of(ctx, ref)
    if advice:
        dpo = by or case.desk.config.dpo or case.desk.who
        case.advise(advice, dpo, followed or "", response, seal_of(key))
        saved(case, _("the DPO's advice"))
    elif followed:
        case.answer_advice(followed, response)
        saved(case, _("what was done with the DPO's advice"))
    else:
        raise Usage(_("Write the advice, or say with --followed what was done with it."))
    return 0


@click.command()
@reference
@click.argument("text")
@click.option("--not-sought", is_flag=True, help="TEXT is the reason why they were not sought.")
@json_result
@click.pass_context
def views(ctx: click.Context, ref: str, text: str, not_sought: bool) -> int:
    """Record the views of data subjects (GDPR Art. 35(9)), or why they were not sought."""
    case = case_of(ctx, ref)
    case.views(not not_sought, text)
    saved(case, _("the views of data subjects"))
    return 0


@click.command()
@reference
@click.argument("target", metavar="CRITERION|CONCLUSION")
@click.argument("to", type=click.Choice(OVERRULED), required=False)
@click.option("--reason", default="", help="Why; required.")
@click.option("--dpo-view", default="", help="The view of the data protection officer; required.")
@click.option("--withdraw", is_flag=True, help="Take the overruling back.")
@json_result
@click.pass_context
def overrule(
    ctx: click.Context,
    ref: str,
    target: str,
    to: str | None,
    reason: str,
    dpo_view: str,
    withdraw: bool,
) -> int:
    """Overrule a derived criterion (to met or not-met), or `presumed` / `one-criterion`.

    Both stay on record, the derived verdict and yours. GDPR Art. 35(3), a binding list row and
    prior consultation cannot be overruled.
    """
    case = case_of(ctx, ref)
    criterion = target in case.rulebook.criteria
    place = {"criterion" if criterion else "conclusion": target}
    if withdraw:
        case.withdraw(place)
    elif to is None or criterion != (to in ("met", "not-met")):
        raise Usage(_("A criterion becomes met or not-met, a conclusion required or not-required."))
    else:
        case.overrule(place, to == "met" if criterion else to, reason, dpo_view)
    saved(case, target)
    return 0


@click.command()
@reference
@click.argument(
    "outcome", type=click.Choice(["approved", "conditionally-approved", "consultation", "rejected"])
)
@click.option("--reason", required=True, help="The reason for the decision.")
@click.option("--condition", multiple=True, help="A condition of the approval; may be repeated.")
@click.option(
    "--by", default="", help="Who decides: name, function (default: you, if not the DPO)."
)
@sign_key
@json_result
@click.pass_context
def decide(
    ctx: click.Context,
    ref: str,
    outcome: str,
    reason: str,
    condition: tuple[str, ...],
    by: str,
    key: Path | None,
) -> int:
    """Record the decision. One that the law does not allow is refused with the reasons (exit 3)."""
    case = case_of(ctx, ref)
    case.decide(outcome, reason, list(condition), by, seal_of(key))
    saved(case, outcome)
    return 0


@click.command()
@reference
@click.option("--reason", required=True, help="Why it is opened again.")
@json_result
@click.pass_context
def reopen(ctx: click.Context, ref: str, reason: str) -> int:
    """Make a closed assessment a draft again."""
    case = case_of(ctx, ref)
    case.reopen(reason)
    saved(case, _("reopened"))
    return 0


@click.command()
@click.argument("refs", nargs=-1, required=True, metavar="ID…")
@click.option("--reason", default="", help="Why they are put away, or taken back.")
@click.option("--back", is_flag=True, help="Take them back among the others.")
@json_result
@click.pass_context
def archive(ctx: click.Context, refs: tuple[str, ...], reason: str, back: bool) -> int:
    """Put assessments away: they can only be read, and lists leave them out.

    Nothing is lost: `dpia list status:archived` lists them, --back takes them back.
    """
    for ref in refs:
        case = case_of(ctx, ref)
        if back:
            case.bring_back(reason)
            saved(case, _("{ref} brought back").format(ref=case.document["reference"]))
        else:
            case.archive(reason)
            saved(case, _("{ref} archived").format(ref=case.document["reference"]))
    return 0
