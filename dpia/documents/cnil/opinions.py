"""The opinions in the file: of the data protection officer, and of the people concerned."""

from collections.abc import Mapping
from typing import Any

from dpia.documents.cnil.questions import DPO_SAID, PEOPLE_SAID
from dpia.documents.cnil.reading import number, text, yes
from dpia.documents.cnil.risks import LONGEST, Row
from dpia.text import _

_NAMES = 300


def opinions(about: Mapping[str, Any]) -> Row:
    """Return the advice of the data protection officer and the views of people, as far as given."""
    found: Row = {}
    if advice := advice_of(about):
        by = " ".join(text(about.get("dpos_names")).split())
        found["dpo"] = {"advice": advice, "by": by[:_NAMES]}
    if views := views_of(about):
        found["data_subjects"] = views
    return found


def advice_of(about: Mapping[str, Any]) -> str:
    """Return what the data protection officer said: the conclusion in a sentence, then the text."""
    parts = (_concluded(DPO_SAID, about, "dpo_status"), text(about.get("dpo_opinion")))
    return "\n\n".join(part for part in parts if part)[:LONGEST]


def views_of(about: Mapping[str, Any]) -> Row:
    """Return whether people were heard and what they said, or why they were not."""
    sought = yes(about.get("concerned_people_searched_opinion"))
    if sought is False:
        reason = text(about.get("concerned_people_searched_content"))
        return {"sought": "no", "reason": reason[:LONGEST] or _("The file gives no reason.")}
    said = text(about.get("concerned_people_opinion"))
    status = _concluded(PEOPLE_SAID, about, "concerned_people_status")
    names = " ".join(text(about.get("people_names")).split())
    heard = "\n\n".join(part for part in (status, said, names and f"({names})") if part)
    if sought or said or status:
        return {"sought": "yes", **({"summary": heard[:LONGEST]} if heard else {})}
    return {}


def _concluded(table: Mapping[int, str], about: Mapping[str, Any], name: str) -> str:
    status = number(about.get(name))
    return table.get(status, "") if status is not None else ""
