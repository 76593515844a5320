"""Accepting a finding: a written reason on record why it stands as it is."""

from collections.abc import Mapping
from typing import Any

from dpia.assessment.event import working_copy
from dpia.errors import Invalid
from dpia.questionnaire.cleaning import clean
from dpia.text import _

Document = Mapping[str, Any]


def accept(
    document: Document, finding: str, reason: str, rests_on: str, by: str, at: str
) -> dict[str, Any]:
    """Record why a finding is accepted; `rests_on` is the hash of the answers it rests on.

    Raises Invalid without a reason. A new acceptance of the same finding replaces the old one.
    """
    kept = clean(reason).strip()
    if not kept:
        raise Invalid(_("Please write the reason why the finding is accepted."))
    after = withdraw(document, finding)
    entry = {"finding": finding, "reason": kept, "rests_on": rests_on, "by": by, "at": at}
    after["accepted"] = [*after["accepted"], entry]
    return after


def withdraw(document: Document, finding: str) -> dict[str, Any]:
    """Take back the acceptance of a finding."""
    after = working_copy(document)
    after["accepted"] = [old for old in after.get("accepted", ()) if old["finding"] != finding]
    return after
