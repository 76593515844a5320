"""The summary on one page, as controllers publish it (WP 248 rev.01 p. 18).

Only what is confirmed stands in it; in the place of the rest it says that it is not settled yet.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dpia.documents import words
from dpia.documents.methods import ranked
from dpia.documents.template.around import decided, outcome
from dpia.documents.template.model import Entries, Entry, Field, Filled, Section, State, Table
from dpia.documents.template.public import withheld as left_out
from dpia.documents.template.seen import UNSETTLED, WITHHELD, Node, Seen
from dpia.text import _, ngettext

LONG = 420
"""Characters of one text; what is longer ends with dots, as the whole stands in the report."""
MOST = 5
"""Risks, measures and the like that are named; of the others it says how many there are."""


def brief(whole: Seen) -> Filled:
    """Return the summary of an assessment: one table, with no section of any form."""
    seen = replace(whole, settled=True)
    document = seen.document
    parts: dict[str, Entries] = {
        _("The processing"): _processing(seen),
        _("Start"): tuple(_start(seen)),
        _("Controller and contact"): _contact(seen),
        _("Purposes"): _purposes(seen),
        _("People"): _answers(seen, "processing.people_described", "screening.people"),
        _("Data"): _listed(seen, "processing.data_items", "item"),
        _("Recipients"): _recipients(seen),
        _("Main risks"): _risks(seen),
        _("Main measures"): _measures(seen),
        _("Result"): tuple(_result(seen)),
        _("Decision"): tuple(_decision(seen)),
        _("Advice of the data protection officer"): _advice(seen),
        _("Views of the people concerned"): _views(seen),
        _("Next review"): _part(seen, "dates.review_due"),
    }
    said = {name: entries or (Entry("–"),) for name, entries in parts.items()}
    if titles := [title for _place, title in left_out(document, seen) if seen.public]:
        said[_("Withheld")] = (Entry("; ".join(_at_most(titles, 2 * MOST))),)
    title = str(document.get("title", ""))
    return Filled(
        title=title,
        form=_("Summary of the data protection impact assessment (GDPR Art. 35)"),
        about=seen.about,
        sections=(),
        left_out=seen.left_out,
        summary=Section("", _("Summary"), table=_table(said)),
        confidential=seen.confidential,
        public=seen.public,
        brief=True,
    )


def _table(said: Mapping[str, Entries]) -> Table:
    return Table(
        (Field("", _("In short"), "column"),),
        tuple((tuple(map(_short, entries)),) for entries in said.values()),
        names=tuple(said),
        named_by=_("Part"),
    )


def _short(entry: Entry) -> Entry:
    text = " ".join(entry.text.split())
    if len(text) > LONG:
        text = f"{text[:LONG].rpartition(' ')[0] or text[:LONG]} …"
    return Entry(text, entry.state, entry.label, entry.place, entry.owed)


def _answers(seen: Seen, *paths: str) -> Entries:
    """Return what was answered at several questions, without what may stay open."""
    found = (seen.answer(path)[:1] for path in paths)
    return tuple(dict.fromkeys(entry for entries in found for entry in entries))


def _part(seen: Seen, path: str) -> Entries:
    if seen.unsaid(path):
        return (WITHHELD,)
    found = seen.part(path)
    return (Entry(str(found)),) if found else ()


def _processing(seen: Seen) -> Entries:
    return _part(seen, "description") or _answers(seen, "processing.description")


def _start(seen: Seen) -> Iterator[Entry]:
    """Yield whether it runs already, and since or from when."""
    for path in ("processing.running", "processing.start"):
        for entry in seen.answer(path)[:1]:
            yield Entry(entry.text, entry.state, seen.titled(path), entry.place, entry.owed)


def _contact(seen: Seen) -> Entries:
    who = _part(seen, "organisation") or _answers(seen, "processing.controller")
    officer = (
        Entry(entry.text, entry.state, _("Data protection officer"))
        for entry in _answers(seen, "processing.dpo_contact")
    )
    return (*who, *officer)


def _names(seen: Seen, path: str, column: str) -> list[Entry]:
    table = seen.question(path)
    if table is None or not seen.asked(path):
        return []
    named = next(own for own in table.columns if own.id == column)
    rows = seen.evaluation.value(path) or ()
    return [entry for row in rows for entry in seen.cell(table, named, row)[:1]]


def _listed(seen: Seen, path: str, column: str) -> Entries:
    """Return the names of the rows of a table in one text; without rows, what else was said."""
    found = _names(seen, path, column)
    if not found:
        return seen.answer(path)[:1]
    texts = [*dict.fromkeys(entry.text for entry in found)]
    return (Entry("; ".join(_at_most(texts, 2 * MOST)), _state(found)),)


def _state(found: Iterable[Entry]) -> State:
    """Return that something of a text made of several entries is not settled, or that it stands."""
    return UNSETTLED.state if UNSETTLED in found else "given"


def _at_most(texts: list[str], most: int) -> list[str]:
    more = len(texts) - most
    told = ngettext("and {n} more", "and {n} more", more).format(n=more)
    return [*texts[:most], told] if more > 0 else texts


def _purposes(seen: Seen) -> Entries:
    names = _names(seen, "processing.purposes", "name")
    bases = _names(seen, "processing.purposes", "legal_basis")
    if not names or len(names) != len(bases):
        return _listed(seen, "processing.purposes", "name")
    pairs = zip(names, bases, strict=True)
    found = dict.fromkeys(
        name.text if name == UNSETTLED else f"{name.text}: {basis.text}" for name, basis in pairs
    )
    state = _state([*names, *bases])
    return tuple(Entry(text, state) for text in _at_most([*found], MOST))


def _recipients(seen: Seen) -> Entries:
    outside = _names(seen, "transfers.transfers", "country")
    texts = "; ".join(dict.fromkeys(entry.text for entry in outside))
    where = (Entry(texts, label=_("Outside the EEA")),) if texts else ()
    return (*_listed(seen, "processing.recipients", "name"), *where)


def _main(seen: Seen) -> list[Node]:
    """Return the risks, the gravest before measures first."""
    height = {level["id"]: at for at, level in enumerate(ranked(seen.method))}

    def grave(risk: Node) -> int:
        return -height.get(seen.judged[risk["id"]]["inherent"]["level"], -1)

    return sorted(seen.risks, key=grave)


def _main_by_number(rows: list[Node], seen: Seen) -> list[Node]:
    """Return rows, the main first, with those that are named in the order of their numbers."""
    at = [*seen.numbers].index
    return [*sorted(rows[:MOST], key=lambda row: at(row["id"])), *rows[MOST:]]


def _risks(seen: Seen) -> Entries:
    said = _("{risk}: {before} before the measures, {after} with all of them")
    found = [
        f"{seen.named(risk)}: {WITHHELD.text}"
        if seen.secret(risk)
        else said.format(risk=seen.named(risk), before=_level(seen, risk, "inherent"),
                         after=_level(seen, risk, "target"))
        if _rated(seen, risk)
        else f"{seen.named(risk)}: {UNSETTLED.text}"
        for risk in _main_by_number(_main(seen), seen)
    ]  # fmt: skip
    return tuple(map(Entry, _at_most(found, MOST)))


def _rated(seen: Seen, risk: Node) -> bool:
    """Say whether somebody has confirmed the levels of a risk, as they are now."""
    judged = seen.judged[risk["id"]]
    return bool(judged["confirmed"] and not judged.get("stale"))


def _level(seen: Seen, risk: Node, stage: str) -> str:
    return seen.level(seen.judged[risk["id"]][stage]["level"]).lower()


def _measures(seen: Seen) -> Entries:
    """Return the measures for the gravest risks, each with its state."""
    order = {risk["id"]: at for at, risk in enumerate(_main(seen))}

    def first(measure: Node) -> int:
        treated = [order.get(effect["risk"], len(order)) for effect in measure.get("effects", ())]
        return min(treated, default=len(order))

    found = [
        f"{seen.named(one)}: {WITHHELD.text}"
        if seen.secret(one)
        else f"{seen.named(one)} ({words.word(words.MEASURE_STATUS, one.get('status', 'planned'))})"
        for one in _main_by_number(sorted(seen.measures, key=first), seen)
    ]
    return tuple(map(Entry, _at_most(found, MOST)))


def _result(seen: Seen) -> Iterator[Entry]:
    screening = seen.verdict["screening"]
    required = words.word(words.SCREENING, screening["outcome"]) or ""
    why = words.word(words.CONCLUSION, screening["conclusion"]) or ""
    yield Entry(f"{required}. {why}", label=_("Is an assessment required?"))
    level = Entry(seen.level(seen.verdict["overall"]["target"]))
    settled = all(_rated(seen, risk) for risk in seen.risks)
    yield replace(level if settled else UNSETTLED, label=_("Highest risk with all measures"))
    if seen.verdict["overall"]["target"] and (how := seen.verdict["method"].get("confidence_note")):
        yield Entry(f"{seen.method['title']}: {how}", label=_("Matrix of the levels"))
    yield Entry(outcome(seen, "lawfulness", words.LAWFULNESS), label=_("Lawfulness"))
    consulted = outcome(seen, "consultation", words.CONSULTATION)
    yield Entry(consulted, label=_("Prior consultation of the supervisory authority"))


def _decision(seen: Seen) -> Iterator[Entry]:
    yield Entry(decided(seen.document.get("decision") or {}))
    if seen.unsaid("decision.conditions"):
        yield Entry(WITHHELD.text, WITHHELD.state, _("Reason and conditions"))
    else:
        yield from _each(_("Condition"), (seen.part("decision.conditions") or ())[:MOST])


def _each(label: str, texts: Iterable[str]) -> Iterator[Entry]:
    return (Entry(str(text), label=label) for text in texts)


def _advice(seen: Seen) -> Entries:
    if seen.unsaid("opinions.dpo.advice"):
        return (WITHHELD,)
    followed = words.word(words.FOLLOWED, seen.part("opinions.dpo.followed"))
    return (*_part(seen, "opinions.dpo.advice"), *((Entry(followed),) if followed else ()))


def _views(seen: Seen) -> Entries:
    found = _part(seen, "opinions.data_subjects.summary")
    reason = _part(seen, "opinions.data_subjects.reason")
    sought = words.word(words.SOUGHT, seen.part("opinions.data_subjects.sought"))
    if found == reason == (WITHHELD,):
        return found
    return (*((Entry(sought),) if sought else ()), *found, *reason)
