"""What differs between two versions of a data package, and whether a version may follow another."""

from pactexit.changes.comparing import diff, difference
from pactexit.changes.difference import Change, Difference

__all__ = ["Change", "Difference", "diff", "difference"]
