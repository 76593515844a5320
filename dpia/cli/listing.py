"""Commands that look: list, show, history."""

import sys
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import (
    as_json,
    case_of,
    headline,
    print_json,
    print_table,
    reference,
    say,
    shown,
)
from dpia.errors import Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.questionnaire.progress import QuestionState


@click.command("list")
@click.argument("words", nargs=-1)
@click.option("--status", help="Only this status: draft, decided or archived.")
@click.option(
    "--consultation", is_flag=True, help="Only those that need prior consultation (exit 4 if any)."
)
@as_json
@click.pass_context
def list_(
    ctx: click.Context, words: tuple[str, ...], status: str, consultation: bool, as_json: bool
) -> int:
    """List the assessments, or those that all WORDS fit.

    A word is searched in titles and answers; `name:value` picks, as in `dpia list status:draft
    level:high,very-high -owner:ada due:30d`. Names: status, screening, consultation, live, level,
    today, authority, owner, unit, organisation, due, findings. `@name` is a saved view
    (`dpia config views.name "status:draft"`). Archived and superseded ones show with status:all.
    """
    from dpia.desk.overview import summaries

    asked = [*words, *([f"status:{status}"] if status else [])]
    asked += ["consultation:required"] if consultation else []
    rows = summaries(ctx.find_root().obj, " ".join(asked))
    if as_json:
        print_json(rows)
    elif rows:
        print_table(*register_table(rows))
        _say_doubts(rows)
    else:
        if words or status or consultation:
            say(_("No assessment fits. `dpia list` alone lists all."))
        else:
            say(_("No assessments. `dpia new TITLE` makes one, `dpia demo` shows examples."))
    for row in rows:
        if row.get("damaged"):
            click.echo(row["damaged"], err=True)
    return 4 if consultation and rows else 0


def _say_doubts(rows: list[dict[str, Any]]) -> None:
    """Say which levels come from a matrix that is not an official one."""
    doubts: dict[str, list[str]] = {}
    for row in rows:
        if row.get("level_doubt") and row.get("target_level"):
            doubts.setdefault(row["level_doubt"], []).append(row["reference"])
    for doubt, found in doubts.items():
        which = _("all") if len(found) == len(rows) else ", ".join(found)
        say(_("Target risk, matrix {which}: {how}.").format(how=doubt, which=which))


def register_table(rows: list[dict[str, Any]]) -> tuple[list[str], list[list[str]]]:
    """Return the headers and the cells of the scored register, in words."""
    from dpia.documents import words

    headers = [_("Reference"), _("Title"), _("Status"), _("Screening"), _("Target risk")]
    headers += [_("Prior consultation"), _("Review due")]
    empty = [""] * len(headers)
    cells = []
    for row in rows:
        if row.get("damaged"):
            name = row["reference"] or row["id"][:8]
            cells.append([name, row["title"] or "", _("DAMAGED"), *empty[3:]])
            continue
        level = str(row.get("target_level") or "")
        cells.append(
            [
                row["reference"],
                row["title"],
                words.STATUS.get(row["status"], row["status"]),
                words.SCREENING.get(row.get("screening", ""), ""),
                level.replace("-", " ").capitalize() or _("not rated"),
                words.CONSULTATION.get(row.get("consultation", ""), ""),
                row.get("review_due") or "",
            ]
        )
    return headers, cells


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

        document = case.document
        meta = ("id", "reference", "title", "status", "created", "updated", "revision")
        content = {name: document[name] for name in meta}
        print_json({**content, "assessment": to_file(document), **case.explored()})
        return 0
    _print_case(case, why)
    return 0


def _print_case(case: "Case", why: bool) -> None:
    from dpia.cli.traces import print_verdict

    document = case.document
    click.echo(f"{document['reference']}  {shown(document['title'])}  ({document['status']})")
    for line in headline(case.verdict):
        click.echo("  " + line)
    _print_opinions(document)
    if document["attachments"]:
        told = _("Attachments:   {n}; `dpia attachments {ref}` lists them")
        told = told.format(n=len(document["attachments"]), ref=document["reference"])
        click.echo("  " + told)
    if why:
        print_verdict(case.explored())
    else:
        _print_answers(case)
        hint = _("`dpia show {ref} --why` prints the reasons.")
        say(hint.format(ref=document["reference"]))


def _print_opinions(document: dict[str, Any]) -> None:
    """Print what people said and decided."""
    opinions, decision = document["opinions"], document["decision"]
    dpo, views = opinions.get("dpo"), opinions.get("data_subjects")
    if dpo:
        followed = dpo.get("followed") or _("not said yet")
        click.echo(f"  {_('DPO advice')} ({shown(dpo['by'])}): {shown(dpo['advice'])}")
        click.echo(f"    {_('followed')}: {followed} {shown(dpo.get('response', ''))}")
    if views:
        said = views.get("summary") or _("not sought: ") + views.get("reason", "")
        click.echo(f"  {_('Views of data subjects')}: {shown(said)}")
    if decision:
        click.echo(
            f"  {_('Decision')} ({shown(decision['by'])}, {decision['at'][:10]}): ", nl=False
        )
        click.echo(f"{decision['outcome']}. {shown(decision['reason'])}")
        for condition in decision["conditions"]:
            click.echo(f"    {_('on condition')}: {shown(condition)}")


def _print_answers(case: "Case") -> None:
    from dpia.questionnaire.progress import cells, outline

    for topic in outline(case.evaluation):
        if topic.shown is False:
            continue
        click.echo(f"\n{topic.topic.title}")
        for section in topic.sections:
            for found in section.questions:
                if found.state in ("hidden", "maybe", "optional"):
                    continue
                click.echo(f"  {found.path}\n    {found.question.title}")
                click.echo(f"    → {_said(case, found)}")
                _print_marks(case, found.path)
                if found.question.kind == "rows":
                    for cell in cells(case.evaluation, found.question):
                        if cell.state == "answered":
                            click.echo(f"      {cell.path}: {_said(case, cell)}")


def _print_marks(case: "Case", path: str) -> None:
    topic, _dot, rest = path.partition(".")
    marks = case.document["marks"].get(topic, {}).get("/" + rest, {})
    if marks.get("assumed"):
        click.echo(f"      {_('assumed')}")
    if marks.get("note"):
        click.echo(f"      {_('note')}: {shown(marks['note'])}")
    for link in marks.get("evidence", ()):
        click.echo(f"      {_('evidence')}: {shown(link)}")


def _said(case: "Case", found: "QuestionState") -> str:
    from dpia.assessment.answering import row_choices
    from dpia.questionnaire.answers import display

    value = case.evaluation.value(found.path)
    if value is None:
        return _("not known yet") if found.state == "unknown" else _("open")
    choices = row_choices(case.document, case.rulebook, found.question)
    return shown(display(found.question, value, choices))


@click.command()
@reference
@as_json
@click.pass_context
def history(ctx: click.Context, ref: str, as_json: bool) -> int:
    """Show who changed what and when.

    Exit 3 when the chain of events or an attachment is not whole.
    """
    case = case_of(ctx, ref)
    events = list(case.desk.register.history(case.id))
    if as_json:
        print_json(events)
    else:
        names = ("seq", "at", "by", "kind", "about", "note")
        rows = [[shown(str(event.get(name, ""))) for name in names] for event in events]
        print_table(["#", _("When (UTC)"), _("Who"), _("What"), _("About"), _("Note")], rows)
    breaks = case.desk.register.verify(case.id)
    sys.stdout.flush()
    if breaks:
        raise Invalid("\n".join(breaks))
    return 0
