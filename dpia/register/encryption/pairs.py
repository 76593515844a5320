"""Key pairs (X25519): the private key in a file of its person, the public one as a recipient."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from dpia.errors import Invalid
from dpia.register.encryption.keys import (
    Locked,
    Passphrase,
    PrivateKey,
    to_bytes,
    to_text,
    unwrap,
    wrap,
)
from dpia.register.encryption.vault import need_cryptography
from dpia.text import _

PREFIX = "dpia1"
FORMAT = "dpia-key/1"


def make_pair() -> tuple[PrivateKey, str]:
    """Return a new private key, and the recipient that others wrap for."""
    need_cryptography()
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    return PrivateKey(private.private_bytes_raw()), _named(private.public_key().public_bytes_raw())


def _named(public: bytes) -> str:
    """Return a public key as people pass it on; the last four bytes catch a slip."""
    check = hashlib.sha256(PREFIX.encode() + public).digest()[:4]
    return PREFIX + base64.b32encode(public + check).decode("ascii").rstrip("=").lower()


def public_of(text: str) -> bytes:
    """Return the public key in what `_named` wrote. Raises Invalid."""
    body = text.strip().lower().removeprefix(PREFIX).upper()
    try:
        public = base64.b32decode(body + "=" * (-len(body) % 8))[:32]
    except (binascii.Error, ValueError):
        public = b""
    if len(public) != 32 or _named(public) != text.strip().lower():
        message = _("“{text}” is no recipient; `dpia key new FILE` prints one, beginning {prefix}.")
        raise Invalid(message.format(text=text[:80], prefix=PREFIX))
    return public


def key_file(private: PrivateKey, recipient: str, passphrase: Passphrase | None) -> bytes:
    """Return what a file for a private key holds; sealed when there is a `passphrase`."""
    content: dict[str, Any] = {"format": FORMAT, "recipient": recipient}
    if passphrase is None:
        content["private"] = to_text(private.data)
    else:
        content["sealed"] = wrap(private.data, recipient, "private", passphrase, ())
    return (json.dumps(content, indent=2) + "\n").encode()


def read_key_file(data: bytes) -> dict[str, Any]:
    """Return the content of a file for a private key. Raises Invalid."""
    try:
        content = json.loads(data)
        if content["format"] == FORMAT and ("private" in content or "sealed" in content):
            return {"recipient": "", **content}
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise Invalid(_("This is no file of a private key that `dpia key new` wrote."))


def private_of(content: Mapping[str, Any], passphrase: Passphrase | None) -> PrivateKey:
    """Return the private key in `read_key_file`'s content. Raises Locked, Invalid."""
    if "private" in content:
        try:
            return PrivateKey(to_bytes(content["private"]))
        except (ValueError, TypeError):
            raise Invalid(_("The file of the private key is damaged.")) from None
    found = passphrase and unwrap(str(content["recipient"]), [content["sealed"]], passphrase)
    if not found:
        raise Locked(_("The passphrase does not open the private key."))
    return PrivateKey(found[0])


def is_sealed(content: Mapping[str, Any]) -> bool:
    """Say whether the private key in `read_key_file`'s content needs a passphrase."""
    return "private" not in content
