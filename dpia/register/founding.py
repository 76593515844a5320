"""Making a register's folder, and recognising one."""

from pathlib import Path
from typing import Any

from dpia.errors import Conflict, Invalid, NotFound, NotSaved
from dpia.register import files
from dpia.register.encoding import decode
from dpia.register.lock import Lock
from dpia.register.problems import Damaged, Newer, not_read, reason
from dpia.register.shape import newer_than
from dpia.text import _

Signature = tuple[int, int, int]

FORMAT = "dpia-register/1"
ENCRYPTED = "dpia-register/2"
"""The format of an encrypted register, so that a dpia that cannot open it says so."""
FOLDERS = ("assessments", "frozen", "attachments", "history")
LATER = ("copies", "damaged")
"""Folders that are made when there is something to put there."""
_OWN = {*FOLDERS, *LATER, "register.json", ".lock", "index", "index-journal"}


def found(folder: Path) -> None:
    """Make a register in `folder`, which must be empty or not exist. Raises Invalid, NotSaved.

    `register.json` is written last: a register half made is made whole by the next try.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        files.make_folder(folder)
        strangers = [p.name for p in folder.iterdir() if p.name not in _OWN and p.name[0] != "."]
        if strangers:
            raise Invalid(
                _(
                    "{folder} is not a register and not empty; name an empty or a new folder."
                ).format(folder=folder)
            )
        folder.chmod(0o700)
        with Lock(folder).held():
            _fill(folder)
    except OSError as error:
        raise NotSaved(
            _("No register can be made in {folder}: {reason}.").format(
                folder=folder, reason=reason(error)
            )
        ) from error


def _fill(folder: Path) -> None:
    for name in FOLDERS:
        files.make_folder(folder / name)
    if not (folder / "register.json").exists():  # else another program just made it
        files.replace(folder / "register.json", fresh_about())


def fresh_about() -> bytes:
    """Return what `register.json` of a new register holds."""
    import json
    import uuid
    from datetime import UTC, datetime

    about = {
        "format": FORMAT,
        "id": str(uuid.uuid4()),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    return (json.dumps(about, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def still(folder: Path, encrypted: bool) -> Signature:
    """Return the signature of `register.json`, which was changed since the register was opened.

    Raises Conflict unless the register is encrypted by the same key, or plain, as it was then.
    """
    about, seen = identify(folder)
    if bool(about.get("encrypted")) == encrypted:
        if not encrypted:
            return seen
        from dpia.register.encryption.unlocking import still_opens

        if still_opens(folder, about):
            return seen
    message = _(
        "The register in {folder} was encrypted or decrypted since it was opened here; nothing was "
        "written. Leave dpia and open it again."
    )
    raise Conflict(message.format(folder=folder))


def identify(folder: Path) -> tuple[dict[str, Any], Signature]:
    """Return what `register.json` in `folder` says of a register, and the file's signature.

    Raises NotFound, Damaged, Newer, Unreadable.
    """
    path = folder / "register.json"
    try:
        found = files.read(path)
        about = decode(found.data, path)
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound(
            _(
                "There is no register in {folder}; name another folder, or let one be made there."
            ).format(folder=folder)
        ) from None
    except OSError as error:
        raise not_read(path, error) from error
    if isinstance(about, dict) and newer_than(about.get("format"), ENCRYPTED):
        raise Newer(path, str(about["format"]))
    wanted = ENCRYPTED if isinstance(about, dict) and about.get("encrypted") else FORMAT
    if not isinstance(about, dict) or about.get("format") != wanted:
        raise Damaged(path, _("its format is not {format}").format(format=wanted))
    for name in (*FOLDERS, *LATER):
        if (folder / name).is_symlink():
            raise Damaged(folder / name, _("it is a symbolic link, and a register follows none"))
    return about, found.signature
