"""Turning a whole register into an encrypted one, and back.

`register.json` says first what is under way (`state`), and last that it is done. In between every
file is plain or sealed, each replaced as a whole, and both are read; whoever opens the register
next goes on. What is sealed under another name is written there before the plain file goes.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from dpia.errors import DpiaError, Invalid, NotSaved
from dpia.register import copies, files, mounts
from dpia.register.attachments import LARGEST
from dpia.register.encryption import keys
from dpia.register.encryption.unlocking import entries_of, proof, remember, unlock
from dpia.register.encryption.vault import ASIDE, Vault
from dpia.register.folder import Register
from dpia.register.founding import ENCRYPTED, FORMAT, identify
from dpia.register.problems import not_read, not_saved, reason
from dpia.text import _

About = dict[str, Any]
Progress = Callable[[int, int], object]
Person = tuple[str, keys.Passphrase | str]
"""A name, and the passphrase or the recipient that opens the register for them."""

_PATIENT: Progress = lambda _done, _total: None  # noqa: E731


def opened(register: Register, about: About) -> bool:
    """Unlock `register`, and go on with what was cut short, where that is possible now.

    Returns whether it was: the register is another one then.
    """
    unlock(register.path, about)
    if about.get("state"):
        with suppress(DpiaError):
            finish(register)
            return True
    return False


def encrypt(folder: Path, people: Sequence[Person], told: Progress = _PATIENT) -> None:
    """Encrypt the register in `folder` for `people`. Raises Invalid, Conflict, NotSaved …"""
    register = Register.open(folder)
    if register.encrypted:
        raise Invalid(_("The register in {folder} is encrypted already.").format(folder=folder))
    data_key = keys.new_data_key()
    vault = Vault(register.path, register.id, data_key, mixed=True)
    entries: list[keys.Entry] = []
    for name, secret in people:
        entries.append(keys.wrap(data_key, register.id, name, secret, entries))
    with register.locked():
        about, _seen = identify(register.path)
        remember(register.id, data_key)
        _begin(vault, {**about, "encrypted": True, "state": "encrypting", "keys": entries})
        _go_on(vault, told)


def decrypt(folder: Path, told: Progress = _PATIENT) -> None:
    """Decrypt the register in `folder` again. Raises Damaged before anything is changed …"""
    register = Register.open(folder)
    if not register.encrypted:
        raise Invalid(_("The register in {folder} is not encrypted.").format(folder=folder))
    with register.locked():
        vault = vault_of(register)
        for place in _places(register.path):
            _content(vault, place)
        about, _seen = identify(register.path)
        vault.mixed = True
        _begin(vault, {**about, "state": "decrypting"})
        _go_on(vault, told)


def finish(register: Register, told: Progress = _PATIENT) -> None:
    """Go on with what was cut short in an unlocked register. Raises Conflict, NotSaved, Damaged."""
    with register.locked():
        if identify(register.path)[0].get("state"):
            _go_on(vault_of(register), told)


def vault_of(register: Register) -> Vault:
    """Return what seals the files of an unlocked register."""
    seal = mounts.of(register.path / "any")
    assert isinstance(seal, Vault)
    return seal


def set_keys(register: Register, change: Callable[[list[keys.Entry]], list[keys.Entry]]) -> None:
    """Replace the keys of an unlocked register by what `change` makes of them. Raises NotSaved."""
    with register.locked():
        about, _seen = identify(register.path)
        entries = change(list(entries_of(register.path, about)))
        _begin(vault_of(register), {**about, "keys": entries})


def _begin(vault: Vault, about: About) -> None:
    """Let `register.json` say `about`. Raises NotSaved: nothing has changed then."""
    try:
        _write(vault, about)
    except OSError as error:
        raise not_saved(vault.folder, error) from error


def _go_on(vault: Vault, told: Progress) -> None:
    """Turn every file that is not yet what `register.json` says; then let it say so."""
    folder = vault.folder
    about, _seen = identify(folder)
    decrypting = about["state"] == "decrypting"
    try:
        _remove_passing(folder)
        places = list(_places(folder))
        for number, place in enumerate(places):
            told(number, len(places))
            (_to_plain if decrypting else _to_sealed)(vault, place)
        _remove_passing(folder)
        for parent in {place.parent for place in places}:
            files.sync_folder(parent)  # a name that is gone stays gone when the power fails
        del about["state"]
        if decrypting:
            _write_plain(folder, about)
            mounts.unmount(folder)
        else:
            _write(vault, about)
            vault.mixed = False
            mounts.mount(vault)
    except OSError as error:
        message = _(
            "Not finished in {folder}: {reason}. Nothing is lost and everything can be read; put "
            "it right, and it goes on when the register is opened the next time."
        )
        raise NotSaved(message.format(folder=folder, reason=reason(error))) from error


def _to_sealed(vault: Vault, place: Path) -> None:
    """Seal what lies plain at `place`."""
    hidden = vault.place(place)
    data = _stored(place)
    if hidden == place:
        if not data.startswith(mounts.SEALED) and vault.name(place) == place:
            files.store(place, vault.seal(place, data))
        return
    files.store(hidden, vault.seal(hidden, data))
    files.unlink(place)


def _to_plain(vault: Vault, place: Path) -> None:
    """Open what lies sealed at `place`."""
    name, data = vault.name(place), _content(vault, place)
    if data is None:
        return
    if name != place:
        files.store(name, data)
        files.unlink(place)
    elif data != _stored(place):
        files.store(place, data)


def _content(vault: Vault, place: Path) -> bytes | None:
    """Return the plain content of what lies at `place`. Raises Damaged.

    None for what was put aside because it is damaged, and for a copy of the day that was cut short:
    they cannot be opened indeed.
    """
    try:
        data = _stored(place)
        if vault.mixed and (vault.place(place) != place or not data.startswith(mounts.SEALED)):
            return data
        return vault.open(place, data)
    except mounts.Altered as error:
        if place.relative_to(vault.folder).parts[0] in (ASIDE, copies.FOLDER):
            return None
        raise not_read(place, error) from error


def _stored(place: Path) -> bytes:
    return files.stored(place, LARGEST + Vault.overhead)


def _places(folder: Path) -> Iterator[Path]:
    """Yield every file of a register that is to be sealed, wherever it lies.

    What begins with a dot is none of ours, such as a folder of git.
    """
    for path in sorted(folder.rglob("*")):
        within = path.relative_to(folder).parts
        ours = within[0] not in (*mounts.OPEN, "index", "index-journal")
        hidden = any(part[0] == "." for part in within)
        if ours and not hidden and path.is_file() and not path.is_symlink():
            yield path


def strangers(folder: Path) -> list[str]:
    """Return the names in a register's folder that are none of its own and stay as they are."""
    return sorted(p.name for p in folder.iterdir() if p.name[0] == "." and p.name != ".lock")


def _remove_passing(folder: Path) -> None:
    """Remove the index and all half-written files; who was writing one is told it was not saved."""
    for path in [*folder.glob("index"), *folder.glob("index-*"), *folder.rglob(".*.tmp")]:
        if path.is_file():
            files.unlink(path)


def _write(vault: Vault, about: About) -> None:
    """Write `register.json` of an encrypted register, with its proof."""
    ordered = {"format": ENCRYPTED, **{k: v for k, v in about.items() if k != "format"}}
    ordered["proof"] = proof(vault, ordered)
    _put(vault.folder, ordered)


def _write_plain(folder: Path, about: About) -> None:
    _put(folder, {"format": FORMAT, "id": about["id"], "created": about.get("created")})


def _put(folder: Path, about: About) -> None:
    text = json.dumps(about, indent=2, ensure_ascii=False) + "\n"
    files.replace(folder / "register.json", text.encode("utf-8"))
