"""The pack that goes to the supervisory authority (GDPR Art. 36(3)): gathered, and written."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia.assessment.consulting import course
from dpia.desk.reporting import DEFAULT_FORM, assumed_in, filled_form
from dpia.desk.terms import FILE, law_of
from dpia.errors import DpiaError, Invalid, NotSaved
from dpia.judgement.consulting.standing import begun
from dpia.questionnaire.condition import parse
from dpia.register import files
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.documents.consultation_pack import Part, Sender
    from dpia.documents.template import Filled

FORM = "article-36"
WHOLE = "consultation"
Node = dict[str, Any]


def parts_of(case: "Case", assessment: "Filled | None" = None) -> "tuple[Part, ...]":
    """Return the parts of Art. 36(3), filled in from an open assessment."""
    from dpia.documents.consultation_pack import parts

    law = law_of(case.desk, case.document)
    if "package" not in law:
        law = case.desk.library.document(FILE)
    whole = assessment or filled_form(case, DEFAULT_FORM)
    form = filled_form(case, FORM)
    return parts(law, form, whole, bool(case.verdict["risks"]))


def not_whole(case: "Case") -> list[str]:
    """Return what stands against sending it: missing parts of Art. 36(3)(a) to (e), assumptions."""
    said = _("{part} is missing, and the law asks for it ({law}).")
    missing = [
        said.format(part=part.heading, law=part.law)
        for part in parts_of(case)
        if part.state == "missing" and part.letter != "f"
    ]
    return missing + unconfirmed(case)


def unconfirmed(case: "Case") -> list[str]:
    """Return, in a sentence, which answers that go out are only assumed; nothing: none is."""
    listed = "; ".join(f"“{title}”" for title in assumed_in(case))
    said = _(
        "These answers go out and are only assumed: {listed}. Confirm each, by taking its mark "
        "“assumed” away."
    )
    return [said.format(listed=listed)] if listed else []


def bodies_of(case: "Case") -> list[Mapping[str, Any]]:
    """Return the bodies of the lead authority that may be the competent one, by the answers."""
    document = case.rulebook.authorities[case.document["authority"]].document
    found = []
    for body in document.get("bodies", ()):
        held = case.evaluation.test(parse(body["when"])).value if "when" in body else True
        if held is not False:
            found.append(body)
    return found


def body_of(case: "Case", name: str = "") -> Mapping[str, Any]:
    """Return the body that is written to: the one named, the one on record, or the only one.

    Raises Invalid when that leaves several, or none.
    """
    sent = course.latest(case.document).first(course.SENT) or {}
    found = bodies_of(case)
    wanted = name or str(sent.get("body", ""))
    named = [body for body in found if body["id"] == wanted] if wanted else found
    if len(named) == 1:
        return named[0]
    listed = ", ".join(f"{body['id']} ({body['abbreviation']})" for body in found)
    message = _("Say which body of the authority is written to, with --body: {listed}.")
    raise Invalid(message.format(listed=listed))


def _sender(case: "Case", body: Mapping[str, Any]) -> "Sender":
    from dpia.documents.consultation_pack import Sender

    verdict, document = case.verdict["consultation"], case.document
    sent = course.latest(document).first(course.SENT) or {}
    required = verdict["outcome"] == "required"
    basis = sent.get("basis") or (verdict["basis"] if required and not sent else ())
    authorities = case.rulebook.authorities
    answers = document["answers"].get("processing", {})
    day = str(sent.get("on") or case.desk.today().isoformat())
    running, since = begun(document, case.desk.today())
    return Sender(
        body=body,
        authority=str(authorities[document["authority"]].title),
        organisation=str(document.get("organisation") or ""),
        title=str(document["title"]),
        reference=str(document.get("reference") or ""),
        day=day,
        basis=tuple(basis),
        grounds=tuple(f"– {r['title']} ({r['law']})" for r in verdict["reasons"]) if basis else (),
        officer=str(answers.get("dpo_contact") or ""),
        others=tuple(str(authorities[n].title) for n in document["also"] if n in authorities),
        assumed=tuple(assumed_in(case)),
        running=running,
        since=since,
    )


def write_pack(case: "Case", folder: Path, body: str = "") -> Node:
    """Write the pack into `folder`, which is new or empty, and return what is in it.

    `consultation.pdf` and `.docx` hold everything in the order of the law; each part is a file
    of its own, too, and the attachments are beside them. Returns `{to, parts, files, lost,
    unconfirmed}`. Raises Invalid, and NotSaved when it cannot be written.
    """
    from dpia.documents.consultation_pack import letter, packed

    to = body_of(case, body)
    _need_empty(case, folder)
    assessment = filled_form(case, DEFAULT_FORM)
    found = parts_of(case, assessment)
    front = letter(_sender(case, to), found)
    whole = packed(front, found, assessment, "GDPR Art. 36(3)")
    made = {f"{WHOLE}.pdf": _pdf(case, whole), f"{WHOLE}.docx": _docx(case, whole)}
    made |= _apart(case, found, assessment)
    attached, lost = _attached(case)
    told: Node = {
        "to": to["title"],
        "parts": [
            {"id": p.letter, "title": p.title, "law": p.law, "state": p.state, "says": p.says,
             "missing": [gap.told for gap in p.gaps]}
            for p in found
        ],
        "files": sorted([*made, *attached, "contents.json"]),
        "lost": lost,
        "unconfirmed": unconfirmed(case),
    }  # fmt: skip
    made["contents.json"] = (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
    _write(folder, {**made, **attached})
    return told


def _apart(case: "Case", found: "Iterable[Part]", assessment: "Filled") -> dict[str, bytes]:
    from dpia.documents.consultation_pack import ASSESSMENT, alone
    from dpia.documents.html import html

    made = {}
    for part in found:
        name = f"{part.letter}-{part.id}"
        if part.letter == ASSESSMENT:
            made[f"{name}.pdf"] = _pdf(case, assessment)
        else:
            made[f"{name}.html"] = html(
                alone(part, assessment), case.desk.register.attached
            ).encode()
    return made


def _pdf(case: "Case", filled: "Filled") -> bytes:
    from dpia.assessment.document import to_file
    from dpia.documents.pdf import pdf

    return pdf(filled, to_file(case.document), case.desk.register.attached)


def _docx(case: "Case", filled: "Filled") -> bytes:
    from dpia.documents.word import word

    return word(filled, fetch=case.desk.register.attached)


def _attached(case: "Case") -> tuple[dict[str, bytes], list[str]]:
    """Return the attachments by the names they are written under, and those that are lost."""
    made, lost = {}, []
    for row in case.document["attachments"]:
        name = re.sub(r"[^\w. -]", "_", str(row.get("name", "")).rpartition("/")[2])[-80:]
        try:
            made[f"attachments/{row['id']}-{name}"] = case.desk.register.attached(row["sha256"])
        except DpiaError as problem:
            lost.append(problem.message)
    return made, lost


def _need_empty(case: "Case", folder: Path) -> None:
    if case.desk.register.holds(folder):
        message = _("{path} lies in the register; name a place outside.")
        raise Invalid(message.format(path=folder))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = _("{path} is there already and is not an empty folder; name another.")
        raise Invalid(message.format(path=folder))


def _write(folder: Path, made: Mapping[str, bytes]) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        files.make_folder(folder)
        if any(name.startswith("attachments/") for name in made):
            files.make_folder(folder / "attachments")
        for name, data in made.items():
            files.hand_out(folder / name, data, over=False)
    except OSError as error:
        message = _("{path} cannot be written: {reason}.")
        raise NotSaved(message.format(path=folder, reason=error.strerror or error)) from error
