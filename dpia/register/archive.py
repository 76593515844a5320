"""A whole register in one ZIP file: what may stand in it, writing it, and reading it with distrust.

Every member is a file of the register under its path there, byte for byte as it lay on the disk;
what was encrypted there is encrypted here. `manifest.json`, the last one, names each with its size
and sha256, the register's id, the time and the dpia that made it. docs/formats.md describes it.
"""

import json
import re
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from dpia.errors import Invalid
from dpia.register import files
from dpia.register.attachments import LARGEST
from dpia.register.encoding import decode
from dpia.register.problems import Damaged, Newer, Unreadable
from dpia.register.shape import UUID, newer_than
from dpia.text import _

FORMAT = "dpia-backup/1"
MANIFEST = "manifest.json"
ROOT = ("register.json", "redacting.json")
"""Files that lie in the register's folder itself."""

_KEPT = "(?:[0-9a-f]{64}|[0-9a-f]{96})"  # the longer ones are the hidden names of an encrypted one
_FORMS = (
    re.compile("|".join(map(re.escape, (*ROOT, MANIFEST)))),
    re.compile(rf"assessments/{UUID.pattern}\.json"),
    re.compile(rf"frozen/{_KEPT}\.json"),
    re.compile(rf"history/{UUID.pattern}/{_KEPT}\.json"),
    re.compile(rf"attachments/{_KEPT}"),
)
_SEALING = 1_000
_JSON, _ATTACHMENT = files.MAX_BYTES + _SEALING, LARGEST + _SEALING
_MANIFEST = 400_000_000
_MOST = 2_000_000
_SWELLS = 100  # so many times a text may be smaller in the archive; attachments are not compressed
_AT_LEAST = 200_000_000
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Member(NamedTuple):
    """One file of a backup."""

    name: str
    size: int
    sha256: str


def fits(name: str) -> bool:
    """Say whether a file of this name may stand in a backup."""
    return any(form.fullmatch(name) for form in _FORMS)


def limit_of(name: str) -> int:
    """Return how many bytes a file of this name may have as it lies on the disk."""
    if name == MANIFEST:
        return _MANIFEST
    return _ATTACHMENT if name.startswith("attachments/") else _JSON


class _Out:
    """What zipfile writes to: it holds what nobody took yet."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here for a flush."""

    def taken(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        return data


def pieces(found: Iterable[tuple[str, bytes]], about: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the bytes of an archive that holds the files `found`, by their names.

    `about` begins the manifest: `register`, `made` and `version`.
    """
    out, listed = _Out(), []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for name, data in found:
            archive.writestr(_info(name), data)
            listed.append(Member(name, len(data), files.stamp_of(data)))
            yield out.taken()
        rows = ",\n".join(f"    {json.dumps(member._asdict())}" for member in listed)
        head = json.dumps({"format": FORMAT, **about}, indent=2, ensure_ascii=False)[:-2]
        manifest = f'{head},\n  "files": [\n{rows}\n  ]\n}}\n'
        archive.writestr(_info(MANIFEST), manifest.encode())
    yield out.taken()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, time.gmtime()[:6])
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    info.create_system = 3  # Unix, so that the mode counts wherever it was made
    attached = name.startswith("attachments/")  # pictures and documents are compressed already
    info.compress_type = zipfile.ZIP_STORED if attached else zipfile.ZIP_DEFLATED
    return info


@contextmanager
def opened(path: Path) -> Iterator["Archive"]:
    """Open the backup in `path`. Raises Invalid for what is none or not safe, Newer, Unreadable."""
    with _refusing(path):
        if not path.is_file() and path.exists():
            raise Invalid(_("{path} is not a file; name a backup.").format(path=path))
        with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
            yield Archive(path, archive)


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError),
        *(ValueError, struct.error),
    ) as error:
        raise refused(path, _("it is no ZIP file that can be read, or was damaged")) from error
    except OSError as error:
        raise Unreadable(path, error) from error


def refused(path: Path, why: str) -> Invalid:
    """Return the sentence for a file that is no sound backup; `why` is a phrase."""
    message = _("{path} is no backup that can be used: {why}. Nothing was taken from it.")
    return Invalid(message.format(path=path, why=why))


class Archive:
    """A backup that is open; what its directory says has been checked, its bytes not yet."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        """Look at the directory and the manifest. Raises Invalid, Newer."""
        self.path = path
        self._archive = archive
        self._infos = {info.filename: info for info in archive.infolist()}
        if flaw := self._flaw():
            raise refused(path, flaw)
        if MANIFEST not in self._infos:
            raise refused(path, _("it has no list of its files ({name})").format(name=MANIFEST))
        self.about = self._manifest()
        self.members = {member.name: member for member in self._listed()}
        """Every file by its name, without the manifest."""

    def _flaw(self) -> str | None:
        """Say in a phrase why this archive is not even read."""
        infos = self._archive.infolist()
        if len(infos) > _MOST or len(infos) != len(self._infos):
            return _("it names too many files, or one of them twice")
        for info in infos:
            kind = stat.S_IFMT(info.external_attr >> 16)
            name = ascii(info.orig_filename[:80])
            if info.orig_filename != info.filename or not fits(info.filename):
                return _("it holds {name}, which is no file of a register").format(name=name)
            if kind not in (0, stat.S_IFREG):
                return _("{name} in it is a link, not a file").format(name=name)
            if info.flag_bits & 1 or info.compress_type not in _KNOWN:
                return _("{name} in it is packed in a way dpia does not do").format(name=name)
            if info.file_size > limit_of(info.filename):
                return _("{name} in it is larger than such a file can be").format(name=name)
        return self._swollen(infos)

    def _swollen(self, infos: list[zipfile.ZipInfo]) -> str | None:
        """Say in a phrase when the archive would unpack to more than it can honestly hold."""
        end = 0
        for info in sorted(infos, key=lambda info: info.header_offset):
            if info.header_offset < end:
                return _("two of its files lie in the same place")
            end = info.header_offset + info.compress_size
        total = sum(info.file_size for info in infos)
        if total > max(_SWELLS * self.path.stat().st_size, _AT_LEAST):
            return _("it would unpack to {size} MB").format(size=total // 1_000_000)
        return None

    def _manifest(self) -> dict[str, Any]:
        try:
            about = decode(self._read(MANIFEST), self.path)
        except Damaged as damage:
            raise refused(self.path, f"{MANIFEST}: {damage.kind}") from damage
        if isinstance(about, dict) and newer_than(about.get("format"), FORMAT):
            raise Newer(self.path, str(about["format"])[:80])
        if not isinstance(about, dict) or about.get("format") != FORMAT:
            raise refused(self.path, _("its format is not {format}").format(format=FORMAT))
        return about

    def _listed(self) -> Iterator[Member]:
        """Yield what the manifest lists; it must be what the archive holds."""
        rows = self.about.get("files")
        names = set()
        for row in rows if isinstance(rows, list) else []:
            try:
                member = Member(**row)
                size = self._infos[member.name].file_size
            except (TypeError, KeyError):
                raise refused(self.path, _("it lists a file that is not in it")) from None
            if size != member.size:
                name = member.name
                raise refused(self.path, _("{name} in it has another size").format(name=name))
            names.add(member.name)
            yield member
        if names != set(self._infos) - {MANIFEST} or ROOT[0] not in names:
            raise refused(self.path, _("its list does not fit its files"))

    def data(self, name: str) -> bytes:
        """Return the bytes of a file, which are what the manifest says. Raises Invalid."""
        with _refusing(self.path):
            data = self._read(name)
        if files.stamp_of(data) != self.members[name].sha256:
            raise refused(self.path, _("{name} in it was altered").format(name=name))
        return data

    def _read(self, name: str) -> bytes:
        with self._archive.open(self._infos[name]) as stream:
            data = stream.read(limit_of(name) + 1)
        if len(data) != self._infos[name].file_size:
            raise refused(self.path, _("{name} in it has another size").format(name=name))
        return data

    def check(self) -> None:
        """Read every file. Raises Invalid for the first that is not what the manifest says."""
        for name in self.members:
            self.data(name)
