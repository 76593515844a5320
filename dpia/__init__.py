"""dpia: data protection impact assessments in the terminal. Importing it loads nothing."""

__version__ = "0.1.0"
