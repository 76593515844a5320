"""What goes to the authority: the parts of Art. 36(3), their states, and the letter before them."""

import json
from dataclasses import replace

from dpia.documents.consultation_pack import Part, Sender, alone, letter, packed, parts
from dpia.documents.template import fill
from dpia.documents.template.model import Entry, Field, Section
from tests.documents.test_template import FILES, SOUND, filled, seen

LAW = FILES["law/consultation"]
BODY = {"id": "ap", "title": "The authority", "contact": "A street", "site": "https://a.example"}


def sound(rated: bool = True) -> tuple[Part, ...]:
    return parts(LAW, fill(FILES["templates/article-36"], seen(SOUND)), filled(), rated)


def sender(*basis: str) -> Sender:
    return Sender(
        body=BODY,
        authority="Netherlands",
        organisation="Shop",
        title="News [b]",
        reference="2026-0001",
        day="2026-11-22",
        basis=basis,
        grounds=("– R1 stays high",) if basis else (),
        officer="officer@shop.example",
    )


def words(section: Section) -> str:
    return "\n".join(
        f"{field.title}: {entry.label} {entry.text}"
        for field in section.fields
        for entry in field.entries
    )


def test_the_parts_stand_in_the_order_of_the_law_and_the_assessment_whole_among_them() -> None:
    found = sound()
    assert "".join(part.letter for part in found) == "abcdef"
    assert [part.law for part in found][4] == "GDPR Art. 36(3)(e)"
    assert found[4].sections == filled().sections
    assert all(s.id.startswith("(c)") for s in found[2].sections)


def test_what_is_missing_is_shown_as_missing() -> None:
    gap = Entry("Not answered yet", "open")
    given, nothing = Field("x", "X", "cell", (Entry("Said"),)), Field("x", "X", "cell")
    told = {
        "missing": (Field("x", "X", "cell", (gap,)),),
        "partly": (Field("x", "X", "cell", (gap,)), given),
        "there": (given, nothing),
        "nothing": (nothing,),
    }
    for state, fields in told.items():
        part = Part("c", "measures", "Measures", "Art", (Section("(c)", "M", fields),))
        assert part.state == state
        shown = alone(part, filled()).sections
        assert ("MISSING" in words(shown[0])) == (state == "missing")
    assert sound(rated=False)[4].state == "missing"


def test_the_letter_says_to_whom_why_and_what_is_enclosed() -> None:
    told = words(letter(sender("36(1)"), sound()))
    for said in ("The authority", "A street", "Shop", "GDPR Art. 36(1): News [b] (2026-0001)"):
        assert said in told
    assert "R1 stays high" in told and "officer@shop.example" in told
    assert "(f) Whatever else the authority asks for nothing to add" in told
    free = words(letter(sender(), sound()))
    assert "Voluntary consultation" in free and "of our own accord" in free


def test_everything_is_one_document_with_the_letter_in_front() -> None:
    whole = packed(letter(sender("36(1)"), sound()), sound(), filled(), "GDPR Art. 36(3)")
    assert whole.summary is not None and whole.summary.title == "Letter"
    ids = [section.id for section in whole.sections]
    assert ids[0] == "(a)" and ids[-1] == "(f)"
    assert ids.index("(d)") < ids.index("(e)") < ids.index("0.1") < ids.index("6")


def test_the_letter_claims_nothing_of_the_start_that_the_answers_deny() -> None:
    def told(running: bool | None, since: str = "") -> str:
        return words(letter(replace(sender("36(1)"), running=running, since=since), sound()))

    assert "before this processing begins" in told(False) and "does not begin" in told(False)
    runs = told(True, "2026-03-01")
    assert "has been running since 2026-03-01" in runs and "prior to the processing" in runs
    assert "whether the processing is stopped or goes on" in runs
    for said in (runs, told(None)):
        assert "before this processing begins" not in said and "does not begin" not in said
    assert "whether the processing has begun" in told(None)


def test_a_name_alone_is_no_contact_and_what_is_empty_is_said_to_be_missing() -> None:
    bare = json.loads(json.dumps(SOUND))
    processing = bare["answers"]["processing"]
    processing |= {"controller": "A shop", "dpo_designated": "yes", "dpo_contact": "B. Officer"}
    del processing["assets"], bare["answers"]["data_flow"]["phases"]
    form = fill(FILES["templates/article-36"], seen(bare))
    found = {part.letter: part for part in parts(LAW, form, filled(), True)}
    assert "No address or contact point of the controller" in found["a"].says
    assert "No contact details are in it" in found["d"].says and found["d"].state == "partly"
    assert "Systems, networks, places, suppliers" in found["b"].says
    whole = json.loads(json.dumps(bare))
    whole["answers"]["processing"] |= {
        "controller": "A shop, High Street 1",
        "dpo_contact": "officer@shop.example",
        "assets": "A server",
    }
    after = parts(LAW, fill(FILES["templates/article-36"], seen(whole)), filled(), True)
    said = {part.letter: part.says for part in after}
    assert "A computing centre, for the mailing service." in words(after[0].sections[3])
    assert said["d"] == "there" and "Systems" not in said["b"] and "No address" not in said["a"]
