"""What enters: files of other tools, read into one form that the desk can check and store.

Each format has a module of its own in this folder with one `Importer`. To add one:

1. Write `dpia/documents/incoming/<name>.py` with `IMPORTER = Importer(id, title, sniff, read)`.
   `sniff(source)` says whether the content (never the name) is in that format; it looks at
   `source.json`, `source.text` or `source.members` (a ZIP), which are read once, safely, and
   raise Invalid when there is no such thing. `read(source)` yields an `Incoming` for each
   assessment in the file, and raises Invalid with a sentence where the file cannot be used.
2. Name it in `formats.FORMATS`. The order there is the order in which formats are tried: special
   ones first.
3. Add small samples of your own under `tests/documents/incoming/`, a row to the table of formats
   in docs/formats.md, and the format to the README.

An importer knows its format and names our questions; it decides nothing. What it found for a
question is a `Told`: the desk tries it as an answer (to be confirmed), keeps it as a note beside
the question where it does not fit, and in a file of leftovers where there is no such question on
the pathway. So no importer needs to know limits, choices or pathways. What it knows in our own
form (risks, measures, opinions, dates) it puts into `Incoming.fields`, which is checked like a
file of our own. What it leaves out it says in a `Line` with the reason. The file itself, and every
file in it, is attached to the assessment.

Ratings may come in, levels and verdicts never: these are computed again.

A format that changes assessments which are there already (our own workbook) has a planner of its
own: see `dpia.desk.importing.planning`.
"""
