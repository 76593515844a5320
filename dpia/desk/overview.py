"""What a register holds, without opening any assessment: quick, and it loads little."""

from pathlib import Path
from typing import Any

from dpia.desk.paths import default_register


def summaries(register: Path | None = None, query: str | None = None) -> list[dict[str, Any]]:
    """Return one row for each assessment of a register (default: the user's own).

    With `query` only those in which its words occur. The user's own register may not have been
    made yet; it is empty then. Raises NotFound for another one that is not there.
    """
    from dpia.register import Register

    path = register or default_register()
    if register is None and not path.exists():
        return []
    return Register.open(path).summaries(query)
