"""Screens of the terminal UI; each is imported when it is first opened."""
