"""How much saving one answer costs, with 10, 1,000 and 10,000 assessments in the register.

Beside it stands the bare sequence for the same bytes: temporary file, fsync, rename, fsync of the
folder. All are measured in turn, in one run; the ratios count, not the milliseconds.

    python benchmarks/saving.py [--rounds 200] [--folder /tmp]
"""

import argparse
import hashlib
import os
import random
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from measure import figure, grows

from dpia.canonical import digest
from dpia.register import Register
from dpia.register.encoding import encode

SIZES = (10, 1_000, 10_000)
WORDS = (
    *("data", "subject", "controller", "processor", "purpose", "retention", "measure", "risk"),
    *("лични", "данни", "оценка", "въздействие", "обработване", "съгласие", "мярка"),
    *("persoonsgegevens", "verwerking", "betrokkene", "gevolg"),
)


def main() -> None:
    """Print medians and ratios, and whether the aims are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--folder", default=None)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as place:
        registers = {size: filled(Path(place, str(size)), size) for size in SIZES}
        os.sync()
        measured = measure(registers, Path(place, "bare"), chosen.rounds)
    report(measured)


def filled(path: Path, size: int) -> tuple[Register, list[str]]:
    """Return a register of `size` assessments and their ids; written fast, so without fsync."""
    register = Register.open(path, create=True)
    chance = random.Random(size)
    idents = [str(uuid.UUID(int=chance.getrandbits(128), version=4)) for _ in range(size)]
    data = encode({"assessment": {"1": assessment(chance, idents[0])}})
    for ident in idents:
        register.file(ident).write_bytes(data.replace(idents[0].encode(), ident.encode()))
    return register, idents


def measure(
    registers: dict[int, tuple[Register, list[str]]], bare: Path, rounds: int
) -> dict[str, list[float]]:
    """Return seconds by name. Each round saves once in every register, and once bare."""
    bare.mkdir()
    chance = random.Random(7)
    found: dict[str, list[float]] = {}
    for number in range(rounds + 10):
        order = list(registers)
        chance.shuffle(order)
        for size in order:
            register, idents = registers[size]
            ident = chance.choice(idents)
            document, stamp = register.load(ident)
            answer(document, chance, number)
            os.sync()
            start = time.perf_counter()
            register.save(document, stamp)
            taken = time.perf_counter() - start
            data = register.file(ident).read_bytes()
            os.sync()
            if number >= 10:
                found.setdefault(f"{size:,}", []).append(taken)
                found.setdefault("bare", []).append(bare_sequence(bare / "file.json", data))
    found["bytes"] = [float(len(data))]
    return found


def bare_sequence(path: Path, data: bytes) -> float:
    """Return how long the least takes that puts `data` on the disk under a name."""
    start = time.perf_counter()
    temporary = path.with_suffix(".tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.write(descriptor, data)
    os.fsync(descriptor)
    os.close(descriptor)
    os.rename(temporary, path)  # noqa: PTH104 - the bare call is the point
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    return time.perf_counter() - start


def report(measured: dict[str, list[float]]) -> None:
    """Print one line for each size: milliseconds, ratio to the bare sequence, to 10 assessments."""
    (size,) = measured.pop("bytes")
    middle = {name: statistics.median(times) for name, times in measured.items()}
    tail = {name: statistics.quantiles(times, n=20)[-1] for name, times in measured.items()}
    print(f"saving one answer of an assessment of {size / 1000:.0f} KB, medians of one run")
    print(f"{'assessments':>12} {'ms':>8} {'p95 ms':>8} {'x bare':>8} {'x 10':>8}")
    for name in [f"{number:,}" for number in SIZES]:
        ratios = middle[name] / middle["bare"], middle[name] / middle["10"]
        times = f"{middle[name] * 1e3:8.2f} {tail[name] * 1e3:8.2f}"
        print(f"{name:>12} {times} {ratios[0]:8.2f} {ratios[1]:8.2f}")
    print(f"{'bare':>12} {middle['bare'] * 1e3:8.2f} {tail['bare'] * 1e3:8.2f}")
    flat = middle["10,000"] / middle["10"]
    near = middle["10,000"] / middle["bare"]
    print(f"10,000 to 10: {flat:.2f} (aim 1.2)   10,000 to bare: {near:.2f} (aim 3)")
    took = f"{middle['10,000'] * 1e3:.1f} ms"
    figure("save one answer of 10,000", took, near, "write, sync, rename the same bytes", "3")
    grows("  with the register", {size: middle[f"{size:,}"] for size in SIZES}, 0.1)


def answer(document: dict[str, Any], chance: random.Random, number: int) -> None:
    """Change one answer and record it, as an assessor's key press does."""
    path = f"/answers/topic_{chance.randrange(7)}/question_{chance.randrange(17)}"
    _, _, topic, question = path.split("/")
    before, after = document["answers"][topic].get(question), text(chance, 8)
    document["answers"][topic][question] = after
    document["events"] = [
        *document["events"][-39:],
        event(chance, number, [{"path": path, "before": before, "after": after}]),
    ]


def assessment(chance: random.Random, ident: str) -> dict[str, Any]:
    """Return an assessment with 119 answers, 12 risks with 2 measures each, and 40 events."""
    topics = [f"topic_{number}" for number in range(7)]
    questions = [f"question_{number}" for number in range(17)]
    kinds = [lambda: text(chance, 14), lambda: "yes", lambda: ["health", "genetic"], lambda: 12000]
    return {
        "format": "dpia-assessment/1",
        "id": ident,
        "reference": "2026-0001",
        "title": text(chance, 5),
        "created": "2026-11-22T10:00:00Z",
        "updated": "2026-11-22T10:00:00Z",
        "revision": 40,
        "status": "draft",
        "authority": "bg",
        "judged_by": {f"topics/{name}": digest(name) for name in topics},
        "answers": {t: {q: kinds[i % 4]() for i, q in enumerate(questions)} for t in topics},
        "marks": {t: {"/question_1": {"unknown": True, "note": text(chance, 6)}} for t in topics},
        "risks": [risk(chance, f"r{number}") for number in range(12)],
        "measures": [measure_of(chance, f"m{number}") for number in range(24)],
        "opinions": {},
        "decision": None,
        "events": [event(chance, number, []) for number in range(1, 41)],
        "sealed": [],
        "summary": {"screening": "required", "criteria": 4, "target_level": "medium"},
    }


def risk(chance: random.Random, ident: str) -> dict[str, Any]:
    """Return a rated and confirmed risk."""
    return {
        "id": ident,
        "scenario": "illegitimate-access",
        "title": text(chance, 4),
        "track": "event",
        "event": "access",
        "description": text(chance, 15),
        "inherent": {"likelihood": 3, "severity": 4, "reason": text(chance, 6)},
        "confirmed": {"by": "A. Assessor", "at": "2026-11-22", "inputs": digest(ident)},
    }


def measure_of(chance: random.Random, ident: str) -> dict[str, Any]:
    """Return a planned measure."""
    return {
        "id": ident,
        "title": text(chance, 4),
        "description": text(chance, 8),
        "kind": "technical",
        "role": "additional",
        "status": "planned",
        "owner": "IT",
        "due": "2027-01-31",
        "effects": [{"risk": f"r{int(ident[1:]) // 2}", "likelihood": 1, "severity": 0}],
    }


def event(chance: random.Random, number: int, changes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return an event of the usual size."""
    changes = changes or [{"path": "/answers/topic/question", "before": None, "after": "yes"}]
    salt = hashlib.sha256(chance.randbytes(8)).hexdigest()[:16]
    return {
        "seq": number,
        "at": "2026-11-22T10:00:00Z",
        "by": "A. Assessor",
        "kind": "answered",
        "about": "topic.question",
        "changes": changes,
        "salt": salt,
        "payload": digest([salt, changes]),
        "prev": digest(number - 1),
        "hash": digest(number),
    }


def text(chance: random.Random, count: int) -> str:
    """Return `count` words in three languages."""
    return " ".join(chance.choices(WORDS, k=count))


if __name__ == "__main__":
    main()
