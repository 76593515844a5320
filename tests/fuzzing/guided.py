"""Fuzzing led by what the input reaches, by atheris (`pip install -e '.[fuzz]'`), in a child.

libFuzzer ends the process when its time is over. So each finding is printed when it is made, and
`python -m tests.fuzzing` reads what the child says.
"""

import importlib
import pkgutil
import random
import sys
import tempfile
from pathlib import Path

LONGEST = 400_000
"""Bytes of an input."""


def guided(name: str, seconds: int, found: Path) -> None:
    """Run a target and write each new finding below `found`. Never returns."""
    import atheris

    with atheris.instrument_imports(include=["dpia"]):
        import dpia

        for module in pkgutil.walk_packages(dpia.__path__, "dpia."):
            if not module.name.startswith(("dpia.tui", "dpia.cli", "dpia.__main__")):
                importlib.import_module(module.name)
        from tests.fuzzing.targets import TARGETS
    from tests.fuzzing.bounds import run
    from tests.fuzzing.mutating import mutated
    from tests.fuzzing.running import Result, inputs, report

    target, seen = TARGETS[name], set()
    known = inputs(target)

    def once(data: bytes) -> None:
        finding = run(target, data)
        if finding and finding.said not in seen:
            seen.add(finding.said)
            result = Result(name)
            result.add(finding, data)
            (found / f"{name}-{len(seen)}").write_bytes(data)
            print(f"FOUND {report(result)}", flush=True)

    def change(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.random() < 0.3:
            return bytes(atheris.Mutate(data, most))
        return mutated(data, target.form, chance, chance.choice(known))[:most]

    with tempfile.TemporaryDirectory() as begins:
        for at, data in enumerate(known):
            (Path(begins) / str(at)).write_bytes(data)
        how = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-rss_limit_mb=4096"]
        how += ["-timeout=600", f"-artifact_prefix={found}/"]
        atheris.Setup([sys.argv[0], *how, begins], once, custom_mutator=change)
        atheris.Fuzz()
