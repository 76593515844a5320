"""Commands for risks."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import (
    accepting,
    announce,
    as_json,
    case_of,
    given,
    json_result,
    print_catalogue,
    print_json,
    print_line,
    print_table,
    reference,
    saved,
    say,
    say_method,
    shown,
    with_options,
)
from dpia.cli.naming import a_risk, risk_of
from dpia.errors import Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case

RISK_OPTIONS = (
    click.option("--likelihood", type=int, help="Likelihood before further measures, 1 is lowest."),
    click.option("--severity", type=int, help="Severity for the people concerned, 1 is lowest."),
    click.option("--why", "inherent_reason", help="Why likelihood and severity are so."),
    click.option("--description"),
    click.option("--sources", help="Where the risk comes from."),
    click.option("--impacts", help="What it would mean for people."),
    click.option(
        "--track", type=click.Choice(["design", "event"]), help="As designed, or an event."
    ),
    click.option("--event", type=click.Choice(["access", "change", "loss"])),
    click.option(
        "--obvious", type=click.Choice(["yes", "no"]), help="Is it obvious it will occur?"
    ),
    click.option(
        "--widespread", type=click.Choice(["yes", "no"]), help="Would it touch very many?"
    ),
    click.option("--reason", help="Written justification where the method asks for one."),
)


@click.group()
def risk() -> None:
    """Risks of an assessment: list, pick, add, set, accept, confirm, remove.

    RISK is its id (r4), its number (R1) or its title.
    """


@risk.command("list")
@reference
@click.option("--catalogue", is_flag=True, help="List what can be picked instead.")
@as_json
@click.pass_context
def list_risks(ctx: click.Context, /, ref: str, catalogue: bool, as_json: bool) -> int:
    """List the risks with their levels, and what the catalogue proposes."""
    from dpia.assessment.confidential import marked_rows
    from dpia.assessment.naming import risk_numbers

    case = case_of(ctx, ref)
    if catalogue:
        print_catalogue(case, "scenarios", as_json)
        return 0
    verdict = case.verdict
    if as_json:
        print_json({name: verdict[name] for name in ("method", "risks", "proposals")})
        return 0
    numbers, secret = risk_numbers(case.document), set(marked_rows(case.document, "risks"))
    rows = [_row(found, numbers, found["id"] in secret) for found in verdict["risks"]]
    levels = [_("Inherent"), _("Today"), _("Target")]
    headers = [_("No."), "ID", _("Risk"), *levels, _("Levels"), _("Text")]
    print_table(headers, rows)
    say_method(verdict)
    for proposal in verdict["proposals"]:
        print_line(
            _("proposed: {id}: {title}. {because}").format(
                id=proposal["scenario"], title=proposal["title"], because=proposal["because"]
            )
        )
    return 0


def _row(found: Mapping[str, Any], numbers: Mapping[str, str], secret: bool) -> list[str]:
    from dpia.assessment.proposed import text_state
    from dpia.documents import words

    levels = [str(found[stage].get("level") or "—") for stage in ("inherent", "today", "target")]
    state = _("confirmed") if found["confirmed"] else _("to confirm")
    text = words.TEXT[text_state(found)]
    text = _("{text}, confidential").format(text=text) if secret else text
    return [numbers[found["id"]], found["id"], shown(found["title"]), *levels, state, text]


@risk.command("pick")
@reference
@click.argument("scenario")
@with_options(RISK_OPTIONS)
@json_result
@click.pass_context
def pick_risk(ctx: click.Context, /, ref: str, scenario: str, **fields: Any) -> int:
    """Add a risk from the catalogue (SCENARIO) and print its id."""
    case = case_of(ctx, ref)
    with case.together("risk-added", scenario):
        row_id = case.pick_risk(scenario)
        case.change_risk(row_id, **given(fields))
    announce(row_id)
    saved(case, row_id, row_id)
    return 0


@risk.command("add")
@reference
@click.argument("title")
@with_options(RISK_OPTIONS)
@json_result
@click.pass_context
def add_risk(ctx: click.Context, /, ref: str, title: str, **fields: Any) -> int:
    """Add a risk of your own and print its id."""
    case = case_of(ctx, ref)
    row_id = case.add_risk(title=title, **given(fields))
    announce(row_id)
    saved(case, title, row_id)
    return 0


@risk.command("set")
@reference
@a_risk
@click.option("--title")
@with_options(RISK_OPTIONS)
@json_result
@click.pass_context
def set_risk(ctx: click.Context, /, ref: str, risk_id: str, **fields: Any) -> int:
    """Change a risk."""
    case = case_of(ctx, ref)
    risk_id = risk_of(case, risk_id)
    case.change_risk(risk_id, **given(fields))
    saved(case, risk_id)
    return 0


@risk.command("by-hand")
@reference
@a_risk
@click.argument("stage", type=click.Choice(["today", "target"]))
@click.argument("axis", type=click.Choice(["likelihood", "severity"]))
@click.argument("value", metavar="VALUE|none")
@click.option("--reason", default="", help="Why the computed value does not hold.")
@json_result
@click.pass_context
def by_hand(
    ctx: click.Context, /, ref: str, risk_id: str, stage: str, axis: str, value: str, reason: str
) -> int:
    """Set one axis by hand, with a reason; `none` takes it back."""
    case = case_of(ctx, ref)
    if value != "none" and not value.isdigit():
        raise click.UsageError(_("VALUE is a whole number or `none`."))
    risk_id = risk_of(case, risk_id)
    case.set_by_hand(risk_id, stage, axis, None if value == "none" else int(value), reason)
    saved(case, risk_id)
    return 0


@risk.command("accept")
@reference
@click.argument("risk_ids", nargs=-1, metavar="RISK…")
@click.option("--all", "every", is_flag=True, help="All whose text is only proposed.")
@json_result
@click.pass_context
def accept_risk(ctx: click.Context, /, ref: str, risk_ids: tuple[str, ...], every: bool) -> int:
    """Take over the text the catalogue proposed for risks as your own."""
    from dpia.assessment.proposed import proposed_ids

    case = case_of(ctx, ref)
    accepted = accepting(risk_ids, every, proposed_ids(case.document, "risks"))
    if not every:
        accepted = tuple(risk_of(case, name) for name in accepted)
    case.accept_risks(*accepted)
    saved(case, ", ".join(accepted) or _("nothing, as no text is only proposed"))
    return 0


@risk.command("confirm")
@reference
@click.argument("risk_ids", nargs=-1, metavar="RISK…")
@click.option("--all", "every", is_flag=True, help="All that are to be confirmed, or none of them.")
@json_result
@click.pass_context
def confirm_risk(ctx: click.Context, /, ref: str, risk_ids: tuple[str, ...], every: bool) -> int:
    """Confirm the levels of risks as they stand; `accept` takes over their text."""
    case = case_of(ctx, ref)
    if every == bool(risk_ids):
        raise click.UsageError(_("Name what is confirmed, or say --all."))
    confirmed = [risk_of(case, name) for name in risk_ids]
    if every:
        confirmed = _confirm_all(case)
    for risk_id in () if every else confirmed:
        case.confirm_risk(risk_id)
    saved(case, ", ".join(confirmed) or _("nothing, as no risk is to be confirmed"))
    for told in dict.fromkeys(map(case.told_of_confirming, confirmed)):
        if told:
            say(told)
    return 0


def _confirm_all(case: "Case") -> list[str]:
    """Confirm the levels of all risks that wait for it, or of none; return their ids."""
    waiting = {r["id"]: r["title"] for r in case.verdict["risks"] if not r["confirmed"]}
    if not waiting:
        return []
    with case.together("risk-confirmed", ", ".join(waiting)):
        for risk_id, title in waiting.items():
            try:
                case.confirm_risk(risk_id)
            except Invalid as refused:
                raise Invalid(f"{risk_id} “{title}”: {refused.message}") from refused
    return [*waiting]


@risk.command("remove")
@reference
@a_risk
@json_result
@click.pass_context
def remove_risk(ctx: click.Context, /, ref: str, risk_id: str) -> int:
    """Remove a risk (`dpia undo` brings it back)."""
    case = case_of(ctx, ref)
    risk_id = risk_of(case, risk_id)
    case.remove_risk(risk_id)
    saved(case, risk_id)
    return 0
