"""Laying out foreign and own text in lines of a given width."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Region, Spacing
from textual.widget import Widget


def hanging(prefix: Content, body: Content, width: int, style: str = "") -> list[Content]:
    """Return `body` wrapped to `width` cells, `prefix` before its first line and room below it."""
    indent = prefix.cell_length
    wrapped = body.wrap(max(width - indent, 8)) or [Content("")]
    lines = [prefix + wrapped[0], *(Content(" " * indent) + part for part in wrapped[1:])]
    return [part.stylize(style) for part in lines] if style else lines


def spread(left: Content, right: Content, width: int) -> Content:
    """Return one line with `left` (cut short if need be) and `right` at the two ends."""
    room = width - right.cell_length - (1 if right else 0)
    if room < 4:
        return left.truncate(width, ellipsis=True)
    return Content.assemble(
        left.truncate(room, ellipsis=True, pad=True), " " if right else "", right
    )


def cell(text: Content, width: int) -> Content:
    """Return `text` cut or padded to exactly `width` cells."""
    return text.truncate(width, ellipsis=True, pad=True)


def stacked(lines: Sequence[Content]) -> Content:
    """Return `lines` below each other."""
    return Content("\n").join(lines)


def into_sight(widget: Widget, first: int, height: int) -> None:
    """Scroll what is around `widget` so that its lines from `first` on can be seen."""
    for ancestor in widget.ancestors:
        if isinstance(ancestor, Widget) and ancestor.allow_vertical_scroll:
            top = widget.region.y - ancestor.region.y + int(ancestor.scroll_y)
            region = Region(0, max(top + first, 0), 1, height)
            covered = getattr(ancestor, "covered_at", None)
            above = Spacing(covered(region.y), 0, 0, 0) if covered else None
            ancestor.scroll_to_region(
                region, spacing=above, animate=False, force=True, immediate=True
            )
            return


def heading_above(widget: Widget) -> int:
    """Return how many lines lie between the top of what holds `widget` and itself."""
    parent = widget.parent
    return widget.region.y - parent.region.y if isinstance(parent, Widget) else 0
