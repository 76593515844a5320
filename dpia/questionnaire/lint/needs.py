"""What has to be true or false for a condition to hold, beside conditions themselves."""

from dataclasses import dataclass
from typing import NamedTuple

from dpia.questionnaire import condition as c
from dpia.questionnaire.lint.picking import Wish


@dataclass(frozen=True)
class Shown:
    """The question or cell at `place` is asked; without a place, its topic is."""

    topic: str
    place: str = ""


@dataclass(frozen=True)
class Valued:
    """The question or cell at `place` is asked and answered in this way."""

    place: str
    wish: Wish


class Want(NamedTuple):
    """What has to be true or false, in which row (`topic.group/row`), read by which authority."""

    what: "c.Condition | Shown | Valued"
    true: bool
    row: str = ""
    authority: str = ""


Ways = tuple[Want, ...]
"""Wants one of which is enough."""
