"""The gallery of defects: every kind once, with the rule that must find it and its place.

`IN_ROWS` and `BETWEEN` break rules of this dataset, `OF_VERSIONS` those about change, all others
rules of every data package.
"""

from breaks.descriptor import OF_DESCRIPTORS
from breaks.edits import (
    KEYS,
    POL,
    Add,
    Break,
    Cell,
    Change,
    Describe,
    Edit,
    Remove,
    apply,
    key_of,
    line_of,
    read,
    swap,
)
from breaks.files import HARMLESS, OF_FILES
from breaks.letters import OF_LETTERS
from breaks.rows import IN_ROWS
from breaks.tables import BETWEEN
from breaks.values import OF_VALUES
from breaks.versions import OF_VERSIONS

OF_EVERY_PACKAGE = OF_VALUES | OF_FILES | OF_LETTERS | OF_DESCRIPTORS
GALLERY = OF_EVERY_PACKAGE | IN_ROWS | BETWEEN

__all__ = [
    "BETWEEN",
    "GALLERY",
    "HARMLESS",
    "IN_ROWS",
    "KEYS",
    "OF_DESCRIPTORS",
    "OF_EVERY_PACKAGE",
    "OF_FILES",
    "OF_LETTERS",
    "OF_VALUES",
    "OF_VERSIONS",
    "POL",
    "Add",
    "Break",
    "Cell",
    "Change",
    "Describe",
    "Edit",
    "Remove",
    "apply",
    "key_of",
    "line_of",
    "read",
    "swap",
]
