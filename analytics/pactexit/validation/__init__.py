"""Judges a data package in three stages and reports every problem at once."""

from pactexit.validation.engine import validate
from pactexit.validation.report import Report

__all__ = ["Report", "validate"]
