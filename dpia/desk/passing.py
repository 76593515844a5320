"""Private folders for what an editor or another program must find in a file for a moment.

They are named after their owner's process, so that `sweep` finds what a killed one left behind.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dpia.register.temporaries import alive, host

_OURS = re.compile(r"dpia-(\w+)-(\d+)-\w+")
_IN_MEMORY = {"tmpfs", "ramfs"}


@contextmanager
def private_folder(place: Path | None = None) -> Iterator[Path]:
    """Offer a folder in `place` (default: the system's for temporary files) for this user alone.

    It is taken away with all in it, however what is done there ends.
    """
    sweep()
    prefix = f"dpia-{host()}-{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=place, ignore_cleanup_errors=True) as name:
        yield Path(name)


def sweep() -> None:
    """Take away the private folders that programs of this user and host left when they died."""
    for place in {Path(tempfile.gettempdir()), memory_place()}:
        with suppress(OSError), os.scandir(place or tempfile.gettempdir()) as entries:
            for entry in entries:
                found = _OURS.fullmatch(entry.name)
                if found and found[1] == host() and not alive(int(found[2])) and _own(entry):
                    shutil.rmtree(entry.path, ignore_errors=True)


def _own(entry: os.DirEntry[str]) -> bool:
    mine = os.getuid() if hasattr(os, "getuid") else None
    status = entry.stat(follow_symlinks=False)
    return entry.is_dir(follow_symlinks=False) and mine in (None, status.st_uid)


@contextmanager
def memory_folder() -> Iterator[Path | None]:
    """Offer a private folder that lies in memory alone, and take it away with all in it.

    None where the system has no such place.
    """
    place = memory_place()
    if place is None:
        yield None
        return
    with private_folder(place) as folder:
        yield folder


def memory_place(mounts: Path = Path("/proc/self/mounts")) -> Path | None:
    """Return the person's runtime folder or the shared memory, when it lies in memory indeed."""
    if not sys.platform.startswith("linux"):
        return None
    for name in (os.environ.get("XDG_RUNTIME_DIR"), "/dev/shm"):
        place = Path(name) if name else None
        usable = place and place.is_dir() and os.access(place, os.W_OK | os.X_OK)
        if place and usable and _kind(place.resolve(), mounts) in _IN_MEMORY:
            return place
    return None


def _kind(place: Path, mounts: Path) -> str:
    """Return the kind of file system that `place` lies on, as the system tells; or nothing."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    kinds = {fields[1]: fields[2] for line in lines if len(fields := line.split()) > 2}
    for folder in (place, *place.parents):
        if str(folder) in kinds:
            return kinds[str(folder)]
    return ""
