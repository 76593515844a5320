"""Two versions of an assessment compared, as text to read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dpia.documents import words
from dpia.documents.difference import gates, told
from dpia.documents.pieces import BLANK, Piece
from dpia.text import _, ngettext

if TYPE_CHECKING:
    from dpia.assessment.carrying import Carried
    from dpia.questionnaire.rulebook import Rulebook

Node = Mapping[str, Any]
_FACT = {True: _("holds"), False: _("does not hold"), None: _("not known")}


@dataclass(frozen=True)
class Shift:
    """One thing that is different: what, before and after in words, and what it comes from.

    `path` names the question of an answer, `place` (`risk`, `measure`) and `rows` what else it is
    about, by its ids before and after; else they are empty. `because` are the changed answers that
    a fact or a part of the verdict rests on, as `(path, title)`; `through` says what else it is.
    """

    what: str
    before: str
    after: str
    path: str = ""
    because: tuple[tuple[str, str], ...] = ()
    through: tuple[str, ...] = ()
    place: str = ""
    rows: tuple[str | None, ...] = ()

    def causes(self, paths: bool = False) -> str:
        """Return what it comes from in words; answers by their titles, or by their paths."""
        answers = [path if paths else title for path, title in self.because]
        return "; ".join([*answers, *self.through])


def shifts(found: Node, levels: Mapping[str, str]) -> list[tuple[str, list[Shift]]]:
    """Return what `judgement.versions.compare` found, as `(heading, shifts)`, none empty.

    `levels` are the titles of the risk levels by their ids.
    """
    titles: dict[str, str] = {}
    for answer in found["answers"]:
        titles.setdefault(str(answer["path"]).partition("/")[0], str(answer["title"]))
    groups: dict[str, list[Shift]] = {}
    for entry in found["verdict"]:
        place = "risk" if entry["part"] == "risk" else ""
        because, rows = _because(entry, titles), tuple(entry.get("rows", ()))
        shift = Shift(*told(entry, levels), "", because, _through(entry), place, rows)
        groups.setdefault(_heading(str(entry["part"]), found), []).append(shift)
    groups[_("Measures")] = [_measure(entry) for entry in found["measures"]]
    groups[_("Answers")] = [_answer(entry) for entry in found["answers"]]
    groups[_("Facts that changed")] = [_fact(entry, titles) for entry in found["facts"]]
    groups[_("What it is judged by")] = [_file(entry) for entry in found["files"]]
    return [(heading, group) for heading, group in groups.items() if group]


def _because(entry: Node, titles: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((path, titles.get(path, path)) for path in entry["because"])


def _through(entry: Node) -> tuple[str, ...]:
    """Say what else than answers a part of the verdict comes from."""
    said = {
        "measure": _("the measure “{title}”"),
        "rating": _("it was rated anew"),
        "by-hand": _("a value set by hand"),
        "confirmed": _("whether the risk “{title}” is confirmed"),
        "risk": _("the risk “{title}”"),
        "finding": _("the finding “{title}”"),
        "gate": "{title}",
        "overruled": _("overruled: {title}"),
        "decision": _("the decision"),
        "file": _("another version of {title}"),
    }
    return tuple(said[one["kind"]].format(title=_named(one)) for one in entry["through"])


def _named(cause: Node) -> str:
    if cause["kind"] == "gate":
        return gates()[cause["id"]][0]
    return words.word(words.CONCLUSION, cause["title"]) or ""


def _heading(part: str, found: Node) -> str:
    """Return the heading of a part; above levels it says how far their matrix can be trusted."""
    doubts = dict.fromkeys(found[side].get("level_doubt") for side in ("a", "b"))
    how = " / ".join(filter(None, doubts))
    headings = {
        "criterion": _("Criteria"),
        "row": _("Lists of the authorities"),
        "risk": _("Risks (matrix: {how})").format(how=how) if how else _("Risks"),
        "finding": _("Findings"),
        "open": _("Answers still missing"),
    }
    return headings.get(part, _("What it comes to"))


def named(side: Node) -> str:
    """Return what one side is called: reference, title, status."""
    status = words.word(words.STATUS, side["status"]) or ""
    return f"{side['reference'] or side['id'] or '?'} {side['title'] or ''} ({status})"


def version_pieces(found: Node, levels: Mapping[str, str]) -> Iterator[Piece]:
    """Yield what `judgement.versions.compare` found; `levels` are the titles of risk levels."""
    yield Piece(_("{a}  →  {b}").format(a=named(found["a"]), b=named(found["b"])), kind="title")
    groups = shifts(found, levels)
    if not groups:
        yield Piece(_("Nothing is different."))
    for heading, group in groups:
        yield BLANK
        yield Piece(heading, kind="head")
        for shift in group:
            yield from _answered(shift) if shift.path else _moved(shift)


def version_markdown(found: Node, levels: Mapping[str, str]) -> str:
    """Return what `judgement.versions.compare` found as Markdown, a table under each heading."""
    from dpia.documents.markdown import escaped, grid, inline

    blocks = [f"# {inline(named(found['a']))} → {inline(named(found['b']))}"]
    heads = [_("What"), _("Before"), _("After"), _("Because of")]
    groups = shifts(found, levels)
    for heading, group in groups:
        lines = ((one.what, one.before, one.after, one.causes()) for one in group)
        cells = ([inline(text) for text in line] for line in lines)
        blocks += [f"## {escaped(heading)}", grid(heads, cells)]
    return "\n\n".join(blocks if groups else [*blocks, _("Nothing is different.")]) + "\n"


def _moved(shift: Shift) -> Iterator[Piece]:
    yield Piece(f"{shift.what}: {shift.before}  →  {shift.after}", 1, "name")
    if causes := shift.causes(paths=True):
        yield Piece(_("because of: {causes}").format(causes=causes), 2)


def _answered(shift: Shift) -> Iterator[Piece]:
    yield Piece(f"{shift.what} ({shift.path})", 1, "name")
    yield Piece(shift.before, 2, mark=_("was: "))
    yield Piece(shift.after, 2, mark=_("now: "))


def _measure(entry: Node) -> Shift:
    said = {
        "added": _("new"),
        "removed": _("gone"),
        "landed": _("put in place"),
        "undone": _("no longer in place"),
        "slipped": _("put off"),
        "sooner": _("brought forward"),
        "changed": _("changed"),
    }
    what = f"{entry['title']}: {said[entry['change']]}"
    before, after = entry["before"], entry["after"]
    sides = _state(before, after), _state(after, before)
    return Shift(what, *sides, place="measure", rows=tuple(entry["rows"]))


def _fact(entry: Node, titles: Mapping[str, str]) -> Shift:
    sides = _FACT[entry["before"]], _FACT[entry["after"]]
    return Shift(entry["title"], *sides, because=_because(entry, titles))


def _file(entry: Node) -> Shift:
    return Shift(entry["id"], entry["before"] or "–", entry["after"] or "–")


def _state(state: Node | None, other: Node | None) -> str:
    """Return status, day and owner of a measure; an owner that `other` has, too, is left out."""
    if state is None:
        return "–"
    status = words.word(words.MEASURE_STATUS, state["status"]) or ""
    owner = state["owner"] if state["owner"] != (other or {}).get("owner") else None
    owner = owner and _("owner: {owner}").format(owner=owner)
    return ", ".join(filter(None, (status, state["due"], owner)))


def _answer(entry: Node) -> Shift:
    before, after = (
        entry[side] if entry[side] is not None else _("(none)") for side in ("before", "after")
    )
    return Shift(entry["title"], before, after, entry["path"])


def carried_pieces(carried: "Carried", rulebook: "Rulebook", count: int) -> Iterator[Piece]:
    """Yield what became of the answers when the next version was opened.

    `count` answers are to be confirmed; `rulebook` is what the new version is judged by.
    """
    said = ngettext(
        "{n} answer was carried over; look at it and confirm it.",
        "{n} answers were carried over; look at them and confirm them.",
        count,
    )
    yield Piece(said.format(n=count))
    for lost in carried.lost:
        yield Piece(_("Lost: {title} ({path}): {why}").format_map(lost), kind="care")
    for changed in carried.changed:
        what = {**changed, "what": " ".join(changed["what"])}
        yield Piece(_("Changed: {title} ({path}). {what}").format_map(what))
    for path in carried.new:
        title = rulebook.question(path).title
        yield Piece(_("New: {title} ({path})").format(title=title, path=path))
