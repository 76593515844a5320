"""The command that redacts a text for good: it shows first what goes, and asks."""

from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import case_of, json_result, print_json, reference, say, shown, wants_json
from dpia.errors import Invalid, Usage
from dpia.text import _, ngettext

if TYPE_CHECKING:
    from dpia.desk.redacting import Plan


@click.command()
@reference
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
    reason: str,
    dry_run: bool,
    yes: bool,
    **what: Any,
) -> int:
    """Redact texts of an assessment for good (GDPR Art. 17): nothing brings them back.

    EVENTs are numbers of `dpia history ID`: what they brought goes, wherever it still stands. What
    is kept: that something was redacted, when, by whom and why, and who acted. In a decided
    assessment it works as well.
    """
    if not any(what[name] for name in ("numbers", "answer", "text", "attachments")):
        raise click.UsageError(_("Name events, or give --answer, --text or --attachment."))
    if not (reason.strip() or dry_run):
        raise click.UsageError(_("Say why with --reason."))
    plans, others = _plans(ctx, ref, all_versions, what)
    if not wants_json():
        for one in plans:
            _tell(one)
        if others:
            say(_also(others))
    if dry_run:
        return _done(plans, others, dry_run=True)
    if not (yes or _meant()):
        say(_("Nothing was redacted."))
        return 0
    for one in plans:
        one.carry_out(reason)
    return _done(plans, others, dry_run=False)


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
        message = _("Nothing of that kind is here, or it is redacted already.")
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


def _done(plans: "list[Plan]", others: "list[Plan]", dry_run: bool) -> int:
    from dpia.desk.redacting import backups

    desk = plans[0].case.desk
    kept = [str(path) for path in backups(desk, [one.case.id for one in plans])]
    if wants_json():
        rows, also = list(map(_row, plans)), [one.case.document["reference"] for one in others]
        print_json({"dry_run": dry_run, "redacted": rows, "also_in": also, "backups": kept})
        return 0
    if not dry_run:
        names = ", ".join(str(one.case.document["reference"]) for one in plans)
        say(_("Redacted: {names}.").format(names=names))
    if kept:
        message = _("Backups that hold it, or may: {files}. Make a new one, then delete them.")
        say(message.format(files=shown(", ".join(kept))))
    say(_("Other backups, exports and reports made before are not reached: delete them yourself."))
    return 0


def _row(plan: "Plan") -> dict[str, Any]:
    named = {name: plan.case.document[name] for name in ("id", "reference")}
    events = [event["seq"] for event in plan.events]
    gone = {"events": events, "places": plan.places, "attachments": plan.attached}
    return {**named, **gone, "stays": plan.stays}
