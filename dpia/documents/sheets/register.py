"""The sheet Register: one row for each assessment, the first columns fit for print."""

from collections.abc import Mapping

from dpia.documents import words
from dpia.documents.sheets.book import Value
from dpia.documents.sheets.case import Case, Document, day, is_open, rows, said, several
from dpia.documents.sheets.grid import Column, Layout
from dpia.documents.sheets.style import Tone, Toned
from dpia.documents.words import word
from dpia.text import _


def layout() -> Layout[Case]:
    """Return the columns of the register: what one looks for first, then the rest of the record."""
    return Layout(
        title=_("Register"),
        table="tblRegister",
        columns=[*_key_columns(), *_screening_columns(), *_opinion_columns(), *_record_columns()],
        printed=len(_key_columns()),
        about=lambda case: case.reference,
    )


def _key_columns() -> list[Column[Case]]:
    return [
        Column(_("Reference"), 12, lambda case: case.reference),
        Column(_("Title"), 34, lambda case: said(case.title), field="title"),
        Column(_("Unit"), 16, lambda case: said(case.read("unit")), field="unit"),
        Column(_("Owner"), 18, lambda case: said(case.read("owner")), field="owner"),
        Column(_("Status"), 10, lambda case: word(words.STATUS, case.read("status"))),
        Column(_("Screening"), 18, _screening),
        Column(_("Criteria met"), 9, lambda case: len(_met(case)), link="criteria"),
        Column(_("Highest inherent risk"), 12, lambda case: _highest(case, "inherent")),
        Column(_("Highest risk today"), 12, lambda case: _highest(case, "today")),
        Column(_("Highest target risk"), 12, lambda case: _highest(case, "target")),
        Column(_("Prior consultation"), 14, _consultation),
        Column(_("Decision"), 16, lambda case: word(words.DECISION, _decision(case, "outcome"))),
        Column(_("Overdue measures"), 10, _overdue),
        Column(
            *(_("Next review"), 12, lambda case: day(case.read("dates", "review_due"))),
            field="review_due",
        ),
    ]


def _screening_columns() -> list[Column[Case]]:
    return [
        Column(_("Conclusion"), 24, _conclusion),
        Column(_("Reasons"), 44, lambda case: _reasons(case)),
        Column(_("Which criteria"), 36, lambda case: several(_titles(case, _met(case)))),
        Column(_("Criteria not known"), 36, lambda case: several(_titles(case, _unknown(case)))),
        Column(_("Lawfulness"), 14, _lawfulness),
        Column(_("Consultation basis"), 18, _basis),
        Column(_("Going live"), 14, _going_live),
        Column(_("Risks"), 8, lambda case: len(rows(case.read("risks"))), link="risks"),
        Column(
            *(_("Open measures"), 10, lambda case: len(list(filter(is_open, case.measures())))),
            link="measures",
        ),
        Column(_("Blocking findings"), 10, _blocking, link="findings"),
        Column(
            *(_("Questions answered"), 11, lambda case: _whole(case, "answered")),
            link="answers",
        ),
        Column(_("Questions owed"), 11, lambda case: _whole(case, "required")),
    ]


def _opinion_columns() -> list[Column[Case]]:
    return [
        Column(_("DPO advice"), 44, lambda case: said(case.read("opinions", "dpo", "advice"))),
        Column(_("Advice by"), 18, lambda case: said(case.read("opinions", "dpo", "by"))),
        Column(_("Advice on"), 12, lambda case: day(case.read("opinions", "dpo", "at"))),
        Column(
            _("Advice followed"),
            15,
            lambda case: word(words.FOLLOWED, case.read("opinions", "dpo", "followed")),
        ),
        Column(
            _("Response to advice"), 36, lambda case: said(case.read("opinions", "dpo", "response"))
        ),
        Column(
            _("Views of data subjects"),
            14,
            lambda case: word(words.SOUGHT, case.read("opinions", "data_subjects", "sought")),
        ),
        Column(_("Views or reason"), 44, _views),
        Column(_("Decision reason"), 44, lambda case: said(_decision(case, "reason"))),
        Column(_("Conditions"), 36, _conditions),
        Column(_("Decided by"), 18, lambda case: said(_decision(case, "by"))),
        Column(_("Decided on"), 12, lambda case: day(_decision(case, "at"))),
        Column(_("Overruled"), 44, _overruled),
    ]


def _record_columns() -> list[Column[Case]]:
    return [
        Column(
            *(_("Organisation"), 24, lambda case: said(case.read("organisation"))),
            field="organisation",
        ),
        Column(
            *(_("Description"), 44, lambda case: said(case.read("description"))),
            field="description",
        ),
        Column(_("Record of processing"), 20, _record),
        Column(_("Authority"), 26, _authority),
        Column(_("Other authorities"), 26, _other_authorities),
        Column(_("Version of the lists"), 22, _lists),
        Column(_("Method"), 30, lambda case: case.method_told),
        Column(_("Created"), 12, lambda case: day(case.read("created"))),
        Column(_("Changed"), 12, lambda case: day(case.read("updated"))),
        Column(_("Completed"), 12, lambda case: day(case.read("dates", "completed"))),
        Column(_("Revision"), 9, lambda case: _number(case.read("revision")), link="history"),
        Column(_("Hash of the history"), 20, lambda case: said(case.fingerprint)),
        Column(_("ID"), 38, lambda case: case.id, key="assessment"),
    ]


def _screening(case: Case) -> Value:
    return word(words.SCREENING, case.judged("screening", "outcome"))


def _conclusion(case: Case) -> Value:
    return word(words.CONCLUSION, case.judged("screening", "conclusion"))


def _reasons(case: Case) -> str | None:
    lines = []
    for reason in rows(case.judged("screening", "reasons")):
        title = said(reason.get("title")) or said(reason.get("rule"))
        law = "; ".join(filter(None, (said(reason.get(k)) for k in ("law", "confidence_note"))))
        lines.append(f"{title} ({law})" if title and law else title or law)
    return several(lines, by="\n")


def _criteria(case: Case, met: bool | None) -> list[str]:
    found = rows(case.judged("screening", "criteria"))
    return [str(entry.get("id")) for entry in found if entry.get("met") is met]


def _met(case: Case) -> list[str]:
    return _criteria(case, True)


def _unknown(case: Case) -> list[str]:
    return _criteria(case, None)


def _titles(case: Case, criteria: list[str]) -> list[str]:
    return [criterion_title(case, criterion) for criterion in criteria]


def criterion_title(case: Case, criterion: str) -> str:
    """Return the title of a criterion, its id when the rulebook does not know it."""
    return str(case.rules.criteria.get(criterion, {}).get("title", criterion))


def _highest(case: Case, axis: str) -> Toned:
    return case.level(case.judged("overall", axis))


def _decision(case: Case, field: str) -> object:
    return case.read("decision", field)


def _conditions(case: Case) -> Value:
    conditions = _decision(case, "conditions")
    return several(conditions, by="\n") if isinstance(conditions, list) else said(conditions)


def _consultation(case: Case) -> Value:
    tones: dict[str, Tone] = {"required": "bad", "undetermined": "fair"}
    return _toned(words.CONSULTATION, case.judged("consultation", "outcome"), tones)


def _lawfulness(case: Case) -> Value:
    tones: dict[str, Tone] = {"unlawful": "bad", "undetermined": "fair"}
    return _toned(words.LAWFULNESS, case.judged("lawfulness", "outcome"), tones)


def _going_live(case: Case) -> Value:
    tones: dict[str, Tone] = {"blocked": "bad", "undetermined": "fair", "on-conditions": "fair"}
    return _toned(words.GO_LIVE, case.judged("go_live", "outcome"), tones)


def _toned(codes: Mapping[str, str], code: object, tones: Mapping[str, Tone]) -> Value:
    """Return the word for `code`; a colour only where there is something to see to."""
    shown = word(codes, code)
    return Toned(shown, tones[str(code)]) if shown and code in tones else shown


def _overdue(case: Case) -> Value:
    return len(list(filter(case.overdue, case.measures())))


def _blocking(case: Case) -> Value:
    found = rows(case.judged("findings"))
    return len([entry for entry in found if entry.get("weight") == "blocking"])


def _basis(case: Case) -> Value:
    basis = case.judged("consultation", "basis")
    return several((f"GDPR Art. {item}" for item in basis), by="\n") if basis else None


def _whole(case: Case, name: str) -> Value:
    return _number(case.judged("completeness", name))


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _views(case: Case) -> Value:
    views = case.read("opinions", "data_subjects")
    if not isinstance(views, Mapping):
        return None
    return said(views.get("summary")) or said(views.get("reason"))


def _overruled(case: Case) -> Value:
    return several((_overruling(case, entry) for entry in rows(case.read("overruled"))), by="\n")


def _overruling(case: Case, entry: Document) -> str:
    if "criterion" in entry:
        what = criterion_title(case, str(entry["criterion"]))
        now = words.MET.get(entry.get("met"), "")
    else:
        what = word(words.CONCLUSION, entry.get("conclusion")) or ""
        now = word(words.SCREENING, entry.get("to")) or ""
    return f"{what}: {now}. {said(entry.get('reason')) or ''}".rstrip()


def _record(case: Case) -> Value:
    """Return the entry in the record of processing activities (GDPR Art. 30)."""
    return said(case.read("answers", "processing", "record_reference"))


def _authority(case: Case) -> Value:
    return _authority_title(case, str(case.read("authority") or ""))


def _other_authorities(case: Case) -> Value:
    return several((_authority_title(case, str(name)) for name in case.read("also") or ()), by="\n")


def _lists(case: Case) -> Value:
    """Return by which version of which authority's file it was judged."""
    authority = case.rules.authorities.get(str(case.read("authority") or ""))
    if authority is None:
        return None
    told = (authority.id, authority.document.get("version"), authority.document.get("valid_from"))
    return said(" ".join(str(part) for part in told if part))


def _authority_title(case: Case, name: str) -> str | None:
    authority = case.rules.authorities.get(name)
    return said(authority.title) if authority else said(name)
