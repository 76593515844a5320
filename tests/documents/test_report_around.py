"""What a reader must not miss: findings, what was noted and assumed, one name for one thing."""

import copy
import json
from io import BytesIO
from typing import Any

import pypdf
import pytest

from dpia.documents.html import html
from dpia.documents.markdown import markdown
from dpia.documents.pdf import pdf
from dpia.documents.plain import plain_form
from dpia.documents.template import Filled
from dpia.documents.template.model import Section
from dpia.documents.word import word
from tests.documents.test_markdown import squeezed
from tests.documents.test_report_files import opened, read, texts
from tests.documents.test_template import SOUND, filled, said, seen, table

GAPS = {"processing__information": "partly", "rights__information_gaps": ["purposes", "period"]}
"""The information leaves something out: a serious finding."""
TITLE = "The information leaves out what the law asks for"


def rows(section: Section | None) -> dict[str, list[str]]:
    """Return what a table of one of the parts around the form says, by the name of its rows."""
    assert section is not None and section.table is not None
    return {
        name: [f"{entry.label}|{entry.text}" for cell in row for entry in cell]
        for name, row in section.table.named_rows
    }


def with_finding(**parts: Any) -> Filled:
    return filled({**copy.deepcopy(SOUND), **parts}, **GAPS)


def printed(form: Filled) -> dict[str, str]:
    """Return the text of the form in every format."""
    pages = pypdf.PdfReader(BytesIO(pdf(form, SOUND))).pages
    return {
        "html": "".join(read(html(form)).text),
        "md": markdown(form),
        "plain": "\n".join(plain_form(form)),
        "docx": texts(opened(word(form))),
        "pdf": "".join(page.extract_text() for page in pages),
        "json": json.dumps(form.to_json(), ensure_ascii=False),
    }


def test_every_format_carries_the_findings_with_reason_and_law_before_the_form() -> None:
    form = with_finding()
    (found,) = [one for one in rows(form.findings).values() if f"|{TITLE}" in one]
    assert found[0] == "|Serious"
    assert all(len(part) > 10 for part in found[2:])
    for name, text in printed(form).items():
        whole = squeezed(text)
        for part in (TITLE, found[2].lstrip("|")[:60], found[3].lstrip("|")[:20]):
            assert squeezed(part) in whole, (name, part)
        if name not in ("json", "docx"):
            assert whole.index(squeezed(TITLE)) < whole.index(squeezed("The controller")), name


def test_word_puts_summary_and_findings_before_the_first_section() -> None:
    headings = [
        p.text for p in opened(word(with_finding())).paragraphs if "Heading" in p.style.name
    ]
    assert headings[:4] == ["Summary", "Contents", "Findings", "0.1 Controllers"]


def test_the_front_names_grave_findings_beside_lawfulness_and_decision() -> None:
    front = rows(with_finding().summary)
    assert f"Serious|{TITLE}" in front["Findings that stand"]
    assert "beside it: see below" in front["Lawfulness"][1]
    assert front["Decision"]
    assert rows(filled().summary)["Lawfulness"] == ["|Nothing found against it"]


def test_what_was_accepted_says_by_whom_and_why() -> None:
    looked = seen({**SOUND}, **GAPS)
    for finding in looked.verdict["findings"]:
        if finding["title"] == TITLE:
            finding["accepted"] = {"reason": "Mended in May.", "by": "Ada", "at": "2026-11-20"}
    from dpia.documents.template.around import findings, summary

    (found,) = [one for one in rows(findings(looked)).values() if f"|{TITLE} (accepted)" in one]
    assert found[1:3] == [f"|{TITLE} (accepted)", "Accepted|Mended in May. (Ada, 2026-11-20)"]
    assert f"Serious|{TITLE} (accepted)" in rows(summary(looked))["Findings that stand"]


def test_no_finding_says_so() -> None:
    looked = seen(SOUND)
    looked.verdict["findings"].clear()  # type: ignore[attr-defined]
    from dpia.documents.template.around import findings, summary

    found = findings(looked)
    assert found.table is not None and found.table.instead[0].text == "No finding stands."
    assert rows(summary(looked))["Findings that stand"] == ["|None that is blocking or serious"]


def test_the_annex_says_what_each_finding_rests_on() -> None:
    (why,) = [one for one in with_finding().reasons if TITLE in one.title]
    assert any(line.startswith("What is missing from the information?") for line in why.lines)


def test_the_annex_gives_each_question_of_a_reason_a_line_of_its_own() -> None:
    screening = next(why for why in filled(SOUND).reasons if why.title.startswith("Screening"))
    below = [line for told in screening.lines for line in told.splitlines()[1:]]
    assert below
    assert all(line.count("? ") <= 1 for line in below)
    page = opened(word(filled(SOUND))).paragraphs
    assert set(below) <= {line for one in page for line in one.text.splitlines()}


def test_notes_assumptions_and_evidence_stand_with_their_question() -> None:
    marks = {
        "screening": {"/people": {"assumed": True, "note": "Asked the shop.", "evidence": ["Log"]}},
        "processing": {"/purposes/p1/name": {"note": "Their own word."}},
    }
    form = filled({**copy.deepcopy(SOUND), "marks": marks})
    first, second = rows(form.noted).values()
    assert first[0].startswith("|How many people")
    assert first[2:] == [
        "|Assumed: nobody has confirmed this answer.",
        "Note|Asked the shop.",
        "Evidence|Log",
    ]
    assert "“Sending news about the shop”" in second[0] and second[-1] == "Note|Their own word."
    for name, text in printed(form).items():
        assert squeezed("Asked the shop.") in squeezed(text), name
    assert filled().noted is None


def test_a_proposal_is_named_nowhere() -> None:
    raw = copy.deepcopy(SOUND)
    raw["risks"][0] |= {"proposed": True, "title": "Only proposed", "confirmed": False}
    for name, text in printed(filled(raw)).items():
        assert "Only proposed" not in text, name


def test_risks_and_measures_bear_the_numbers_of_the_lists() -> None:
    raw = copy.deepcopy(SOUND)
    raw["risks"][0] |= {"proposed": True}
    form = filled(raw)
    (section,) = [found for found in form.sections if found.id == "4.1.c"]
    assert section.table is not None
    assert section.table.names == ("R2", "R3", "R4")
    assert {n for heat in form.heat for _s, row in heat.rows for c in row for n in c.risks} == {
        *("R2", "R3", "R4")
    }


def test_nothing_is_said_twice_over() -> None:
    raw = copy.deepcopy(SOUND)
    (measure,) = raw["measures"]
    measure |= {"effects": [{"risk": raw["risks"][0]["id"], "likelihood": 1, "severity": 0}]}
    raw["risks"][0]["inherent"] |= {"likelihood": 4, "severity": 4}
    form = filled(raw)
    whole = json.dumps(form.to_json(), ensure_ascii=False)
    assert "lowers the likelihood by 1" in whole and "by 1: 1" not in whole
    assert "Not acceptable: Not acceptable" not in whole
    assert table(form, "4.1.c")[0][5][0].startswith("Not acceptable. If it stays high")
    assert "revision" not in squeezed(markdown(form))


def test_each_cell_of_a_row_in_one_text_says_what_it_answers() -> None:
    transfers = [
        {
            "id": "t1",
            "recipient": "CloudHost",
            "country": "US",
            "onward": "yes",
            "instrument": "adequacy",
        }
    ]
    looked = seen(SOUND, processing__outside_eea="yes", transfers__transfers=transfers)
    question = looked.question("transfers.transfers")
    assert question is not None
    for column in question.columns:
        assert column.title
    told = " ".join(entry.text for entry in looked.answer("transfers.transfers"))
    assert told.startswith("CloudHost; ")
    for part in told.split("; ")[1:]:
        assert ":" in part or "?" in part, part


@pytest.mark.parametrize("later", [None, "Cleo"])
def test_the_version_log_names_who_decided_and_what(later: str | None) -> None:
    from dpia.assessment import event, opinion

    looked = seen(SOUND)
    document = dict(looked.document) | {"decision": None, "status": "draft"}
    deciders = ["Bo", later] if later else ["Bo"]
    for number, who in enumerate(deciders):
        at = f"2026-11-2{number}T12:00:00+00:00"
        after = opinion.decide(document, "approved", "Fine.", [], who, at)
        document = event.record(
            document, after, kind="decided", about="approved", by="Typist", at=at, salt="00"
        )
        reopened = event.working_copy(document) | {"decision": None, "status": "draft"}
        document = event.record(
            document, reopened, kind="reopened", about="status", by="Typist", at=at, salt="01"
        )
    from dataclasses import replace

    from dpia.documents.template.derived import version_log

    told = [line for line in version_log(replace(looked, document=document)) if "decided" in line]
    assert [line.partition("decided, ")[2] for line in told] == [
        f"Approved ({who})" for who in deciders
    ]


# What is missing


def missing(form: Filled) -> dict[tuple[str, str], str]:
    return {(gap.section, gap.title): gap.says for gap in form.open_fields()}


def test_what_may_be_left_out_is_no_gap_even_when_it_is_not_known() -> None:
    raw = copy.deepcopy(SOUND)
    raw["answers"]["involvement"].pop("publication", None)
    raw["marks"] = {"involvement": {"/publication": {"unknown": True}}}
    form = filled(raw)
    assert ("0.5", "Published or shared, and how") not in missing(form)
    assert "Not known yet" in said(form, "0.5-publication")
    raw["marks"] = {}
    form = filled(raw)
    assert said(form, "0.5-publication") == []
    assert ("0.5", "Published or shared, and how") not in missing(form)


def test_a_risk_of_ones_own_with_empty_cells_is_a_gap() -> None:
    raw = copy.deepcopy(SOUND)
    event = next(risk for risk in raw["risks"] if risk["track"] == "event")
    for name in ("description", "sources", "impacts"):
        event.pop(name, None)
    del event["inherent"]
    found = missing(filled(raw))
    for title in ("How it comes about", "Sources of risk", "Impact on people"):
        assert found["4.1.a", title] == "Not said yet"
    assert found["4.1.c", "Likelihood"] == "Not said yet"


def test_every_gap_has_a_place_where_it_is_said() -> None:
    raw = copy.deepcopy(SOUND)
    for name in ("unit", "decision", "opinions"):
        raw.pop(name, None)
    raw["answers"].pop("data_flow")
    gaps = list(filled(raw).open_fields())
    places = {entry.place.partition(":")[0] for gap in gaps for entry in gap.entries}
    assert "" not in places
    assert {"about", "decision", "measures"} <= places


def test_a_measure_without_a_word_on_its_effect_is_a_gap_once() -> None:
    raw = copy.deepcopy(SOUND)
    (measure,) = raw["measures"]
    measure |= {"serves": ["fairness", "accuracy"], "suitability": ""}
    found = missing(filled(raw))
    assert found["2.3.a", "Fairness"].startswith("M1: Nothing said yet")
    assert ("2.3.a", "Accuracy") not in found
