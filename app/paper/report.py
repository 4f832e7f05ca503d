"""A report to print: headings, paragraphs and tables over as many pages as they need (pure)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

TEMPLATE = "report.typ"


@dataclass(frozen=True)
class Heading:
    """A line above what follows; never alone at the foot of a page."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text, its first line set in by two letters as in every Chinese letter."""

    text: str


@dataclass(frozen=True)
class Column:
    """A column. `width` is its share of what is left over; None is as wide as what stands in it."""

    name: str
    width: float | None = None
    is_number: bool = False  # on the right, and its digits below each other


@dataclass(frozen=True)
class Table:
    """Lines of cells under heads that are repeated on each page.

    `groups` are heads over several columns: (本周, 3), and ("", 1) where a column has none. `total` is set apart at the
    end. `marked` are the numbers of the lines to stand out, from 0.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str | int | None]]
    total: Sequence[str | int | None] | None = None
    groups: Sequence[tuple[str, int]] = ()
    marked: Sequence[int] = ()


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Report:
    """One document for print_pdf(file, TEMPLATE, …): `document()` is what it takes.

    A long one is cut into several that `continue`, with `is_last` for the last of them alone.
    """

    title: str
    stamp: str  # whose copy it is, at the foot of each page
    blocks: Sequence[Block]
    lines: Sequence[str] = ()  # what stands under the title: the identity of its figures
    landscape: bool = False
    continues: bool = False
    is_last: bool = True

    def document(self) -> dict[str, Any]:
        """As the template reads it."""
        blocks = [{"kind": type(block).__name__.lower(), **asdict(block)} for block in self.blocks]
        return {"template": TEMPLATE, **vars(self), "blocks": blocks}
