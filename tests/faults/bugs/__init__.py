"""The tests are tested: each of these bugs breaks one promise, and the suite must find out.

A bug is a patch of the product's text, applied to a copy of the tree and never here. When the product changes under one, the row
`bugs` fails and says which: then the patch is written anew.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bug:
    """What somebody might write in good faith: a text that stands once in a file, and what stands there instead."""

    name: str
    row: str  # which row must catch it
    file: str
    before: str
    after: str
