"""Widgets of the terminal UI; they show values and say what a person did, and decide nothing."""
