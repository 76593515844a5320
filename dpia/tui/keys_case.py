"""The actions of the risks, measures, verdict, decision and export screens."""

from dpia.tui.action import Action

PLACES: dict[str, str] = {}
"""`place -> heading`, as in `keys.PLACES`."""

CASE_PARTS: tuple[Action, ...] = ()
