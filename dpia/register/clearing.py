"""Taking out of a backup what was redacted since it was made (GDPR Art. 17).

Where a backup holds an assessment as it was before a redaction, its file and its history there
become those of today. Nothing else is lost by that: events are only ever added, so today's hold
all that the old ones held. What today's need is put beside them, attachments that were erased go,
and every other file keeps its bytes; what is encrypted is copied as it lies in the register.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from dpia.assessment.event import FIRST, head, last
from dpia.errors import Conflict, DpiaError, Invalid, NotSaved
from dpia.register import archive, assessments, files, history, mounts
from dpia.register.backup import read_back, stored
from dpia.register.encoding import decode
from dpia.register.founding import identify
from dpia.register.problems import Damaged, Newer, reason
from dpia.register.shape import unwrap
from dpia.register.sweeping import hashes_in
from dpia.text import _


class Redacted(NamedTuple):
    """An assessment from which something was redacted, as it is now."""

    ident: str
    times: int
    first: int
    """The number of the first event that is empty; 0 when none is."""
    hashes: frozenset[str]
    """Those of all its events."""


class Foreign(Invalid):
    """The backup is of another register; `holds` says whether one of the assessments is in it."""

    def __init__(self, path: Path, holds: bool) -> None:
        """Name the file."""
        super().__init__(_("{path} is a backup of another register.").format(path=path))
        self.holds = holds


def redacted(register: Path) -> list[Redacted]:
    """Return the assessments in the register from which something was redacted.

    One that is damaged cannot stand in the place of an older one, and is left out.
    """
    found = []
    for path in sorted(register.glob("assessments/*.json")):
        with suppress(DpiaError, OSError):
            if assessments.NAME.fullmatch(path.name) and b'"redactions"' in files.read(path).data:
                found.append(_now(register, assessments.read(path).document))
    return found


def _now(register: Path, document: dict[str, Any]) -> Redacted:
    empty, hashes = [], {FIRST}
    for event in history.stream(register / "history", document):
        hashes.add(str(event.get("hash")))
        if "changes" not in event:
            empty.append(int(event.get("seq") or 0))
    times = len(document.get("redactions") or [])
    return Redacted(document["id"], times, min(empty, default=0), frozenset(hashes))


def clear(
    register: Path, path: Path, known: Sequence[Redacted], moment: str, dry: bool = False
) -> bool:
    """Take out of the backup `path` what was redacted from `known`; say whether it held any.

    It is the old or the new one whatever happens; its list says with `redacted` when (`moment`).
    With `dry` it is only looked at.
    Raises Foreign, Invalid (no backup, damaged, sealed by another key, another history), Newer,
    Unreadable, NotSaved; then it is as it was.
    """
    path = path.resolve()
    if not dry:
        files.sweep_temporaries(path.parent, path.name + ".")
    with archive.opened(path) as backup:
        there = [one for one in known if _file(one) in backup.members]
        if backup.about.get("register") != identify(register)[0].get("id"):
            raise Foreign(path, bool(there))
        if not there:
            return False
        old = _Old(register, backup)
        old.need_key()
        if not (idents := [one.ident for one in there if old.holds(one)]):
            return False
        if dry:
            return True
        gone, added = old.exchange(idents)
    try:
        files.store(path, _pieces(register, path, gone, added, moment), check=read_back)
    except OSError as error:
        message = _("{path} could not be written anew: {reason}. It is as it was.")
        raise NotSaved(message.format(path=path, reason=reason(error))) from error
    return True


def _file(one: Redacted) -> str:
    return f"assessments/{one.ident}.json"


def _pieces(
    register: Path,
    path: Path,
    gone: Collection[str],
    added: Mapping[str, bytes | None],
    moment: str,
) -> Iterator[bytes]:
    """Yield the new archive; the old one is closed again before the new one takes its name."""
    with archive.opened(path) as backup:
        about = {n: v for n, v in backup.about.items() if n not in ("format", "files")}
        kept = [name for name in backup.members if name not in gone and name not in added]
        members = chain(
            ((name, backup.data(name)) for name in kept),
            ((name, _needed(register, name) if d is None else d) for name, d in added.items()),
        )
        yield from archive.pieces(members, {**about, "redacted": moment})


def _needed(register: Path, name: str) -> bytes:
    """Return the bytes of a file of the register as they lie there."""
    if (data := stored(register, name)) is None:
        raise Conflict(_("The register was just changed by somebody else. Try again."))
    return data


class _Old:
    """A backup that is open, beside the register it is of."""

    def __init__(self, register: Path, backup: archive.Archive) -> None:
        self._register = register
        self._backup = backup

    def need_key(self) -> None:
        """Raise Invalid unless it is encrypted by the register's key, or both are plain."""
        seal, about = mounts.of(self._register / "any"), self._about()
        if seal is None:
            same = not about.get("encrypted")
        else:
            from dpia.register.encryption.unlocking import proves
            from dpia.register.encryption.vault import Vault

            same = isinstance(seal, Vault) and proves(seal, about) and not about.get("state")
        if not same:
            message = _(
                "{path} was made before the register was encrypted or decrypted; nothing can be "
                "taken out of it. Make a new backup, then delete it."
            )
            raise Invalid(message.format(path=self._backup.path))

    def _about(self) -> dict[str, Any]:
        path, name = self._backup.path, archive.ROOT[0]
        try:
            about = decode(self._backup.data(name), path)
        except Damaged as damage:
            raise archive.refused(path, f"{name}: {damage.kind}") from damage
        return about if isinstance(about, dict) else {}

    def holds(self, one: Redacted) -> bool:
        """Say whether it holds an assessment as it was before a redaction, or damaged.

        One that ends before anything that was redacted came to it stays. Raises Newer, and Invalid
        when today's does not hold all that it holds.
        """
        path = self._backup.path / _file(one)
        try:
            document = unwrap(decode(self._opened(_file(one)), path), path, one.ident)
            ended, number = head(document), last(document)
        except Newer:
            raise
        except (Invalid, KeyError, TypeError, ValueError):
            return True
        if len(document.get("redactions") or []) >= one.times:
            return False
        if ended not in one.hashes:
            message = _(
                "{path} holds a history of {id} that the register does not hold any more; it was "
                "left as it is. Delete it if you need nothing of it."
            )
            raise Invalid(message.format(path=self._backup.path, id=document.get("reference")))
        return bool(document.get("drafts")) or number >= one.first

    def exchange(self, idents: Sequence[str]) -> tuple[set[str], dict[str, bytes | None]]:
        """Return the names of the files that go, and what comes: its bytes, or None where those
        lie in the register for good.
        """
        members = self._backup.members
        gone = {f"assessments/{ident}.json" for ident in idents}
        folders = tuple(f"history/{ident}/" for ident in idents)
        gone |= {name for name in members if name.startswith(folders)}
        added: dict[str, bytes | None] = {}
        wanted: set[str] = set()
        for ident in idents:
            for path, data in self._today(ident):
                added[self._name(path)] = data
                wanted |= hashes_in(self._plain(self._name(path), data))
        for folder in ("frozen", "attachments"):
            for path in mounts.listing(self._register / folder):
                name = self._name(path)
                if path.name.partition(".")[0] in wanted and archive.fits(name):
                    added |= {name: None} if name not in members else {}
        return gone | self._erased(gone, wanted), added

    def _today(self, ident: str) -> Iterator[tuple[Path, bytes]]:
        """Yield the file of an assessment and those of its sealed history, as they lie there."""
        path = self._register / "assessments" / f"{ident}.json"
        name = self._name(path)
        data = _needed(self._register, name)
        yield path, data
        document = unwrap(decode(self._plain(name, data), path), path, ident)
        for entry in document.get("sealed") or []:
            segment = self._register / "history" / ident / f"{entry.get('file')}.json"
            yield segment, _needed(self._register, self._name(segment))

    def _erased(self, gone: set[str], wanted: set[str]) -> set[str]:
        """Return the attachments that only what goes named."""
        named = {sha for name in gone for sha in hashes_in(self._opened(name))} - wanted
        found = {sha: self._name(self._register / "attachments" / sha) for sha in named}
        erased = {sha: name for sha, name in found.items() if name in self._backup.members}
        others = (n for n in self._backup.members if n.startswith(("assessments/", "history/")))
        for name in others if erased else ():
            if name not in gone:
                for sha in hashes_in(self._opened(name)) & set(erased):
                    del erased[sha]
        return set(erased.values())

    def _name(self, path: Path) -> str:
        """Return what the file called `path` in the register is called in its backup."""
        return mounts.place_of(path).relative_to(self._register).as_posix()

    def _opened(self, name: str) -> bytes:
        """Return what a file in the backup holds; nothing for a sealed one damaged before."""
        return self._plain(name, self._backup.data(name))

    def _plain(self, name: str, data: bytes) -> bytes:
        place = self._register / name
        seal = mounts.of(place)
        try:
            return seal.open(place, data) if seal else data
        except mounts.Altered:
            return b""
