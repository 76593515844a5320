"""Writing a long answer in the user's own editor."""

import os
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textual.app import App, SuspendNotSupported

from dpia.desk.passing import memory_folder, private_folder
from dpia.text import _


def edited(app: App[None], text: str, secret: bool = False) -> str | None:
    """Return `text` as it is after the user's editor has closed; None when nothing came of it.

    What is `secret`, because the register is encrypted, reaches no disk: the editor works in
    memory, or not at all.
    """
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not command:
        app.notify(_("No editor is named. Set EDITOR, for example to “nano”."), markup=False)
        return None
    try:
        with _folder(secret) as folder:
            if folder is None:
                sentence = _(
                    "The register is encrypted, and there is no place in memory here for an "
                    "editor. Write the text here."
                )
                app.notify(sentence, severity="warning", markup=False)
                return None
            return _written(app, command, text, folder)
    except (OSError, SuspendNotSupported) as problem:
        sentence = _("The editor cannot be started: {reason}. The text is as it was.")
        app.notify(sentence.format(reason=problem), severity="error", markup=False)
    return None


@contextmanager
def _folder(secret: bool) -> Iterator[Path | None]:
    """Offer a private folder: in memory for what is `secret`, and None where there is no such."""
    if secret:
        with memory_folder() as place:
            yield place
    else:
        with private_folder() as place:
            yield place


def _written(app: App[None], command: list[str], text: str, folder: Path) -> str | None:
    """Let the editor work on a file in `folder`, where it may keep its own as well."""
    path = folder / "answer.txt"
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
    with app.suspend():
        ended = subprocess.run([*command, str(path)], check=False).returncode
    if ended == 0:
        return path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
    app.notify(_("The editor failed; the text is as it was."), severity="error", markup=False)
    return None
