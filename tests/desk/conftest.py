"""A desk on a register of its own, with a clock that stands still."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dpia.desk.config import Config
from dpia.desk.desk import Desk
from dpia.desk.library import Library
from dpia.register import Register

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def desk_on(folder: Path, name: str = "Ada") -> Desk:
    """Return a desk at which `name` works on the register in `folder`."""
    register = Register.open(folder, create=True)
    return Desk(
        register, Library(folder / "none"), Config(name=name, authority="bg"), clock=lambda: NOON
    )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_on(tmp_path / "register")
