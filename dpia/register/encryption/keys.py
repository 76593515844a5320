"""The data key of a register, wrapped once for each person who may open it.

By a passphrase: scrypt (RFC 7914) makes a key of it that seals the data key with AES-256-GCM.
For a key pair: HPKE (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM. It is a standard, and in
the library that does all the rest; age recipients would have brought a second one.
An entry names the register and its person in what is authenticated, so that it fits nowhere else.
"""

import base64
import hashlib
import os
import secrets
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dpia.canonical import canonical
from dpia.errors import DpiaError, Invalid
from dpia.register.encryption.vault import need_cryptography
from dpia.text import _

Entry = Mapping[str, Any]
"""`{"name", "kind": "passphrase" | "x25519", "scrypt"?, "recipient"?, "wrapped"}`."""

SHORTEST = 12
"""Characters of a passphrase, at least."""


class Cost(NamedTuple):
    """What one try at a passphrase costs: `128 * n * r` bytes of memory, and time."""

    n: int
    r: int
    p: int


COST = Cost(2**17, 8, 1)
"""The cost of a passphrase: 128 MiB. An entry says at which cost it was made."""
_MOST = 2**29
"""Bytes of memory that an entry may ask for."""


class Locked(DpiaError):
    """Nothing given opens the register (exit 1)."""


class Passphrase(NamedTuple):
    """What a person knows."""

    text: str


class PrivateKey(NamedTuple):
    """What a person has: the 32 bytes of an X25519 private key."""

    data: bytes


Secret = Passphrase | PrivateKey


def new_data_key() -> bytes:
    """Return 32 random bytes."""
    return secrets.token_bytes(32)


def recovery_code() -> str:
    """Return a passphrase of 125 random bits to be written on paper: 25 signs in groups."""
    signs = "".join(secrets.choice("abcdefghijkmnpqrstuvwxyz23456789") for _sign in range(25))
    return "-".join(signs[start : start + 5] for start in range(0, 25, 5))


def checked(text: str) -> Passphrase:
    """Return a new passphrase. Raises Invalid for one that is too short."""
    if len(text) < SHORTEST:
        message = _("A passphrase has at least {n} characters; four or five words are good.")
        raise Invalid(message.format(n=SHORTEST))
    return Passphrase(text)


def wrap(
    data_key: bytes, register: str, name: str, secret: Passphrase | str, entries: Iterable[Entry]
) -> Entry:
    """Return the entry for `name` that `secret` opens: a passphrase, or a recipient as text.

    A passphrase shares the salt of those that are there at today's cost: so one derivation tries
    them all. Raises Invalid for what is no recipient.
    """
    if isinstance(secret, Passphrase):
        shared = [e["scrypt"] for e in entries if e["kind"] == "passphrase"]
        fitting = [s for s in shared if (s.get("n"), s.get("r"), s.get("p")) == COST]
        cost = fitting[0] if fitting else {"salt": to_text(os.urandom(16)), **COST._asdict()}
        entry = {"name": name, "kind": "passphrase", "scrypt": dict(cost)}
        nonce = os.urandom(12)
        sealed = _cipher(_derived(secret, cost)).encrypt(nonce, data_key, _bound(register, entry))
        return {**entry, "wrapped": to_text(nonce + sealed)}
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    from dpia.register.encryption.pairs import public_of

    entry = {"name": name, "kind": "x25519", "recipient": secret.strip().lower()}
    public = X25519PublicKey.from_public_bytes(public_of(secret))
    return {
        **entry,
        "wrapped": to_text(_suite().encrypt(data_key, public, info=_bound(register, entry))),
    }


def unwrap(register: str, entries: Sequence[Entry], secret: Secret) -> tuple[bytes, str] | None:
    """Return the data key and the name of the first entry that `secret` opens; None for none."""
    need_cryptography()
    derived: dict[bytes, Any] = {}
    for entry in entries:
        try:
            if isinstance(secret, Passphrase) and entry["kind"] == "passphrase":
                cost = canonical(entry["scrypt"])
                if cost not in derived:
                    derived[cost] = _cipher(_derived(secret, entry["scrypt"]))
                data = to_bytes(entry["wrapped"])
                key = derived[cost].decrypt(data[:12], data[12:], _bound(register, entry))
            elif isinstance(secret, PrivateKey) and entry["kind"] == "x25519":
                key = _opened(secret, entry, register)
            else:
                continue
        except (_invalid_tag(), ValueError, KeyError, TypeError, OverflowError, RecursionError):
            continue
        if len(key) == 32:
            return key, str(entry["name"])
    return None


def _opened(secret: PrivateKey, entry: Entry, register: str) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.from_private_bytes(secret.data)
    data = to_bytes(entry["wrapped"])
    return bytes(_suite().decrypt(data, private, info=_bound(register, entry)))


def _derived(passphrase: Passphrase, cost: Mapping[str, Any]) -> bytes:
    """Return the key that scrypt makes of a passphrase. Raises ValueError for an odd cost."""
    n, r, p = (int(cost[name]) for name in ("n", "r", "p"))
    if not 0 < 128 * n * r <= _MOST or not 0 < p <= 16:
        raise ValueError("cost out of bounds")
    text = unicodedata.normalize("NFC", passphrase.text).encode("utf-8", "surrogatepass")
    salt = to_bytes(cost["salt"])
    return hashlib.scrypt(text, salt=salt, n=n, r=r, p=p, maxmem=2 * _MOST, dklen=32)


def _bound(register: str, entry: Entry) -> bytes:
    return canonical({"register": register, "name": entry["name"], "kind": entry["kind"]})


def _cipher(key: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def _suite() -> Any:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _invalid_tag() -> type[Exception]:
    from cryptography.exceptions import InvalidTag

    return InvalidTag


def to_text(data: bytes) -> str:
    """Return bytes as they stand in JSON."""
    return base64.b64encode(data).decode("ascii")


def to_bytes(text: str) -> bytes:
    """Return the bytes that `to_text` wrote. Raises ValueError, TypeError."""
    return base64.b64decode(text, validate=True)
