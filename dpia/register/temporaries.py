"""What temporary files and folders are called, and which of them nobody works on any more."""

import os
import sys
import time
from pathlib import Path

_HOUR = 3600.0


def temporary_name(name: str) -> str:
    """Return a name nobody else uses, which tells whose it is: `.name.host.pid.random.tmp`."""
    return f".{name}.{_host()}.{os.getpid()}.{os.urandom(6).hex()}.tmp"


def _host() -> str:
    node = os.uname().nodename if hasattr(os, "uname") else "host"
    return "".join(letter for letter in node if letter.isalnum())[:16] or "host"


def abandoned(path: Path) -> bool:
    """Say whether nobody works any more on a temporary file or folder."""
    parts = path.name.split(".")
    try:
        if time.time() - os.lstat(path).st_mtime > _HOUR:
            return True
        return len(parts) > 4 and parts[-4] == _host() and not _alive(int(parts[-3]))
    except (OSError, ValueError):
        return False


def _alive(process: int) -> bool:
    if sys.platform == "win32":  # where os.kill would do what its name says
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
