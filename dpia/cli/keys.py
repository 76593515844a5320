"""`dpia key`: who opens an encrypted register."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpia.cli.common import (
    as_json,
    json_result,
    print_json,
    print_table,
    say,
    shown,
    wants_json,
)
from dpia.errors import Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.register import Register

_new_file = click.option(
    "--new-passphrase-file",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the new passphrase stands, instead of asking for it twice.",
)


@click.group()
def key() -> None:
    """Say who opens an encrypted register: people with passphrases or key pairs."""


@key.command("list")
@as_json
@click.pass_context
def list_(ctx: click.Context, /, as_json: bool) -> int:
    """List who opens the register, and how. Asks for no passphrase."""
    from dpia.cli.encrypting import folder_of
    from dpia.register.encryption.unlocking import entries_of
    from dpia.register.founding import identify

    folder = folder_of(ctx)
    about, _seen = identify(folder)
    entries = entries_of(folder, about) if about.get("encrypted") else []
    rows = [[entry["name"], entry["kind"], entry.get("recipient") or ""] for entry in entries]
    if as_json:
        names = ("name", "kind", "recipient")
        print_json([dict(zip(names, (n, k, r or None), strict=True)) for n, k, r in rows])
    elif not entries:
        say(_("The register in {folder} is not encrypted.").format(folder=folder))
    else:
        kinds = {"passphrase": _("passphrase"), "x25519": _("key pair")}
        print_table(
            [_("Name"), _("By"), _("Recipient")],
            [[shown(n), kinds.get(k, k), shown(r)] for n, k, r in rows],
        )
    return 0


@key.command()
@click.argument("name")
@click.option("--recipient", help="Their public key, which `dpia key new` printed.")
@click.option("--recovery", is_flag=True, help="Print a code that opens it, to be put away.")
@_new_file
@json_result
@click.pass_context
def add(
    ctx: click.Context, name: str, recipient: str | None, recovery: bool, file: Path | None
) -> int:
    """Let one more person open the register: by a new passphrase, or by --recipient."""
    from dpia.cli.secrets import new_passphrase
    from dpia.register.encryption import keys, people

    register = _unlocked(ctx)
    people.refuse_taken(register, name)
    code = keys.recovery_code() if recovery else ""
    given = recipient or (keys.Passphrase(code) if code else new_passphrase(file, name))
    people.add(register, name, given)
    if wants_json():
        print_json({"added": name, "recovery": code or None})
    elif code:
        say(_("This code opens the register. Write it down and put it away; it is not kept:"))
        click.echo(code)
    say(_("“{name}” opens the register now.").format(name=shown(name)))
    return 0


@key.command()
@click.argument("name")
@json_result
@click.pass_context
def remove(ctx: click.Context, name: str) -> int:
    """Let a person open the register no more; the last one cannot be removed."""
    from dpia.register.encryption import people

    people.remove(_unlocked(ctx), name)
    if wants_json():
        print_json({"removed": name})
    say(_("“{name}” does not open the register any more.").format(name=shown(name)))
    message = _(
        "Copies from before still open for them, and whoever kept the key itself keeps it. "
        "`dpia decrypt` and then `dpia encrypt` give the register a new one."
    )
    say(message)
    return 0


@key.command()
@click.argument("name", required=False)
@_new_file
@json_result
@click.pass_context
def passphrase(ctx: click.Context, name: str | None, file: Path | None) -> int:
    """Change a passphrase: the one that opened the register just now, or that of NAME."""
    from dpia.cli.secrets import new_passphrase
    from dpia.register.encryption import people

    register = _unlocked(ctx)
    whose = people.whose(register, name)
    people.change(register, whose, new_passphrase(file, whose))
    if wants_json():
        print_json({"changed": whose})
    say(_("The passphrase of “{name}” is changed.").format(name=shown(whose)))
    return 0


@key.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--open", "plain", is_flag=True, help="No passphrase: whoever has the file opens.")
@click.option(
    "--new-passphrase-file",
    "passphrase_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where its passphrase stands, instead of asking for it twice.",
)
@json_result
def new(file: Path, plain: bool, passphrase_file: Path | None) -> int:
    """Make a key pair: the private key goes to FILE, the recipient is printed to be passed on."""
    from dpia.cli.secrets import new_passphrase
    from dpia.register import files
    from dpia.register.encryption import pairs
    from dpia.register.problems import reason

    private, recipient = pairs.make_pair()
    chosen = None if plain else new_passphrase(passphrase_file, str(file))
    try:
        files.hand_out(file, pairs.key_file(private, recipient, chosen), over=False)
    except OSError as error:
        message = _("The private key cannot be written to {path}: {reason}.")
        raise Invalid(message.format(path=file, reason=reason(error))) from error
    if wants_json():
        print_json({"path": str(file), "recipient": recipient})
    else:
        click.echo(recipient)
    say(_("The private key is in {path}. Keep it; nobody can make it again.").format(path=file))
    return 0


def _unlocked(ctx: click.Context) -> "Register":
    from dpia.cli.encrypting import folder_of
    from dpia.desk.opening import open_register

    register = open_register(folder_of(ctx))
    if not register.encrypted:
        raise Invalid(_("The register is not encrypted; `dpia encrypt` encrypts it."))
    return register
