"""What goes to the supervisory authority: a letter, and the parts of GDPR Art. 36(3) in order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dpia.documents.template.model import (
    Entries,
    Entry,
    Field,
    Filled,
    Missing,
    Section,
    missing_in,
)
from dpia.judgement.consulting.standing import running_words
from dpia.questionnaire.model import joined
from dpia.text import _, ngettext

Node = Mapping[str, Any]
THERE, PARTLY, MISSING, NOTHING = "there", "partly", "missing", "nothing"
MOST = 3
"""Gaps that are named where a part is there in part; its own fields show them all."""
ASSESSMENT = "e"
"""The letter of the impact assessment itself, which is added whole."""


@dataclass(frozen=True)
class Part:
    """A part of what is sent, by its letter in Art. 36(3); its sections are filled in."""

    letter: str
    id: str
    title: str
    law: str
    sections: tuple[Section, ...]
    rated: bool = True
    """Of the impact assessment: whether it has risks; without them there is none."""

    @property
    def gaps(self) -> tuple[Missing, ...]:
        """What must stand in it and does not."""
        return tuple(missing_in(self.sections))

    @property
    def state(self) -> str:
        """Whether it is there, in part, or missing; `nothing` where nothing applies."""
        if not self.rated:
            return MISSING
        said = any(entry.state == "given" for entry in _entries(self.sections))
        if self.gaps:
            return PARTLY if said else MISSING
        return THERE if said else NOTHING

    @property
    def says(self) -> str:
        """The state in words."""
        if self.state != PARTLY:
            return _STATE[self.state]
        whole = self.letter == ASSESSMENT
        said = (gap.title if whole else f"{gap.title}: {gap.says}" for gap in self.gaps)
        named = list(dict.fromkeys(said))
        listed = "; ".join(named[:MOST])
        left = len(named) - MOST
        if left > 0:
            more = ngettext("and {n} more field", "and {n} more fields", left)
            listed = f"{listed}; {more.format(n=left)}"
        return _("in part. Missing: {listed}").format(listed=listed)

    @property
    def heading(self) -> str:
        """The letter and the title."""
        return f"({self.letter}) {self.title}"


_STATE = {THERE: _("there"), MISSING: _("MISSING"), NOTHING: _("nothing to add")}


def _entries(sections: Iterable[Section]) -> Iterator[Entry]:
    for section in sections:
        for field in section.fields:
            yield from field.entries
        for _name, row in section.table.named_rows if section.table else ():
            yield from (entry for cell in row for entry in cell)


def parts(law: Node, form: Filled, assessment: Filled, rated: bool) -> tuple[Part, ...]:
    """Return the parts in the order of the law's file (`law/consultation`, its `package`).

    `form` is filled in from the template of Art. 36(3), `assessment` from that of the assessment;
    `rated` says whether any risk is on record.
    """
    found = []
    for row in law.get("package", ()):
        letter = joined(row["law"]).rstrip(")")[-1:]
        own = tuple(s for s in form.sections if s.id.startswith(f"({letter})"))
        whole = letter == ASSESSMENT
        found.append(
            Part(
                letter,
                str(row["id"]),
                str(row["title"]),
                joined(row["law"]),
                assessment.sections if whole else own,
                rated or not whole,
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class Sender:
    """Who writes to whom, about what, and why: everything the letter says beside its parts."""

    body: Node
    authority: str
    organisation: str
    title: str
    reference: str
    day: str
    basis: tuple[str, ...]
    grounds: tuple[str, ...]
    officer: str
    others: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    """The questions whose answers are only assumed, in words."""
    running: bool | None = False
    """Whether the processing runs already; None where that is not clear."""
    since: str = ""
    """The day since which it runs, ISO; empty where none is said."""


def letter(sender: Sender, found: Iterable[Part]) -> Section:
    """Return the letter that goes before the parts."""
    body = sender.body
    to = [str(body[name]) for name in ("title", "contact", "site") if body.get(name)]
    subject = _("Prior consultation under GDPR Art. 36(1): {title} ({reference})")
    if not sender.basis:
        subject = _("Voluntary consultation of the supervisory authority: {title} ({reference})")
    fields = {
        _("To"): [*to, sender.authority],
        _("From"): [sender.organisation or ""],
        _("Date"): [sender.day],
        _("Subject"): [subject.format(title=sender.title, reference=sender.reference)],
        _("Letter"): list(_body(sender)),
        _("Contact of the data protection officer"): [sender.officer],
        _("Other authorities concerned"): list(sender.others),
        _("Assumed, and not confirmed yet"): list(sender.assumed),
    }
    shown = [
        Field("", title, "cell", tuple(map(Entry, filter(None, texts))))
        for title, texts in fields.items()
        if any(texts)
    ]
    enclosed = Field("", _("Enclosed, in the order of GDPR Art. 36(3)"), "cell", _enclosed(found))
    signed = _blank(_("For the controller: name, function, signature"))
    return Section("", _("Letter"), (*shown, *_explained(sender), enclosed, signed))


def _blank(title: str) -> Field:
    """Return a line that the controller fills in by hand."""
    return Field("", title, "cell", (Entry("_" * 40),))


def _explained(sender: Sender) -> Iterator[Field]:
    """Yield what only the controller can say of processing that has begun, or may have."""
    if sender.running is None:
        yield _blank(_("For the controller to state: whether the processing has begun, and when"))
    if sender.running is not False:
        yield _blank(
            _("For the controller to explain: whether the processing is stopped or goes on, why")
        )


def _body(sender: Sender) -> Iterator[str]:
    if sender.basis:
        articles = ", ".join(f"GDPR Art. {name}" for name in sender.basis)
        opening = _("We consult you on this processing ({articles}).")
        if sender.running is False:
            opening = _("We consult you before this processing begins ({articles}).")
        shows = _("The impact assessment that is enclosed shows why:")
        yield f"{opening.format(articles=articles)} {shows}"
        yield from sender.grounds
    else:
        yield _(
            "We ask for your view on this processing of our own accord. The impact assessment that "
            "is enclosed did not find a duty to consult."
        )
    if sender.running is False:
        yield _("The processing does not begin while the consultation is under way.")
    elif sender.running:
        yield running_words(sender.since)
        if sender.basis:
            yield _("The law asks for consultation prior to the processing.")
    yield _("Please confirm the day on which you received this letter and what is enclosed.")


def _enclosed(found: Iterable[Part]) -> Entries:
    return tuple(
        Entry(part.says, "open" if part.state == MISSING else "given", part.heading)
        for part in found
    )


def packed(front: Section, found: Iterable[Part], assessment: Filled, form: str) -> Filled:
    """Return everything as one document: the letter, then the parts; the assessment lies whole."""
    sections: list[Section] = []
    for part in found:
        gap = (Field("", _("Missing"), "cell", (Entry(part.says, "open"),)),)
        head = Section(f"({part.letter})", part.title, gap if part.state == MISSING else ())
        if part.letter == ASSESSMENT:
            before = (assessment.summary, assessment.findings)
            own = (*(section for section in before if section), *part.sections)
        else:
            own = part.sections
        alone = part.state != MISSING and part.letter != ASSESSMENT
        sections += own if alone and own else (head, *own)
    title = _("Prior consultation: {title}").format(title=assessment.title)
    return replace(
        assessment,
        title=title,
        form=form,
        summary=front,
        findings=None,
        sections=tuple(sections),
    )


def alone(part: Part, assessment: Filled) -> Filled:
    """Return one part as a document of its own."""
    gap = Section("", part.title, (Field("", _("Missing"), "cell", (Entry(part.says, "open"),)),))
    shown = part.sections if part.state != MISSING else (gap, *part.sections)
    return Filled(
        title=part.heading,
        form=f"{part.law} · {assessment.title}",
        about=assessment.about,
        sections=shown,
        left_out=assessment.left_out,
    )
