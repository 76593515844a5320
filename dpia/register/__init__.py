"""Where assessments are kept."""
