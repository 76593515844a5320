"""What the first line of a screen says about an assessment beside its title."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dpia.documents import words
from dpia.text import _

if TYPE_CHECKING:
    from dpia.questionnaire.rulebook import Rulebook

Document = Mapping[str, Any]


def about_case(document: Document, rulebook: "Rulebook") -> tuple[str, ...]:
    """Return lead authority, pathway and status, the longest wording first."""
    lead = str(document["authority"])
    found = rulebook.authorities.get(lead)
    title = found.title if found else lead.upper()
    others = len(document.get("also") or ())
    led = _("{lead} and {n} more").format(lead=title, n=others) if others else title
    pathway = str(document["pathway"])
    titled = str(rulebook.files.get(f"pathways/{pathway}", {}).get("title", pathway))
    status = words.word(words.STATUS, document["status"]) or ""
    return (
        f"{led} · {titled} · {status}",
        f"{title} · {pathway} · {status}",
        f"{lead.upper()} · {pathway} · {status}",
        f"{lead.upper()} · {status}",
    )
