"""What temporary files and folders are called, and which of them nobody works on any more."""

import os
import sys
import time
from pathlib import Path

_HOUR = 3600.0


def temporary_name(name: str) -> str:
    """Return a name nobody else uses, which tells whose it is: `.name.host.pid.random.tmp`."""
    return f".{name}.{host()}.{os.getpid()}.{os.urandom(6).hex()}.tmp"


def host() -> str:
    """Return the name of this computer as it stands in the names of temporary files."""
    node = os.uname().nodename if hasattr(os, "uname") else "host"
    return "".join(letter for letter in node if letter.isalnum())[:16] or "host"


def abandoned(path: Path) -> bool:
    """Say whether nobody works any more on a temporary file or folder."""
    parts = path.name.split(".")
    try:
        if time.time() - os.lstat(path).st_mtime > _HOUR:
            return True
        return len(parts) > 4 and parts[-4] == host() and not alive(int(parts[-3]))
    except (OSError, ValueError):
        return False


def alive(process: int) -> bool:
    """Say whether a process of this host still runs, or may."""
    if sys.platform == "win32":  # where os.kill would do what its name says
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
