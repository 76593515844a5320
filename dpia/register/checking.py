"""Is a register whole? Every file is read by the register's own readers; nothing is changed."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dpia.assessment.replaying import Replay
from dpia.errors import DpiaError, NotFound
from dpia.register import copies, history, mounts, redacting, related
from dpia.register.assessments import NAME
from dpia.register.folder import Register
from dpia.register.founding import FOLDERS, LATER, identify
from dpia.register.problems import Damaged
from dpia.register.shape import UUID
from dpia.register.verify import breaks
from dpia.text import _, ngettext

Document = dict[str, Any]
Progress = Callable[[int, int], object]
_OURS = {*FOLDERS, *LATER, "register.json", ".lock", "index", redacting.NAME, redacting.DUE}
_HEX = frozenset("0123456789abcdef")
BACK = _("Put back a copy from a backup, or let `dpia repair` look for one.")
COPIED = _("Nothing is lost while the assessment is sound; its next save makes a new copy.")
COMPARE = _("Compare it with a backup: what was changed past dpia does not mend itself.")


class Flaw(NamedTuple):
    """What is wrong with a file, and what to do; `event` is the number of the first that is."""

    file: Path
    said: str
    remedy: str = ""
    event: int | None = None
    history: bool = False
    """Whether it is the chain of events that is broken."""
    reference: str = ""
    """Of which assessment, where it is another than the one that was looked at."""


class Looked(NamedTuple):
    """What was seen of an assessment (`ident`), or of another file."""

    flaws: tuple[Flaw, ...]
    ident: str = ""
    document: Document | None = None
    anchored: Document | None = None
    """The event that the anchor names, where it is one of this history."""
    last: int = 0
    """The number of the last event."""
    notes: tuple[Flaw, ...] = ()
    """What is no flaw of the register, but to be known."""


def look_at(folder: Path) -> tuple[Register, tuple[Flaw, ...]]:
    """Return the register in `folder` without touching it, and what is wrong with `register.json`.

    Raises NotFound when there is nothing of a register, and what an encrypted one raises that
    nobody unlocks.
    """
    folder = folder.absolute()
    try:
        about, seen = identify(folder)
    except DpiaError as problem:
        if isinstance(problem, NotFound) and not (folder / "assessments").is_dir():
            raise
        return Register(folder, {}, (0, 0, 0)), (_flaw(folder / "register.json", problem),)
    register = Register(folder, about, seen)
    if register.encrypted:
        from dpia.register.encryption.unlocking import unlock

        unlock(folder, about)
    return register, ()


class Inspection:
    """Looks at the assessments of a register, and at everything that is kept with them."""

    def __init__(self, register: Register, anchor: str = "") -> None:
        """Look at `register`; `anchor` is the hash of an event in hex, or how it begins."""
        self.counts: Counter[str] = Counter()
        """How many of each kind were looked at."""
        self.strangers: list[Path] = []
        """What lies in the register and is none of it."""
        self._register = register
        self._anchor = f"sha256:{anchor}" if anchor else ""
        self._seen: set[Path] = set()
        self._gone: list[str] = []

    def everything(self, progress: Progress) -> Iterator[Looked]:
        """Look at one file after the other; `progress(done, total)` hears how far it is."""
        found = {name: sorted(self._listed(name)) for name in FOLDERS}
        total, done = sum(map(len, found.values())), 0
        self.strangers += [p for p in self._listed("") if not _ours(p)]
        self._gone = related.gone(self._register.path)
        if not (self._register.path / "assessments").is_dir():
            yield Looked((Flaw(self._register.path / "assessments", _("It is missing."), BACK),))
        look: dict[str, Callable[[Path], Iterator[Looked]]]
        look = {"assessments": self._assessment, "frozen": self._copy}
        look |= {"attachments": self._copy, "history": self._segments}
        for name in ("assessments", "frozen", "attachments", "history"):
            for path in found[name]:
                progress(done, total)
                done += 1
                yield from look[name](path)
            if name == "assessments":
                yield from map(self.one, self._gone)

    def _listed(self, name: str) -> list[Path]:
        try:
            return mounts.listing(self._register.path / name)
        except OSError:
            return []

    def one(self, ident: str) -> Looked:
        """Look at the assessment with this id, and at what belongs to it."""
        path = self._register.file(ident)
        self.counts["assessments"] += 1
        try:
            document = self._register.load(ident).document
        except DpiaError as problem:
            return self._unread(path, problem)
        otherwise = copies.contradict(self._register.path, document)
        replay, anchored = Replay(), None

        def take(event: Document) -> None:
            nonlocal anchored
            self.counts["events"] += 1
            if self._anchor and str(event.get("hash")).startswith(self._anchor):
                anchored = event
            replay.take(event)

        broken = breaks(self._register.path / "history", document, take)
        flaws = [*self._kept(path, document)]
        if broken:
            flaws.append(_first(path, broken))
        elif differing := replay.differing(document):
            said = _("Its history leads to something else: {parts} changed without an event.")
            flaws.append(Flaw(path, said.format(parts=", ".join(differing)), COMPARE))
        elif otherwise:
            said = _("It is not as dpia saved it last, and no event says why.")
            flaws.append(Flaw(path, said, COMPARE))
        notes = [*self._copies(ident, sound=not flaws)]
        for flaw, wrong in self._before(path, document):
            (flaws if wrong else notes).append(flaw)
        last = (document.get("events") or document.get("sealed") or [{}])[-1]
        number = last.get("seq", last.get("last"))
        ended = number if isinstance(number, int) else 0
        return Looked(tuple(flaws), ident, document, anchored, ended, tuple(notes))

    def _unread(self, path: Path, problem: DpiaError) -> Looked:
        """Say why an assessment cannot be read; of one that is gone, what is left of it."""
        flaw, ident = _flaw(path, problem), path.stem
        if isinstance(problem, NotFound):
            self.counts["assessments"] -= 1
            places = (f"{name}/{ident}" for name in (copies.FOLDER, "history"))
            left = [place for place in places if (self._register.path / place).is_dir()]
            said = _("Its file is missing; all that is left of it lies in {places}.")
            remedy = _("`dpia repair {id}` puts it back. If it was removed on purpose, delete what "
                       "is left of it, too.")  # fmt: skip
            reference = related.reference_in_copies(self._register.path, ident)
            said, remedy = said.format(places=", ".join(left)), remedy.format(id=ident)
            flaw = Flaw(path, said, remedy, reference=reference)
        return Looked((flaw,), ident, notes=(*self._copies(ident, False),))

    def _copies(self, ident: str, sound: bool) -> Iterator[Flaw]:
        for path, kind in related.damaged_copies(self._register.path, ident, sound):
            yield Flaw(path, _("This second copy is damaged: {kind}.").format(kind=kind), COPIED)

    def _before(self, path: Path, document: Document) -> Iterator[tuple[Flaw, bool]]:
        """Yield what is the matter with the version before, and whether that is wrong."""
        try:
            found = related.earlier(self._register, document)
        except DpiaError as problem:
            said = _("The version it was made from could not be looked at: {why}")
            yield Flaw(path, said.format(why=problem.message)), False
            return
        if found and not found[2]:
            file, reference, _held = found
            said = _("Its history does not hold the event that {later}, the version after it, was "
                     "made from: events were taken away or written anew.")  # fmt: skip
            said = said.format(later=str(document.get("reference"))[:80])
            yield Flaw(file, said, COMPARE, reference=reference), True

    def _kept(self, path: Path, document: Document) -> Iterator[Flaw]:
        """Yield what is wrong with the files a document names; each is looked at once."""
        root = self._register.path
        for entry in document.get("sealed") or []:
            self._seen.add(root / "history" / path.stem / f"{entry.get('file')}.json")
            self.counts["segments"] += 1
        judged_by = [str(name) for name in (document.get("judged_by") or {}).values()]
        attached = [str(row.get("sha256")) for row in document.get("attachments") or []]
        wanted = [("frozen", name.removeprefix("sha256:"), ".json") for name in judged_by]
        wanted += [("attachments", name, "") for name in attached]
        for folder, name, ending in wanted:
            file = root / folder / (name + ending)
            if not _is_hash(name):
                said = _("It names a file that cannot be one: “{name}”.").format(name=name[:80])
                yield Flaw(path, said, BACK)
            elif file not in self._seen:
                yield from self._read(file)

    def _read(self, path: Path) -> Iterator[Flaw]:
        """Read a frozen copy or an attachment; its name is the hash of what it must hold."""
        self._seen.add(path)
        frozen = path.parent.name == "frozen"
        self.counts["frozen" if frozen else "attachments"] += 1
        try:
            if frozen:
                self._register.frozen(path.stem)
            else:
                self._register.attached(path.name)
        except DpiaError as problem:
            yield _flaw(path, problem)

    # Files of a folder

    def _assessment(self, path: Path) -> Iterator[Looked]:
        if NAME.fullmatch(path.name):
            yield self.one(path.stem)
        else:
            self.strangers.append(path)

    def _copy(self, path: Path) -> Iterator[Looked]:
        ending = ".json" if path.parent.name == "frozen" else ""
        if path.suffix != ending or not _is_hash(path.name.removesuffix(ending)):
            self.strangers.append(path)
        elif path not in self._seen and (flaws := tuple(self._read(path))):
            yield Looked(flaws)

    def _segments(self, folder: Path) -> Iterator[Looked]:
        """Look at sealed history that no assessment names: of a damaged one, or left over."""
        if not UUID.fullmatch(folder.name) or not folder.is_dir():
            self.strangers.append(folder)
            return
        for path in sorted(self._listed(f"history/{folder.name}")):
            if path in self._seen:
                continue
            if folder.name not in self._gone:
                self.strangers.append(path)
            if path.suffix == ".json" and _is_hash(path.stem):
                try:
                    history.unseal(folder.parent, folder.name, {"file": path.stem})
                except DpiaError as problem:
                    yield Looked((_flaw(path, problem),))


def _ours(path: Path) -> bool:
    """Say whether something in the folder itself belongs there, or is hidden, such as git's."""
    hidden = path.name[0] == "." and path.suffix != ".tmp"
    return hidden or path.name in _OURS or path.name.startswith("index-")


def _is_hash(name: str) -> bool:
    return len(name) == 64 and set(name) <= _HEX


def _first(path: Path, broken: list[Any]) -> Flaw:
    """Return the first break of a history; of the others only how many there are."""
    more = len(broken) - 1
    said = broken[0].said
    if more:
        count = ngettext("{said} (And {n} break more.)", "{said} (And {n} breaks more.)", more)
        said = count.format(said=said, n=more)
    return Flaw(path, said, COMPARE, broken[0].event, history=True)


def _flaw(path: Path, problem: DpiaError) -> Flaw:
    if isinstance(problem, Damaged):
        return Flaw(problem.path, _("It is damaged: {kind}.").format(kind=problem.kind), BACK)
    return Flaw(path, problem.message)
