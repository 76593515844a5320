"""What the file says in words: texts of questions, evaluations, comments, particulars."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.documents.cnil.controls import asked_in, planned
from dpia.documents.cnil.questions import (
    EVALUATED,
    EVENTS,
    IMPROVABLE,
    MEASURES_ITEM,
    OF_EVENTS,
    ROLES,
    STATUSES,
    TEXTS,
    TO_CORRECT,
    label,
)
from dpia.documents.cnil.reading import Evaluation, Pia, number, text
from dpia.documents.incoming.model import Told
from dpia.text import _


def sayings(pia: Pia, title: str) -> Iterator[Told]:
    """Yield what is said in words; `title` is what the assessment is called here."""
    for reference, found in sorted(pia.answers.items()):
        if reference in OF_EVENTS:
            continue
        asked = TEXTS.get(reference)
        said: Any = found.text
        if found.items or found.level:
            rated = [_("Level {n} of 4").format(n=found.level)] if found.level else []
            said = "\n".join([*(part for part in (found.text,) if part), *rated, *found.items])
        called = label(reference, pia.asked.get(reference, ""))
        path, whole = (asked.path, asked.whole) if asked else ("", False)
        yield Told(called, said, path, aside=not whole)
    yield from _people(pia.about)
    yield from _evaluations(pia)
    yield from _comments(pia)
    if said := _particulars(pia, title):
        yield Told(_("CNIL: further particulars"), said)


def _people(about: Mapping[str, Any]) -> Iterator[Told]:
    lines = [(words, _names(about, role)) for role, words in ROLES.items()]
    if said := "\n".join(f"{words}: {names}" for words, names in lines if names):
        yield Told(_("CNIL: author, evaluator, validator"), said, "involvement.team")


def _names(about: Mapping[str, Any], role: str) -> str:
    """Return who had a role: as typed in, or as an account of the server's."""
    typed = " ".join(text(about.get(f"{role}_name")).split())
    accounts = about.get("user_pias")
    found = [typed] if typed else []
    for row in accounts if isinstance(accounts, list) else ():
        user = row.get("user") if isinstance(row, Mapping) else None
        if isinstance(user, Mapping) and row.get("role") == role:
            parts = (text(user.get(name)) for name in ("firstname", "lastname", "email"))
            found.append(" ".join(part for part in parts if part))
    return ", ".join(found)


def _evaluations(pia: Pia) -> Iterator[Told]:
    """Yield what the evaluator said of questions; of measures and risks it stands with them."""
    of_measures = {f"{MEASURES_ITEM}.{one.number}" for one in pia.controls}
    planned_events = {one.key for one in planned(pia) if one.key in {e.item for e in EVENTS}}
    for said in pia.evaluations:
        if said.key in of_measures or said.key in planned_events:
            continue
        if not said.comment and said.status != TO_CORRECT and not _stale(said):
            continue
        asked = asked_in(said.key)
        words = EVALUATED.get(said.status, str(said.status))
        title = _("CNIL evaluation {key}: {words}").format(key=said.key, words=words)
        value = "\n\n".join(part for part in (said.comment, said.plan * _stale(said)) if part)
        yield Told(title, value or words, asked.path if asked else "", aside=True)


def _stale(said: Evaluation) -> bool:
    """Say whether there is an action plan that does not count any more."""
    return bool(said.plan) and said.status != IMPROVABLE


def _comments(pia: Pia) -> Iterator[Told]:
    titles = {one.number: one.title for one in pia.controls}
    for said in pia.comments:
        asked = TEXTS.get(int(said.number)) if said.number.isdecimal() else None
        if said.on_measure or asked is None:
            about = titles.get(said.number, said.number) if said.on_measure else said.number
            yield Told(_("CNIL comment on {about}").format(about=about), said.text)
        else:
            title = _("CNIL comment on {number}").format(number=said.number)
            yield Told(title, said.text, asked.path, aside=True)


BOOKKEEPING = {
    *("id", "dbVersion", "tableName", "serverUrl", "numberOfQuestions", "objectStore", "progress"),
    *("lock_version", "structure_id", "structure_data", "user_pias", "guests", "is_example"),
}
_PLACED = {
    *("name", "author_name", "evaluator_name", "validator_name", "dpo_status", "dpo_opinion"),
    *("dpos_names", "concerned_people_searched_opinion", "concerned_people_searched_content"),
    *("concerned_people_status", "concerned_people_opinion", "people_names"),
}


def _particulars(pia: Pia, title: str) -> str:
    """Return what is said of the whole and has no question here, a line each."""
    lines = []
    if title != (name := " ".join(text(pia.about.get("name")).split())):
        lines.append(f"name: {name}")
    for name, value in pia.about.items():
        said = text(value)
        if name == "status":
            said = STATUSES.get(number(value) or 0, said)
        if name not in BOOKKEEPING | _PLACED and said:
            lines.append(f"{name}: {said}")
    for one in pia.evaluations:
        words = EVALUATED.get(one.status, str(one.status))
        lines.append(_("evaluation {key}: {words}").format(key=one.key, words=words))
    return "\n".join(lines)
