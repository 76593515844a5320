"""A power cut on a disk that keeps back whatever was not synced: old or new, never torn.

In full: `python -m tests.reliability.power`.
"""

import pytest

from tests.reliability import shim
from tests.reliability.running import proof

pytestmark = pytest.mark.skipif(not shim.possible(), reason=shim.MISSING)
SAVE = ("--scene", "set", "--below", "assessments", "--tries", 4)


def test_after_a_power_cut_an_assessment_is_the_old_or_the_new_one_and_what_was_said_is_there() -> (
    None
):
    found = proof("power", *SAVE[2:], "--scene", "set", "--scene", "answer")
    assert [row["flaws"] for row in found] == [[], []]
    assert sum(row["cases"] for row in found) > 20


def test_the_proof_of_power_cuts_notices_careless_stores() -> None:
    careless, hasty = proof("power", *SAVE, "--store", "no-sync", "--store", "no-folder-sync")
    assert "unreadable" in " ".join(careless["flaws"])
    assert hasty["flaws"] and all("lost: 1 acknowledged" in flaw for flaw in hasty["flaws"])


def test_a_sync_that_failed_is_never_tried_again_on_the_same_file() -> None:
    sound, again = proof(
        "power", *SAVE, "--sync-fails", "--store", "dpia", "--store", "syncs-again"
    )
    assert sound["flaws"] == []
    assert "unreadable" in " ".join(again["flaws"])


def test_after_a_power_cut_nothing_of_an_encrypted_register_is_lost_or_plain() -> None:
    stores = ("--store", "dpia", "--store", "plain-beside")
    sound, careless = proof("power", *SAVE[2:], "--scene", "set-encrypted", *stores)
    assert sound["flaws"] == []
    assert sound["cases"] > 4
    assert "plain on the disk: " in " ".join(careless["flaws"])
