"""Importing: a file becomes plans, which can be read before anything is written, then carried out.

`plans_for` reads a file and returns a `Plan` for each assessment in it. Both faces show the plans
and carry them out; nothing is written before, and of one assessment all or nothing.
"""
