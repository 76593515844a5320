"""The command for consulting the supervisory authority: consult."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import (
    announce,
    as_json,
    case_of,
    day,
    given,
    print_json,
    print_pieces,
    reference,
    saved,
    say,
    shown,
    with_options,
)
from dpia.errors import Invalid, Usage
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case

KINDS = (
    *("sent", "received", "extended", "requested", "suspended", "given", "resumed"),
    *("advice", "recommendation", "closed"),
)
ENTRY_OPTIONS = (
    click.option("--on", metavar="DATE", help="The day on which it happened (default: today)."),
    click.option("--because", metavar="TEXT", help="Why; some entries ask for it."),
    click.option("--by", metavar="NAME", help="Who did it, or says so (default: you)."),
    click.option("--voluntary", is_flag=True, help="Of sent: there is no duty to consult."),
    click.option("--body", metavar="NAME", help="Which body, where an authority has several."),
    click.option("--entry", metavar="ENTRY", help="The request that is answered by what is given,"
                 " or the recommendation of which you say what becomes."),
    click.option("--outcome", metavar="NAME", help="Of closed: advice, no-reply, authorisation,"
                 " warning, limitation or withdrawn."),
    click.option("--followed", type=click.Choice(["yes", "partly", "no"]),
                 help="Of a recommendation, as all that follows: is it followed?"),
    click.option("--response", metavar="TEXT", help="What you say to it."),
    click.option("--action", metavar="TEXT", help="What is done."),
    click.option("--owner", metavar="NAME", help="Who does it."),
    click.option("--due", metavar="DATE", help="By when."),
    click.option("--done", metavar="DATE", help="Done on this day."),
)  # fmt: skip


@click.command()
@reference
@click.argument("what", type=click.Choice(KINDS), required=False)
@click.argument("text", required=False)
@with_options(ENTRY_OPTIONS)
@click.option(
    "--pack", type=click.Path(path_type=Path), metavar="FOLDER", help="Write what is to be sent."
)
@as_json
@click.pass_context
def consult(
    ctx: click.Context,
    /,
    ref: str,
    what: str | None,
    text: str | None,
    pack: Path | None,
    as_json: bool,
    **said: Any,
) -> int:
    """Consult the supervisory authority (GDPR Art. 36): how it stands, and what happened.

    Alone it says how it stands and how each last day was reckoned. WHAT records what happened;
    TEXT is what was requested, given, advised or recommended. To say what becomes of a
    recommendation, leave TEXT out and name it with --entry. `dpia undo` takes an entry back.
    """
    ctx.meta["dpia.json"] = as_json
    case = case_of(ctx, ref)
    found = given(said)
    if pack is not None:
        return _pack(case, pack, str(found.get("body", "")), as_json)
    if what is None:
        return _standing(case, as_json)
    if what == "recommendation" and found.get("entry") and not text:
        _answer(case, found)
        return 0
    if answering := [name for name in _ANSWER if found.get(name)]:
        _only("recommendation", what, answering)
    _need_reason(what, found)
    found |= {"of": found.pop("entry", ""), "text": text or "", "on": day(found.get("on"))}
    row_id = case.consult(what, **_dated(found))
    announce(row_id)
    saved(case, what, row_id)
    return 0


_ANSWER = ("followed", "response", "action", "owner", "due", "done")


def _only(wanted: str, what: str, options: list[str]) -> None:
    if what != wanted:
        message = _("--{option} belongs to {wanted} alone.")
        raise Usage(message.format(option=options[0], wanted=wanted))


def _need_reason(what: str, found: dict[str, Any]) -> None:
    from dpia.assessment.consulting.recording import REASON

    if what in REASON and not found.get("because"):
        message = _("“{what}” takes a written reason: say it with --because.")
        raise Invalid(message.format(what=what))


def _dated(found: dict[str, Any]) -> dict[str, Any]:
    """Return options with their days as they are kept."""
    days = {name: day(found.get(name)) for name in ("due", "done")}
    return found | {name: found_.isoformat() for name, found_ in days.items() if found_}


def _answer(case: "Case", found: dict[str, Any]) -> None:
    entry = found["entry"]
    case.answer_recommendation(
        entry, **{name: text for name, text in _dated(found).items() if name in _ANSWER}
    )
    saved(case, entry)


def _standing(case: "Case", as_json: bool) -> int:
    from dpia.documents.consultation import consultation_pieces

    found = case.consultation()
    if as_json:
        print_json(found)
        return 0
    print_pieces(consultation_pieces(found))
    return 0


def _pack(case: "Case", folder: Path, body: str, as_json: bool) -> int:
    from dpia.desk.packing import write_pack

    done = write_pack(case, folder, body)
    if as_json:
        print_json(done)
        return 0
    for part in done["parts"]:
        say(f"({part['id']}) {part['title']}: {part['says']}")
    say(_("Wrote {path}.").format(path=folder))
    for sentence in (*done["lost"], *done["unconfirmed"]):
        say(shown(sentence))
    return 0
