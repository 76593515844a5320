"""Commands for measures."""

from collections.abc import Mapping
from typing import Any

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
    print_table,
    reference,
    saved,
    shown,
    wants_plain,
    with_options,
)
from dpia.cli.naming import a_measure, a_risk, measure_of, risk_of
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
    click.option(
        "--serves",
        multiple=True,
        metavar="NAME",
        help="A principle, right or requirement it serves, e.g. fairness; say it once for each."
        " A wrong name lists them all; `none` takes them away.",
    ),
    click.option("--suitability", metavar="TEXT", help="Why it is suitable, how well it works."),
)


def _fields(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the options that were given; nothing served is said by `none`."""
    serves = fields.pop("serves")
    found = given(fields)
    return found | ({"serves": [] if serves == ("none",) else list(serves)} if serves else {})


@click.group()
def measure() -> None:
    """Measures of an assessment: list, pick, add, set, accept, effect, remove.

    MEASURE and RISK are ids (m5, r4), numbers (M1, R1) or titles.
    """


@measure.command("list")
@reference
@click.option("--catalogue", is_flag=True, help="List what can be picked instead.")
@as_json
@click.pass_context
def list_measures(ctx: click.Context, /, ref: str, catalogue: bool, as_json: bool) -> int:
    """List the measures with what they do for which risk."""
    from dpia.assessment.naming import measure_numbers, risk_numbers
    from dpia.assessment.proposed import is_proposed

    case = case_of(ctx, ref)
    if catalogue:
        print_catalogue(case, "measures", as_json)
        return 0
    measures = case.document["measures"]
    if as_json:
        usual = {"serves": [], "suitability": ""}
        print_json([{**usual, **m, "proposed": is_proposed(m)} for m in measures])
        return 0
    numbers = measure_numbers(case.document) | risk_numbers(case.document)
    rows = [[numbers.get(m["id"], "–"), *_row(m, numbers)] for m in measures]
    lowers = _("Lowers") if wants_plain() else _("Lowers L/S")
    headers = [
        _("No."),
        "ID",
        _("Measure"),
        _("Role"),
        _("Status"),
        _("Owner"),
        _("Due"),
        lowers,
        _("Text"),
    ]
    print_table(headers, rows)
    return 0


def _row(measure: Mapping[str, Any], numbers: Mapping[str, str]) -> list[str]:
    from dpia.assessment.confidential import is_marked
    from dpia.assessment.proposed import text_state
    from dpia.documents import words

    lowers = _("{risk} −{likelihood}/−{severity}")
    if wants_plain():
        lowers = _("{risk} likelihood by {likelihood} and severity by {severity}")
    text = words.TEXT[text_state(measure)]
    effects = [{"likelihood": 0, "severity": 0, **e} for e in measure.get("effects", ())]
    return [
        measure["id"],
        shown(measure["title"]),
        measure.get("role", "additional"),
        measure.get("status", "planned"),
        shown(measure.get("owner", "")),
        measure.get("due") or "",
        ", ".join(
            lowers.format(**{**effect, "risk": numbers.get(effect["risk"], effect["risk"])})
            for effect in effects
        ),
        _("{text}, confidential").format(text=text) if is_marked(measure) else text,
    ]


@measure.command("pick")
@reference
@click.argument("name")
@click.option(
    "--risk",
    "risks",
    multiple=True,
    help="A risk it treats, with its usual effect; say it once for each.",
)
@with_options(MEASURE_OPTIONS)
@json_result
@click.pass_context
def pick_measure(
    ctx: click.Context, /, ref: str, name: str, risks: tuple[str, ...], **fields: Any
) -> int:
    """Add a measure from the catalogue (NAME) and print its id."""
    case = case_of(ctx, ref)
    treated = [risk_of(case, risk) for risk in risks]
    with case.together("measure-added", name):
        row_id = case.pick_measure(name)
        if treated:
            case.treat(row_id, treated)
        case.change_measure(row_id, **_fields(fields))
    announce(row_id)
    saved(case, row_id, row_id)
    return 0


@measure.command("add")
@reference
@click.argument("title")
@click.option("--risk", "risks", multiple=True, help="A risk it treats; say it once for each.")
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
    risks: tuple[str, ...],
    lowers_likelihood: int,
    lowers_severity: int,
    **fields: Any,
) -> int:
    """Add a measure of your own and print its id."""
    case = case_of(ctx, ref)
    treated = [risk_of(case, risk) for risk in risks]
    with case.together("measure-added", title):
        row_id = case.add_measure(title=title, **_fields(fields))
        for risk_id in treated:
            case.set_effect(row_id, risk_id, lowers_likelihood, lowers_severity)
    announce(row_id)
    saved(case, title, row_id)
    return 0


@measure.command("set")
@reference
@a_measure
@click.option("--title")
@with_options(MEASURE_OPTIONS)
@json_result
@click.pass_context
def set_measure(ctx: click.Context, /, ref: str, measure_id: str, **fields: Any) -> int:
    """Change a measure."""
    case = case_of(ctx, ref)
    measure_id = measure_of(case, measure_id)
    case.change_measure(measure_id, **_fields(fields))
    saved(case, measure_id)
    return 0


@measure.command("accept")
@reference
@click.argument("measure_ids", nargs=-1, metavar="MEASURE…")
@click.option("--all", "every", is_flag=True, help="All whose text is only proposed.")
@json_result
@click.pass_context
def accept_measure(
    ctx: click.Context, /, ref: str, measure_ids: tuple[str, ...], every: bool
) -> int:
    """Take over the text the catalogue proposed for measures as your own."""
    from dpia.assessment.proposed import proposed_ids

    case = case_of(ctx, ref)
    accepted = accepting(measure_ids, every, proposed_ids(case.document, "measures"))
    if not every:
        accepted = tuple(measure_of(case, name) for name in accepted)
    case.accept_measures(*accepted)
    saved(case, ", ".join(accepted) or _("nothing, as no text is only proposed"))
    return 0


@measure.command("effect")
@reference
@a_measure
@a_risk
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
    measure_id, risk_id = measure_of(case, measure_id), risk_of(case, risk_id)
    if drop:
        case.drop_effect(measure_id, risk_id)
    else:
        case.set_effect(measure_id, risk_id, likelihood, severity)
    saved(case, measure_id)
    return 0


@measure.command("remove")
@reference
@a_measure
@json_result
@click.pass_context
def remove_measure(ctx: click.Context, /, ref: str, measure_id: str) -> int:
    """Remove a measure (`dpia undo` brings it back)."""
    case = case_of(ctx, ref)
    measure_id = measure_of(case, measure_id)
    case.remove_measure(measure_id)
    saved(case, measure_id)
    return 0
