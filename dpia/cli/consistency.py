"""The command that finds what contradicts itself in the register."""

from collections.abc import Iterator
from typing import Any

import click

from dpia.cli.common import as_json, desk_of, print_json, print_line, print_table, say, shown
from dpia.text import _, ngettext

THRESHOLD = 4
Table = tuple[str, list[str], list[list[str]]]
"""A heading, the headers, the rows."""


@click.command()
@click.argument("words", nargs=-1)
@click.option("--fail", is_flag=True, help="Exit 4 when anything is found.")
@as_json
@click.pass_context
def consistency(ctx: click.Context, words: tuple[str, ...], fail: bool, as_json: bool) -> int:
    """Find what contradicts itself: between versions, and across the register.

    Risks that became lower since the version before, with no measure and no reason; assessments of
    perhaps the same processing that answer differently; one measure promised in several
    assessments for different days. WORDS pick assessments as in `dpia list`; they are held against
    the whole register.
    """
    from dpia.cli.pace import Pace
    from dpia.desk.consistency import consistency as look
    from dpia.desk.filters import from_words
    from dpia.desk.overview import summaries

    among = None
    if words:
        among = {row["id"] for row in summaries(ctx.find_root().obj, from_words(words))}
    pace = Pace(_("Looking at assessments"))
    found = look(desk_of(ctx, create=False), among, pace)
    pace.done()
    firing = any(found[part] for part in ("lowered", "doubles", "promises"))
    if as_json:
        print_json(found)
    elif firing:
        _print(found)
    else:
        count = ngettext("{n} assessment was looked at: nothing contradicts itself.",
                         "{n} assessments were looked at: nothing contradicts itself.",
                         found["looked_at"])  # fmt: skip
        say(count.format(n=f"{found['looked_at']:,}"))
    for problem in found["problems"]:
        say(shown(problem))
    return THRESHOLD if fail and firing else 0


def _print(found: dict[str, Any]) -> None:
    for number, (heading, headers, rows) in enumerate(_tables(found)):
        print_line("\n" * bool(number) + heading)
        print_table(headers, rows)


def _tables(found: dict[str, Any]) -> Iterator[Table]:
    from dpia.documents.consistency import heading as section

    if found["lowered"]:
        headers = [_("Reference"), _("Before"), _("Risk"), _("What")]
        rows = [_lowered(entry) for entry in found["lowered"]]
        yield section("lowered"), headers, rows
    for entry in found["doubles"]:
        yield _doubles(entry)
    for entry in found["promises"]:
        yield _promises(entry)


def _lowered(entry: dict[str, Any]) -> list[str]:
    from dpia.documents.consistency import lowered_words

    risk = f"{shown(entry['title'])} ({entry['risk']})"
    names = [_name(entry[which]) for which in ("assessment", "before")]
    return [*names, risk, shown(lowered_words(entry))]


def _doubles(entry: dict[str, Any]) -> Table:
    because = {
        "title": _("Perhaps the same processing, by title: {which}"),
        "purpose": _("Perhaps the same processing, by controller and purpose: {which}"),
    }
    which = ", ".join(f"{_name(a)} “{shown(a['title'] or '')}”" for a in entry["assessments"])
    rows = [
        [shown(question["title"]) * (not number), _name(answer), shown(answer["words"])]
        for question in entry["questions"]
        for number, answer in enumerate(question["answers"])
    ]
    heading = because[entry["because"]].format(which=which)
    return heading, [_("Question"), _("Reference"), _("Answer")], rows


def _promises(entry: dict[str, Any]) -> Table:
    from dpia.documents.consistency import moved_words
    from dpia.documents.words import MEASURE_STATUS, word

    heading = _("Promised more than once: {title}").format(title=shown(entry["title"]))
    headers = [_("Reference"), _("Title"), _("Owner"), _("Status"), _("Due"), _("Moved")]
    rows = []
    for one in entry["promised"]:
        moved = moved_words(one["slipped"]) if one["slipped"] else ""
        texts = [shown(one["case"] or ""), shown(one["owner"] or "")]
        status = word(MEASURE_STATUS, one["status"]) or ""
        rows.append([_name(one), *texts, status, one["due"] or "", moved])
    return heading, headers, rows


def _name(about: dict[str, Any]) -> str:
    return shown(about["reference"] or about["id"][:8])
