"""Several files for `import`: each on its own, then what became of all of them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from dpia.cli.common import print_json, say, shown
from dpia.errors import DpiaError
from dpia.text import _, ngettext

Import = Callable[[Path], tuple[int, dict[str, Any]]]


def several(files: Iterable[Path], as_json: bool, import_: Import) -> int:
    """Import each file and return the worst exit code; one that is refused stops no other."""
    told = [_told(file, import_) for file in dict.fromkeys(files)]
    worst = max(int(one["exit_code"]) for one in told)
    if as_json:
        print_json({"files": told, "exit_code": worst})
    for sentence in _summary(told):
        say(shown(sentence))
    return worst


def _told(file: Path, import_: Import) -> dict[str, Any]:
    say(shown(f"{file}:"))
    try:
        code, told = import_(file)
    except DpiaError as problem:
        for sentence in problem.message.splitlines():
            say(shown(f"  {sentence}"))
        code, told = problem.exit_code, {"problem": problem.message}
    return {"file": str(file), "exit_code": code, **told}


def _summary(told: list[dict[str, Any]]) -> Iterable[str]:
    refused = [one["file"] for one in told if one["exit_code"]]
    yield ngettext(
        "{n} file, {refused} refused.", "{n} files, {refused} refused.", len(told)
    ).format(n=len(told), refused=len(refused))
    yield from (_("Refused: {file}").format(file=file) for file in refused)
