"""Mending a register: each damaged file is put back from the newest good copy that can be found.

What is sound is never touched, and what was damaged is kept aside, in `damaged/<time>/` under its
path in the register. An assessment comes back from a copy, a backup or its history alone, with
every later change that its events still show; `salvaging` says how. A kept file, named by its hash,
comes back only as what its name says.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from dpia.errors import DpiaError, NotFound
from dpia.register import archive, copies, files, history, mounts, salvaging
from dpia.register.encoding import decode
from dpia.register.folder import Register
from dpia.register.founding import fresh_about, identify
from dpia.register.problems import Damaged
from dpia.register.salvaging import Rebuilt, Source
from dpia.register.shape import unwrap
from dpia.register.verify import genuine
from dpia.text import _

Document = dict[str, Any]
Offer = Callable[[str], bytes | None]
"""Returns what ships with the program under a sha256 (hex), if anything does."""

ASIDE = "damaged"


class Mended(NamedTuple):
    """What became of a damaged file."""

    file: str
    """Its path in the register."""
    problem: str
    source: str = ""
    """Where it came back from; empty when it did not."""
    brought_back: Sequence[str] = ()
    """What came after that and was brought back: the number of an event and what it is about."""
    lost: Sequence[int] = ()
    """The numbers of the events that are lost."""
    aside: str = ""
    """Where what was damaged lies now."""
    ident: str = ""


@dataclass
class Finds:
    """Everywhere a good copy may be: this register, backups of it, and what ships."""

    register: Path
    backups: list[Path] = field(default_factory=list)
    """The newest first."""
    offer: Offer = lambda _sha: None

    def kept(self, path: Path) -> tuple[bytes, str] | None:
        """Return the content of a kept file, which its name proves, and where it was found."""
        name = path.name.partition(".")[0]
        if (shipped := self.offer(name)) is not None and files.stamp_of(shipped) == name:
            return shipped, _("what ships with dpia")
        for data, said in self._in_backups(path):
            if files.stamp_of(data) == name:
                return data, said
        if path.parent.parent.name == "history":
            return self._sealed_again(path, name)
        return None

    def sources(self, ident: str) -> Iterator[Source]:
        """Yield every copy of an assessment that can be read, the newest first."""
        place = self.register / "assessments" / f"{ident}.json"
        for path in copies.of(self.register, ident):
            with suppress(DpiaError, OSError):
                document = unwrap(decode(files.read(path).data, path), path, ident)
                saved = str(document.get("updated") or path.stem)[:16].replace("T", " ")
                yield Source(document, _("the copy of {time}").format(time=saved))
        for data, said in self._in_backups(place):
            with suppress(DpiaError):
                yield Source(unwrap(decode(data, place), place, ident), said)

    def events(self, ident: str, damaged: bytes, sources: Iterable[Source]) -> list[Document]:
        """Return every genuine event of an assessment that can be found anywhere."""
        found = salvaging.events_in(damaged)[0]
        for source in sources:
            found += source.document.get("events") or []
        folder = self.register / "history"
        for path in mounts.listing(folder / ident, "*.json"):
            with suppress(DpiaError):
                found += history.unseal(folder, ident, {"file": path.stem})
        return [one for one in found if genuine(one)]

    def _sealed_again(self, path: Path, name: str) -> tuple[bytes, str] | None:
        """Write sealed history anew from events that stood open in copies; its name proves it."""
        ident = path.parent.name
        sources = list(self.sources(ident))
        events = {int(one["seq"]): one for one in self.events(ident, b"", sources)}
        for source in sources:
            for entry in source.document.get("sealed") or []:
                numbers = range(int(entry.get("first") or 0), int(entry.get("last") or 0) + 1)
                if entry.get("file") == name and all(number in events for number in numbers):
                    data = history.segment(ident, [events[number] for number in numbers])
                    if files.stamp_of(data) == name:
                        return data, source.said
        return None

    def _in_backups(self, path: Path) -> Iterator[tuple[bytes, str]]:
        """Yield what stands for a file in each backup, opened where it is sealed."""
        place = mounts.place_of(path)
        name, seal = place.relative_to(self.register).as_posix(), mounts.of(place)
        for file in self.backups:
            with suppress(DpiaError, OSError), archive.opened(file) as backup:
                if name in backup.members:
                    data = backup.data(name)
                    if seal and data.startswith(mounts.SEALED):
                        data = seal.open(place, data)
                    made = str(backup.about.get("made"))[:16].replace("T", " ")
                    yield data, _("the backup of {time}").format(time=made)


def mend_kept(finds: Finds, path: Path, problem: str, now: datetime, dry: bool) -> Mended:
    """Put a frozen copy, an attachment or sealed history back. Raises OSError."""
    name = path.relative_to(finds.register).as_posix()
    if (found := finds.kept(path)) is None:
        return Mended(name, problem)
    data, said = found
    aside = "" if dry else _put_aside(finds.register, path, now)
    if not dry:
        files.make_folder(path.parent.parent)
        files.make_folder(path.parent)
        files.replace(path, data)
    return Mended(name, problem, said, aside=aside)


def rebuild(finds: Finds, ident: str) -> Rebuilt | None:
    """Return the latest good state of an assessment that can be put together."""
    damaged = _bytes(finds.register / "assessments" / f"{ident}.json")
    sources = list(finds.sources(ident))
    last = salvaging.events_in(damaged)[1]
    events = finds.events(ident, damaged, sources)
    found = salvaging.rebuilt(ident, finds.register / "history", sources, events, last)
    given = re.search(rb'^[ \t]*"reference": "([\w-]{1,40})"', damaged, re.MULTILINE)
    if found and given and not found.after.get("reference"):  # no event gives it
        named = {"reference": given[1].decode("utf-8", "ignore")}
        before, after = {**found.document, **named}, {**found.after, **named}
        found = found._replace(document=before, after=after)
    return found


def put_in_place(register: Register, document: Document, now: datetime) -> str:
    """Save a rebuilt assessment in the place of the damaged one; return where that lies now.

    Raises what `Register.save` raises.
    """
    path = register.file(document["id"])
    stamp: str | None = None
    aside = _put_aside(register.path, path, now)
    try:
        stamp = files.stamp_of(files.read(path).data)
    except mounts.Altered:  # what stands in its place shows that an assessment belongs there
        files.replace(path, b"")
        stamp = files.stamp_of(b"")
    except OSError:  # no file, or not there
        files.remove(path)
    register.save(document, stamp)
    return aside


def _bytes(path: Path) -> bytes:
    try:
        return files.read(path).data
    except OSError:
        return b""


def _put_aside(register: Path, path: Path, now: datetime) -> str:
    """Keep what lies at `path` in the folder for what is damaged; return where, or nothing."""
    place = mounts.place_of(path)
    within = place.relative_to(register)
    time = now.strftime("%Y%m%d-%H%M%S")
    places = (register / ASIDE / f"{time}{again}" / within for again in ("", *range(-2, -1000, -1)))
    aside = next(place for place in places if not place.exists())
    try:
        data = files.stored(place, archive.limit_of(within.as_posix()))
    except FileNotFoundError:
        return ""
    for folder in reversed(aside.relative_to(register).parents[:-1]):
        files.make_folder(register / folder)
    try:
        files.replace(aside, files.read(path, len(data)).data)
    except OSError:  # sealed, and altered: it stays as it lies
        files.store(aside, data)
    return aside.relative_to(register).as_posix()


def mend_about(finds: Finds, now: datetime, dry: bool) -> Mended | None:
    """Put `register.json` back from a backup, or write it anew; None when it is sound.

    Raises what a sound one of a newer dpia raises, NotFound where there is no register, OSError.
    """
    path = finds.register / "register.json"
    try:
        identify(finds.register)
        return None
    except (Damaged, NotFound) as found:
        if isinstance(found, Damaged) and found.path != path:
            raise
        if not (finds.register / "assessments").is_dir():
            raise
        problem = found.kind if isinstance(found, Damaged) else _("it is missing")
    data, said = _about_in(finds)
    if data is None and not _any_sealed(finds.register):
        data, said = fresh_about(), _("nothing: it was written anew, with a new id")
    if data is None:
        return Mended(path.name, problem)
    aside = ""
    if not dry:
        aside = _put_aside(finds.register, path, now)
        files.store(path, data)
    return Mended(path.name, problem, said, aside=aside)


def _about_in(finds: Finds) -> tuple[bytes | None, str]:
    """Return the `register.json` of the newest backup that holds an assessment of this register.

    It is that of an encrypted one exactly when this register is encrypted.
    """
    sealed = _any_sealed(finds.register)
    ours = {f"assessments/{path.name}" for path in (finds.register / "assessments").iterdir()}
    for file in finds.backups:
        with suppress(DpiaError), archive.opened(file) as backup:
            data = backup.data("register.json")
            if ours & set(backup.members) and sealed == (b'"encrypted": true' in data):
                made = str(backup.about.get("made"))[:16].replace("T", " ")
                return data, _("the backup of {time}").format(time=made)
    return None, ""


def _any_sealed(register: Path) -> bool:
    return any(
        files.stored(path, archive.limit_of("assessments/")).startswith(mounts.SEALED)
        for path in (register / "assessments").glob("*.json")
    )


def mend_index(register: Path, dry: bool) -> Mended | None:
    """Drop an index that is damaged; the next reader makes it anew. None when it is sound."""
    import sqlite3

    path = register / "index"
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as cache:
            if cache.execute("PRAGMA quick_check").fetchone() == ("ok",):
                return None
    except sqlite3.OperationalError:  # in use, or not ours to open
        return None
    except sqlite3.DatabaseError:
        pass
    if not dry:
        files.remove(path.with_name("index-journal"))
        files.remove(path)
    said = _("nothing: it was dropped, and is made anew from the assessments")
    return Mended(path.name, _("it cannot be read"), said)
