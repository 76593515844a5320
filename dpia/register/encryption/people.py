"""Who opens an encrypted register: people are added, removed, and change their passphrase."""

from dpia.errors import Conflict, Invalid, NotFound
from dpia.register import Register
from dpia.register.encryption import keys, unlocking
from dpia.register.encryption.turning import set_keys, vault_of
from dpia.register.founding import identify
from dpia.text import _


def names(register: Register) -> list[str]:
    """Return who opens the register now."""
    about, _seen = identify(register.path)
    return [entry["name"] for entry in unlocking.entries_of(register.path, about)]


def refuse_taken(register: Register, name: str) -> None:
    """Raise Conflict when somebody of that name opens the register already, Invalid for none."""
    if not name.strip() or not name.isprintable():
        raise Invalid(_("A key needs a name: whose it is, in one line."))
    if name in names(register):
        message = _("“{name}” opens the register already; take another name, or remove it first.")
        raise Conflict(message.format(name=name))


def whose(register: Register, name: str | None) -> str:
    """Return whose passphrase is meant: `name`, or by whom the register was opened.

    Raises NotFound, Invalid for somebody who has none.
    """
    about, _seen = identify(register.path)
    kinds = {e["name"]: e["kind"] for e in unlocking.entries_of(register.path, about)}
    found = name or unlocking.opened_by(register.id)
    if found not in kinds:
        raise NotFound(_("Nobody called “{name}” opens the register.").format(name=found))
    if kinds[found] != "passphrase":
        message = _("“{name}” opens the register by a key pair, not by a passphrase.")
        raise Invalid(message.format(name=found))
    return found


def add(register: Register, name: str, secret: keys.Passphrase | str) -> None:
    """Let `name` open the register, too. Raises Conflict, Invalid, NotSaved."""

    def added(entries: list[keys.Entry]) -> list[keys.Entry]:
        if any(entry["name"] == name for entry in entries):
            refuse_taken(register, name)
        return [*entries, _wrapped(register, name, secret, entries)]

    set_keys(register, added)


def remove(register: Register, name: str) -> None:
    """Let `name` open it no more. Raises NotFound, Invalid for the last one, NotSaved."""

    def removed(entries: list[keys.Entry]) -> list[keys.Entry]:
        rest = [entry for entry in entries if entry["name"] != name]
        if len(rest) == len(entries):
            raise NotFound(_("Nobody called “{name}” opens the register.").format(name=name))
        if not rest:
            message = _("“{name}” is the last who opens the register; add somebody else first.")
            raise Invalid(message.format(name=name))
        return rest

    set_keys(register, removed)


def change(register: Register, name: str, secret: keys.Passphrase) -> None:
    """Replace the passphrase of `name`. Raises NotSaved."""

    def changed(entries: list[keys.Entry]) -> list[keys.Entry]:
        new = _wrapped(register, name, secret, entries)
        return [new if entry["name"] == name else entry for entry in entries]

    set_keys(register, changed)


def _wrapped(
    register: Register, name: str, secret: keys.Passphrase | str, entries: list[keys.Entry]
) -> keys.Entry:
    return keys.wrap(vault_of(register).data_key, register.id, name, secret, entries)
