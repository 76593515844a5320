"""Public reports and summaries: what is confidential is in no byte of them, and is listed."""

import copy
import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdf
import pytest

from dpia.assessment.confidential import MARK
from dpia.documents.html import html
from dpia.documents.markdown import left_out, markdown
from dpia.documents.pdf import pdf
from dpia.documents.plain import plain_form
from dpia.documents.template import Filled, Seen, brief, fill, public
from dpia.documents.word import word
from tests.documents.test_template import FORM, SOUND, book, seen

SECRET = re.compile(r"Hush\s*\d+")
TEXTS = ("title", "description", "sources", "impacts", "reason", "suitability", "owner")


class Hush:
    """Gives out texts that stand for what must not be read, each another one."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> str:
        self.count += 1
        return f"Hush{self.count}"


def written(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, str, str]]:
    """Yield holder, key, topic and pointer of every text somebody wrote in an answer."""
    for topic, answers in document["answers"].items():
        for name in answers:
            question = book().question(f"{topic}.{name}")
            if question.kind in ("text", "long-text"):
                yield answers, name, topic, f"/{name}"
            for column in question.columns:
                if column.kind not in ("text", "long-text"):
                    continue
                for row in answers[name]:
                    if column.id in row:
                        yield row, column.id, topic, f"/{name}/{row['id']}/{column.id}"


def all_secret() -> Seen:
    """Return a sound assessment of which every text is confidential, or is never published."""
    raw, hush = copy.deepcopy(SOUND), Hush()
    marks = raw.setdefault("marks", {})
    for holder, name, topic, place in written(raw):
        holder[name] = hush()
        said = {"note": hush(), "evidence": [hush()], "assumed": True, MARK: True}
        marks.setdefault(topic, {})[place] = said
    for row in (*raw["risks"], *raw["measures"]):
        row |= {name: hush() for name in TEXTS if name in row} | {MARK: True}
        row.get("inherent", {}).update(reason=hush())
    raw |= {"owner": hush(), "attachments": [], "overruled": []}
    raw["opinions"] = {
        "dpo": {"advice": hush(), "by": hush(), "at": "2026-11-01", "response": hush(), MARK: True},
        "dpo_earlier": [{"advice": hush(), "by": hush()}],
        "data_subjects": {"sought": "yes", "summary": hush(), MARK: True},
    }
    raw["decision"] = {"outcome": "conditionally-approved", "reason": hush(), MARK: True}
    raw["decision"] |= {"conditions": [hush()], "by": hush(), "at": "2026-11-20T10:00:00Z"}
    found = seen(raw)
    kept = {
        "id": "a1",
        "name": hush(),
        "title": hush(),
        "sha256": "0" * 64,
        "size": 1,
        "by": hush(),
    }
    found.document["attachments"] = [{**kept, MARK: True}]  # type: ignore[index]
    found.document["sign_offs"] = [  # type: ignore[index]
        {"id": "s1", "by": hush(), "role": "dpo", "at": "2026-11-20", "as": hush()}
    ]
    event = {
        "seq": 1,
        "kind": "created",
        "by": hush(),
        "at": "2026-11-01T10:00:00Z",
        "hash": "sha256:ab",
    }
    found.document["events"] = [{**event, "about": "", "note": hush()}]  # type: ignore[index]
    return found


def every_byte(form: Filled) -> dict[str, str]:
    """Return all there is in each format as text: packed parts unpacked, glyphs read."""
    pages = pypdf.PdfReader(BytesIO(made := pdf(form, None)))
    inside = [str(pages.metadata), *(page.extract_text() for page in pages.pages)]
    for number in range(1, len(pages.xref[0]) + 2):
        found = pages.get_object(number)
        data = getattr(found, "get_data", None)
        inside.append(data().decode("latin-1") if data else str(found))
    with zipfile.ZipFile(BytesIO(word(form))) as packed:
        members = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    return {
        "pdf": made.decode("latin-1") + "".join(inside),
        "docx": "".join(re.sub(r"<[^>]+>", "", text) + text for text in members),
        "html": html(form),
        "md": markdown(form),
        "plain": "\n".join(plain_form(form)),
        "json": json.dumps(form.to_json(), ensure_ascii=False),
    }


SHAPES = {"report": lambda found: fill(FORM, found), "summary": brief}


@pytest.mark.parametrize("shape", SHAPES)
def test_no_byte_of_a_public_report_says_what_is_confidential(shape: str) -> None:
    for name, text in every_byte(SHAPES[shape](public(all_secret()))).items():
        assert not SECRET.search(text), (name, SECRET.search(text))
        assert "Withheld" in text, name


def test_without_public_everything_is_there_and_it_says_that_it_is_not_for_publication() -> None:
    form = fill(FORM, all_secret())
    whole = every_byte(form)
    assert all(len(set(SECRET.findall(text))) > 40 for text in whole.values())
    (told,) = [line for line in left_out(form) if "confidential" in line]
    assert told.startswith("Not for publication")


def test_what_was_withheld_is_listed_by_place_and_title() -> None:
    form = fill(FORM, public(all_secret()))
    assert form.withheld is not None and form.withheld.table is not None
    listed = [tuple(cell[0].text for cell in row) for row in form.withheld.table.rows]
    assert ("Risks", "R1") in listed and ("Measures", "M1") in listed
    assert ("Attachments", "a1") in listed
    assert ("Opinions", "Advice of the data protection officer") in listed
    assert ("Decision", "Reason and conditions") in listed
    assert [title for place, title in listed if title.startswith("How can the data protection")]


def test_what_is_not_confidential_stays() -> None:
    raw = copy.deepcopy(SOUND)
    raw["risks"][0][MARK] = True
    form = fill(FORM, public(seen(raw)))
    text = markdown(form)
    assert raw["risks"][0]["title"] not in text
    assert raw["risks"][1]["title"] in text
    assert raw["answers"]["processing"]["purposes"][0]["name"] in text


def test_levels_and_outcomes_stay_and_dependent_questions_are_still_asked() -> None:
    whole, bare = all_secret(), public(all_secret())
    for part in ("screening", "lawfulness", "consultation", "go_live"):
        assert bare.verdict[part]["outcome"] == whole.verdict[part]["outcome"]
    assert bare.verdict["overall"] == whole.verdict["overall"]
    missing = [{gap.title for gap in fill(FORM, one).open_fields()} for one in (whole, bare)]
    assert missing[1] <= missing[0]


def test_a_finding_that_rests_on_something_confidential_is_counted_but_not_told() -> None:
    gap = {"processing__information": "partly", "rights__information_gaps": ["purposes"]}
    raw = copy.deepcopy(SOUND)
    raw["marks"] = {"rights": {"/information_gaps": {MARK: True}}}
    told = {f["title"] for f in seen(raw, **gap).verdict["findings"]}
    bare = {f["title"] for f in public(seen(raw, **gap)).verdict["findings"]}
    assert "The information leaves out what the law asks for" in told - bare
    assert "On something that is withheld" in bare


def test_a_summary_says_the_essentials_on_one_page() -> None:
    form = brief(seen(SOUND))
    assert form.summary is not None and form.summary.table is not None
    said = {
        name: " ".join(f"{e.label} {e.text}" for cell in row for e in cell)
        for name, row in form.summary.table.named_rows
    }
    assert SOUND["risks"][0]["title"] in said["Main risks"]
    assert SOUND["answers"]["processing"]["purposes"][0]["name"] in said["Purposes"]
    assert "Prior consultation" in said["Result"]
    assert said["Start"].startswith("Is it already running? ")
    assert len(pypdf.PdfReader(BytesIO(pdf(form, None))).pages) == 1


def test_only_what_is_confirmed_reaches_a_summary() -> None:
    raw = copy.deepcopy(SOUND)
    raw["risks"][0] |= {"confirmed": False}
    raw["marks"] = {
        "processing": {
            "/controller": {"assumed": True},
            "/purposes/p1/name": {"to_confirm": True},
            "/dpo_contact": {"unknown": True},
        }
    }
    raw["answers"]["processing"].pop("dpo_contact", None)
    for found in (seen(raw), public(seen(raw))):
        form = brief(found)
        assert form.summary and form.summary.table
        parts = {name: str(row) for name, row in form.summary.table.named_rows}
        text = "\n".join(parts.values())
        assert raw["answers"]["processing"]["purposes"][0]["name"] not in text
        assert "Not settled yet" in parts["Purposes"]
        assert f"{raw['risks'][0]['title']}: Not settled yet" in parts["Main risks"]
        (told,) = [one for one in left_out(form) if "not settled yet" in one]
        assert told.startswith("3 parts") and told not in markdown(form)
        for mark in ("assumed", "Not known yet", "Not answered yet", "to confirm", "proposed"):
            assert mark not in markdown(form).lower() and mark not in text


def test_a_public_report_says_what_is_assumed_without_the_notes() -> None:
    raw = copy.deepcopy(SOUND)
    said = {"assumed": True, "note": "A secret of the house", "evidence": ["Log"]}
    raw["marks"] = {"processing": {"/controller": said, "/retention": {"to_confirm": True}}}
    form = fill(FORM, public(seen(raw)))
    assert form.noted and form.noted.title == "What is assumed"
    text = json.dumps(form.to_json())
    assert "Assumed: nobody has confirmed" in text and "A secret of the house" not in text


def test_a_summary_names_the_gravest_risks_and_their_measures_by_number() -> None:
    raw = copy.deepcopy(SOUND)
    grave = {"likelihood": 4, "severity": 4}
    raw["risks"] += [{**raw["risks"][0], "id": f"g{n}", "inherent": grave} for n in range(4)]
    first = raw["measures"][0]
    treats = {"risk": "g3", "likelihood": 1, "severity": 0}
    raw["measures"] += [{**first, "id": "m2", "effects": [treats]}]
    form = brief(seen(raw))
    assert form.summary is not None and form.summary.table is not None
    table = form.summary.table
    named = {name: [entry.text.split()[0] for entry in row[0]] for name, row in table.named_rows}
    assert named["Main risks"] == ["R1", "R5", "R6", "R7", "R8", "and"]
    assert named["Main measures"] == ["M1", "M2"]


def test_the_sign_offs_and_the_hash_of_the_history_stand_with_the_signatures() -> None:
    form = fill(FORM, all_secret())
    assert form.sign_offs and form.about["history"]
    pages = pypdf.PdfReader(BytesIO(pdf(form, None))).pages
    last = re.sub(r"\s", "", pages[-1].extract_text())
    assert form.about["history"] in last and "Hush" in last
