"""Questionnaires: load, conditions, answers, progress, lint. Pure: no files, no clock."""

DEFAULT_PATHWAY = "edpb-2026"
"""The pathway an assessment takes unless it names another."""
