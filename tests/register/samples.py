"""Assessments for the register's tests, and small helpers around them."""

import os
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

from dpia.assessment import event
from dpia.register import Register

from . import sealed

Document = dict[str, Any]
sealed.wanted()  # in a child, before it opens what is encrypted
CYRILLIC = "Ще обработваме здравни данни на ученици 👩‍⚕️ [/] =1+1"


def assessment(title: str = "Targeted advertising", **given: Any) -> Document:
    """Return a small new assessment."""
    return {
        "format": "dpia-assessment/1",
        "id": str(uuid.uuid4()),
        "reference": "",
        "title": title,
        "organisation": "",
        "unit": "Sales",
        "owner": "A. Assessor",
        "created": "2026-11-22T10:00:00Z",
        "updated": "2026-11-22T10:00:00Z",
        "revision": 0,
        "status": "draft",
        "authority": "bg",
        "answers": {"screening": {"part": "yes", "people": 12000, "kinds": ["health", "genetic"]}},
        "marks": {"screening": {"/part": {"note": CYRILLIC, "assumed": False}}},
        "risks": [
            {"id": "r1", "title": "Disclosure", "inherent": {"likelihood": 3, "severity": 4}}
        ],
        "measures": [{"id": "m1", "title": "Encryption", "effects": [{"risk": "r1"}]}],
        "events": [],
        "sealed": [],
        "summary": {"screening": "required", "criteria": 3, "target_level": "medium"},
        **given,
    }


def answered(document: Document, value: str, question: str = "part") -> Document:
    """Return `document` with one answer changed and recorded, as the desk does it."""
    after = event.working_copy(document)
    after["answers"].setdefault("screening", {})[question] = value
    return event.record(
        document,
        after,
        kind="answered",
        about=f"screening.{question}",
        by="A. Assessor",
        at="2026-11-22T10:00:00Z",
        salt="5a17",
    )


def with_history(count: int) -> Document:
    """Return an assessment with `count` events."""
    document = assessment()
    for number in range(count):
        document = answered(document, f"answer {number}")
    return document


def register_of(folder: Path, *documents: Document) -> Register:
    """Return a new register in `folder` that holds `documents`; encrypted where that is wanted."""
    new = not folder.exists() or not any(folder.iterdir())
    register = Register.open(folder, create=True)
    if sealed.wanted() and new:
        register = sealed.encrypt(folder)
    for document in documents:
        register.create(document, 2026)
    return register


def leftovers(folder: Path) -> list[str]:
    """Return the names of all temporary files below `folder`."""
    return [path.name for path in folder.rglob("*.tmp")]


def run(code: str, *arguments: object, **environment: str) -> str:
    """Run Python `code` in a process of its own and return what it printed; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
