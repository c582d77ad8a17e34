"""Shared, portable derivations: one view a file, each on the tables or on views before it."""
