"""Findings about what was written down: overrulings that do not count, decisions against the law.

35(3), a binding row, 36(1), 36(5) and unlawfulness can't be overruled. If someone went ahead
anyway, that is a blocking finding, and the verdict stays.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.judgement.decision import OUTCOMES, against_the_law
from dpia.judgement.findings import Finding, simple
from dpia.judgement.overruling import overrulable
from dpia.text import _

Document = Mapping[str, Any]
_WITHOUT_HIGH_RISK = ("none", "one-criterion", "justified")
"""Conclusions of a screening that rest on no sign of high risk, or on hardly any."""


def record_findings(verdict: Document, document: Document) -> list[Finding]:
    """Return the findings about the overrulings and the decision on record."""
    return [*_overrulings(verdict), *_decision(verdict, document), *_against_risks(verdict)]


def _overrulings(verdict: Document) -> Iterator[Finding]:
    known = [criterion["id"] for criterion in verdict["screening"]["criteria"]]
    for entry in verdict["overruled"]:
        about = str(entry.get("criterion") or entry.get("conclusion") or "")
        if entry["applied"]:
            continue
        if not overrulable(entry, known):
            title = _("The record tries to overrule “{about}”").format(about=about)
            yield simple(
                f"overruled-against-the-law:{about}",
                "blocking",
                title,
                entry["objection"],
                "GDPR Art. 35(3), 35(4)",
            )
        elif entry.get("objection"):
            title = _("An overruling of “{about}” is incomplete").format(about=about)
            yield simple(
                f"overruling-incomplete:{about}",
                "serious",
                title,
                entry["objection"],
                "WP 248 rev.01 p. 12",
            )
        else:
            title = _("The overruling of “{about}” changes nothing at present").format(about=about)
            because = _("The answers lead to another conclusion, or leave this one open.")
            yield simple(f"overruling-idle:{about}", "note", title, because, "WP 248 rev.01 p. 12")


def _decision(verdict: Document, document: Document) -> Iterator[Finding]:
    outcome = (document.get("decision") or {}).get("outcome")
    for why in against_the_law(verdict, outcome) if outcome in OUTCOMES else ():
        title = _("The decision on record goes against the law")
        yield simple("decision-against-the-law", "blocking", title, why, "GDPR Art. 6, 36")


def _against_risks(verdict: Document) -> Iterator[Finding]:
    """Yield the contradiction of a screening without high risk and a risk rated high."""
    if verdict["screening"]["conclusion"] not in _WITHOUT_HIGH_RISK:
        return
    for risk in verdict["risks"]:
        if risk["confirmed"] and risk["inherent"]["consult"]:
            title = _("The screening sees no high risk, but a risk is rated high")
            because = _(
                "“{risk}” is rated high before further measures. A processing that is likely to "
                "result in a high risk needs an assessment, whatever the criteria say: tick the "
                "other high risk in the screening and say which, or look at the rating again."
            ).format(risk=risk["title"])
            yield simple("screening-against-risk", "serious", title, because, "GDPR Art. 35(1)")
            return
