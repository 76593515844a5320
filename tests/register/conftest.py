"""What holds for the register's tests."""

from collections.abc import Iterator

import pytest

from dpia.register import mounts
from dpia.register.encryption import unlocking

from . import sealed


@pytest.fixture(autouse=True)
def flushing() -> None:
    """Let what is written go through to the disk itself."""


@pytest.fixture(autouse=True)
def locked() -> Iterator[None]:
    """Know no secret when a test begins."""
    yield
    mounts.ask = None
    mounts._mounted.clear()
    unlocking.forget()


@pytest.fixture(params=["plain", "encrypted"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let a story run once with a plain register, and once with an encrypted one."""
    if request.param == "encrypted":
        monkeypatch.setenv(sealed.WANTED, "1")
    return str(request.param)
