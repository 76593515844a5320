"""Signatures with SSH keys: made and checked by the ssh-keygen of the machine, and nothing else.

What is signed goes there in a file, what is checked on standard input; no text becomes a path.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dpia.assessment.signing import Seal
from dpia.desk.passing import memory_folder, private_folder
from dpia.desk.paths import config_folder
from dpia.documents.safe import visible
from dpia.errors import DpiaError, Invalid, NotFound
from dpia.text import _

NAMESPACE = "dpia"
"""What the signatures are for; one made for something else does not count."""
SECONDS = 60.0
"""How long ssh-keygen may take, a person who types a passphrase included."""
_KEY = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")
_LARGEST = 20_000
"""Characters of an armoured signature; the longest of a key in use has a few thousand."""


class Checked(NamedTuple):
    """What a signature comes to: `problem` is empty when it is good."""

    problem: str
    key: str = ""
    """The fingerprint of the key, `SHA256:…`."""
    signer: str = ""
    """Whose key it is by the file `allowed_signers`; empty when nobody says."""


def allowed_signers() -> Path:
    """Return where it may stand whose keys are known (see ssh-keygen, ALLOWED SIGNERS)."""
    return config_folder() / "allowed_signers"


def sealing(key: Path, terminal: bool) -> Seal:
    """Return what signs a text with the key in the file `key`, a public one for one of an agent.

    With a `terminal` ssh-keygen asks for a passphrase there. Raises NotFound without the file; the
    seal raises Invalid for what is no key, and a DpiaError when ssh-keygen is missing or hangs.
    """
    path = key.expanduser().absolute()
    if not path.is_file():
        message = _("There is no key file {path}. Name a private key, or the public key of one "
                    "that an ssh-agent holds.")  # fmt: skip
        raise NotFound(message.format(path=visible(str(key))))

    def seal(text: str) -> dict[str, str]:
        with _folder() as folder:
            signed = folder / "message.txt"
            signed.write_bytes(text.encode("utf-8"))
            arguments = ["-Y", "sign", "-n", NAMESPACE, "-f", str(path), str(signed)]
            done = _ssh_keygen(arguments, terminal=terminal)
            try:
                armoured = signed.with_name("message.txt.sig").read_text("ascii")
            except (OSError, UnicodeDecodeError):
                raise Invalid(_not_signed(path, done.stderr, terminal)) from None
        checked = check(text, armoured)
        if checked.problem:
            raise Invalid(checked.problem)
        return {"text": text, "armoured": armoured, "key": checked.key}

    return seal


def _not_signed(path: Path, said: str, terminal: bool) -> str:
    if "passphrase" in said and not terminal:
        message = _("The key {path} has a passphrase, and there is no terminal to ask for it. Give "
                    "the key to an ssh-agent (`ssh-add`), or sign at a terminal.")  # fmt: skip
        return message.format(path=visible(str(path)))
    message = _("Not signed: ssh-keygen cannot use the key {path} ({said}).")
    return message.format(path=visible(str(path)), said=_last(said))


def check(text: str, armoured: str, at: str = "") -> Checked:
    """Say whether a signature fits a text, and by `allowed_signers` whose it is.

    `at` is when it was made, ISO time: keys that were valid then count. Raises a DpiaError when
    ssh-keygen is missing or hangs.
    """
    if len(armoured) > _LARGEST:
        return Checked(_("The signature does not fit the text that was signed."))
    data = text.encode("utf-8", "replace")
    with _folder() as folder:
        signature = folder / "message.txt.sig"
        signature.write_bytes(armoured.encode("utf-8", "replace"))
        there = ["-s", str(signature)]
        done = _ssh_keygen(["-Y", "check-novalidate", "-n", NAMESPACE, *there], data)
        found = _KEY.search(done.stdout)
        if done.returncode or not found:
            return Checked(_("The signature does not fit the text that was signed."))
        return Checked("", found[0], _signer(there, data, at))


def _signer(there: list[str], data: bytes, at: str) -> str:
    """Return who by `allowed_signers` made a good signature, or nothing."""
    known = allowed_signers()
    if not known.is_file():
        return ""
    there = [*there, "-f", str(known), *_then(at)]
    lines = _ssh_keygen(["-Y", "find-principals", *there], data).stdout.splitlines()
    for name in lines[0].split(",")[:9] if lines else ():
        arguments = ["-Y", "verify", "-n", NAMESPACE, "-I", name, *there]
        if not _ssh_keygen(arguments, data).returncode:
            return name
    return ""


def _then(at: str) -> list[str]:
    """Return the option that lets keys count which were valid at that time."""
    try:
        when = datetime.fromisoformat(at).astimezone()
    except (ValueError, OverflowError):
        return []
    return [f"-Overify-time={when:%Y%m%d%H%M%S}"]


@contextmanager
def _folder() -> Iterator[Path]:
    """Offer a private folder, in memory where there is such a place."""
    with memory_folder() as place, ExitStack() as stack:
        yield place or stack.enter_context(private_folder())


class _Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def _ssh_keygen(arguments: list[str], data: bytes | None = None, terminal: bool = False) -> _Done:
    """Run ssh-keygen, with `data` on its standard input, or at the terminal, or with neither."""
    stdin = subprocess.PIPE if data is not None else None if terminal else subprocess.DEVNULL
    environment = {**os.environ, "LC_ALL": "C"}
    pipe = subprocess.PIPE
    try:
        with subprocess.Popen(
            ["ssh-keygen", *arguments], stdin=stdin, stdout=pipe, stderr=pipe, env=environment
        ) as process:
            try:
                out, err = process.communicate(data, SECONDS)
            except subprocess.TimeoutExpired:
                process.terminate()  # not killed: it must let the terminal show typing again
                process.communicate()
                message = _("ssh-keygen took longer than {n} seconds and was stopped. Try again.")
                raise DpiaError(message.format(n=round(SECONDS))) from None
    except OSError as error:
        message = _("Signatures need the program ssh-keygen, which cannot be started here "
                    "({reason}). It comes with OpenSSH, 8.9 or newer.")  # fmt: skip
        raise DpiaError(message.format(reason=error.strerror)) from error
    return _Done(process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))


def _last(said: str) -> str:
    """Return the last line of what a program complained about, fit to be shown."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    lines = [line for line in lines if line.startswith("Permissions ")] or lines  # says it best
    return visible(lines[-1][:200]) if lines else _("it does not say why")
