"""The register as a folder: one TinyDB file for each assessment, replaced as a whole to commit."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from dpia.canonical import canonical
from dpia.errors import DpiaError, Invalid, NotFound
from dpia.register import (
    assessments,
    attachments,
    content,
    copies,
    files,
    history,
    mounts,
    redacting,
)
from dpia.register.founding import Signature, found, identify, still
from dpia.register.listing import Listing
from dpia.register.lock import Lock
from dpia.register.problems import Changed, Unreadable, not_read, not_saved, reason
from dpia.register.shape import flaw_of, identifier
from dpia.register.wording import Wording
from dpia.text import _

Document = dict[str, Any]


class Stored(NamedTuple):
    """A document as it was stored, and the stamp that a save of it must name."""

    document: Document
    stamp: str


class Register(Listing):
    """All assessments of an organisation in one folder. `Register.open` makes one.

    Safe to use from several threads and several processes at once.
    """

    def __init__(self, path: Path, about: Document, seen: Signature) -> None:
        """Use `open`: it checks the folder first."""
        super().__init__(path)
        self.id = str(about.get("id"))
        self.encrypted = bool(about.get("encrypted"))
        if self.encrypted:
            self._index_path = None
        self._about = path / "register.json"
        self._seen = seen
        self._frozen = path / "frozen"
        self._history = path / "history"
        self._attachments = path / "attachments"
        self._lock = Lock(path, beside=self._about)
        # by (id, stamp before): stamps written without learning whether they reached the disk
        self._doubtful: dict[tuple[str, str | None], set[str]] = {}

    @classmethod
    def open(cls, path: Path | str, create: bool = False) -> "Register":
        """Open the register in the folder `path`; with `create`, make it when there is none.

        Opens also what cannot be written. Raises NotFound, Invalid (no register, damaged, or from
        a newer dpia), Unreadable, and NotSaved when it cannot be made. How one that is encrypted
        opens, `encryption.unlocking` says; raises Locked.
        """
        folder = Path(path).absolute()
        if create and not (folder / "register.json").exists():
            found(folder)
        about, seen = identify(folder)
        register = cls(folder, about, seen)
        if register.encrypted:
            from dpia.register.encryption import turning

            if turning.opened(register, about):
                return cls.open(folder)
        else:
            mounts.unmount(folder)
        for place in (folder, register._assessments, register._frozen):
            files.sweep_temporaries(place)
        register._go_on_redacting()
        return register

    @property
    def read_only(self) -> str | None:
        """Say in a sentence why nothing can be saved now; None when it can. Asks the disk."""
        for folder in (self.path, self._assessments):
            if error := files.writable(folder):
                return _("The register in {folder} can be read but not changed: {reason}.").format(
                    folder=self.path, reason=reason(error)
                )
        return None

    def load(self, ident: str) -> Stored:
        """Return a fresh copy of an assessment. Raises NotFound, Damaged, Newer, Unreadable."""
        try:
            reading = assessments.read(self.file(ident))
        except FileNotFoundError:
            raise NotFound(
                _("There is no assessment {id} in {folder}.").format(id=ident, folder=self.path)
            ) from None
        return Stored(reading.document, reading.stamp)

    def save(self, document: Document, stamp: str | None) -> str:
        """Put `document` on the disk and return its new stamp.

        `stamp` is the one it was loaded or last saved with; None for an assessment that must not
        exist yet. Once it is on the disk, and only then, `revision`, `events` and `sealed` of
        `document` are brought up to date in place. Raises Changed (somebody else saved it since),
        Conflict (the lock is held), NotSaved (the disk refused; the same call may be tried again),
        Invalid (no assessment).
        """
        path = self.checked(document)
        with self.locked():
            return self._commit(document, stamp, path, {})

    def create(self, document: Document, year: int, version_of: str = "") -> str:
        """Save a new `document` under the next free reference of `year`, and return its stamp.

        A new version of the assessment with the reference `version_of` is called after it. Sets
        `reference` in place, like `save` the rest. Raises what `save` raises.
        """
        path = self.checked(document)
        with self.locked():
            called = self.next_version(version_of) if version_of else self.next_reference(year)
            stamp = self._commit(document, None, path, {"reference": called})
            self._named[path.name] = called
            return stamp

    def freeze(self, document: Any) -> str:
        """Keep a copy of a questionnaire, list … for good and return its digest, `sha256:<hex>`.

        The digest is that of `dpia.canonical`. On disk when this returns. Raises NotSaved.
        """
        try:
            return "sha256:" + content.put(self._frozen, canonical(document))
        except OSError as error:
            raise not_saved(self.path, error) from error

    def frozen(self, digest: str) -> Any:
        """Return the copy kept under `digest`. Raises NotFound, Invalid, Damaged."""
        return content.get(self._frozen, digest.removeprefix("sha256:"))

    def attach(self, data: bytes) -> str:
        """Keep the bytes of an attachment and return their sha256 (hex).

        On disk when this returns; the assessment that names it is saved after that. The lock keeps
        a sweep from taking away at this moment what was there already. Raises NotSaved, Conflict.
        """
        with self.locked():
            return attachments.put(self._attachments, data)

    def attached(self, sha256: str) -> bytes:
        """Return the bytes of an attachment. Raises NotFound, Invalid, Damaged, Unreadable."""
        return attachments.get(self._attachments, sha256)

    def holds(self, path: Path) -> bool:
        """Say whether `path` lies in this register's folder."""
        return path.resolve().is_relative_to(self.path.resolve())

    def history(self, ident: str) -> Iterator[dict[str, Any]]:
        """Yield all events of an assessment, oldest first, sealed ones included."""
        return self.events(self.load(ident).document)

    def events(self, document: Document) -> Iterator[dict[str, Any]]:
        """Yield all events of a document in hand, oldest first, sealed ones included."""
        return history.stream(self._history, document)

    def backwards(self, document: Document) -> Iterator[dict[str, Any]]:
        """Yield all events of a document in hand, the latest first, reading no more than wanted."""
        return history.backwards(self._history, document)

    def may_mention(self, ident: str, wording: Wording) -> bool:
        """Say whether the words may stand in a text of an assessment or of its history; quick."""
        paths = [self.file(ident), *(self._history / ident).glob("*.json")]
        return any(wording.may_fit(history.raw(path)) for path in paths)

    def verify(self, ident: str) -> list[str]:
        """Return a sentence for each break in the history of an assessment, and each attachment
        that is missing or was altered; [] when it is whole.
        """
        return self.flaws(self.load(ident).document)

    def flaws(self, document: Document) -> list[str]:
        """Return for a document in hand what `verify` returns."""
        from dpia.register.verify import verify

        broken = verify(self._history, document)
        return [*broken, *attachments.flaws(self._attachments, document)]

    def sweep(self) -> list[Path]:
        """Remove stale temporary files and kept files nobody refers to; return what went."""
        from dpia.register.sweeping import sweep

        with self.locked():
            return sweep(self.path)

    def checked(self, document: Document) -> Path:
        """Return where `document` belongs. Raises Invalid for what could not be opened again."""
        flaw = flaw_of(document)
        if flaw is None and identifier(document["id"]) != document["id"]:
            flaw = _("its id is not written in lower case")
        if flaw:
            raise Invalid(_("This is no assessment that can be saved: {flaw}.").format(flaw=flaw))
        return self.file(document["id"])

    def redact(
        self, document: Document, stamp: str, empty: redacting.Empty, attached: Iterable[str] = ()
    ) -> str:
        """Save `document` like `save`, with the events of its sealed history as `empty` has them.

        Whatever else in this register held them is removed for good, and so are the attachments
        named (sha256) that nobody else has. Raises what `save` raises, and Damaged.
        """
        path = self.checked(document)
        with self.locked():
            redacting.finish(self.path)
            self._refuse_if_changed(path, (document["id"], stamp))
            document = redacting.begin(self.path, document, empty, attached)
            saved = self._commit(document, stamp, path, {})
            redacting.end(self.path)
        return saved

    def _go_on_redacting(self) -> None:
        """Finish a redaction that was cut short, where that is possible now."""
        if (self.path / redacting.NAME).exists():
            with suppress(DpiaError), self.locked():
                redacting.finish(self.path)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock of a register that is there; an unmounted one must not be made anew.

        Raises Conflict when it was encrypted or decrypted since it was opened.
        """
        with self._lock.held():
            try:
                seen = files.signature(self._about.lstat())
            except OSError as error:
                raise not_saved(self.path, error) from error
            if seen != self._seen:
                self._seen = still(self.path, self.encrypted)
            yield

    def _commit(
        self, document: Document, stamp: str | None, path: Path, assigned: dict[str, Any]
    ) -> str:
        """Replace the file at `path`, under the lock: the one moment at which a change is kept."""
        from dpia.register.storage import AtomicStorage

        key = (document["id"], stamp)
        self._refuse_if_changed(path, key)
        storage = AtomicStorage(path)
        try:
            changes = {**assigned, "revision": document.get("revision", 0) + 1}
            changes |= history.seal(self._history, document)
            storage.write({"assessment": {"1": {**document, **changes}}})
            copies.keep(self.path, document["id"], storage.written)
        except BaseException as error:
            if storage.stamp:  # it may have become the file all the same; a retry must know it
                self._doubtful.setdefault(key, set()).add(storage.stamp)
            if isinstance(error, OSError):
                raise not_saved(self.path, error) from error
            raise
        self._doubtful.pop(key, None)
        document.update(changes)
        return str(storage.stamp)

    def _refuse_if_changed(self, path: Path, key: tuple[str, str | None]) -> None:
        """Raise Changed unless the file at `path` is the one that the saver has seen."""
        try:
            data = files.read(path).data
            copies.keep_older(self.path, key[0], data)
            found = files.stamp_of(data)
        except FileNotFoundError as error:
            if not self._assessments.is_dir():
                raise not_saved(self.path, error) from error
            found = None
        except OSError as error:
            problem = not_read(path, error)
            raise not_saved(self.path, error) if type(problem) is Unreadable else problem from error
        if found != key[1] and found not in self._doubtful.get(key, ()):
            raise self._changed(path)

    def _changed(self, path: Path) -> Changed:
        try:
            theirs = assessments.read(path)
        except FileNotFoundError:
            sentence = _("{path} was removed by somebody else; nothing was written.")
        except DpiaError:
            sentence = _("{path} was changed and cannot be read any more; it was not overwritten.")
        else:
            sentence = _(
                "Somebody else has saved {path} since it was loaded;"
                " nothing was overwritten. Load it again and repeat the change."
            )
            return Changed(sentence.format(path=path), theirs.document, theirs.stamp)
        return Changed(sentence.format(path=path), None, None)
