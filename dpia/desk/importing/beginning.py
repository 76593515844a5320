"""Plans that make a new assessment of what a file says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dpia.assessment.attachment import MOST
from dpia.desk.importing.placing import Placed, as_case, in_words, placed
from dpia.desk.intake import cleaned, need_fit, need_shape, rulebook_for
from dpia.documents.incoming.model import Attached, Importer, Incoming, Line, Told
from dpia.documents.incoming.source import Source
from dpia.errors import DpiaError, Invalid
from dpia.questionnaire.cleaning import clean
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.desk.desk import Desk

Fields = dict[str, Any]
BASIS = ("authority", "also", "pathway", "method")
_LEAST: Fields = {"authority": "eu", "answers": {}}
"""What an assessment file must hold, for looking at the form of one that holds less."""


@dataclass
class Beginning:
    """A new assessment: what it will hold, and the files that are kept with it."""

    desk: "Desk"
    title: str
    raw: Fields
    attachments: list[Attached]
    lines: list[Line]
    source: str
    """Where it comes from, as the history says it."""
    problem: str = ""

    @property
    def what(self) -> str:
        """Say what carrying it out would make."""
        return _("A new assessment, “{title}”.").format(title=self.title)

    def carry_out(self) -> "Case":
        """Add the assessment with its files. Raises Invalid, NotSaved."""
        if self.problem:
            raise Invalid(self.problem)
        files = [(kept.name, kept.data, kept.title) for kept in self.attachments]
        return self.desk.bring_in(self.raw, note=self.source, attached=files)


def plans(
    desk: "Desk", source: Source, importer: Importer, given: Mapping[str, Any]
) -> Iterator[Beginning]:
    """Yield a plan for each assessment in the file. Raises Invalid where none can be read."""
    for incoming in importer.read(source):
        yield _plan(desk, source, importer, incoming, given)


def _plan(
    desk: "Desk",
    source: Source,
    importer: Importer,
    incoming: Incoming,
    given: Mapping[str, Any],
) -> Beginning:
    said = _("Imported from {title}: {name}.").format(title=importer.title, name=source.name)
    plan = Beginning(desk, clean(incoming.title), {}, [], list(incoming.lines), said)
    try:
        need_shape({**_LEAST, **cleaned(incoming.fields)}, desk.library)
        fields = _fields(desk, incoming, given, said)
        rulebook = rulebook_for(fields, desk.library, desk.books)
        found = placed(incoming, rulebook)
        plan.lines += [*found.lines, *_standing(desk, incoming)]
        plan.raw = {**fields, **as_case(incoming, found), **_basis(desk, incoming, given)}
        plan.title = plan.raw["title"]
        plan.attachments = [*_files(source, incoming), *_left_over(source, found)]
        need_fit(plan.raw, rulebook)
        _need_room(plan.attachments)
    except DpiaError as problem:
        plan.problem = problem.message
    plan.lines = [
        Line(line.fate, *map(clean, (line.what, line.where, line.why))) for line in plan.lines
    ]
    return plan


def _need_room(attachments: list[Attached]) -> None:
    if len(attachments) > MOST:
        message = _("It brings {n} files; an assessment has at most {most} attachments.")
        raise Invalid(message.format(n=len(attachments), most=MOST))


def _standing(desk: "Desk", incoming: Incoming) -> Iterator[Line]:
    """Yield that the register holds already what is brought in as a new assessment."""
    try:
        there = desk.open(incoming.origin).document if incoming.origin else None
    except DpiaError:
        return
    if there and there["id"] == incoming.origin:
        why = _("It is in this register as {reference}; the new one stands beside it: `dpia diff`.")
        yield Line("dropped", "id", why=why.format(reference=there["reference"]))


def _fields(desk: "Desk", incoming: Incoming, given: Mapping[str, Any], said: str) -> Fields:
    """Return the assessment before anything is placed: what the file says in our own form."""
    basis = _basis(desk, incoming, given)
    if not basis["authority"]:
        message = _(
            "Say which supervisory authority leads, for example `--authority nl`; `dpia "
            "authorities` lists them. `dpia config authority nl` says it once for all."
        )
        raise Invalid(message)
    own = {"organisation": desk.config.organisation, "owner": desk.who, "about": said}
    return {**own, "answers": {}, **cleaned(incoming.fields), **basis}


def _basis(desk: "Desk", incoming: Incoming, given: Mapping[str, Any]) -> Fields:
    """Return what it is judged by: what was asked for, else what the file says, else settings."""
    config = {name: getattr(desk.config, name) for name in BASIS}
    found = {n: given.get(n) or incoming.fields.get(n) or config[n] for n in BASIS}
    return {**found, "also": [name for name in found["also"] if name != found["authority"]]}


def _files(source: Source, incoming: Incoming) -> list[Attached]:
    """Return what is kept: the file itself first, unless the importer gave what was in it."""
    if source.is_zip and incoming.attachments:
        return list(incoming.attachments)
    whole = Attached(source.name, source.data, _("The file it was imported from"))
    return [whole, *incoming.attachments]


def _left_over(source: Source, found: Placed) -> Iterator[Attached]:
    """Yield a text of what has no place in the questionnaires, for people to read."""
    if found.leftovers:
        name = f"{source.name.rpartition('.')[0] or source.name} - leftovers.md"
        text = clean("\n".join(_section(told) for told in found.leftovers))
        yield Attached(name, text.encode(), _("What the questionnaires here do not ask"))


def _section(told: Told) -> str:
    return f"# {' '.join(told.title.split())}\n\n{in_words(told.value).strip()}\n"
