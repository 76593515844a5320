"""Opening an encrypted register: who asks for the secret, and what this process knows already."""

import hmac
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from dpia.canonical import canonical
from dpia.register import files, mounts
from dpia.register.encryption import keys
from dpia.register.encryption.vault import Vault, need_cryptography
from dpia.register.problems import Damaged
from dpia.text import _

KEY_BYTES = 32
"""The length of a data key."""

_known: dict[str, bytes] = {}
_opened_by: dict[str, str] = {}


def remember(register: str, data_key: bytes) -> None:
    """Open the register with this id by `data_key` from now on: a key is derived once."""
    _known[register] = data_key


def forget() -> None:
    """Ask again for every register."""
    _known.clear()
    _opened_by.clear()


def opened_by(register: str) -> str:
    """Return the name of the person whose secret opened the register; empty for nobody."""
    return _opened_by.get(register, "")


def unlock(folder: Path, about: Mapping[str, Any]) -> None:
    """Mount the encrypted register in `folder`, of which `register.json` says `about`.

    Raises Locked when nothing opens it, Damaged, Usage without the package for it.
    """
    need_cryptography()  # before anybody is asked
    ident, entries = str(about.get("id")), entries_of(folder, about)
    data_key = _known.get(ident)
    if still_opens(folder, about):
        return
    if data_key is None or not proves(Vault(folder, ident, data_key), about):
        found = keys.unwrap(ident, entries, _asked(folder))
        if found is None:
            message = _("This passphrase or key does not open the register in {folder}.")
            raise keys.Locked(message.format(folder=folder))
        data_key, _opened_by[ident] = found
    vault = Vault(folder, ident, data_key, mixed=bool(about.get("state")))
    if not proves(vault, about):
        raise Damaged(folder / "register.json", _("it was altered"))
    remember(ident, data_key)
    _keep_out_of_cores()
    mounts.mount(vault)
    for name in ("index", "index-journal"):  # of a program that had it open before
        files.remove(folder / name)


def _keep_out_of_cores() -> None:
    """Let the system write no image of this process's memory to the disk when it fails."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limits
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def still_opens(folder: Path, about: Mapping[str, Any]) -> bool:
    """Say whether what is mounted at `folder` still opens it, and heed the state it is in now."""
    seal = mounts.of(folder / "any")
    if not isinstance(seal, Vault) or not proves(seal, about):
        return False
    seal.mixed = bool(about.get("state"))
    return True


def entries_of(folder: Path, about: Mapping[str, Any]) -> list[keys.Entry]:
    """Return the keys in `register.json`. Raises Damaged."""
    entries = about.get("keys")
    fields = ("name", "kind", "wrapped")
    if not isinstance(entries, list) or not all(
        isinstance(entry, dict) and all(isinstance(entry.get(name), str) for name in fields)
        for entry in entries
    ):
        raise Damaged(folder / "register.json", _("its keys cannot be read"))
    return entries


def proof(vault: Vault, about: Mapping[str, Any]) -> str:
    """Return what shows that `about` was written by someone who had the data key.

    It covers the id and the state. An entry of `keys` shows by itself that it is whole.
    """
    said = {name: about.get(name) for name in ("format", "id", "created", "state")}
    return hmac.digest(vault.proving, canonical(said), "sha256").hex()


def proves(vault: Vault, about: Mapping[str, Any]) -> bool:
    """Say whether `about` was written by someone who had the data key of `vault`."""
    return hmac.compare_digest(
        proof(vault, about).encode(), str(about.get("proof")).encode("utf-8", "replace")
    )


def _asked(folder: Path) -> keys.Secret:
    if mounts.ask is None:
        raise keys.Locked(_("The register in {folder} is encrypted.").format(folder=folder))
    secret: keys.Secret = mounts.ask(folder)
    return secret
