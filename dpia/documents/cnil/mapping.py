"""What a file of the CNIL's PIA software says, in our terms, and what became of each part.

What was concluded there, and the level of the whole, are not taken over.
"""

import re
from collections.abc import Iterator

from dpia.documents.cnil.controls import measures_of, plans_of
from dpia.documents.cnil.opinions import opinions
from dpia.documents.cnil.questions import EVENTS, OF_EVENTS, STATUSES, label
from dpia.documents.cnil.reading import Pia, number, text
from dpia.documents.cnil.risks import LONGEST, Row, risk_of, spoken_of
from dpia.documents.cnil.words import BOOKKEEPING, sayings
from dpia.documents.incoming.model import Incoming, Line
from dpia.text import _, ngettext

_PREFIX = re.compile(r"^(?:\((?:IMPORT|COPY|EXAMPLE)\)\s*)+", re.I)
METHOD = "four-by-four"
"""The method whose two scales are those of the CNIL."""


def incoming(pia: Pia) -> Incoming:
    """Return the file in our terms; its bytes are for the caller to attach."""
    risks = [risk_of(event, pia) for event in EVENTS if spoken_of(event, pia)]
    measures = [*measures_of(pia), *plans_of(pia)]
    fields = {
        "method": METHOD,
        "risks": risks,
        "measures": measures,
        "opinions": opinions(pia.about),
    }
    return Incoming(
        title_of(pia),
        told=tuple(sayings(pia, title_of(pia))),
        fields={name: value for name, value in fields.items() if value},
        lines=tuple(_lines(pia, risks, measures)),
    )


def title_of(pia: Pia) -> str:
    """Return the name without what the CNIL's software puts before it at each import."""
    return _PREFIX.sub("", " ".join(text(pia.about.get("name")).split()))


def _lines(pia: Pia, risks: list[Row], measures: list[Row]) -> Iterator[Line]:
    yield Line("mapped", "pia.name", _("title"))
    for row in risks:
        why = _("The author's levels are inherent, the evaluator's the target; confirm them.")
        yield Line("mapped", row["title"], _("risk {id}").format(id=row["id"]), why)
    controls = sum(row["role"] == "baseline" for row in measures)
    if controls:
        why = _("The file does not say which are in place: all are planned until you say so.")
        named = ngettext("{n} measure", "{n} measures", controls).format(n=controls)
        yield Line("mapped", named, _("measures"), why)
    if plans := len(measures) - controls:
        named = ngettext("{n} action plan", "{n} action plans", plans).format(n=plans)
        yield Line("mapped", named, _("measures"), _("Each is a planned measure."))
    for name in _too_long(pia):
        why = _("It is longer than {n} characters; the rest stands in the file that is kept.")
        yield Line("kept", name, why=why.format(n=LONGEST))
    for name in opinions(pia.about):
        yield Line("mapped", _("Opinion: {name}").format(name=name), f"opinions.{name}")
    for reference, found in pia.answers.items():
        if found.strange_level:
            why = _("“{level}” is no level from 1 to 4.").format(level=found.strange_level)
            yield Line("dropped", label(reference), why=why)
    if status := number(pia.about.get("status")):
        why = _("What was concluded there is not taken over; it comes in as a draft.")
        yield Line("dropped", STATUSES.get(status, str(status)), "status", why)
    bookkeeping = [name for name in BOOKKEEPING if pia.about.get(name)]
    if bookkeeping or pia.unread:
        why = _("The other tool's own bookkeeping; it stands in the file that is kept.")
        yield Line("dropped", ", ".join([*sorted(bookkeeping), *pia.unread]), why=why)


def _too_long(pia: Pia) -> Iterator[str]:
    """Yield the names of texts that go to a risk, a measure or an opinion and do not fit."""
    for number_, found in pia.answers.items():
        if number_ in OF_EVENTS and len(found.text) + sum(map(len, found.items)) > LONGEST:
            yield label(number_)
    yield from (one.title for one in pia.controls if len(one.content) > LONGEST)
    for said in pia.evaluations:
        if len(said.plan) > LONGEST or len(said.comment) > LONGEST:
            yield _("CNIL evaluation {key}").format(key=said.key)
    for name in ("dpo_opinion", "concerned_people_opinion", "concerned_people_searched_content"):
        if len(str(pia.about.get(name) or "")) > LONGEST:
            yield f"pia.{name}"
