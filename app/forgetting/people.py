"""Who is meant: the people of one door up to a moment, and every spelling that names them."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from app.forgetting.spelling import found_by, plain
from app.households.identity import normalise_name


@dataclass(frozen=True)
class People:
    """The people of a door up to a moment: their names, their numbers, and where the door stands and stood."""

    household_id: UUID
    until: datetime
    by: UUID | None  # who agreed to it, or had it done
    names: frozenset[str]
    numbers: frozenset[str]
    stood_in: frozenset[str]
    live_there: bool = True  # they are who is registered there now; otherwise those are left alone
    slips_elsewhere: frozenset[UUID] = frozenset()  # visits to other doors whose slips lose something by the order

    @property
    def words(self) -> list[str]:
        """All that names them, the longest first: 张三丰 before 张三."""
        return sorted(self.names | self.numbers, key=lambda word: (-len(word), word))

    @cached_property
    def _any(self) -> re.Pattern[str] | None:
        return found_by(self.words)

    @cached_property
    def _a_number(self) -> re.Pattern[str] | None:
        return found_by(self.numbers)

    def find_in(self, text: str) -> re.Match[str] | None:
        """The first word in a text that names one of them."""
        return self._any.search(text) if self._any else None

    def are_named_in(self, text: str) -> bool:
        """Whether a text names one of them."""
        return self.find_in(text) is not None

    def have_number_in(self, text: str) -> bool:
        """Whether a text has one of their numbers."""
        return self._a_number is not None and self._a_number.search(text) is not None

    def write_plainly(self, text: str) -> str:
        """The text with each of their numbers in it as machines write it."""
        return self._a_number.sub(lambda found: plain(found[0]), text) if self._a_number else text

    def are_called(self, text: str) -> bool:
        """Whether a text says one of their names, and no more."""
        return normalise_name(text) in {normalise_name(name) for name in self.names}

    def cut(self, text: str) -> str:
        """The text without what names them."""
        return self._any.sub("×" * 3, text) if self._any else text
