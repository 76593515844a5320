"""Plans that put assessments back as they left a register, from a file that fits into memory."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dpia.desk import json_lines
from dpia.desk.carrying import Check
from dpia.documents.incoming.model import Importer, Line
from dpia.documents.incoming.source import Source
from dpia.errors import DpiaError, Invalid
from dpia.register.carrying import Part
from dpia.register.returning import holds_already, keep, put_back
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.desk.desk import Desk

Needed = list[tuple[str, Part, str]]
"""What stands in the file before an assessment: where, what, and whose history it is."""


@dataclass
class Return:
    """One assessment that comes back."""

    desk: "Desk"
    title: str
    document: dict[str, Any]
    needed: Needed
    problem: str = ""
    there: bool = False
    lines: list[Line] = field(default_factory=list)

    @property
    def what(self) -> str:
        """Say what carrying it out would do."""
        words = _("“{title}” ({reference}) is here already; nothing is done.")
        if not self.there:
            words = _("“{title}” ({reference}) comes back as it was, with history and files.")
        return words.format(title=self.title, reference=self.document.get("reference") or "–")

    def carry_out(self) -> "Case":
        """Put it back with all it needs. Raises Conflict, Invalid, NotSaved."""
        if self.problem:
            raise Invalid(self.problem)
        while self.needed:
            called, part, of = self.needed[0]
            try:
                keep(self.desk.register, part, of)
            except Invalid as problem:
                raise Invalid(f"{called}: {problem.message}") from None
            del self.needed[0]
        Check(self.desk)(self.document)
        put_back(self.desk.register, self.document)
        return self.desk.open(str(self.document["id"]))


def plans(
    desk: "Desk", source: Source, _importer: Importer, _given: Mapping[str, Any]
) -> Iterator[Return]:
    """Yield a plan for each assessment. Raises Invalid where the file cannot be read to its end."""
    needed: Needed = []
    """Shared by all plans: what one has kept, the others need not."""
    found: list[Return] = []
    for called, line in json_lines.lines(io.BytesIO(source.data), source.name):
        if "assessment" in line:
            found.append(_plan(desk, line["assessment"], needed, called))
        elif "end" not in line and "format" not in line:
            needed.append((called, *json_lines.part_of(line)))
    yield from found


def _plan(desk: "Desk", document: Any, needed: Needed, called: str) -> Return:
    told = document if isinstance(document, dict) else {}
    plan = Return(desk, str(told.get("title") or called)[:300], told, needed)
    try:
        desk.register.checked(document)
        plan.there = holds_already(desk.register, document)
    except DpiaError as problem:
        plan.problem = f"{called}: {problem.message}"
    return plan
