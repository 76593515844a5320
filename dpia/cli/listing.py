"""The command that lists the register."""

from typing import Any

import click

from dpia.cli.common import as_json, print_json, print_table, remind, say
from dpia.text import _

_MOST_NAMED = 8
"""Assessments that a remark names one by one."""


@click.command("list")
@click.argument("words", nargs=-1)
@click.option("--status", help="Only this status, such as draft, in-force or due-for-review.")
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
    States: draft, in-review, advised, decided, in-force, due-for-review, superseded, retired,
    archived. Where no DPIA is required for any of them (`screening:not-required`) the table says
    for what reason, who decided it when, and by which version of the lists.
    """
    from dpia.desk.filters import from_words
    from dpia.desk.overview import summaries, with_lists

    asked = [*words, *([f"status:{status}"] if status else [])]
    asked += ["consultation:required"] if consultation else []
    rows = summaries(ctx.find_root().obj, from_words(asked), due=as_json)
    freed = bool(rows) and all(
        row.get("screening") == "not-required" and not row.get("consulting") for row in rows
    )
    if rows and (freed or as_json):
        rows = with_lists(ctx.find_root().obj, rows)
    if as_json:
        print_json(rows)
    elif rows:
        print_table(*(freed_table(rows) if freed else register_table(rows)))
        _say_doubts(rows)
    else:
        if words or status or consultation:
            say(_("No assessment fits. `dpia list` alone lists all."))
        else:
            say(_("No assessment yet. `dpia new TITLE` begins one, `dpia examples list` names"
                  " worked examples to start from."))  # fmt: skip
    for row in rows:
        if row.get("damaged"):
            click.echo(row["damaged"], err=True)
    remind(ctx.find_root().obj)
    return 4 if consultation and rows else 0


def _say_doubts(rows: list[dict[str, Any]]) -> None:
    """Say which levels come from a matrix that is not an official one."""
    doubts: dict[str, list[str]] = {}
    for row in rows:
        if row.get("level_doubt") and row.get("target_level"):
            doubts.setdefault(row["level_doubt"], []).append(row["reference"])
    for doubt, found in doubts.items():
        which = ", ".join(found[:_MOST_NAMED])
        if len(found) == len(rows):
            which = _("all")
        elif len(found) > _MOST_NAMED:
            which = _("{some} and {n} more").format(some=which, n=len(found) - _MOST_NAMED)
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
                words.word(words.STATUS, row.get("state") or row["status"]) or "",
                words.SCREENING.get(row.get("screening", ""), ""),
                level.replace("-", " ").capitalize() or _("not rated"),
                words.consulting(row.get("consulting"))
                or words.consultation(row.get("consultation", ""), row.get("consulted")),
                row.get("review_due") or "",
            ]
        )
    return headers, cells


def freed_table(rows: list[dict[str, Any]]) -> tuple[list[str], list[list[str]]]:
    """Return the headers and the cells where no DPIA is required: why, and who says so, in words.

    The rows carry `lists`, as `overview.with_lists` gives it.
    """
    from dpia.documents import words

    headers = [_("Reference"), _("Title"), _("Status"), _("No DPIA, because"), _("Decided by")]
    headers += [_("Decided on"), _("Lists"), _("Review due")]
    cells = []
    for row in rows:
        decided, lists = row.get("decided") or {}, row.get("lists") or {}
        by_lists = _("{authority} {version} of {valid_from}").format(**lists) if lists else ""
        cells.append(
            [
                row["reference"],
                row["title"],
                words.word(words.STATUS, row.get("state") or row["status"]) or "",
                words.word(words.CONCLUSION, row.get("conclusion")) or "",
                str(decided.get("by") or ""),
                str(decided.get("at") or "")[:10],
                by_lists,
                row.get("review_due") or "",
            ]
        )
    return headers, cells
