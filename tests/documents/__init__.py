"""Tests of what leaves and enters."""
