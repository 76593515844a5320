"""Questionnaires: load, conditions, answers, progress, lint. Pure: no files, no clock."""
