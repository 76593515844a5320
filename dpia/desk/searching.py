"""Searching everything that was ever answered: what stands now, and with the past what stood.

Present texts are found by the register's index. The past is read from the histories, so nothing
is kept anywhere else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dpia.assessment.past import path_of
from dpia.assessment.standing import Standing, standings
from dpia.desk.desk import Desk
from dpia.desk.filters import parse
from dpia.errors import DpiaError, Invalid
from dpia.register.wording import Wording
from dpia.text import _

if TYPE_CHECKING:
    from dpia.documents.history import Teller

Tell = Callable[[str], object]
Progress = Callable[[int, int], object]
Row = dict[str, Any]


@dataclass(frozen=True)
class Hit:
    """One text in which the words stand or stood."""

    id: str
    reference: str
    title: str
    version: int
    path: str
    """The question, cell or field, as `dpia history` reads it."""
    where: str
    """The same in words."""
    before: str
    word: str
    after: str
    """The text around the first word that was found."""
    standing: Standing

    @property
    def text(self) -> str:
        """The text around the word."""
        return self.before + self.word + self.after

    @property
    def current(self) -> bool:
        """Whether it stands now."""
        return self.standing.current

    def told(self, end: str, name: str) -> str:
        """Return `at` or `by` of the event at one `end` (`since`, `until`), if one is known."""
        event = getattr(self.standing, end)
        return str(event.get(name, "")) if event else ""


def search(
    desk: Desk,
    query: str,
    past: bool = False,
    tell: Tell = lambda _said: None,
    progress: Progress = lambda _done, _total: None,
) -> Iterator[Hit]:
    """Yield each text that holds all words of `query`; with `past` also those that did.

    `name:value` in the query picks assessments as in the register. What cannot be read is told.
    Raises Invalid when there is no word to look for.
    """
    asked = parse(query, desk.today(), desk.config.views)
    wording = Wording(asked.words)
    if not wording.tokens:
        raise Invalid(_("Name at least one word to search."))
    rows = desk.register.summaries(None if past else asked.words)
    rows = [row for row in rows if not row.get("damaged") and _passes(asked.tests, row)]
    for number, row in enumerate(rows):
        progress(number, len(rows))
        try:
            if not past or desk.register.may_mention(row["id"], wording):
                yield from _hits(desk, row["id"], wording, past)
        except DpiaError as problem:
            tell(problem.message)
    progress(len(rows), len(rows))


def _passes(tests: tuple[Callable[[Row], bool], ...], row: Row) -> bool:
    return all(test(row) for test in tests)


def _hits(desk: Desk, ident: str, wording: Wording, past: bool) -> Iterator[Hit]:
    document = desk.register.load(ident).document
    events = list(desk.register.events(document))
    found = standings(events, document, wording.fits)
    found = [one for one in found if past or one.current]
    if not found:
        return
    from dpia.documents.history import Teller

    teller = Teller(events, desk.rulebook(document), document)
    for standing in found:
        yield _hit(document, teller, wording, standing)


def _hit(document: Row, teller: "Teller", wording: Wording, standing: Standing) -> Hit:
    before, word, after = wording.around(standing.text)
    return Hit(
        id=str(document["id"]),
        reference=str(document.get("reference") or ""),
        title=str(document.get("title") or ""),
        version=int(document.get("version") or 1),
        path=path_of(standing.place),
        where=teller.where(standing.place),
        before=before,
        word=word,
        after=after,
        standing=standing,
    )
