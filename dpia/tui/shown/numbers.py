"""The numbers by which risks and measures are named on the screens, and what stands for none."""

from dpia.assessment.naming import measure_numbers, risk_numbers

__all__ = ["NONE", "measure_numbers", "risk_numbers"]

NONE = "–"
"""Stands for a number where there is none."""
