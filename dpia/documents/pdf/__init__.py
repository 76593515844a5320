"""A filled form as a PDF, tagged for screen readers; the assessment may lie in it as data."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from dpia.documents.markdown import on_the_cover
from dpia.documents.pdf.pictures import inputs, takes
from dpia.documents.pictures import Fetch, drawn
from dpia.documents.safe import visible
from dpia.documents.template import Filled
from dpia.documents.template.model import Section
from dpia.text import _, language

ATTACHED = "assessment.json"
"""The name under which the assessment lies in the file."""
_LAYOUT = Path(__file__).with_name("report.typ")


def pdf(filled: Filled, assessment: Mapping[str, Any] | None, fetch: Fetch | None = None) -> bytes:
    """Return the form as the bytes of a PDF; `assessment`, if any, is put into it as JSON.

    Text reaches the layout as data only, so that nothing in it is ever markup. `fetch` gives the
    pictures that are drawn in it.
    """
    filled, pictures = drawn(filled, fetch, takes)
    form = _cleaned({**filled.to_json(), "left_out": list(on_the_cover(filled)), "words": _words()})
    form |= {"parts": [_laid(part) for part in filled.parts]}
    form |= {name: _laid(getattr(filled, name)) for name in ("summary", "noted")}
    form["language"], *parts = language().split("-")
    form["region"] = next((part for part in parts if len(part) == 2), None)
    form["short"] = str(filled.about["history"]).removeprefix("sha256:")[:12]
    form["open"] = [_cleaned(gap.told) for gap in filled.open_fields()]
    given = {"form": json.dumps(form, ensure_ascii=False), **inputs(pictures)}
    if assessment is not None:
        given["assessment"] = json.dumps(assessment, ensure_ascii=False, indent=2)
    made = typst.compile(_LAYOUT.read_bytes(), format="pdf", sys_inputs=given)
    assert isinstance(made, bytes)
    return made


def _laid(section: Section | None) -> Any:
    """Return a section as data, with the shares of the page that its columns take."""
    if section is None:
        return None
    return _cleaned({**asdict(section), "shares": section.table.shares if section.table else ()})


def _words() -> dict[str, str]:
    return {
        "contents": _("Contents"),
        "open": _("Open questions"),
        "heat": _("Heat maps"),
        "axes": _("Severity / likelihood"),
        "reasons": _("Reasons"),
        "measure": _("Measure"),
        "suitability": _("Suitability and effect"),
        "status": _("Status"),
        "reference": _("Reference"),
        "version": _("version"),
        "number": _("No."),
        "as_of": _("judged as of"),
        "history": _("History"),
        "signatures": _("Decision and signatures"),
        "signed_history": _("Hash of the history up to here"),
        "roles": "|".join((_("For the controller"), _("Data protection officer"), _("Assessor"))),
        "heads": "|".join((_("Role"), _("Name"), _("Date"), _("Signature"))),
    }


def _cleaned(content: Any) -> Any:
    """Return data with every text made safe to print, line by line."""
    if isinstance(content, str):
        return "\n".join(visible(line) for line in content.splitlines())
    if isinstance(content, Mapping):
        return {key: _cleaned(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_cleaned(value) for value in content]
    return content
