"""The command that checks whether a register is whole."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpia.cli.common import as_json, print_json, print_line, shown
from dpia.text import _, ngettext

if TYPE_CHECKING:
    from dpia.desk.verifying import Finding, Verification

INVALID = 3


@click.command()
@click.argument("ref", metavar="[ID]", required=False, default="")
@click.option(
    "--anchor",
    default="",
    metavar="HASH",
    help="The hash of a history from a report, workbook or sign-off; 12 digits are enough.",
)
@as_json
@click.pass_context
def verify(ctx: click.Context, ref: str, anchor: str, as_json: bool) -> int:
    """Check that nothing in the register, or in one assessment, is damaged or was altered.

    Every file, every history event by event, every attachment and every signature is checked;
    nothing is changed. With --anchor also that the history which a printed hash names is still
    there, and leads to what stands now. Exit 3 when something is wrong.
    """
    from dpia.cli.pace import Pace
    from dpia.desk.paths import default_register
    from dpia.desk.verifying import Verification

    folder: Path = ctx.find_root().obj or default_register()
    verification = Verification(folder, ref, anchor)
    pace = Pace(_("Checking"))
    found = []
    for finding in verification.findings(pace):
        if as_json:
            found.append(finding)
        else:
            pace.done()
            print_line(_line(finding))
    pace.done()
    if as_json:
        _print_json(verification, found)
    else:
        print_line(_summary(verification))
    return INVALID if verification.wrong else 0


def _line(finding: "Finding") -> str:
    """Return a finding on one line: what it is about, what is the matter, and what to do."""
    named = f" ({finding.assessment})" if finding.assessment else ""
    place = f"{finding.file}{named}: " if finding.file else ""
    label = _("WRONG") if finding.wrong else _("note")
    said = f"{label}  {place}{finding.said} {finding.remedy}".rstrip()
    return " ".join(shown(said).split("\n"))


def _summary(verification: "Verification") -> str:
    counts = verification.counts
    words = {
        "assessments": ngettext("{n} assessment", "{n} assessments", counts["assessments"]),
        "events": ngettext("{n} event", "{n} events", counts["events"]),
        "segments": ngettext("{n} sealed part", "{n} sealed parts", counts["segments"]),
        "frozen": ngettext("{n} frozen copy", "{n} frozen copies", counts["frozen"]),
        "attachments": ngettext("{n} attachment", "{n} attachments", counts["attachments"]),
        "signatures": ngettext("{n} signature", "{n} signatures", counts["signatures"]),
    }
    told = ", ".join(words[name].format(n=f"{count:,}") for name, count in counts.items())
    wrong = verification.wrong
    well = _("all is well")
    if wrong:
        well = ngettext("{n} thing is wrong", "{n} things are wrong", wrong).format(n=f"{wrong:,}")
    return _("Checked: {what}: {well}.").format(what=told, well=well)


def _print_json(verification: "Verification", found: list["Finding"]) -> None:
    notes = verification.notes
    print_json({
        "register": str(verification.register.path),
        "whole": not verification.wrong,
        "checked": verification.counts,
        "problems": [_told(finding) for finding in found if finding.wrong],
        "notes": [_told(finding) for finding in notes],
        "strangers": [f.file for f in found if not (f.wrong or f.assessment or f in notes)],
        "signatures": verification.signatures,
        "anchored": verification.anchored,
    })  # fmt: skip


def _told(finding: "Finding") -> dict[str, object]:
    told = finding._asdict()
    return {"file": told["file"] or None, "assessment": told["assessment"] or None,
            "event": told["event"], "problem": told["said"], "remedy": told["remedy"]}  # fmt: skip
