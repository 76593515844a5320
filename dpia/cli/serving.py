"""`dpia serve`: the screens in a browser on this machine."""

import importlib.util
import os
import shlex
import subprocess
import sys
from pathlib import Path

import click

from dpia.cli.common import say
from dpia.errors import Usage
from dpia.text import _, language

HERE = "127.0.0.1"


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Port (default: a free one)."
)
@click.option("--host", default=HERE, help="Address to listen on (default: this machine alone).")
@click.pass_context
def serve(ctx: click.Context, port: int, host: str) -> int:
    """Show the screens in a browser, at an address that is said on standard error.

    The address holds a secret that works once, for the browser that opens it first. Nothing leaves
    this machine unless you name another --host.
    """
    if importlib.util.find_spec("textual_serve") is None:
        message = _(
            "`dpia serve` needs one more package, textual-serve. `pip install 'dpia[web]'` "
            "installs it; in a copy of the sources `pip install '.[web]'`."
        )
        raise Usage(message)
    from dpia.tui import serving

    if not serving.is_this_machine(host):
        warning = _(
            "WARNING: --host {host} lets other machines reach dpia. The connection is not "
            "encrypted: who can listen on the network reads the secret and every answer."
        )
        say(warning.format(host=host))
    key = _key_of(ctx)
    os.environ["DPIA_LANGUAGE"] = language()  # each page speaks what was asked for here
    serving.serve(command(ctx.find_root().obj, bool(key)), host, port, say, key)
    return 0


def _key_of(ctx: click.Context) -> bytes:
    """Return the key of an encrypted register, asked for once for all pages; else nothing."""
    from dpia.cli.encrypting import folder_of
    from dpia.desk.opening import open_register

    folder = folder_of(ctx)
    if not (folder / "register.json").exists():
        return b""
    register = open_register(folder)
    if not register.encrypted:
        return b""
    from dpia.register.encryption.turning import vault_of

    return vault_of(register).data_key


def command(register: Path | None, key: bool = False) -> str:
    """Return the command line, for a shell, that starts the program behind one page.

    With a `key` it reads that from its standard input, before anything else.
    """
    words = [sys.executable, "-m", "dpia.tui.served", *(["--key"] if key else [])]
    words += [str(register)] if register else []
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(["exec", *words])
