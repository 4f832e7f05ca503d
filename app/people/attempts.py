"""The wait that grows with every failed sign-in, by user name and by address. It always ends: nobody is locked out.

`who` is what an attempt counts for: a name, or the one browser of its owner's.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from math import ceil

from sqlalchemy import case, delete, select, update

from app import clock
from app.db import db, insert_once
from app.people import known_browsers, refusals, sign_ins
from app.people.models import Attempts
from app.problems import Problem

FREE_BY_NAME, FREE_BY_ADDRESS = 5, 20
LONGEST_BY_NAME = timedelta(minutes=15)
# Shorter: behind one address of a carrier there may be every phone of a town.
LONGEST_BY_ADDRESS = timedelta(minutes=5)
MEMORY = timedelta(days=1)
# The refusals that somebody who guesses meets.
FAILED = ("sign_in_failed", "code_wrong", "password_old_wrong", "password_wrong")


@dataclass(frozen=True)
class Trying:
    """What is tried from an address; each has a count of its own, so that guessing one holds nobody up at the other."""

    key: str
    refusal: Callable[[int], Problem]


SIGNING_IN = Trying("address", refusals.sign_in_wait)
CODES = Trying("codes from", refusals.enrolment_code_wait)


def who_asks(username: str, browser: str | None) -> str:
    """What an attempt on a name counts for: the browser, where its owner was signed in before; else the name."""
    if browser and known_browsers.is_known(browser, username):
        return f"browser {sign_ins.digest(browser)}"
    # Hashed, since people also type their password into the wrong field.
    return f"name {hashlib.sha256(username.encode()).hexdigest()}"


def begin(who: str, address: str) -> None:
    """Count an attempt before its password is looked at; raises sign_in_wait while there is a wait.

    Counted first, so that a hundred guesses sent at once cannot all slip in before the first one has failed.
    """
    now = clock.now()
    db.session.execute(delete(Attempts).where(Attempts.last_at < now - MEMORY))
    name = _row(who, now)
    _refuse_until(name.wait_until, now)
    refuse_address(address)
    _count(name, now, FREE_BY_NAME, LONGEST_BY_NAME)


def refuse_address(address: str, what: Trying = SIGNING_IN) -> None:
    """Raises sign_in_wait, or enrolment_code_wait, while there is a wait for whoever tries this from here."""
    waits = db.session.scalars(select(Attempts.wait_until).where(Attempts.key == address_key(address, what)))
    _refuse_until(waits.first(), clock.now(), what.refusal)


def count_address(address: str, what: Trying = SIGNING_IN) -> None:
    """Remember that an attempt from here failed.

    Only afterwards: in the morning a whole town signs in from one address, and none of them has failed yet.
    """
    now = clock.now()
    _count(_row(address_key(address, what), now), now, FREE_BY_ADDRESS, LONGEST_BY_ADDRESS)


def take_back(who: str) -> None:
    """This attempt was no failure; those before it stay counted."""
    fewer = case((Attempts.failures > 0, Attempts.failures - 1), else_=0)
    db.session.execute(update(Attempts).where(Attempts.key == who).values(failures=fewer, wait_until=None))


def forgive(who: str) -> None:
    """Forget the failures before: somebody knew everything that is asked for."""
    db.session.execute(delete(Attempts).where(Attempts.key == who))


def address_key(address: str, what: Trying = SIGNING_IN) -> str:
    """What an address counts as; whoever has one of IPv6 has the other 2^64 of its network as well."""
    try:
        ip = ip_address(address)
    except ValueError:
        return f"{what.key} {address}"
    mapped = ip.ipv4_mapped if ip.version == 6 else None
    return f"{what.key} {mapped or (ip if ip.version == 4 else ip_network((ip, 64), strict=False))}"


def _refuse_until(wait: datetime | None, now: datetime, refusal: Callable[[int], Problem] = SIGNING_IN.refusal) -> None:
    if wait and wait > now:
        raise refusal(ceil((wait - now).total_seconds()))


def _row(key: str, now: datetime) -> Attempts:
    """The row of a key, made where there is none, and held until the transaction ends."""
    db.session.execute(insert_once(Attempts).values(key=key, failures=0, last_at=now))
    query = select(Attempts).where(Attempts.key == key).with_for_update()
    return db.session.scalars(query, execution_options={"populate_existing": True}).one()


def _count(row: Attempts, now: datetime, free: int, longest: timedelta) -> None:
    row.failures += 1
    row.last_at = now
    if row.failures >= free:
        # The exponent is bounded as well, or a patient attacker would make us count in thousands of digits.
        seconds = 2 ** min(row.failures - free + 1, 20)
        row.wait_until = now + min(timedelta(seconds=seconds), longest)
    db.session.flush()
