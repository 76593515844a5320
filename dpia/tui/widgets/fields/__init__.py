"""The fields in which questions are answered, one module for each sort."""
