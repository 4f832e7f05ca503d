"""The demo accounts, and how they are told to whoever starts the demo (pure)."""

from dataclasses import dataclass

# No secret: `make run` prints it, and the demo county holds nothing real.
PASSWORD = "qiaomen-demo"  # noqa: S105
COUNTY = "341825000000"


@dataclass(frozen=True)
class Account:
    """An account that the demo prints."""

    username: str
    name: str
    role: str
    scope: str
    words: str


ACCOUNTS = (
    Account("admin", "县级管理员", "admin", COUNTY, "县级管理员，全县"),
    Account("supervisor", "督导", "supervisor", COUNTY, "督导，看全县、导出"),
    Account("station", "旌阳派出所", "station", "341825100000", "派出所，旌阳镇"),
    Account("station2", "三溪派出所", "station", "341825102000", "派出所，三溪镇"),
    Account("village", "新庄村委会", "village", "341825100200", "村委会，旌阳镇新庄村"),
    Account("worker1", "方晓禾", "worker", "341825100200", "网格员，旌阳镇新庄村"),
    Account("worker2", "程月朗", "worker", "341825100201", "网格员，旌阳镇柳溪村"),
)


def accounts_text() -> str:
    """The accounts as a list to print."""
    lines = [f"  {account.username:<12}{account.words}" for account in ACCOUNTS]
    return "\n".join([f"演示账号（密码都是 {PASSWORD}）：", *lines])
