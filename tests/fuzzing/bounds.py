"""One input through one target, with limits of time and memory: what comes out but a sentence."""

import resource
import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from dpia.errors import DpiaError
from tests.fuzzing.target import Target

SECONDS = 5.0
"""Of the processor, for one input; most take some milliseconds."""
MEMORY = 600_000_000
"""Bytes that one input may take on top of what the process holds."""
_INWARD = ("Traceback", "object at 0x", "NoneType", "<class ", "Error(")
"""What stands in a message only where nobody wrote one."""
_LONGEST = 20_000


class TooLong(BaseException):
    """The input took more time than it may. No Exception, so that nobody takes it for bad luck."""


class Finding(NamedTuple):
    """What a reader did wrong: the kind and the place (by which it is known again), and the fault.

    `fault` is None where no exception is behind it.
    """

    said: str
    fault: BaseException | None = None


def run(target: Target, data: bytes, seconds: float = SECONDS) -> Finding | None:
    """Give `data` to a target. Returns what was wrong, None when nothing was."""
    try:
        with bounded(seconds):
            target.run(data)
    except DpiaError as told:
        return _unclear(told)
    except TooLong as fault:
        return Finding(f"more than {seconds:g} s, {_last(fault)}", fault)
    except MemoryError as fault:
        return Finding(f"more than {MEMORY // 1_000_000} MB, {_last(fault)}", fault)
    except Exception as fault:
        return Finding(f"{type(fault).__name__}, {_last(fault)}", fault)
    return None


def _unclear(told: DpiaError) -> Finding | None:
    """Return a finding for a message that is no sentence for people."""
    said = told.message
    if not said.strip() or len(said) > _LONGEST or any(word in said for word in _INWARD):
        return Finding(f"no sentence, {_last(told)}: {said[:200]}", told)
    return None


def _last(fault: BaseException) -> str:
    """Return the last place in dpia, or in this room, to which a fault was traced."""
    steps = traceback.extract_tb(fault.__traceback__)
    own = [step for step in steps if "/dpia/" in step.filename] or [
        step for step in steps if "/fuzzing/" in step.filename
    ]
    return f"{own[-1].filename.rpartition('/')[2]}:{own[-1].lineno}" if own else "nowhere"


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Raise TooLong after so many seconds of the processor, MemoryError for too much memory."""

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, late)
    usual = resource.getrlimit(resource.RLIMIT_AS)
    most = _size() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, usual[1]))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, usual)
        signal.signal(signal.SIGPROF, before)


def _size() -> int:
    """Return the bytes of address space this process has."""
    pages = Path("/proc/self/statm").read_text().split()[0]
    return int(pages) * resource.getpagesize()
