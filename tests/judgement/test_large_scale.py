"""Large scale says by which number it was measured, and that no source names one."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from dpia.assessment.document import from_file
from dpia.judgement import judge
from tests.books import book

OWN = "From 10,000 people: our own default, no source names a number"
NONE = {"controller_kind": "company", "data_kinds": [], "monitoring": [], "people_kinds": []}


def titles(trace: dict[str, Any]) -> Iterator[str]:
    yield trace.get("title", "")
    for part in trace.get("because", ()):
        yield from titles(part)


@pytest.mark.parametrize(("people", "met"), [(18000, True), (900, False)])
def test_the_number_it_was_measured_by_stands_among_its_reasons(people: int, met: bool) -> None:
    answers = {
        "screening": {"part": "controller", "people": people, **NONE},
        "large_scale": {"share": "small", "duration": "long", "volume": "narrow"},
    }
    document = from_file({"authority": "ie", "answers": answers})
    found = judge(document, book("ie"), date(2026, 11, 22))["screening"]["criteria"]
    (large,) = [criterion for criterion in found if criterion["id"] == "large_scale"]
    assert large["met"] is met
    assert OWN in set(titles(large["trace"]))
