"""What seals the files of one register: content by AES-256-GCM, hashes in names by AES-SIV.

A sealed file is `dpia-sealed/1\\n`, a random nonce of 12 bytes, and the content with a tag of 16.
The register's id and the file's place in it are authenticated with it, so that no file can stand
for another. An older state of the same file, put back, is not noticed here; nor are the length of
a file, its time, or how many there are hidden.

Frozen copies, attachments and sealed history are named by the sha256 of their content. Such a name
would tell whoever has the same file that it is here (which questionnaires, whose leaflet), so the
hash itself is encrypted. AES-SIV gives the same name for the same hash and folder every time, with
no nonce to keep, and can be turned back when a folder is listed, which an HMAC could not.
"""

import os
import re
from pathlib import Path

from dpia.errors import Usage
from dpia.register.mounts import SEALED, Altered, NotSealed, OtherVersion
from dpia.text import _

MAGIC = SEALED + b"1\n"
ASIDE = "damaged"
"""Below `damaged/<time>/` lies what was moved there as it was."""
_LATER = re.compile(re.escape(SEALED) + rb"(?:[2-9]|[1-9]\d{1,5})\n")
_NONCE = 12
_TAG = 16
_HASH = re.compile(r"([0-9a-f]{64})((?:\.\w+)?)")
_HIDDEN = re.compile(r"([0-9a-f]{96})((?:\.\w+)?)")


class Vault:
    """Seals and opens the files of one register; see `mounts.Seal`."""

    overhead = len(MAGIC) + _NONCE + _TAG

    def __init__(self, folder: Path, ident: str, data_key: bytes, mixed: bool = False) -> None:
        """Seal below `folder` what belongs to the register `ident`."""
        need_cryptography()
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        self.folder = folder
        self.mixed = mixed
        self.data_key = data_key
        self._ident = ident.encode()
        derived = HKDF(SHA256(), 32 + 64 + 32, salt=self._ident, info=b"dpia register").derive(
            data_key
        )
        self._content = AESGCM(derived[:32])
        self._names = AESSIV(derived[32:96])
        self.proving = derived[96:]
        """The key by which `register.json` proves that it belongs to the data key."""

    def place(self, path: Path) -> Path:
        """Return where the file called `path` lies: a name that is a hash is hidden."""
        found = _HASH.fullmatch(path.name)
        if found is None:
            return path
        hidden = self._names.encrypt(bytes.fromhex(found[1]), [self._within(path.parent)])
        return path.with_name(hidden.hex() + found[2])

    def name(self, place: Path) -> Path:
        """Return what the file that lies at `place` is called; a strange name stays."""
        from cryptography.exceptions import InvalidTag

        found = _HIDDEN.fullmatch(place.name)
        if found is None:
            return place
        try:
            plain = self._names.decrypt(bytes.fromhex(found[1]), [self._within(place.parent)])
        except InvalidTag:
            return place
        return place.with_name(plain.hex() + found[2])

    def seal(self, place: Path, data: bytes) -> bytes:
        """Return what is written at `place` for `data`."""
        nonce = os.urandom(_NONCE)
        return MAGIC + nonce + self._content.encrypt(nonce, data, self._bound(place))

    def open(self, place: Path, data: bytes) -> bytes:
        """Return what was sealed for `place`. Raises Altered and its kinds.

        A plain file is taken as it is while the register is between plain and encrypted.
        """
        from cryptography.exceptions import InvalidTag

        if not data.startswith(SEALED):
            if self.mixed and not _HIDDEN.fullmatch(place.name):
                return data
            raise NotSealed(place)
        start = len(MAGIC) + _NONCE
        try:
            plain = self._content.decrypt(
                data[len(MAGIC) : start], data[start:], self._bound(place)
            )
        except (InvalidTag, ValueError):
            raise (OtherVersion if _LATER.match(data) else Altered)(place) from None
        if not data.startswith(MAGIC):  # the number of the version alone was altered
            raise Altered(place)
        return plain

    def _bound(self, place: Path) -> bytes:
        return b"\0".join((MAGIC, self._ident, self._within(place)))

    def _within(self, path: Path) -> bytes:
        """Return the place of a file; what repair has put aside keeps the one it had."""
        parts = path.relative_to(self.folder).parts
        return "/".join(parts[2:] if parts[0] == ASIDE else parts).encode()


def need_cryptography() -> None:
    """Raise Usage, with a sentence on what to install, where `cryptography` is missing."""
    from importlib.util import find_spec

    if find_spec("cryptography") is None:
        message = _(
            "The register is encrypted, or is to be; that needs one more package, cryptography. "
            "`pip install 'dpia[encryption]'` installs it; in a copy of the sources "
            "`pip install '.[encryption]'`."
        )
        raise Usage(message)
