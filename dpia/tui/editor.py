"""Writing a long answer in the user's own editor."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from textual.app import App, SuspendNotSupported

from dpia.text import _


def edited(app: App[None], text: str) -> str | None:
    """Return `text` as it is after the user's editor has closed; None when nothing came of it."""
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not command:
        app.notify(_("No editor is named. Set EDITOR, for example to “nano”."), markup=False)
        return None
    handle, name = tempfile.mkstemp(prefix="dpia-", suffix=".txt")
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        with app.suspend():
            ended = subprocess.run([*command, name], check=False).returncode
        if ended == 0:
            return path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
        app.notify(_("The editor failed; the text is as it was."), severity="error", markup=False)
    except (OSError, SuspendNotSupported) as problem:
        sentence = _("The editor cannot be started: {reason}. The text is as it was.")
        app.notify(sentence.format(reason=problem), severity="error", markup=False)
    finally:
        path.unlink(missing_ok=True)
    return None
