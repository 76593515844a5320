"""dpia: data protection impact assessments in the terminal. Importing this package loads nothing."""

__version__ = "0.1.0"
