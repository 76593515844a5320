"""From a file to plans: one for each assessment in it.

A format whose files make new assessments needs nothing here. One that changes those which are
there has a function `plans(desk, source, importer, given)` of its own that returns its own kind of
`Plan`; it is named in `PLANNERS`.
"""

import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from dpia.documents.incoming.formats import importer, recognise
from dpia.documents.incoming.model import Importer, Line
from dpia.documents.incoming.source import LARGEST, Source
from dpia.documents.safe import visible
from dpia.errors import DpiaError, Invalid
from dpia.register import files
from dpia.register.problems import reason
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.desk.desk import Desk

PLANNERS: Mapping[str, str] = {
    "workbook": "dpia.desk.importing.workbook",
    "table": "dpia.desk.importing.mapped",
    "jsonl": "dpia.desk.importing.returning",
}
"""`id of a format -> module` whose `plans` is used instead of that for new assessments."""


class Plan(Protocol):
    """What would become of one assessment in a file, and the way to do it."""

    title: str
    lines: list[Line]
    """The report: what became of each part of the file."""
    problem: str
    """Why it cannot be done, a sentence a line; empty when it can."""

    @property
    def what(self) -> str:
        """Say in a sentence what carrying it out would do."""

    def carry_out(self) -> "Case":
        """Do it, whole or not at all, and return the assessment. Raises what saving raises."""


def open_source(path: Path, stream: BinaryIO | None = None) -> Source:
    """Read a file that came from elsewhere; of `-` the stream. Raises Invalid with a sentence."""
    if path == Path("-") and stream:
        return Source(_("standard input"), stream.read(LARGEST + 1))
    try:
        return Source(visible(path.name), files.read_outside(path, LARGEST))
    except files.Oversized:
        message = _("{path} is larger than {n} MB and was not read. Export it in parts.")
        most = LARGEST // 1_000_000
        raise Invalid(message.format(path=visible(str(path)), n=most)) from None
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else _("this is no name of a file")
        message = _("{path} cannot be read: {why}.")
        raise Invalid(message.format(path=visible(str(path)), why=why)) from error


@dataclass
class Unusable:
    """A file of a folder of which nothing can be made."""

    title: str
    problem: str
    lines: list[Line] = field(default_factory=list)

    @property
    def what(self) -> str:
        """Say which file it is."""
        return _("{name}: it cannot be used.").format(name=self.title)

    def carry_out(self) -> "Case":
        """Raise Invalid with the reason."""
        raise Invalid(self.problem)


def plans_in(desk: "Desk", folder: Path, most: int = 1000) -> list[Plan]:
    """Return the plans for every file of a folder, by name; one that cannot be used says why.

    Raises Invalid where there is no file, or too many.
    """
    try:
        named = sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith("."))
    except OSError as error:
        message = _("{path} cannot be read: {why}.")
        raise Invalid(message.format(path=visible(str(folder)), why=reason(error))) from error
    if not 0 < len(named) <= most:
        message = _("{path} holds {n} files; from 1 to {most} can be read at once.")
        raise Invalid(message.format(path=visible(str(folder)), n=len(named), most=most))
    found: list[Plan] = []
    for path in named:
        try:
            found += plans_for(desk, open_source(path))[1]
        except DpiaError as problem:
            found.append(Unusable(visible(path.name), problem.message))
    return found


def plans_for(
    desk: "Desk", source: Source, format_: str = "", given: Mapping[str, Any] | None = None
) -> tuple[Importer, list[Plan]]:
    """Return the importer of a file and a plan for each assessment in it.

    Without `format_` the content says which format it is. `given` sets authority, also, pathway
    and method of new assessments. Raises Invalid and NotFound.
    """
    found = importer(format_) if format_ else recognise(source)
    module = PLANNERS.get(found.id, "dpia.desk.importing.beginning")
    plans: Callable[..., Iterable[Plan]] = importlib.import_module(module).plans
    made = list(plans(desk, source, found, given or {}))
    if not made:
        raise Invalid(_("{name} holds no assessment.").format(name=source.name))
    return found, made
