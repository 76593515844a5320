"""Commands for measures."""

from typing import Any

import click

from dpia.cli.common import (
    announce,
    as_json,
    case_of,
    given,
    json_result,
    print_catalogue,
    print_json,
    print_table,
    reference,
    saved,
    shown,
    with_options,
)
from dpia.text import _

MEASURE_OPTIONS = (
    click.option("--description"),
    click.option("--kind", type=click.Choice(["technical", "organisational", "legal"])),
    click.option("--role", type=click.Choice(["baseline", "additional"])),
    click.option(
        "--status",
        type=click.Choice(["planned", "partially-implemented", "implemented", "rejected"]),
    ),
    click.option("--owner"),
    click.option("--due", metavar="DATE"),
)


@click.group()
def measure() -> None:
    """Measures of an assessment: list, pick, add, set, effect, remove."""


@measure.command("list")
@reference
@click.option("--catalogue", is_flag=True, help="List what can be picked instead.")
@as_json
@click.pass_context
def list_measures(ctx: click.Context, /, ref: str, catalogue: bool, as_json: bool) -> int:
    """List the measures with what they do for which risk."""
    case = case_of(ctx, ref)
    if catalogue:
        print_catalogue(case, "measures", as_json)
        return 0
    measures = case.document["measures"]
    if as_json:
        print_json(measures)
        return 0
    rows = [
        [
            m["id"],
            shown(m["title"]),
            m["role"],
            m["status"],
            shown(m["owner"]),
            m["due"] or "",
            ", ".join(f"{e['risk']} −{e['likelihood']}/−{e['severity']}" for e in m["effects"]),
        ]
        for m in measures
    ]
    headers = ["ID", _("Measure"), _("Role"), _("Status"), _("Owner"), _("Due"), _("Lowers L/S")]
    print_table(headers, rows)
    return 0


@measure.command("pick")
@reference
@click.argument("name")
@click.option("--risk", "risk_id", default="", help="The risk it treats, with its usual effect.")
@with_options(MEASURE_OPTIONS)
@json_result
@click.pass_context
def pick_measure(ctx: click.Context, /, ref: str, name: str, risk_id: str, **fields: Any) -> int:
    """Add a measure from the catalogue (NAME) and print its id."""
    case = case_of(ctx, ref)
    with case.together("measure-added", name):
        row_id = case.pick_measure(name, risk_id)
        case.change_measure(row_id, **given(fields))
    announce(row_id)
    saved(case, row_id, row_id)
    return 0


@measure.command("add")
@reference
@click.argument("title")
@click.option("--risk", "risk_id", help="The risk it treats.")
@click.option("--lowers-likelihood", type=int, default=0, show_default=True, help="Steps.")
@click.option("--lowers-severity", type=int, default=0, show_default=True, help="Steps.")
@with_options(MEASURE_OPTIONS)
@json_result
@click.pass_context
def add_measure(
    ctx: click.Context,
    /,
    ref: str,
    title: str,
    risk_id: str | None,
    lowers_likelihood: int,
    lowers_severity: int,
    **fields: Any,
) -> int:
    """Add a measure of your own and print its id."""
    case = case_of(ctx, ref)
    with case.together("measure-added", title):
        row_id = case.add_measure(title=title, **given(fields))
        if risk_id:
            case.set_effect(row_id, risk_id, lowers_likelihood, lowers_severity)
    announce(row_id)
    saved(case, title, row_id)
    return 0


@measure.command("set")
@reference
@click.argument("measure_id")
@click.option("--title")
@with_options(MEASURE_OPTIONS)
@json_result
@click.pass_context
def set_measure(ctx: click.Context, /, ref: str, measure_id: str, **fields: Any) -> int:
    """Change a measure."""
    case = case_of(ctx, ref)
    case.change_measure(measure_id, **given(fields))
    saved(case, measure_id)
    return 0


@measure.command("effect")
@reference
@click.argument("measure_id")
@click.argument("risk_id")
@click.option("--likelihood", type=int, default=0, show_default=True, help="Steps down.")
@click.option("--severity", type=int, default=0, show_default=True, help="Steps down.")
@click.option("--none", "drop", is_flag=True, help="It does not treat this risk.")
@json_result
@click.pass_context
def effect(
    ctx: click.Context,
    /,
    ref: str,
    measure_id: str,
    risk_id: str,
    likelihood: int,
    severity: int,
    drop: bool,
) -> int:
    """Say by how many steps a measure lowers a risk."""
    case = case_of(ctx, ref)
    if drop:
        case.drop_effect(measure_id, risk_id)
    else:
        case.set_effect(measure_id, risk_id, likelihood, severity)
    saved(case, measure_id)
    return 0


@measure.command("remove")
@reference
@click.argument("measure_id")
@json_result
@click.pass_context
def remove_measure(ctx: click.Context, /, ref: str, measure_id: str) -> int:
    """Remove a measure (`dpia undo` brings it back)."""
    case = case_of(ctx, ref)
    case.remove_measure(measure_id)
    saved(case, measure_id)
    return 0
