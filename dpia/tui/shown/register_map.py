"""The heat map of a register in words: its method, what no cell can show, and one of its cells."""

from collections.abc import Iterator

from textual.content import Content

from dpia.documents.risk_map import RiskMap, StageMap
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.shown.heatmap import HeatMap
from dpia.tui.shown.levels import STAGE
from dpia.tui.widgets import tones


def size_words(found: RiskMap) -> str:
    """Return how many risks and assessments a map holds."""
    risks = ngettext("{n} risk", "{n} risks", found.risks).format(n=f"{found.risks:,}")
    count = ngettext("{n} assessment", "{n} assessments", found.assessments)
    return f"{risks}, {count.format(n=f'{found.assessments:,}')}"


def method_line(shown: HeatMap, found: RiskMap, way: str, asked: str) -> Content:
    """Return the method, how far it can be relied on, the `way` to others, and the filter."""
    parts = [foreign.line(found.method.get("title", ""), "bold")]
    parts += [foreign.line(part, theme.QUIET) for part in (way, asked, shown.standing) if part]
    return Content("  ").join(parts)


def legend_line(shown: HeatMap, stage: StageMap, letters: bool) -> Content:
    """Return what the letters mean, and how many risks are not rated and the like."""
    keys = [
        Content.assemble((f" {one.letter} ", tones.cell(one.tone)), f" {one.title}  ")
        for one in shown.levels
    ]
    notes = {
        _("{n} not rated"): len(stage.unrated),
        _("{n} not confirmed"): len(stage.unconfirmed),
        _("{n} raised by a flag"): len(stage.raised),
    }
    words = ", ".join(note.format(n=f"{n:,}") for note, n in notes.items() if n)
    return Content.assemble(*(keys if letters else ()), (words, theme.QUIET))


def cell_line(shown: HeatMap, place: tuple[int, int]) -> Content:
    """Return one cell in words: its stage, its values, its level, and how many risks lie there."""
    cell = shown.cell(*place)
    count = cell.count or 0
    words = _("{stage}: severity {severity}, likelihood {likelihood}, {level}: {risks}").format(
        stage=STAGE[shown.stage],
        severity=shown.severity.title(cell.severity),
        likelihood=shown.likelihood.title(cell.likelihood),
        level=cell.level.title,
        risks=ngettext("{n} risk", "{n} risks", count).format(n=f"{count:,}"),
    )
    return foreign.line(words, "bold")


def meaning(shown: HeatMap) -> Iterator[Content]:
    """Yield what each level means, then where the matrix comes from."""
    for one in shown.levels:
        definition = foreign.line(one.definition)
        yield Content.assemble((f"{one.title}: ", tones.word(one.tone)), definition)
    yield foreign.content(shown.note)


def gravest(found: RiskMap, stage: str) -> tuple[int, int]:
    """Return the cell to begin with: the highest level, and there the most risks."""
    ranks = {level["id"]: level["rank"] for level in found.method["levels"]}
    cells = found.stages[stage].cells
    return max(cells, key=lambda at: (ranks[found.level(*at)], len(cells[at])), default=(1, 1))
