"""What encryption at rest costs: processor time of saving one answer, encrypted and plain.

Both are measured in turn, in one run; the ratio counts. Below it stands what opening costs once.

    python benchmarks/encrypting.py [--rounds 300] [--folder /dev/shm]
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from measure import figure
from saving import answer, filled

from dpia.register import Register, mounts
from dpia.register.encryption import keys, turning, unlocking

SIZE = 100
PASSPHRASE = keys.Passphrase("only for measuring")


def main() -> None:
    """Print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--folder", default=None)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as place:
        plain, idents = filled(Path(place, "plain"), SIZE)
        copy, others = filled(Path(place, "encrypted"), SIZE)
        turning.encrypt(copy.path, [("A", PASSPHRASE)])
        mounts.ask = lambda _folder: PASSPHRASE
        unlocking.forget()
        mounts.unmount(copy.path)
        start = time.perf_counter()
        encrypted = Register.open(copy.path)
        opening = time.perf_counter() - start
        pair = {"plain": (plain, idents), "encrypted": (encrypted, others)}
        found = measure(pair, chosen.rounds)
    middle = {name: statistics.median(times) for name, times in found.items()}
    ratio = middle["encrypted"] / middle["plain"]
    for name, seconds in middle.items():
        print(f"{name:>10} {seconds * 1e3:8.2f} ms of processor time for a save")
    print(f"encrypted to plain: {ratio:.2f} (aim 1.2)   opening: {opening:.2f} s")
    figure("save encrypted", f"{middle['encrypted'] * 1e3:.1f} ms", ratio, "save plain", "1.2")


def measure(pair: dict[str, tuple[Register, list[str]]], rounds: int) -> dict[str, list[float]]:
    """Return seconds of processor time by name; each round saves once in both."""
    chance = random.Random(7)
    found: dict[str, list[float]] = {name: [] for name in pair}
    for number in range(rounds + 10):
        for name, (register, idents) in pair.items():
            document, stamp = register.load(chance.choice(idents))
            answer(document, chance, number)
            start = time.process_time()
            register.save(document, stamp)
            if number >= 10:
                found[name].append(time.process_time() - start)
    return found


if __name__ == "__main__":
    main()
