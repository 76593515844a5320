"""What is still missing in an official form, in words, and where in the assessment it is said."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dpia.desk.case import Case
from dpia.desk.reporting import DEFAULT_FORM, form_sections
from dpia.text import _

if TYPE_CHECKING:
    from dpia.documents.template.model import Missing


@dataclass(frozen=True)
class Gap:
    """A field of the form in which something is missing; `state` is `open` or `unknown`.

    `says` tells what is missing. `path` names the question where it is answered, `part` else the
    part of the assessment: `about` with the `field` there, `risks`, `measures`, `decision`.
    """

    section: str
    heading: str
    title: str
    state: str
    says: str
    path: str = ""
    part: str = ""
    field: str = ""


def gaps(case: Case, form: str = DEFAULT_FORM) -> list[Gap]:
    """Return the gaps in the form filled in from `case`, in its order. Raises NotFound."""
    from dpia.documents.template.model import missing_in

    sections = form_sections(case, form)
    headings = {section.id: section.title for section in sections}
    return [_gap(found, headings[found.section]) for found in missing_in(sections)]


def gap_count(case: Case, form: str = DEFAULT_FORM) -> int:
    """Return how many fields of the form something is missing in. Raises NotFound."""
    return len(gaps(case, form))


def _gap(found: "Missing", heading: str) -> Gap:
    place = found.entries[0].place
    path, part = (place, "") if "." in place else ("", place)
    says = found.says
    if part == "measures" and not found.entries[0].label:
        says = _(
            "no measure yet that serves {title}: name one under measures, or say at a measure "
            "that it serves it"
        ).format(title=found.title)
    part, _colon, field = part.partition(":")
    return Gap(found.section, heading, found.title, found.state, says, path, part, field)
