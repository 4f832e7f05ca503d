"""What stands as it does today, whatever the backup remembers: who may come in, and who walks which grid."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.divisions import carrying as divisions
from app.divisions.carrying import Given, Walks
from app.people import carrying as people
from app.people.carrying import Access, Let

# So many user names fit into a sentence.
_NAMED = 20
# A phone keeps what it recorded by the id of the account.
_OUT_OF_REACH = "原账号下还没进备份的走访，重新建的账号传不上来。"


@dataclass(frozen=True)
class Standing:
    """It, read before the county is replaced."""

    access: Access
    walks: Walks


@dataclass(frozen=True)
class Carried:
    """What came along, and what did not."""

    accounts: Let
    grids: Given

    def counts(self) -> dict[str, int]:
        """What came along, for the audit log."""
        counts = {"accounts": self.accounts.made, "grids": self.grids.again}
        return {name: count for name, count in counts.items() if count}


def present() -> Standing:
    """Read it."""
    return Standing(people.present(), divisions.present())


def carry_over(standing: Standing) -> Carried:
    """Let it stand in the restored county."""
    return Carried(people.carry_over(standing.access), divisions.carry_over(standing.walks))


def to_do(carried: Carried | None) -> Iterator[str]:
    """What is left to the office, in words; nothing where all came along. None: the database could not be read."""
    if carried is None:
        yield "原来的数据库读不出来：备份之后登录的人要重新登录；备份之后绑定的手机，要由办公室重新给出绑定码。"
        yield f"备份之后建的账号、给出的网格都没有了，要重新建账号、给网格。{_OUT_OF_REACH}"
        return
    if left := carried.accounts.left:
        yield f"有 {len(left)} 个账号没有接上（用户名在备份里是别人的，或备份是别的县的）：{_listed(left)}。{_OUT_OF_REACH}"
    if without := carried.grids.without:
        yield f"有 {len(without)} 人的网格备份里没有，请重新给网格：{_listed(without)}。"


def _listed(names: list[str]) -> str:
    return "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
