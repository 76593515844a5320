"""Hostile files: every reader is given broken, false and poisoned input, and has to say so.

A target is one reader with what has to hold for what it accepts (`targets`). Its input comes from
the files below `corpus/` and from files that dpia writes itself (`seeds`), each changed by chance
(`mutating`). `bounds` runs one input and says what is wrong, `running` runs many.

    .venv/bin/python -m tests.fuzzing all --seconds 300
"""
