"""The curve of the spot check's rule, as computed, and as found in simulated villages: `python -m tests.checks.curve`."""

from collections.abc import Iterator
from random import Random
from uuid import UUID

from app.checks.lot import by_lot
from app.checks.rule import UNACCEPTABLE, Rule, rule_for

SHARES = (0.01, 0.02, 0.05, 0.10, 0.15, 0.20, 0.30)
# What the simulation cheats with, and in how many villages of how many covered doors.
CHEATED = (0.05, 0.10, 0.20)
VILLAGES, DOORS = 1_000, 600


def table() -> Iterator[str]:
    """The curve as docs/spot-checks.md has it: how often a village is rejected, by the share of false doors."""
    yield "| rule | doors asked | denials allowed | " + " | ".join(f"{share:.0%}" for share in SHARES) + " |"
    yield "|---|---|---|" + "---|" * len(SHARES)
    for unacceptable in UNACCEPTABLE:
        rule = rule_for(unacceptable)
        rejected = " | ".join(f"{1 - rule.accepted(share):.1%}" for share in SHARES)
        yield f"| {unacceptable} % | {rule.doors} | {rule.denials} | {rejected} |"


def caught(rule: Rule, cheated: float) -> float:
    """The share of simulated villages that the rule rejects, each drawn from by the product's own lot."""
    return sum(_rejected(rule, cheated, village) for village in range(VILLAGES)) / VILLAGES


def _rejected(rule: Rule, cheated: float, village: int) -> bool:
    """Whether one village, a share of whose visits never happened, is rejected; its doors answer truly, one by one."""
    chance = Random(village)
    doors = [UUID(int=chance.getrandbits(128)) for _ in range(DOORS)]
    false = set(chance.sample(doors, round(DOORS * cheated)))
    denied = confirmed = 0
    for door in by_lot(f"{village}", doors):
        denied, confirmed = denied + (door in false), confirmed + (door not in false)
        verdict = rule.verdict(denied, confirmed)
        if verdict:
            return verdict == "rejected"
    raise AssertionError("no verdict")


def main() -> None:
    print(*table(), sep="\n")
    print(f"\n{VILLAGES:,} simulated villages of {DOORS} covered doors each:\n")
    print("| rule | visits that never happened | stated | caught |\n|---|---|---|---|")
    for unacceptable in UNACCEPTABLE:
        rule = rule_for(unacceptable)
        for share in CHEATED:
            print(f"| {unacceptable} % | {share:.0%} | {1 - rule.accepted(share):.1%} | {caught(rule, share):.1%} |")


if __name__ == "__main__":
    main()
