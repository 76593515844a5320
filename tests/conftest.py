"""What holds for every test."""

import gc
import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.long import long
from tests.offline import Guard
from tests.sharing import Shared

# Programs that tests start find what is compiled already, as an installed program does.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Registers are made by the thousand: in memory, where there is room and nobody says otherwise.
MEMORY, ROOM = "/dev/shm", 4_000_000_000
if (
    os.access(MEMORY, os.W_OK)
    and shutil.disk_usage(MEMORY).free > ROOM
    and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC  # programs are run from there, too
):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", MEMORY)

settings.register_profile(
    "dpia",
    deadline=None,  # what a slow machine takes is no error
    max_examples=long(40, 100),
)
settings.load_profile("dpia")


def pytest_xdist_auto_num_workers() -> int:
    """Run one more at a time than there are cores: stories on the screens wait as much as work."""
    return len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else 3


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for no garbage while all is loaded and collected: there is none yet."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


LONGEST = ("test_no_screen_obeys_a_text", "test_a_register_lives_well_over_years")
"""Tests that take longer than what is left when others are done: they begin first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest."""
    items.sort(key=lambda item: not item.name.startswith(LONGEST))


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of every look for garbage, and look less often.

    What ships is large and stays to the end; going through it over and over took a fifth of all
    the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture(scope="session", autouse=True)
def shared() -> Iterator[None]:
    """Read and build the same things once."""
    found = Shared()
    with pytest.MonkeyPatch.context() as patch:
        found.install(patch.setattr)
        yield
    assert found.unchanged()


@pytest.fixture(scope="session")
def network() -> Iterator[Guard]:
    """Close the ways to the network for all tests."""
    guard = Guard()
    with pytest.MonkeyPatch.context() as patch:
        guard.install(patch.setattr)
        yield guard


@pytest.fixture(autouse=True)
def offline(network: Guard, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that wanted to reach the network, even where something swallowed the refusal."""
    network.attempts.clear()
    network.allowed = request.node.get_closest_marker("network") is not None
    yield
    network.allowed = False
    assert not network.attempts


@pytest.fixture(autouse=True)
def flushing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk itself, save in the tests of the register: no power is cut here.

    One such wait takes ten milliseconds and more, and there are two or three for each answer.
    """
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
