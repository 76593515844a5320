"""A place in memory for what an editor or another program must find in a file for a moment."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_IN_MEMORY = {"tmpfs", "ramfs"}


@contextmanager
def memory_folder() -> Iterator[Path | None]:
    """Offer a private folder that lies in memory alone, and take it away with all in it.

    None where the system has no such place.
    """
    place = memory_place()
    if place is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="dpia-", dir=place, ignore_cleanup_errors=True) as name:
        yield Path(name)


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
