"""The command that mends what is damaged."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpia.cli.common import as_json, print_json, print_line, say, shown
from dpia.text import _, ngettext

if TYPE_CHECKING:
    from dpia.register.repairing import Mended

INVALID = 3


@click.command()
@click.argument("ref", metavar="[ID]", required=False, default="")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option(
    "--from",
    "given",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="BACKUP",
    help="Look in this backup too; may be given several times.",
)
@as_json
@click.pass_context
def repair(
    ctx: click.Context, ref: str, dry_run: bool, given: tuple[Path, ...], as_json: bool
) -> int:
    """Put damaged files back: from the copies the register keeps, from backups, from the history.

    Says which copy, which later answers were brought back, and which are lost. What was damaged is
    kept in the folder `damaged` of the register. What was only changed past dpia is put back as it
    was saved when its ID is named. Without an ID, files left behind that nothing needs are removed
    too, once everything is whole. Exit 3 when something cannot be repaired.
    """
    from dpia.cli.pace import Pace
    from dpia.desk.backing_up import known
    from dpia.desk.config import load
    from dpia.desk.paths import default_register
    from dpia.desk.repairing import Repair

    folder: Path = ctx.find_root().obj or default_register()
    config, pace = load(), Pace(_("Looking"))
    work = Repair(folder, config, [*given, *known(config.backup)], dry_run)
    found: list[Mended] = []
    for mended in work.mend(ref, pace):
        found.append(mended)
        if not as_json:
            pace.done()
            for line in _lines(mended, dry_run):
                print_line(shown(line))
    pace.done()
    left = [mended for mended in found if not mended.source]
    swept = 0 if ref or dry_run or left else work.sweep()
    if as_json:
        told = [_told(mended) for mended in found]
        print_json({"dry_run": dry_run, "files": told, "whole": not left, "swept": swept})
    else:
        _tell_rest(bool(found), swept)
    return INVALID if left else 0


def _tell_rest(found: bool, swept: int) -> None:
    if not found:
        say(_("Nothing is damaged."))
    if swept:
        gone = ngettext(
            "{n} file that nothing needed was removed.",
            "{n} files that nothing needed were removed.",
            swept,
        )
        say(gone.format(n=swept))


def _lines(mended: "Mended", dry: bool) -> list[str]:
    if not mended.source:
        return [f"{mended.file}: {mended.problem}", _("  not repaired: no good copy was found")]
    form = _("  would come back from {source}") if dry else _("  put back from {source}")
    lines = [f"{mended.file}: {mended.problem}", form.format(source=mended.source)]
    if mended.brought_back:
        count = len(mended.brought_back)
        later = ngettext("{n} later change: {what}", "{n} later changes: {what}", count)
        lines.append("  + " + later.format(n=count, what=", ".join(mended.brought_back)))
    if mended.lost:
        numbers = ", ".join(map(str, mended.lost))
        lines.append("  " + _("lost: the changes of event {numbers}").format(numbers=numbers))
    if mended.aside:
        lines.append("  " + _("what was damaged: {path}").format(path=mended.aside))
    return lines


def _told(mended: "Mended") -> dict[str, object]:
    told: dict[str, object] = {"file": mended.file, "assessment": mended.ident or None}
    told |= {"problem": mended.problem, "source": mended.source or None}
    told |= {"brought_back": list(mended.brought_back), "lost_events": list(mended.lost)}
    return told | {"kept_aside": mended.aside or None}
