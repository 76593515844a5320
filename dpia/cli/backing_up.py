"""Commands that keep a register safe: backup, restore."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import json_result, print_json, remind, say, shown, wants_json
from dpia.text import _, ngettext

if TYPE_CHECKING:
    from dpia.register.backup import Made

INCOMPLETE = 3


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.option(
    "--due",
    is_flag=True,
    help="Make the one that `dpia config backup.folder` asks for, if the newest is a day old.",
)
@json_result
@click.pass_context
def backup(ctx: click.Context, file: Path | None, force: bool, due: bool) -> int:
    """Copy the whole register into one FILE, a ZIP, and read it back; best onto another disk.

    Others can go on saving meanwhile. An encrypted register stays encrypted in it. `dpia restore`
    puts it back. With `dpia config backup.folder FOLDER` a backup is made once a day when the
    register is opened, and `backup.keep "7d 4w 12m"` says how many days, weeks and months stay.
    """
    from datetime import UTC, datetime

    from dpia.desk.backing_up import back_up, back_up_when_due
    from dpia.desk.config import load
    from dpia.desk.paths import default_register

    if due == (file is not None):
        raise click.UsageError(_("Name a FILE, or say --due."))
    register = (ctx.find_root().obj or default_register()).absolute()
    if file is not None:
        made: Made | None = back_up(register, file, force)
    else:
        settings = load().backup
        if not settings.get("folder"):
            raise click.UsageError(_("Set a folder first: `dpia config backup.folder FOLDER`."))
        made = back_up_when_due(register, settings, datetime.now(UTC))
    damaged = _damaged(register) if made else []
    remind(register)
    if wants_json():
        facts: dict[str, Any] = made._asdict() | {"path": str(made.path)} if made else {}
        print_json(facts | {"made": bool(made), "damaged": damaged})
    else:
        _tell(made)
    for sentence in damaged:
        say(shown(sentence))
    return INCOMPLETE if damaged else 0


def _tell(made: "Made | None") -> None:
    if made is None:
        say(_("No backup is due: the newest is less than a day old."))
        return
    message = ngettext(
        "Backed up {n} assessment ({size:.1f} MB) to {path}, read back and found whole.",
        "Backed up {n} assessments ({size:.1f} MB) to {path}, read back and found whole.",
        made.assessments,
    )
    size, path = made.size / 1e6, shown(str(made.path))
    say(message.format(n=made.assessments, size=size, path=path))


def _damaged(register: Path) -> list[str]:
    """Return what lists say of damaged assessments; of an encrypted register nothing is asked."""
    from dpia.register import Register
    from dpia.register.founding import identify

    if identify(register)[0].get("encrypted"):
        return []
    found = [problem for _id, problem in Register.open(register).everything() if problem]
    mend = _("The backup holds it as it is; `dpia repair` mends what can be mended.")
    return [*found, mend] if found else []


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    required=True,
    help="Where the register goes: a new or an empty folder.",
)
@json_result
def restore(file: Path, folder: Path) -> int:
    """Put back the register from a backup FILE into a new folder, whole or not at all.

    Every file in it is checked before anything is written, and every assessment read after. Then
    `dpia --register FOLDER` opens it; put it in the place of the old one when you are content.
    """
    from dpia.desk.opening import let_ask
    from dpia.register.restore import restore

    let_ask()
    done = restore(file, folder)
    if wants_json():
        facts = {name: done.about.get(name) for name in ("register", "made", "version")}
        facts |= {"folder": str(done.folder), "assessments": done.assessments}
        print_json(facts | {"flaws": done.flaws})
    else:
        message = ngettext(
            "Restored {n} assessment to {folder}, as backed up at {made}.",
            "Restored {n} assessments to {folder}, as backed up at {made}.",
            done.assessments,
        )
        made = shown(str(done.about.get("made"))[:40])
        say(message.format(n=done.assessments, folder=shown(str(done.folder)), made=made))
        for flaw in done.flaws:
            say(shown(flaw))
        if done.flaws:
            say(_("It was so already when the backup was made."))
    return INCOMPLETE if done.flaws else 0
