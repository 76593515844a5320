"""Conditions as plain JSON Schemas, for the standard form of a pathway (see `compile`)."""
