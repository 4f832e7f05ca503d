"""What is printed on every file that leaves: its number, who took it away and when, and whether numbers are masked (pure)."""

from dataclasses import dataclass
from datetime import datetime

from app import clock
from app.households.purposes import PURPOSES

ROLES = {"village": "村级", "station": "派出所", "supervisor": "督导", "admin": "县级管理员"}


@dataclass(frozen=True)
class Stamp:
    """The identity of one file."""

    number: int
    name: str
    username: str
    role: str
    at: datetime
    phones: bool | None = None  # in full; None where the file has no telephone numbers
    reason: str = ""

    @property
    def line(self) -> str:
        """As it stands above the list, and at the foot of each printed page."""
        who = f"{self.name}（{ROLES.get(self.role, self.role)}，{self.username}）"
        return f"导出编号 {self.number:06d}　{who}　{clock.local(self.at):%Y-%m-%d %H:%M}{self._phones}"

    @property
    def footer(self) -> str:
        """The same for a spreadsheet's footer, where & begins a code and 255 letters are the most."""
        said = self.line.replace("&", "&&")[:200].removesuffix("&")
        return f"&L{said}&R第 &P 页，共 &N 页"

    @property
    def _phones(self) -> str:
        if self.phones is None:
            return ""
        return f"　电话完整（{PURPOSES[self.reason]}）" if self.phones else "　电话已隐去"
