"""Opening a register; the faces say how one comes by the secret of an encrypted one."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dpia.text import _

if TYPE_CHECKING:
    from dpia.register import Register
    from dpia.register.mounts import Ask

_ask: "list[Ask]" = []


def ask_with(ask: "Ask") -> None:
    """Let `ask` come by the secret of the register in a folder, when it is encrypted."""
    _ask[:] = [ask]


def open_register(path: Path | None = None, create: bool = False) -> "Register":
    """Open the register at `path` (default: the user's). Raises what `Register.open` raises."""
    from dpia.desk.paths import default_register
    from dpia.register import Register

    let_ask()
    return Register.open(path or default_register(), create=create)


def let_ask() -> None:
    """Let what opens an encrypted register from now on ask for its secret, as the face said."""
    from dpia.register import mounts

    mounts.ask = _ask[0] if _ask else None


def leaving(register: Path, told: Callable[[str], object]) -> None:
    """Tell, where the open register in this folder is encrypted, that what leaves it is not."""
    from dpia.register import mounts

    if mounts.of(register / "any"):
        told(_("The register is encrypted; what is written here is not. Keep it accordingly."))
