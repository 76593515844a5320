"""Putting an assessment back as it left a register: nothing that is there is ever overwritten."""

from typing import Any

from dpia.errors import Conflict, Invalid
from dpia.register import assessments, content, copies, files
from dpia.register.carrying import Part, data_of, same
from dpia.register.folder import Register
from dpia.register.problems import not_saved
from dpia.register.shape import identifier
from dpia.register.storage import AtomicStorage
from dpia.text import _

Document = dict[str, Any]


def keep(register: Register, part: Part, ident: str) -> None:
    """Keep a part that an assessment needs, before it is put back. Raises Invalid, NotSaved.

    What nobody needs in the end is swept away later.
    """
    data = data_of(part, ident)
    folder = register.path / {"frozen": "frozen", "attachment": "attachments"}.get(
        part.kind, "history"
    )
    try:
        if part.kind == "history":
            folder /= identifier(ident)
            files.make_folder(folder)
        content.put(folder, data, "" if part.kind == "attachment" else ".json")
    except OSError as error:
        raise not_saved(register.path, error) from error


def holds_already(register: Register, document: Document) -> bool:
    """Say whether this very assessment is there. Raises Conflict when another of its id is."""
    try:
        there = assessments.read(register.checked(document)).document
    except FileNotFoundError:
        return False
    if not same(there, document):
        message = _(
            "The register has another “{name}” ({id}); nothing of it was overwritten. To compare "
            "the two, import the file into a new register (`--register FOLDER`)."
        )
        name = f"{there.get('reference') or ''} {there.get('title') or ''}".strip()[:120]
        raise Conflict(message.format(name=name, id=document["id"]))
    return True


def put_back(register: Register, document: Document) -> bool:
    """Keep an assessment exactly as it left a register; what it needs was kept before.

    Returns False when it is there already. Raises Conflict when another of its id is there,
    Invalid when its history or an attachment is not whole, NotSaved.
    """
    path = register.checked(document)
    with register.locked():
        if holds_already(register, document):
            return False
        if broken := register.flaws(document):
            raise Invalid("\n".join(broken))
        try:
            storage = AtomicStorage(path)
            storage.write({"assessment": {"1": document}})
            copies.keep(register.path, document["id"], storage.written)
        except OSError as error:
            raise not_saved(register.path, error) from error
    return True
