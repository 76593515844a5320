"""Picks a command or the terminal UI, and turns every ending into a sentence and an exit code."""

import os
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Run dpia with `arguments` (default: the command line) and return the exit code."""
    from dpia.cli.root import root, run

    return run(root, sys.argv[1:] if arguments is None else arguments)


def entry() -> None:
    """End the process with `main`'s exit code."""
    if sys.stdout is None or sys.stderr is None:  # closed by whoever started us
        nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (until the end)
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    try:
        code = main()
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = 130
    except OSError:  # nobody reads any more, or what is printed has no room
        code = 1
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


if __name__ == "__main__":
    entry()
