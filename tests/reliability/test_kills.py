"""Killed within a sync, and killed as an installed program; at random: tests/register/test_kills.

In full: `python -m tests.reliability.kills --rounds 2000`.
"""

import sys

import pytest

from tests.reliability.running import proof

NONE = ("--rounds", 0, "--caught", 0, "--installed", 0)
IN_A_SYNC = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux tells in which call a process is"
)


@IN_A_SYNC
def test_killed_within_a_sync_and_amid_an_interview_every_acknowledged_answer_is_there() -> None:
    caught, installed = proof("kills", "--rounds", 0, "--caught", 10, "--installed", 2)
    assert (caught["found"], installed["found"]) == ([], [])
    assert installed["cases"] == 2


@IN_A_SYNC
def test_the_proof_of_kills_notices_careless_stores() -> None:
    (early,) = proof("kills", *NONE, "--rounds", 5, "--store", "later")
    assert "was acknowledged" in " ".join(early["found"])
    (in_place,) = proof("kills", *NONE, "--caught", 60, "--store", "like-tinydb")
    if in_place["cases"] == 0:
        pytest.skip("the temporary folder is in memory: no sync takes time")
    assert "unreadable" in " ".join(in_place["found"])
