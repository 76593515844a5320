"""The command that shows one assessment: show."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import (
    as_json,
    case_of,
    headline,
    print_json,
    print_line,
    reference,
    say,
    shown,
    wants_plain,
)
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.questionnaire.progress import QuestionState


@click.command()
@reference
@as_json
@click.option("--why", is_flag=True, help="Print the reasons under every part of the verdict.")
@click.pass_context
def show(ctx: click.Context, ref: str, as_json: bool, why: bool) -> int:
    """Show one assessment: its answers, what it comes to and, with --why, the reasons."""
    case = case_of(ctx, ref)
    if as_json:
        from dpia.assessment.document import to_file
        from dpia.desk.moving import standing

        document = case.document
        meta = ("id", "reference", "title", "status", "created", "updated", "revision")
        content = {**{name: document[name] for name in meta}, **standing(case)}
        print_json({**content, "assessment": to_file(document), **case.explored()})
        return 0
    for line in _head(case):
        print_line(line)
    if why:
        from dpia.cli.traces import print_verdict

        print_verdict(case.explored(), case.rulebook)
    else:
        for line in _answers(case):
            print_line(line)
        hint = _("`dpia show {ref} --why` prints the reasons.")
        say(hint.format(ref=case.document["reference"]))
    return 0


def _head(case: "Case") -> Iterator[str]:
    """Yield what the assessment is and what it comes to."""
    from dpia.documents import sign_offs, words

    document = case.document
    status = words.word(words.STATUS, case.state)
    if wants_plain():
        yield _("Reference: {reference}").format(reference=document["reference"])
        yield _("Title: {title}").format(title=shown(document["title"]))
        yield _("Status: {status}").format(status=status)
    else:
        yield f"{document['reference']}  {shown(document['title'])}  ({case.state})"
    for line in (*basis(case), *headline(case.verdict), *_lawfulness(case.verdict)):
        yield "  " + line
    yield from _opinions(document)
    for entry in case.sign_offs():
        yield f"  {_('Signed off')}: {shown(sign_offs.told(entry))}"
    if document["attachments"]:
        told = _("Attachments:   {n}; `dpia attachments {ref}` lists them")
        yield "  " + told.format(n=len(document["attachments"]), ref=document["reference"])


def _lawfulness(verdict: dict[str, Any]) -> Iterator[str]:
    """Yield whether the processing is lawful and, while that is open, what would settle it."""
    from dpia.documents import words
    from dpia.judgement.going_live import depends_on

    outcome = verdict["lawfulness"]["outcome"]
    word = words.word(words.LAWFULNESS, outcome) or ""
    yield _("Lawfulness:    {outcome}").format(outcome=word)
    if outcome == "undetermined":
        for sentence in depends_on(verdict):
            yield _("  What settles it: {sentence}").format(sentence=shown(sentence))


def basis(case: "Case") -> Iterator[str]:
    """Yield whose lists count for an assessment, and which pathway asks its questions."""
    from dpia.documents import words

    named = [
        f"{shown(found.get('title', name))} ({name}), {words.word(words.ROLE, found['role'])}"
        for name, found in case.verdict["authorities"].items()
    ]
    yield _("Authority:     {named}").format(named="; ".join(named))
    title = shown(case.rulebook.document(f"pathways/{case.rulebook.pathway}")["title"])
    yield _("Pathway:       {title} ({id})").format(title=title, id=case.rulebook.pathway)


def _opinions(document: dict[str, Any]) -> Iterator[str]:
    """Yield what people said and decided."""
    from dpia.assessment.signing import on_older_text

    opinions, decision = document["opinions"], document["decision"]
    dpo, views = opinions.get("dpo"), opinions.get("data_subjects")
    if dpo:
        followed = dpo.get("followed") or _("not said yet")
        yield f"  {_('DPO advice')} ({shown(dpo.get('by') or '?')}): {shown(dpo['advice'])}"
        yield f"    {_('followed')}: {followed} {shown(dpo.get('response', ''))}"
        if on_older_text(document):
            yield f"    {_('given on an older text: the assessment was changed since')}"
        for before in opinions.get("dpo_earlier", ()):
            said = f"{shown(before.get('by', ''))}, {str(before.get('at', ''))[:10]}"
            yield f"    {_('earlier advice')} ({said}): {shown(before['advice'])}"
    if views:
        said = views.get("summary") or _("not sought: ") + views.get("reason", "")
        yield f"  {_('Views of data subjects')}: {shown(said)}"
    if decision:
        by = f"{shown(decision['by'])}, {decision['at'][:10]}"
        said = f"{decision['outcome']}. {shown(decision['reason'])}"
        yield f"  {_('Decision')} ({by}): {said}"
        for condition in decision["conditions"]:
            yield f"    {_('on condition')}: {shown(condition)}"


def _answers(case: "Case") -> Iterator[str]:
    """Yield every question that is owed or answered, with what is said of it."""
    from dpia.questionnaire.progress import outline

    for topic in outline(case.evaluation):
        if topic.shown is False:
            continue
        yield ""
        yield (
            _("Topic: {title}").format(title=topic.topic.title)
            if wants_plain()
            else (topic.topic.title)
        )
        for section in topic.sections:
            for found in section.questions:
                if found.state not in ("hidden", "maybe", "optional"):
                    yield from _question(case, found)


def _question(case: "Case", found: "QuestionState") -> Iterator[str]:
    from dpia.questionnaire.progress import cells

    if wants_plain():
        yield ""
        yield _("Question: {title}").format(title=found.question.title)
        yield _("Name: {path}").format(path=found.path)
        yield _("Answer: {said}").format(said=_said(case, found))
    else:
        yield f"  {found.path}\n    {found.question.title}"
        yield f"    → {_said(case, found)}"
    yield from _marks(case, found.path)
    if found.question.kind == "rows":
        for cell in cells(case.evaluation, found.question):
            if cell.state == "answered" or cell.owed:
                yield f"      {cell.path}: {_said(case, cell)}"


def _marks(case: "Case", path: str) -> Iterator[str]:
    topic, _dot, rest = path.partition(".")
    marks = case.document["marks"].get(topic, {}).get("/" + rest, {})
    if marks.get("assumed"):
        yield f"      {_('assumed: yes') if wants_plain() else _('assumed')}"
    if marks.get("confidential"):
        yield f"      {_('confidential: yes') if wants_plain() else _('confidential')}"
    if marks.get("note"):
        yield f"      {_('note')}: {shown(marks['note'])}"
    for link in marks.get("evidence", ()):
        yield f"      {_('evidence')}: {shown(link)}"


def _said(case: "Case", found: "QuestionState") -> str:
    from dpia.assessment.answering import row_choices
    from dpia.questionnaire.answers import display

    value = case.evaluation.value(found.path)
    if value is None:
        return _("not known yet") if found.state == "unknown" else _("open")
    choices = row_choices(case.document, case.rulebook, found.question)
    return shown(display(found.question, value, choices))
