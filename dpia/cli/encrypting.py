"""Commands that encrypt a whole register, and decrypt it again."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpia.cli.common import json_result, print_json, say, shown, wants_json
from dpia.errors import Usage
from dpia.text import _

if TYPE_CHECKING:
    from dpia.register.encryption.turning import Person


def folder_of(ctx: click.Context) -> Path:
    """Return the folder of the register the command line names, or of the user's own."""
    from dpia.desk.paths import default_register

    found: Path = ctx.find_root().obj or default_register()
    return found.absolute()


def under_way(folder: Path) -> str:
    """Return what was begun with a register and cut short: `encrypting`, `decrypting` or ""."""
    from dpia.register.founding import identify

    return str(identify(folder)[0].get("state") or "")


def tell(done: int, total: int) -> None:
    """Show how far it is, where somebody looks."""
    if total > 50 and sys.stderr.isatty():
        click.echo(f"\r{done} / {total}", nl=False, err=True)


@click.command()
@click.option("--name", help="Whose passphrase it is (default: your name).")
@click.option(
    "--recipient", "recipients", multiple=True, help="A public key that opens it; may be repeated."
)
@click.option("--recovery", is_flag=True, help="Print a code that opens it, too, to be put away.")
@json_result
@click.pass_context
def encrypt(
    ctx: click.Context, name: str | None, recipients: tuple[str, ...], recovery: bool
) -> int:
    """Encrypt the whole register, for a passphrase that is asked twice, or for --recipient.

    If it is cut short, the next command that opens the register goes on. `dpia key` adds people.
    """
    from dpia.desk.config import load
    from dpia.desk.opening import open_register
    from dpia.register.encryption import keys, turning
    from dpia.register.encryption.vault import need_cryptography

    need_cryptography()  # before anybody is asked
    folder = folder_of(ctx)
    begun = (folder / "register.json").exists() and under_way(folder) == "encrypting"
    register = open_register(folder, create=True)
    code = keys.recovery_code() if recovery else ""
    if not begun:
        people = _people(name or load().who(), recipients, register.encrypted)
        people += [(_("recovery"), keys.Passphrase(code))] if code else []
        turning.encrypt(folder, people, tell)
    elif under_way(folder):
        turning.finish(register, tell)
    if code and not begun:
        say(_("This code opens the register if all else is lost. Write it down, put it away:"))
    if wants_json():
        print_json({"encrypted": True, "register": str(folder), "recovery": code or None})
    elif code and not begun:
        click.echo(code)
    _say_what_stays(folder)
    return 0


def _people(name: str, recipients: tuple[str, ...], encrypted: bool) -> "list[Person]":
    from dpia.cli.secrets import new_passphrase

    if encrypted:  # `turning.encrypt` says so; nothing need be asked
        return []
    if recipients:
        return [(f"{name} {n}" if n > 1 else name, r) for n, r in enumerate(recipients, 1)]
    file = click.get_current_context().meta["dpia.passphrase-file"]
    return [(name, new_passphrase(file, name))]


def _say_what_stays(folder: Path) -> None:
    from dpia.register.encryption.turning import strangers

    say(_("The register in {folder} is encrypted.").format(folder=folder))
    say(
        _(
            "Older plain copies may still lie in backups, in snapshots, in folders that are "
            "synchronised, and in parts of the disk that were freed; what was exported is plain."
        )
    )
    if names := strangers(folder):
        message = _("Not dpia's own, and left as they are: {names}.")
        say(message.format(names=shown(", ".join(names))))


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask whether it is meant.")
@json_result
@click.pass_context
def decrypt(ctx: click.Context, yes: bool) -> int:
    """Decrypt the register: its files are plain again, and nothing is asked to open it."""
    from dpia.desk.opening import open_register
    from dpia.register.encryption import turning

    folder = folder_of(ctx)
    begun = under_way(folder) == "decrypting"
    register = open_register(folder)
    if not begun and not (yes or not register.encrypted or _meant()):
        say(_("Nothing was changed."))
        return 0
    if not begun:
        turning.decrypt(folder, tell)
    elif under_way(folder):
        turning.finish(register, tell)
    if wants_json():
        print_json({"encrypted": False, "register": str(folder)})
    say(_("The register in {folder} is plain again.").format(folder=folder))
    return 0


def _meant() -> bool:
    from dpia.cli.settling import somebody_there

    if not somebody_there():
        message = _(
            "Decrypting lets everybody who can read the files read all. Nobody can be asked here; "
            "say --yes if it is meant."
        )
        raise Usage(message)
    question = _("Decrypt it, so that everybody who can read the files can read all?")
    return click.confirm(question, default=False, err=True)
