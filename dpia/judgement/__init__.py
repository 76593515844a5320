"""Verdicts: screening, risk, consultation, findings, completeness, always with the reason. Pure."""
