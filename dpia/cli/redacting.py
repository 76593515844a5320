"""The command that redacts a text for good: it shows first what goes, and asks."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import case_of, desk_of, json_result, print_json, say, shown, wants_json
from dpia.errors import Invalid, Usage
from dpia.text import _, ngettext

if TYPE_CHECKING:
    from dpia.desk.desk import Desk
    from dpia.desk.redacting import Plan

INCOMPLETE = 3
_WHAT = ("numbers", "answer", "text", "attachments")


@click.command()
@click.argument("ref", metavar="[ID]", required=False, default="")
@click.argument("numbers", nargs=-1, type=click.IntRange(min=1), metavar="[EVENT]...")
@click.option(
    "--answer", default="", metavar="PATH", help="Whatever was ever said here (topic.question, r1)."
)
@click.option("--past-only", is_flag=True, help="Keep what stands now; only the past goes.")
@click.option("--text", default="", metavar="TEXT", help="This text, wherever somebody wrote it.")
@click.option(
    *("--attachment", "attachments"),
    multiple=True,
    metavar="ID",
    help="This attachment, with its file; may be repeated.",
)
@click.option("--all-versions", is_flag=True, help="In the other versions of it as well.")
@click.option(
    *("--backup", "named"),
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take it out of this backup, too; may be repeated.",
)
@click.option(
    *("--backups", "backups_only"),
    is_flag=True,
    help="Only take out of backups what was redacted before.",
)
@click.option("--reason", default="", help="Why; it is kept, so do not repeat the text in it.")
@click.option("--dry-run", is_flag=True, help="Only show what would go.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_result
@click.pass_context
def redact(
    ctx: click.Context,
    /,
    ref: str,
    all_versions: bool,
    named: tuple[Path, ...],
    backups_only: bool,
    reason: str,
    dry_run: bool,
    yes: bool,
    **what: Any,
) -> int:
    """Redact texts of an assessment for good (GDPR Art. 17): nothing brings them back.

    EVENTs are numbers of `dpia history ID`: what they brought goes, wherever it still stands. What
    is kept: that something was redacted, when, by whom and why, and who acted. In a decided
    assessment it works as well.

    Backups in the folder of `dpia config backup.folder`, and those you name, are written anew
    without it; nothing else in them changes. Exit 3 when one could not be reached.
    """
    _usage(ref, backups_only, any(what[name] for name in _WHAT), bool(reason.strip() or dry_run))
    if backups_only:
        return _backups(desk_of(ctx, create=False), named, None, dry_run)
    plans, others = _plans(ctx, ref, all_versions, what)
    desk, facts = plans[0].case.desk, {}
    if wants_json():
        facts = _facts(plans, others)
    else:
        _show(plans, others)
    if dry_run:
        return _would(desk, plans, named, facts)
    if not (yes or _meant()):
        say(_("Nothing was redacted."))
        return 0
    _carry_out(plans, reason)
    return _backups(desk, named, facts, dry_run)


def _usage(ref: str, backups_only: bool, wanted: bool, reasoned: bool) -> None:
    """Raise UsageError for what was forgotten, or does not go together."""
    if backups_only:
        if ref or wanted:
            raise click.UsageError(_("--backups goes without an ID and what is to be redacted."))
    elif not ref:
        raise click.UsageError(_("Name an assessment, or give --backups."))
    elif not wanted:
        raise click.UsageError(_("Name events, or give --answer, --text or --attachment."))
    elif not reasoned:
        raise click.UsageError(_("Say why with --reason."))


def _plans(
    ctx: click.Context, ref: str, all_versions: bool, what: dict[str, Any]
) -> "tuple[list[Plan], list[Plan]]":
    """Return what would go, and what of other versions would stay. Raises Invalid for nothing."""
    from dpia.desk.redacting import elsewhere, plan

    first = plan(case_of(ctx, ref), **what)
    others = elsewhere(first)
    plans = [one for one in [first, *(others if all_versions else [])] if not one.empty]
    left = [] if all_versions else others
    if not plans:
        message = _(
            "Nothing of that kind is here, or it is redacted already; `dpia redact --backups` "
            "takes it out of backups."
        )
        raise Invalid(" ".join([message, *([_also(left)] if left else [])]))
    return plans, left


def _meant() -> bool:
    from dpia.cli.settling import somebody_there

    if not somebody_there():
        message = _(
            "Redacting cannot be undone. Nobody can be asked here; say --yes if it is meant."
        )
        raise Usage(message)
    question = _("Redact this for good? Nothing brings it back.")
    return click.confirm(question, default=False, err=True)


def _also(others: "list[Plan]") -> str:
    names = ", ".join(str(one.case.document["reference"]) for one in others)
    return _("Other versions hold it as well ({names}): add --all-versions.").format(names=names)


def _show(plans: "list[Plan]", others: "list[Plan]") -> None:
    for one in plans:
        _tell(one)
    if others:
        say(_also(others))


def _tell(plan: "Plan") -> None:
    """Say what goes from one assessment, and what stays."""
    from dpia.documents.history import Teller, clock

    document = plan.case.document
    say(f"{document['reference']}  {shown(document['title'])}")
    teller = Teller(plan.history, plan.case.rulebook, document)
    count = ngettext(
        "  {n} event is emptied; who did it, when and where is all that stays of it:",
        "  {n} events are emptied; who did them, when and where is all that stays of them:",
        len(plan.events),
    )
    if plan.events:
        say(count.format(n=len(plan.events)))
    for event in plan.events:
        line = f"{event['seq']:>6}  {clock(str(event.get('at')))}  {event.get('by')}  "
        say(shown(line + teller.what(event)))
    if places := plan.places:
        say(
            _("  Of what stands now, texts go at: {places}").format(places=shown(", ".join(places)))
        )
    if plan.attached:
        say(_("  Files of attachments that go: {n}").format(n=len(plan.attached)))
    for sentence in plan.stays:
        say("  " + shown(sentence))


def _carry_out(plans: "list[Plan]", reason: str) -> None:
    for one in plans:
        one.carry_out(reason)
    if not wants_json():
        names = ", ".join(str(one.case.document["reference"]) for one in plans)
        say(_("Redacted: {names}.").format(names=names))


def _would(desk: "Desk", plans: "list[Plan]", named: Sequence[Path], facts: dict[str, Any]) -> int:
    """Say which backups hold the assessments; whether they hold the text shows when it is gone."""
    from dpia.desk.reaching import holding

    found = list(map(str, holding(desk, [one.case.id for one in plans], named)))
    if wants_json():
        print_json({"dry_run": True, **facts, "backups": found, "not_reached": []})
    elif found:
        message = _("Backups from which it is taken, too, where they hold it: {files}.")
        say(message.format(files=shown(", ".join(found))))
    return 0


def _backups(desk: "Desk", named: Sequence[Path], facts: dict[str, Any] | None, dry: bool) -> int:
    """Take what was redacted out of the backups, and say what became of each."""
    from dpia.cli.pace import Pace
    from dpia.desk.reaching import reach

    pace = Pace(_("Going through backups"))
    done = reach(desk, named, dry, pace)
    pace.done()
    cleared = list(map(str, done.cleared))
    if wants_json():
        about = {"backups": cleared, "not_reached": done.left}
        print_json({"dry_run": dry, **(facts or {}), **about})
        return INCOMPLETE if done.left else 0
    if cleared:
        said = _("Taken out of these backups: {files}.")
        message = _("These backups hold what was redacted: {files}.") if dry else said
        say(message.format(files=shown(", ".join(cleared))))
    elif facts is None and not done.left:
        say(_("No backup that was looked at holds anything that was redacted."))
    for sentence in done.left:
        say(shown(_("Not reached: {why}").format(why=sentence)))
    if done.left:
        say(_("`dpia redact --backups` tries again; delete what cannot be mended."))
    say(_("Exports, reports and backups elsewhere are not reached: delete them yourself."))
    return INCOMPLETE if done.left else 0


def _facts(plans: "list[Plan]", others: "list[Plan]") -> dict[str, Any]:
    """Return as data what goes, and the references of other versions in which it stays."""
    also = [one.case.document["reference"] for one in others]
    return {"redacted": list(map(_row, plans)), "also_in": also}


def _row(plan: "Plan") -> dict[str, Any]:
    named = {name: plan.case.document[name] for name in ("id", "reference")}
    events = [event["seq"] for event in plan.events]
    gone = {"events": events, "places": plan.places, "attachments": plan.attached}
    return {**named, **gone, "stays": plan.stays}
