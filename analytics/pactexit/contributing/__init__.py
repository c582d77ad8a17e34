"""Turns the answers of a form into rows of the tables."""
