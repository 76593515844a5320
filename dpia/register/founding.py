"""Making a register's folder, and recognising one."""

from pathlib import Path

from dpia.errors import Invalid, NotFound, NotSaved
from dpia.register import files
from dpia.register.encoding import decode
from dpia.register.lock import Lock
from dpia.register.problems import Damaged, Newer, not_read, reason
from dpia.register.shape import newer_than
from dpia.text import _

FORMAT = "dpia-register/1"
FOLDERS = ("assessments", "frozen", "attachments", "history")
_OWN = {*FOLDERS, "register.json", ".lock", "index", "index-journal"}


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
    import json
    import uuid
    from datetime import UTC, datetime

    for name in FOLDERS:
        files.make_folder(folder / name)
    if (folder / "register.json").exists():  # another program made it at the same moment
        return
    about = {
        "format": FORMAT,
        "id": str(uuid.uuid4()),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    text = json.dumps(about, indent=2, ensure_ascii=False) + "\n"
    files.replace(folder / "register.json", text.encode("utf-8"))


def identify(folder: Path) -> str:
    """Return the id of the register in `folder`. Raises NotFound, Damaged, Newer, Unreadable."""
    path = folder / "register.json"
    try:
        about = decode(files.read(path).data, path)
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound(
            _(
                "There is no register in {folder}; name another folder, or let one be made there."
            ).format(folder=folder)
        ) from None
    except OSError as error:
        raise not_read(path, error) from error
    if isinstance(about, dict) and newer_than(about.get("format"), FORMAT):
        raise Newer(path, str(about["format"]))
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise Damaged(path, _("its format is not {format}").format(format=FORMAT))
    for name in FOLDERS:
        if (folder / name).is_symlink():
            raise Damaged(folder / name, _("it is a symbolic link, and a register follows none"))
    return str(about.get("id"))
