"""The desk's own thread: what touches a register or an open assessment runs here, one at a time.

The event loop never waits for a disk, and two changes never meet.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from dpia.errors import DpiaError, whereabouts
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.tui.view import CaseView

T = TypeVar("T")


class Fault(DpiaError):
    """A fault of the program itself, told without a traceback."""


@dataclass(frozen=True)
class Done(Generic[T]):
    """What became of a change: its result, or the problem, and the view after it."""

    result: T | None
    problem: DpiaError | None
    view: "CaseView"


class DeskThread:
    """Runs jobs in the order in which they were given."""

    def __init__(self) -> None:
        """Start no thread yet."""
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")

    async def run(self, job: Callable[[], T]) -> T:
        """Run `job` after all jobs before it. Raises DpiaError only; ends with the program."""
        loop = asyncio.get_running_loop()
        try:
            running = loop.run_in_executor(self._pool, lambda: guarded(job))
        except RuntimeError as closed:
            raise asyncio.CancelledError from closed
        return await running

    async def change(self, case: "Case", job: Callable[[], T]) -> Done[T]:
        """Run a change of `case`; its problem comes back as a value."""
        return await self.run(lambda: _change(case, job))

    async def idle(self) -> None:
        """Wait until everything given so far is done."""
        await self.run(lambda: None)

    def close(self) -> None:
        """Take no more jobs."""
        self._pool.shutdown(wait=False)


def guarded(job: Callable[[], T]) -> T:
    """Run `job`, turning a fault of the program into a sentence."""
    try:
        return job()
    except DpiaError:
        raise
    except Exception as fault:
        message = _(
            "dpia has met a fault of its own ({fault}). What was saved before is safe; please "
            "report it."
        )
        raise Fault(message.format(fault=whereabouts(fault))) from fault


def _change(case: "Case", job: Callable[[], T]) -> Done[T]:
    from dpia.tui.view import look

    try:
        result = guarded(job)
    except DpiaError as problem:
        return Done(None, problem, look(case))
    return Done(result, None, look(case))
