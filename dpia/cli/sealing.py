"""Signing with an SSH key: the option of commands that sign, and the files for a third person."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpia.cli.common import print_json, say, shown, wants_json
from dpia.text import _

if TYPE_CHECKING:
    from dpia.assessment.signing import Seal
    from dpia.desk.case import Case

KEY_FILE = click.Path(path_type=Path)
sign_key = click.option(
    "--sign-key", "key", type=KEY_FILE, metavar="FILE", help="Sign it off with this SSH key."
)


def seal_of(key: Path | None) -> "Seal | None":
    """Return what signs with the key in a file, or nothing without one."""
    if key is None:
        return None
    from dpia.cli.settling import somebody_there
    from dpia.desk.ssh import sealing

    seal = sealing(key, terminal=somebody_there())
    if somebody_there():
        message = _("ssh-keygen may ask for the passphrase of {key}, or for a touch of it.")
        say(message.format(key=shown(str(key))))
    return seal


def hand_out(case: "Case", folder: Path, sign_off: str) -> int:
    """Write a signed text and its signature to `folder`, and say how anybody checks them."""
    from dpia.desk.signatures import hand_out as write

    done = write(case, folder, sign_off)
    line = checking(done.message, done.signature)
    if wants_json():
        print_json({"message": str(done.message), "signature": str(done.signature),
                    "key": done.key, "check": line})  # fmt: skip
        return 0
    say(_("Written: {message} and {signature}. Anybody checks them with:").format(
        message=shown(str(done.message)), signature=shown(done.signature.name)))  # fmt: skip
    click.echo(shown(line))
    say(_("It must name the key {key}.").format(key=shown(done.key)))
    return 0


def checking(message: Path, signature: Path) -> str:
    """Return the line by which a signature is checked in a shell, without dpia."""
    from dpia.desk.ssh import NAMESPACE

    command = ["ssh-keygen", "-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(signature)]
    return f"{shlex.join(command)} < {shlex.quote(str(message))}"
