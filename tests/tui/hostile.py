"""Texts that mean harm, an assessment that holds nothing else, and what a screen may not do."""

import copy
import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from textual.strip import Strip

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from tests.tui.sample import SAMPLE
from tests.tui.stories import sample_desk
from tests.tui.trial import rated_case

INK, PAPER = (1, 2, 3), (3, 2, 1)
"""Colours that no theme has: where they are seen, a text was taken for markup."""
PIECES = (
    *("[/]", "[bold]x[/]", "[#010203 on #030201]ink[/]", "[@click=app.hostile]go[/]", "[x"),
    *("{x} {0} {", "%s %(x)d %", "$text-error", "=1+1", "\\[", "{{", "&amp;<b>"),
    *("\x1b[31mred\x1b]0;title\x07", "\x9b2J", "\r\nline\ttab\n\n"),
    *("\u202eright to left\u2066", "\u200f\u200b\u2028\ufeff", "שלום", "\x08\x7f"),
    *("日本語ＡＢＣ", "🧒🏠", "e\u0301o\u0302" + "\u0335\u0321" * 20, "w" * 120),
)
SAID = "HOSTILE"
"""What stands for a hostile text until the file is on the disk, where nothing cleans it."""
ANSWERED = "processing.controller"
"""The question of the shipped questionnaire whose answer is hostile."""
LONG = " ".join(PIECES)
ACTING = "\x1b[31m\x9b2J\x07\u202e\u2066\u200f " + LONG
"""A text that begins with what would act at once, so that it does in a narrow field, too."""


def hostile(first: int) -> str:
    """Return all pieces in one text that begins with the one of that number."""
    first %= len(PIECES)
    return " ".join([*PIECES[first:], *PIECES[:first]])


def poisoned(content: Any, numbers: Iterator[int]) -> Any:
    """Return `content` with another hostile text in the place of each that stands for one."""
    if isinstance(content, str):
        return hostile(next(numbers)) if SAID in content else content
    if isinstance(content, list):
        return [poisoned(item, numbers) for item in content]
    if isinstance(content, Mapping):
        return {key: poisoned(value, numbers) for key, value in content.items()}
    return content


# A register that holds nothing else


def hostile_desk(folder: Path) -> Desk:
    """Return a desk whose register, configuration and own questionnaire are hostile throughout."""
    desk = sample_desk(folder)
    write_questionnaire(folder / "library" / "topics" / "sample.json")
    views = {f"view{n}": hostile(n) for n in range(3)}
    views[hostile(3)] = "status:draft"
    said: Any = dict.fromkeys(("name", "organisation", "dpo", "theme"), hostile(4))
    keys = {"register.new": hostile(5), hostile(6): "f11"}
    desk.config = replace(desk.config, **said, views=views, keys=keys, pathway="edpb-2026")
    for case in (shipped_case(desk, folder), sample_case(desk)):
        path = desk.register.file(case.id)
        content = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(poisoned(content, count())), encoding="utf-8")
    damage(desk)
    return desk


def write_questionnaire(path: Path) -> None:
    """Write the sample questionnaire with hostile words in all that a person reads."""
    numbers = count()

    def words(node: Any) -> Any:
        if isinstance(node, Mapping):
            told = ("title", "description", "x-none", "x-unit")
            return {
                key: hostile(next(numbers)) if key in told and isinstance(value, str)
                else words(value)
                for key, value in node.items()
            }  # fmt: skip
        return [words(item) for item in node] if isinstance(node, list) else node

    topic = copy.deepcopy(SAMPLE)
    path.write_text(json.dumps(words(topic)), encoding="utf-8")


def shipped_case(desk: Desk, folder: Path) -> Case:
    """Return an assessment after the shipped questionnaire, hostile wherever one writes."""
    case = rated_case(desk, SAID, authority="de")  # which has several bodies to write to
    case.rename(organisation=SAID, unit=SAID, owner=SAID, description=SAID)
    case.answer(ANSWERED, SAID)
    case.mark(ANSWERED, note=SAID, evidence=[SAID, SAID], assumed=True)
    case.mark("screening.people", note=SAID, evidence=[SAID])
    treat(case)
    decide(case)
    for name in ("[bold]x[] {x} %s \x1b[31m\u202e.txt", "w" * 200 + ".pdf"):
        file = folder / name
        file.write_text("x")
        case.attach(file, SAID)
    return case


def treat(case: Case) -> None:
    """Add risks and measures."""
    texts = dict.fromkeys(("title", "description", "sources", "impacts"), SAID)
    for entry in case.rulebook.files["catalogue/scenarios"]["entries"][-2:]:
        case.pick_risk(entry["id"])
    for risk in [row["id"] for row in case.document["risks"] if not row.get("proposed")]:
        case.change_risk(risk, **texts, inherent_reason=SAID)
    own = case.add_risk(**texts, likelihood=4, severity=4, obvious="yes", widespread="yes")
    case.set_by_hand(own, "target", "severity", 2, SAID)
    for measure in [row["id"] for row in case.document["measures"]]:
        case.change_measure(measure, title=SAID, description=SAID, owner=SAID, suitability=SAID)
    case.set_effect(case.add_measure(title=SAID, owner=SAID), own, likelihood=1)


def decide(case: Case) -> None:
    """Hear opinions and overrule."""
    case.advise(SAID, SAID, "partly", SAID)
    case.views(True, SAID)
    case.overrule({"criterion": "large_scale"}, False, SAID, SAID)


def consult(case: Case) -> None:
    """Record a consultation, answered with a recommendation."""
    case.consult("sent", voluntary=True, body="bfdi", by=SAID)
    case.consult("received", by=SAID)
    case.consult("requested", text=SAID, by=SAID)
    case.consult("given", text=SAID, by=SAID)
    case.consult("advice", text=SAID, by=SAID)
    said = case.consult("recommendation", text=SAID, by=SAID)
    case.answer_recommendation(said, followed="no", response=SAID, action=SAID, owner=SAID)


def sample_case(desk: Desk) -> Case:
    """Return an assessment with one question of every kind, all of them hostile."""
    case = desk.create(SAID, organisation=SAID, pathway="sample", authority="de")
    case.answer("sample.one", "b")
    for name, said in (("more", SAID), ("text", SAID), ("story", SAID)):
        case.answer(f"sample.{name}", said)
        case.mark(f"sample.{name}", note=SAID)
    row = case.add_row("sample.things")
    case.answer(f"sample.things/{row}/name", SAID)
    case.answer("sample.users", row)
    case.keep_typing("sample.story", SAID)
    consult(case)
    return case


def damage(desk: Desk) -> None:
    """Put a file into the register that is no assessment, with a hostile title."""
    name = "0" * 8 + "-0000-0000-0000-" + "0" * 12
    content = {"assessment": {"1": {"id": name, "format": LONG, "title": LONG, "answers": 1}}}
    desk.register.file(name).write_text(json.dumps(content), encoding="utf-8")


# What a screen may not do


def faults(strips: list[Strip], size: tuple[int, int]) -> Iterator[str]:
    """Yield what is wrong with the lines of a screen: their number, their width, what they hold."""
    width, height = size
    if len(strips) != height:
        yield f"{len(strips)} lines instead of {height}"
    for number, strip in enumerate(strips):
        if (found := cell_len(strip.text)) != width:
            yield f"line {number} takes {found} cells of {width}: {strip.text!r}"
        for char in strip.text:
            if acts(char):
                yield f"line {number} holds U+{ord(char):04X}: {strip.text!r}"
        for segment in strip:
            if taken_for_markup(segment.style):
                yield f"line {number} is styled by a text: {segment!r}"


def acts(char: str) -> bool:
    """Say whether a character steers a terminal or the reading direction instead of showing."""
    turning = "\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return unicodedata.category(char) in ("Cc", "Cs") or char in turning


def taken_for_markup(style: Any) -> bool:
    """Say whether a style came out of a hostile text."""
    if style is None:
        return False
    inks = [colour.triplet for colour in (style.color, style.bgcolor) if colour]
    return any(ink in (INK, PAPER) for ink in inks) or "app.hostile" in repr(style.meta)
