"""The small form: the corpus, and some changed input for every reader.

The long form is `python -m tests.fuzzing all --seconds 300`.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dpia.documents import markdown
from dpia.documents.incoming import ciso
from dpia.documents.incoming.workbook import parsing
from dpia.errors import Invalid
from dpia.register import assessments, salvaging
from tests.fuzzing import bounds
from tests.fuzzing.running import corpus, fuzz, report
from tests.fuzzing.target import Target
from tests.fuzzing.targets import TARGETS, planted

TIMES = {
    **{"law": 100, "own": 100, "condition": 300, "translation": 80, "assessment": 10, "stored": 20},
    **{"sealed": 20},
    **{"any": 40, "cnil": 10, "cnil-zip": 8, "rijksdienst": 8, "ciso": 8, "workbook": 8},
    **{"questions": 6, "lines": 6, "report": 8, "table": 5, "map": 25, "style": 40},
    **{"picture": 40},
    **{"config": 300, "backup": 50, "header": 150, "key-file": 80},
}
"""How often each target is given changed input: as much as some tenths of a second take."""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", TARGETS)
def test_a_hostile_file_is_answered_with_a_sentence(name: str) -> None:
    result = fuzz(TARGETS[name], 600, TIMES[name])
    assert result.executions > TIMES[name]
    assert not result.findings, report(result)


def test_the_corpus_is_small_and_each_of_its_folders_is_a_target() -> None:
    folders = list(Path(__file__).with_name("corpus").iterdir())
    assert {folder.name for folder in folders} <= set(TARGETS)
    assert sum(len(data) for name in TARGETS for data in corpus(name)) < 200_000


def test_a_fault_in_a_reader_is_found() -> None:
    result = fuzz(Target("planted", planted, "json", lambda: [b'{"depth": 1}']), 60, 50)
    assert any(said.startswith("KeyError") for said in result.findings)


def test_a_reader_that_takes_too_much_or_says_too_little_is_found() -> None:
    def forever(_data: bytes) -> None:
        while True:
            pass

    def large(_data: bytes) -> None:
        bytearray(bounds.MEMORY * 2)

    def inward(_data: bytes) -> None:
        raise Invalid("'NoneType' object is not iterable")

    def said(act: Callable[[bytes], None]) -> str:
        found = bounds.run(Target("planted", act, "bytes", list), b"", 0.05)
        return found.said if found else ""

    assert said(forever).startswith("more than 0.05 s")
    assert said(large).startswith("more than 600 MB")
    assert said(inward).startswith("no sentence")
    assert said(lambda data: json.dumps(data.decode()) and None) == ""


@pytest.mark.parametrize(
    "read",
    [
        lambda: ciso._TITLES.findall(b"<sheet " * 100_000),
        lambda: parsing._STEP.findall("- " * 20_000),
        lambda: parsing._STEP.findall("a" * 40_000),
        lambda: list(salvaging._LINE.finditer(b"\n" * 300_000)),
        lambda: assessments._shown("\n" * 65_536),
        lambda: markdown.escaped("a\n" + "\n" * 60_000 + "b"),
    ],
)
def test_a_long_text_is_searched_in_a_time_that_fits_it(
    read: Callable[[], object],
) -> None:
    start = time.process_time()
    read()
    assert time.process_time() - start < 2
