"""What a register holds, without opening any assessment: quick, and it loads little."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dpia.desk.filters import matching, parse
from dpia.desk.paths import default_register


def summaries(register: Path | None = None, asked: str = "") -> list[dict[str, Any]]:
    """Return one row for each assessment of a register (default: the user's own) that fits.

    `asked` is what `desk.filters` reads. The user's own register may not have been made yet; it
    is empty then. Raises NotFound for another one that is not there, Invalid for a filter.
    """
    from dpia.register import Register

    wanted = parse(asked, datetime.now(UTC).astimezone().date(), _views(asked))
    path = register or default_register()
    if register is None and not path.exists():
        return []
    return matching(Register.open(path).summaries(wanted.words or None), wanted)


def _views(asked: str) -> dict[str, str]:
    from dpia.desk.config import load

    return load().views if "@" in asked else {}
