"""Judging an assessment: pure functions from a document and a rulebook to a verdict."""

from dpia.judgement.decision import refusals
from dpia.judgement.summary import summarise
from dpia.judgement.verdict import judge

__all__ = ["judge", "refusals", "summarise"]
