"""How a ledger is laid out: the county's own title, lines and columns, or ours (pure)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.ledgers.columns import Column
from app.ledgers.definitions import LEDGERS, Ledger

# What may stand in a title or a line, and is filled in.
PLACES = ("单位", "行动", "类别", "起", "止", "截至", "制表日期")
PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Layout:
    """A title, lines above and below, and columns in their order."""

    title: str
    head: tuple[str, ...]
    foot: tuple[str, ...]
    columns: tuple[Column, ...]

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        columns = [{"key": one.key, "name": one.name, "width": one.width} for one in self.columns]
        return {"title": self.title, "head": self.head, "foot": self.foot, "columns": columns}


def default_of(ledger: Ledger) -> Layout:
    """Ours."""
    return Layout(
        ledger.title,
        ("行动：{行动}　　类别：{类别}　　时间：{起}至{截至}",),
        ("填报单位：　　　　　　　　　　负责人：　　　　　　　　　　制表日期：{制表日期}",),
        ledger.columns,
    )


def from_json(word: str, told: Mapping[str, Any] | None) -> Layout:
    """As it was kept; nothing is ours."""
    ledger = LEDGERS[word]
    if told is None:
        return default_of(ledger)
    fields = {column.key: column for column in ledger.fields}
    columns = tuple(
        Column(one["key"], one["name"], one["width"], fields[one["key"]].form if one["key"] in fields else "text")
        for one in told["columns"]
    )
    return Layout(told["title"], tuple(told["head"]), tuple(told["foot"]), columns)


def filled(text: str, words: Mapping[str, str]) -> str:
    """A title or line with what it names."""
    return PLACE.sub(lambda found: words.get(found[1], found[0]), text)


def spread(columns: Iterable[Column], several: Mapping[str, list[Column]]) -> list[Column]:
    """The columns of one file: where one stands for several, those."""
    return [each for column in columns for each in several.get(column.key, [column])]
