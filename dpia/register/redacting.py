"""What stays of an assessment's past on the disk when a text in it is redacted, and removing it.

`redacting.json` is written before the first change and removed after the last. Where it is found,
a redaction was cut short: `finish` removes what is left of the old, whether the new one was saved
or not. `backups-due.json` is written with it, and stays until backups were gone through after that.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from dpia.errors import DpiaError, NotSaved
from dpia.register import assessments, content, copies, files, history, mounts
from dpia.register.encoding import decode
from dpia.register.founding import Signature
from dpia.register.problems import not_saved
from dpia.text import _

Document = dict[str, Any]
Empty = Callable[[dict[str, Any]], dict[str, Any]]
NAME = "redacting.json"
DUE = "backups-due.json"


def begin(register: Path, document: Document, empty: Empty, attached: Iterable[str]) -> Document:
    """Return `document` with its sealed history as `empty` returns each event, written anew.

    `attached` are the sha256 of attachments that go. The caller holds the lock, saves what it gets
    and calls `end`. Raises NotSaved, Damaged.
    """
    note = {"assessment": document["id"], "attachments": list(attached)}
    try:
        files.replace(register / DUE, b"{}\n")
        files.replace(register / NAME, json.dumps(note).encode())
        sealed = [*_sealed(register / "history", document, empty)]
    except OSError as error:
        raise not_saved(register, error) from error
    return {**document, "sealed": sealed}


def _sealed(folder: Path, document: Document, empty: Empty) -> Iterator[dict[str, Any]]:
    """Keep the segments that change under their new names; yield the entries of `sealed`."""
    for entry in document.get("sealed") or []:
        events = history.unseal(folder, document["id"], entry)
        after = [empty(event) for event in events]
        if after != events:
            data = history.segment(document["id"], after)
            entry = {**entry, "file": content.put(folder / document["id"], data)}
        yield entry


def backups_due(register: Path) -> str:
    """Say in a sentence that backups were not gone through since a redaction; empty when none."""
    if not (register / DUE).exists():
        return ""
    return _(
        "Something was redacted here, and backups may still hold it: `dpia redact --backups` "
        "takes it out of them."
    )


def last_begun(register: Path) -> Signature | None:
    """Return by what to tell the redaction since which backups are due; None when none are."""
    try:
        return files.signature((register / DUE).lstat())
    except OSError:
        return None


def backups_done(register: Path, begun: Signature | None) -> None:
    """Forget that backups are due, unless another redaction than `begun` was begun meanwhile.

    The caller holds the lock.
    """
    if begun and last_begun(register) == begun:
        files.remove(register / DUE)


def end(register: Path) -> None:
    """Remove what is left of the old. Raises NotSaved when something cannot be removed yet."""
    if left := finish(register):
        message = _(
            "Redacted, but this could not be removed yet: {files}. Close what uses it and open the "
            "register again."
        )
        raise NotSaved(message.format(files=", ".join(map(str, left[:5]))))


def finish(register: Path) -> list[Path]:
    """Remove what a redaction leaves of the old, and return what could not be removed.

    Nothing is done where none was begun. The caller holds the lock.
    """
    note = register / NAME
    try:
        begun = decode(files.read(note).data, note)
        ident, attached = str(begun["assessment"]), [str(name) for name in begun["attachments"]]
        document = assessments.read(register / "assessments" / f"{ident}.json").document
    except (OSError, DpiaError, KeyError, TypeError):  # none, or nothing one could go on with
        return []
    left = _removed([*_segments(register, document), *outdated(register, document)])
    left += _removed([*_unnamed(register, attached)])
    _settle_copy(register, ident)
    if not left:
        files.remove(note)
    return left


def _removed(paths: list[Path]) -> list[Path]:
    """Remove files, on the disk; return those that are still there."""
    left = [path for path in paths if not files.remove(path) and mounts.place_of(path).exists()]
    with suppress(OSError):
        for folder in {path.parent for path in paths}:
            files.sync_folder(folder)
    return left


def _settle_copy(register: Path, ident: str) -> None:
    """Put the latest copy on the disk, so that no power cut brings back the one it replaced."""
    with suppress(OSError):
        for path in copies.of(register, ident)[:1]:
            files.replace(path, files.read(register / "assessments" / f"{ident}.json").data)


def _segments(register: Path, document: Document) -> Iterator[Path]:
    """Yield what is in the assessment's history but no part of it; nobody else writes there now."""
    named = {f"{entry.get('file')}.json" for entry in document.get("sealed") or []}
    folder = register / "history" / document["id"]
    yield from (path for path in mounts.listing(folder) if path.name not in named)


def outdated(register: Path, document: Document) -> Iterator[Path]:
    """Yield what else in the register's folder holds the assessment as it was before."""
    ident, done = document["id"], len(document.get("redactions") or [])
    yield from register.glob(f"assessments/.{ident}.json.*.tmp")
    yield from (path for path in register.glob("index*") if path.is_file())
    yield from mounts.listing(register, f"damaged/*/history/{ident}/*")
    yield from register.glob(f"copies/{ident}/.*.tmp")
    for path in [*copies.of(register, ident), *register.glob(f"damaged/*/*/{ident}.json")]:
        found = _redactions(path)
        if found is None or found < done:
            yield path


def _redactions(path: Path) -> int | None:
    """Return how often the assessment in a copy was redacted; None for what cannot be read."""
    try:
        (document,) = decode(files.read(path).data, path)["assessment"].values()
        return len(document.get("redactions") or [])
    except (OSError, DpiaError, KeyError, TypeError, ValueError, AttributeError):
        return None


def _unnamed(register: Path, attached: list[str]) -> Iterator[Path]:
    """Yield the files of attachments that no assessment and no history names any more."""
    if attached:
        holders = [*register.glob("*/*.json"), *mounts.listing(register / "history", "*/*.json")]
        named = "".join(map(history.raw, holders))
        for path in register.glob("copies/*/*.json"):
            with suppress(DpiaError):  # it may be cut short; then the file itself is sound
                named += history.raw(path)
        for name in attached:
            if name not in named:
                yield register / "attachments" / content.checked(name)
