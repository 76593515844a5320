"""The assessment document, its events and its ratings. Pure: no files, no clock."""
