"""Commands for the life of an assessment: move, sign."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpia.cli.common import (
    case_of,
    day,
    json_result,
    print_json,
    print_line,
    reference,
    saved,
    say,
    shown,
    wants_json,
)
from dpia.cli.sealing import KEY_FILE, hand_out, seal_of
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case


@click.command()
@reference
@click.argument("to", required=False, metavar="[STATE]")
@click.option("--reason", default="", help="Why; some moves ask for it.")
@click.option("--on", "on", help="In force from, or ended on, this day (default: today).")
@json_result
@click.pass_context
def move(ctx: click.Context, ref: str, to: str | None, reason: str, on: str | None) -> int:
    """Move an assessment to another STATE, such as in-review, in-force or retired.

    Without STATE it lists what can follow, who may do it, and what stands in the way. Roles are
    set by `dpia config "roles.A. Name" "assessor, approver"`; they are an agreement, no lock.
    """
    case = case_of(ctx, ref)
    if to is None:
        _tell_ways(case)
        return 0
    case.move(to, reason, day(on))
    saved(case, _("moved to {state}").format(state=case.document["status"]))
    return 0


def _tell_ways(case: "Case") -> None:
    from dpia.desk.moving import standing
    from dpia.documents import words

    found = standing(case)
    if wants_json():
        print_json(found)
        return
    state = words.word(words.STATUS, found["state"])
    print_line(_("State: {state}").format(state=state))
    for way in found["moves"]:
        leads = words.word(words.STATUS, way["to"]) or _("as before")
        stand = _("possible") if way["possible"] else _("not possible now")
        name = way["to"] or way["id"]
        said = _("{name}  {title} → {leads}: {stand}").format(
            name=name, title=way["title"], leads=leads, stand=stand
        )
        print_line(said)
        print_line(_("    for {who}").format(who=shown(way["who"])))
        for why in way["refused"]:
            print_line("    " + shown(why))


@click.command()
@reference
@click.option("--as", "capacity", default="", help="As what, such as “managing director”.")
@click.option(
    "--role",
    type=click.Choice(["assessor", "dpo", "approver", "controller"]),
    help="In which role (default: yours by the configuration, else assessor).",
)
@click.option(
    "--key",
    type=KEY_FILE,
    metavar="FILE",
    help="Sign with this SSH key, so that others can check it.",
)
@click.option(
    "--export",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Sign nothing: write what was signed with a key, and the signature.",
)
@click.option("--sign-off", default="", metavar="S", help="Which one --export writes, such as s2.")
@json_result
@click.pass_context
def sign(
    ctx: click.Context,
    ref: str,
    capacity: str,
    role: str | None,
    key: Path | None,
    export: Path | None,
    sign_off: str,
) -> int:
    """Sign an assessment off as it stands: its content and its history so far, by their hashes.

    When anything in it is changed, `dpia show` says that the sign-off no longer fits. It is told
    who signs as what; at a terminal you are asked first. With --key a third person can check the
    signature without dpia, with the two files that --export writes; `dpia verify` checks it too.
    """
    case = case_of(ctx, ref)
    if export:
        return hand_out(case, export, sign_off)
    if sign_off:
        raise click.UsageError(_("--sign-off goes with --export."))
    if not _meant(case, capacity, role or case.own_role()):
        say(_("Nothing was signed."))
        return 0
    case.sign(capacity, role or "", seal_of(key))
    saved(case, _("signed off"))
    if not wants_json():
        say(_("Content: {hash}").format(hash=case.document["sign_offs"][-1]["content_hash"]))
        if key:
            entry = case.document["sign_offs"][-1]
            say(_("Signed with the key {key}.").format(key=shown(entry["signature"]["key"])))
    return 0


def _meant(case: "Case", capacity: str, role: str) -> bool:
    """Tell who signs as what and, where somebody can answer, ask whether that is meant."""
    from dpia.cli.settling import somebody_there
    from dpia.documents.sign_offs import in_role

    told = _("{who} signs {reference}, “{title}”. Role: {role}.").format(
        who=shown(case.desk.who),
        reference=case.document["reference"],
        title=shown(case.document["title"]),
        role=shown(in_role({"role": role, "as": capacity})),
    )
    say(told)
    return not somebody_there() or click.confirm(_("Sign it off?"), default=False, err=True)
