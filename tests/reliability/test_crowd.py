"""Several programs at one assessment, with jumping clocks and killed holders of the lock.

The register alone, without judging: tests/register/test_concurrency. In full:
`python -m tests.reliability.crowd --seconds 60 --programs 8`.
"""

import sys

import pytest

from tests.reliability.running import proof

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the crowd is made by fork")


def test_programs_at_one_assessment_lose_no_acknowledged_answer_and_wait_for_no_dead_one() -> None:
    (found,) = proof("crowd", "--seconds", 1.5, "--programs", 4)
    assert found["found"] == []
    assert found["saved"] > 2 and found["killed"] >= 2


@pytest.mark.parametrize(
    ("store", "noticed"),
    [("no-lock", "lost: "), ("left-lock", "the lock is not free")],
)
def test_the_proof_of_the_crowd_notices_careless_stores(store: str, noticed: str) -> None:
    (found,) = proof("crowd", "--seconds", 1.5, "--programs", 4, "--store", store)
    assert noticed in " ".join(found["found"])
