"""The command that tries changes without saving them: whatif."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import (
    as_json,
    case_of,
    print_json,
    print_line,
    print_table,
    reference,
    saved,
    say,
    say_method,
    shown,
)
from dpia.errors import NotFound
from dpia.text import _, ngettext

if TYPE_CHECKING:
    from dpia.cli.traces import Say
    from dpia.desk.case import Case
    from dpia.desk.trial import Trial

SECONDS = 20
"""How long single changes are tried at most."""


@click.command()
@reference
@click.argument("assignments", nargs=-1, metavar="[WHAT=VALUE…]")
@click.option("--keep", "kept", is_flag=True, help="Make the changes if they are to stay.")
@as_json
@click.pass_context
def whatif(
    ctx: click.Context, /, ref: str, assignments: tuple[str, ...], kept: bool, as_json: bool
) -> int:
    """Show what would change: `dpia whatif 2026-0001 screening.people=20000 m1=implemented`.

    WHAT is a question, or a measure (its id, its number M1 or its title) whose status is tried.
    Nothing is saved without --keep. Without WHAT it lists the single changes that would flip the
    screening or the consultation: another answer, a measure in place, rejected or not there, one
    step of a rating.
    """
    if kept and not assignments:
        raise click.UsageError(_("Say what is to be kept: WHAT=VALUE."))
    case = case_of(ctx, ref)
    if assignments:
        _compare(case, assignments, kept, as_json)
    else:
        _sensitivity(case, as_json)
    return 0


def _compare(case: "Case", assignments: tuple[str, ...], kept: bool, as_json: bool) -> None:
    from dpia.desk.trial import keep, trial
    from dpia.documents.difference import told
    from dpia.judgement.difference import difference

    tried = trial(case)
    for assignment in assignments:
        _try(tried, assignment)
    found = difference(case.verdict, tried.verdict)
    if as_json:
        print_json({"changes": found, "kept": kept})
    elif found:
        titles = {level["id"]: level["title"] for level in case.rulebook.method_document["levels"]}
        rows = [[shown(text) for text in told(change, titles)] for change in found]
        print_table([_("What"), _("Now"), _("Then")], rows)
        if any(change["part"] == "risk" for change in found):
            say_method(tried.verdict)
    else:
        click.echo(_("Nothing in the verdict would change."))
    if kept:
        keep(case, tried)
        if not as_json:
            saved(case, ", ".join(assignments))


def _try(tried: "Trial", assignment: str) -> None:
    from dpia.cli.naming import measure_of
    from dpia.cli.working import assign

    name, _equals, value = assignment.rpartition("=")
    try:
        measure = measure_of(tried, name)
    except NotFound:
        assign(tried, assignment, json_values=False)
    else:
        tried.change_measure(measure, status=value)


# Which single changes would flip it


def _sensitivity(case: "Case", as_json: bool) -> None:
    from dpia.cli.pace import Pace
    from dpia.cli.traces import saying
    from dpia.judgement.sensitivity import sensitivity

    pace = Pace(_("Trying single changes"), SECONDS)
    found = sensitivity(case.document, case.rulebook, case.as_of, pace)
    pace.done()
    if as_json:
        print_json(found)
        return
    for line in _gates(found, saying(case.rulebook)):
        print_line(line) if isinstance(line, str) else print_table(*line)
    tried = ngettext("{n} single change was tried.", "{n} single changes were tried.",
                     found["tried"])  # fmt: skip
    say(tried.format(n=found["tried"]))
    if found["cut"]:
        message = _("{n} more were not tried: it took too long.")
        say(message.format(n=found["of"] - found["tried"]))


def _gates(found: dict[str, Any], words_of: "Say") -> Iterator[str | tuple[list[str], Any]]:
    """Yield a heading and a table for each gate."""
    from dpia.documents import words

    names = {
        "screening": (_("Screening"), words.SCREENING),
        "consultation": (_("Prior consultation"), words.CONSULTATION),
    }
    heads = [_("What"), _("Now"), _("Then"), _("Outcome"), _("Why")]
    for number, (gate, (title, outcomes)) in enumerate(names.items()):
        yield "\n" * bool(number) + f"{title}: {outcomes[found[gate]]}"
        if gate == "consultation" and found["as_if_confirmed"]:
            risks = ", ".join(found["as_if_confirmed"])
            yield _("(as if confirmed: {risks})").format(risks=risks)
        rows = [
            [*_words(change, words_of), outcomes[change["after"]], shown(change["because"])]
            for change in found["changes"]
            if change["gate"] == gate
        ]
        yield (heads, rows) if rows else _("No single change that was tried would flip it.")


def _words(change: dict[str, Any], words_of: "Say") -> list[str]:
    """Return what is changed, from what and to what, in words."""
    from dpia.documents import words

    ends = [change["from"], change["to"]]
    name = f"{shown(change['title'])} ({change['id']})"
    if change["kind"] == "answer":
        return [name, words_of(change["id"], ends[0]), _given_then(change, words_of)]
    if change["kind"] == "measure":
        known = {**words.MEASURE_STATUS, "absent": _("Not there")}
        return [_("Measure: {title}").format(title=name), *(known[end] for end in ends)]
    axis, stage = words.SCALE[change["axis"]], words.AXIS[change["stage"]]
    what = _("{axis}, {stage}: {title}").format(axis=axis, stage=stage.lower(), title=name)
    return [what, *map(str, ends)]


def _given_then(change: dict[str, Any], words_of: "Say") -> str:
    """Return the other answer; of several choices only the one that is more or less."""
    before, after = change["from"], change["to"]
    if not isinstance(after, list) or not after:
        return words_of(change["id"], after)
    more = [one for one in after if one not in before]
    less = [one for one in before if one not in after]
    said = _("also: {choice}") if more else _("without: {choice}")
    return said.format(choice=words_of(change["id"], more or less))
