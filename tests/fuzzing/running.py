"""Many inputs through one target: by chance, or led by what they reach where atheris is there."""

import random
import time
import traceback
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.fuzzing.bounds import SECONDS, Finding, run
from tests.fuzzing.mutating import mutated
from tests.fuzzing.seeds import corpus
from tests.fuzzing.target import Target


@dataclass
class Result:
    """What came of a target: how often it was run, how long, and each finding with its input."""

    target: str
    executions: int = 0
    seconds: float = 0.0
    findings: dict[str, tuple[Finding, bytes]] = field(default_factory=dict)

    def add(self, found: Finding | None, data: bytes) -> None:
        """Count a run; of findings of one kind the shortest input is kept."""
        self.executions += 1
        if found:
            before = self.findings.get(found.said)
            if before is None or len(data) < len(before[1]):
                self.findings[found.said] = (found, data)


def inputs(target: Target) -> list[bytes]:
    """Return the sound input of a target and its corpus."""
    return [*target.seeds(), *corpus(target.name)]


def changed(target: Target, seed: int = 0) -> Iterator[bytes]:
    """Yield changed input without end, the same for the same seed."""
    known = inputs(target)
    chance = random.Random(zlib.crc32(target.name.encode()) + seed)
    while True:
        data = chance.choice(known)
        yield mutated(data, target.form, chance, chance.choice(known))


def fuzz(target: Target, seconds: float, times: int, seed: int = 0) -> Result:
    """Run a target on its sound input, then on changed input, as long or as often as is said."""
    result = Result(target.name)
    known = inputs(target)  # made before the clock starts
    start = time.monotonic()
    for data in known:
        result.add(run(target, data, SECONDS), data)
    for data in changed(target, seed):
        if result.executions >= times + len(known) or time.monotonic() - start > seconds:
            break
        result.add(run(target, data, SECONDS), data)
    result.seconds = time.monotonic() - start
    return result


def report(result: Result) -> str:
    """Return each finding of a target in full."""
    told = []
    for said, (found, data) in result.findings.items():
        told.append(f"{result.target}: {said}\n  input: {data[:300]!r}")
        if found.fault is not None:
            told += [line[:400].rstrip() for line in traceback.format_exception(found.fault)[-6:]]
    return "\n".join(told)
