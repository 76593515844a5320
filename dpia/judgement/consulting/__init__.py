"""How a prior consultation stands: its clock, what is owed and until when, what it settles."""
