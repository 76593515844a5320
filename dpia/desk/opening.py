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
    from dpia.register import Register, mounts

    mounts.ask = _ask[0] if _ask else None
    return Register.open(path or default_register(), create=create)


def leaving(register: "Register", told: Callable[[str], object]) -> None:
    """Tell, where the register is encrypted, that what is written from it is not."""
    if register.encrypted:
        told(_("The register is encrypted; what is written here is not. Keep it accordingly."))
