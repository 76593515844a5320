"""Picks a command or the terminal UI, and turns every ending into a sentence and an exit code."""

import os
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run dpia with `arguments` (default: the command line) and return the exit code."""
    from dpia.cli.root import root, run

    return run(root, sys.argv[1:] if arguments is None else arguments)


def entry() -> None:
    """End the process with `main`'s exit code."""
    code = main()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


if __name__ == "__main__":
    entry()
