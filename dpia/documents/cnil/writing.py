"""Writing an assessment as a file that the CNIL's PIA software imports.

What came in with such a file and was not changed since goes out as it came; what was changed, or
was made here, is written anew. What that software has no place for is named, never squeezed in.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from dpia.canonical import copied
from dpia.documents.cnil import saying
from dpia.documents.cnil.page import Case, File, Writing
from dpia.documents.cnil.questions import DPO_SAID, EVENTS, PEOPLE_SAID, ROLES, TEXTS
from dpia.documents.cnil.writing_measures import write_measures, write_plans
from dpia.documents.cnil.writing_risks import on_its_scales, write_risk
from dpia.documents.rich_html import to_html
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _, ngettext


def written(
    now: Case, verdict: Case, rulebook: Rulebook, original: Case | None, before: Case | None
) -> tuple[File, list[str]]:
    """Return the file for the assessment `now`, and a sentence for each thing it has no place for.

    `original` is the file it was imported from, and `before` the assessment that import made of it.
    """
    file = copied(dict(original)) if original else _empty(now)
    for name in ("answers", "measures", "evaluations", "comments"):
        if not isinstance(file.get(name), list):
            file[name] = []
    at = str(now.get("updated") or now.get("created") or "")
    writing = Writing(file, now, before or {}, verdict, rulebook, at)
    came = copied(file)
    _texts(writing)
    write_measures(writing)
    write_plans(writing)
    for event in EVENTS:
        write_risk(writing, event)
    _about(writing)
    if original and file != came:
        file["pia"] |= {"updated_at": at, "status": 0}
    return file, list(_left_out(now, rulebook))


def _empty(now: Case) -> File:
    """Return a file with the fields its importer looks for, and nothing said in them."""
    at = str(now.get("created") or "")
    texts = ("author_name", "evaluator_name", "validator_name", "dpo_opinion", "dpos_names")
    more = ("concerned_people_opinion", "people_names", "concerned_people_searched_content")
    rest = ("rejection_reason", "applied_adjustments", "category")
    nulls = ("dpo_status", "concerned_people_status", "concerned_people_searched_opinion")
    about = {"id": 1, "name": "", "status": 0, **dict.fromkeys((*texts, *more, *rest), "")}
    about |= dict.fromkeys(nulls) | {"is_example": 0, "is_archive": 0, "progress": 0}
    about |= {"structure_id": "", "structure_name": "", "structure_sector_name": ""}
    return {"pia": about | {"structure_data": "", "created_at": at, "updated_at": at}}


def _texts(writing: Writing) -> None:
    for reference in TEXTS:
        said = writing.changed(partial(saying.said_at, rulebook=writing.rulebook, number=reference))
        if said is not None:
            writing.answer(reference, text=to_html(said))


# What is said of the whole


def _about(writing: Writing) -> None:
    about = writing.file["pia"]
    if title := writing.changed(lambda case: case.get("title")):
        about["name"] = title
    team = writing.changed(partial(saying.answer_of, path="involvement.team"))
    if team is not None or not writing.before:
        about |= _roles(str(team or ""), writing.now)
    advice = writing.changed(lambda case: case.get("opinions", {}).get("dpo") or {})
    if advice is not None:
        status, words = _split(str(advice.get("advice") or ""), DPO_SAID)
        about |= {"dpo_status": status, "dpo_opinion": words, "dpos_names": advice.get("by") or ""}
    views = writing.changed(lambda case: case.get("opinions", {}).get("data_subjects") or {})
    if views is not None:
        about |= _views(views, str(about.get("people_names") or ""))


def _roles(team: str, now: Case) -> File:
    """Return the names of author, evaluator and validator; unnamed ones are the owner's."""
    found = {f"{role}_name": "" for role in ROLES}
    rest = []
    for line in team.split("\n"):
        role = next((name for name, words in ROLES.items() if line.startswith(f"{words}: ")), "")
        if role:
            found[f"{role}_name"] = line.partition(": ")[2]
        elif line.strip():
            rest.append(line.strip())
    if not found["author_name"]:
        found["author_name"] = ", ".join(rest)[:300] or str(now.get("owner") or "")
    return found


def _split(said: str, table: Mapping[int, str]) -> tuple[int | None, str]:
    """Return the conclusion with which a text begins, as its number, and the rest."""
    for status, sentence in table.items():
        if said.startswith(sentence):
            return status, said.removeprefix(sentence).strip()
    return None, said


def _views(views: Case, names: str) -> File:
    if not views:
        return {"concerned_people_searched_opinion": None, "concerned_people_opinion": ""}
    if views.get("sought") == "no":
        reason = views.get("reason") or ""
        blank = {"concerned_people_status": None, "concerned_people_opinion": ""}
        no = {"concerned_people_searched_opinion": False}
        return {**blank, **no, "concerned_people_searched_content": reason}
    status, words = _split(str(views.get("summary") or ""), PEOPLE_SAID)
    said = {"concerned_people_status": status, "concerned_people_searched_opinion": True}
    words = words.removesuffix(f"({names})").strip() if names else words
    return {**said, "concerned_people_opinion": words, "concerned_people_searched_content": ""}


def _left_out(now: Case, rulebook: Rulebook) -> Iterator[str]:
    """Yield a sentence for each thing the other software has no place for."""
    strange = [row for row in now.get("risks", ()) if not row.get("event")]
    if strange:
        message = ngettext(
            "Left out: {n} risk that is none of the three events of the CNIL's file.",
            "Left out: {n} risks that are none of the three events of the CNIL's file.",
            len(strange),
        )
        yield message.format(n=len(strange))
    for event in EVENTS:
        count = len(saying.risks_at(now, event))
        if count > 1:
            message = _("{n} risks became one, “{title}”, with the levels of the gravest.")
            yield message.format(n=count, title=event.title)
    if not on_its_scales(rulebook):
        yield _("Left out: the levels, because the CNIL's scales have four steps each.")
    if now.get("decision"):
        yield _("Left out: the decision; in the CNIL's software it is taken there.")
    yield from _unasked(now)
    rejected = sum(row.get("status") == "rejected" for row in now.get("measures", ()))
    if rejected:
        message = ngettext(
            "Left out: {n} rejected measure.", "Left out: {n} rejected measures.", rejected
        )
        yield message.format(n=rejected)
    placed = [r for r in saying.standing(now) if r.get("status") != "planned" or r.get("due")]
    if placed:
        message = ngettext(
            "Left out: where {n} measure stands, and by when.",
            "Left out: where {n} measures stand, and by when.",
            len(placed),
        )
        yield message.format(n=len(placed))


def _unasked(now: Case) -> Iterator[str]:
    """Say how many answers are to questions the other software does not ask."""
    said = {path for asked in TEXTS.values() for path in (asked.path, *dict(asked.told_by))}
    given = (f"{topic}.{name}" for topic, found in now["answers"].items() for name in found)
    count = sum(path not in {*said, "involvement.team"} for path in given)
    if count:
        message = ngettext(
            "Left out: {n} answer to a question the CNIL does not ask.",
            "Left out: {n} answers to questions the CNIL does not ask.",
            count,
        )
        yield message.format(n=count)
