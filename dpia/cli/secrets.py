"""How commands come by the secret of an encrypted register: a file, or a question.

Never from the command line itself or from the value of a variable, where others can read it.
"""

import os
import stat
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dpia.errors import Usage
from dpia.text import _

if TYPE_CHECKING:
    from dpia.register.encryption.keys import Passphrase, Secret

_LARGEST = 65536


def options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give the root command the options that say where the secret is; they hold for the process."""

    @click.option(
        "--passphrase-file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        envvar="DPIA_PASSPHRASE_FILE",
        help="Where the passphrase of an encrypted register stands (also: DPIA_PASSPHRASE_FILE).",
    )
    @click.option(
        "--key-file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        envvar="DPIA_KEY_FILE",
        help="Your private key for an encrypted register (also: DPIA_KEY_FILE).",
    )
    @wraps(function)
    def with_secrets(
        *arguments: Any, passphrase_file: Path | None, key_file: Path | None, **given: Any
    ) -> Any:
        from dpia.desk.opening import ask_with

        click.get_current_context().meta["dpia.passphrase-file"] = passphrase_file
        ask_with(lambda folder: secret(folder, passphrase_file, key_file))
        return function(*arguments, **given)

    return with_secrets


def secret(folder: Path, passphrase_file: Path | None, key_file: Path | None) -> "Secret":
    """Return what opens the register in `folder`. Raises Usage, Locked, Invalid."""
    if key_file is None:
        return passphrase(_("Passphrase of the register {folder}: "), passphrase_file, folder)
    from dpia.register.encryption.pairs import is_sealed, private_of, read_key_file

    content = read_key_file(_contents(key_file, _("The private key")))
    if not is_sealed(content):
        _refuse_readable(key_file)
        return private_of(content, None)
    asked = passphrase(_("Passphrase of the private key {folder}: "), passphrase_file, key_file)
    return private_of(content, asked)


def passphrase(question: str, file: Path | None, about: Path) -> "Passphrase":
    """Return the passphrase in `file`, or ask for it. Raises Usage."""
    from dpia.register.encryption.keys import Passphrase

    return Passphrase(from_file(file) if file else ask(question.format(folder=about)))


def new_passphrase(file: Path | None, whose: str) -> "Passphrase":
    """Return a new passphrase: that in `file`, or what is typed twice. Raises Usage, Invalid."""
    from dpia.register.encryption.keys import checked

    if file:
        return checked(from_file(file))
    first = checked(ask(_("New passphrase for {whose}: ").format(whose=whose)))
    if ask(_("The same again: ")) != first.text:
        raise Usage(_("The two passphrases are not the same; nothing was changed."))
    return first


def from_file(path: Path) -> str:
    """Return the first line of a file that only its owner can read. Raises Usage."""
    data = _contents(path, _("The passphrase"))
    _refuse_readable(path)
    try:
        return data.decode("utf-8").splitlines()[0]
    except (UnicodeDecodeError, IndexError):
        message = _("{path} holds no passphrase: its first line, in UTF-8, is one.")
        raise Usage(message.format(path=path)) from None


def ask(question: str) -> str:
    """Ask at the terminal, without showing what is typed. Raises Usage where there is none."""
    import getpass
    import sys

    if os.name == "nt":
        if not sys.stdin.isatty():
            raise _no_terminal()
    else:
        try:
            os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
        except OSError:
            raise _no_terminal() from None
    try:
        return getpass.getpass(question)
    except EOFError:
        raise click.Abort from None


def _no_terminal() -> Usage:
    message = _(
        "The passphrase cannot be asked for: there is no terminal. Name a file that only you can "
        "read: --passphrase-file FILE in front of the command, or DPIA_PASSPHRASE_FILE."
    )
    return Usage(message)


def _contents(path: Path, what: str) -> bytes:
    from dpia.register import files
    from dpia.register.problems import reason

    try:
        return files.read_outside(path.expanduser(), _LARGEST)
    except OSError as error:
        message = _("{what} cannot be read from {path}: {reason}.")
        raise Usage(message.format(what=what, path=path, reason=reason(error))) from error


def _refuse_readable(path: Path) -> None:
    """Raise Usage for a file that others can read."""
    if os.name == "nt":
        return
    mode = path.expanduser().stat().st_mode
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        message = _("Others can read {path}; run `chmod 600` on it first.")
        raise Usage(message.format(path=path))
