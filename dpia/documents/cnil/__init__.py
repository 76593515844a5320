"""The file of the CNIL's PIA software: what it asks, how it is read, how it is written.

The file is one JSON object with `pia`, `answers`, `measures`, `evaluations` and `comments`; it has
no schema and no version. Questions have numbers; texts are HTML; a measure is named by its title.
`questions` says where each question belongs here, `reading` takes any such file in however odd it
is, `mapping` turns it into what we hold, and `writing` is the way back.
"""
