"""Slips of a village, and the file that somebody has made of them."""

from itertools import count
from typing import Any

from tests.county import EAST, EAST_1, County, register
from tests.jobs.waiting import wait_for
from tests.person import Person
from tests.phone import Phone, sha256
from tests.seals.sealed import knock

pictures = count(100)


def made(person: Person, scope: str = EAST, content: str = "slips", **more: Any) -> tuple[dict[str, Any], bytes]:
    """What somebody has printed of a place: the job, and its file."""
    said = {"content": content, "scope": scope, **({"reason": "inspection"} if content == "slips" else {}), **more}
    started = person.post("/printed-slips/jobs", **said)
    assert started.status_code == 202, started.text
    job = wait_for(person, started.json["id"])
    assert job["state"] == "done", job
    with person.get(f"/jobs/{job['id']}/file") as answer:
        assert answer.mimetype == "application/pdf"
        return job, answer.data


def homes(county: County, number: int) -> list[str]:
    """So many more homes of 桥东村, whose addresses sort as they are numbered."""
    names = [f"户主{n:02}" for n in range(number)]
    for n, name in enumerate(names):
        county.doors[name] = register(name, EAST_1, f"桥东村9组{n + 1}号")
    return names


def sign(phone: Phone, county: County, *doors: str) -> list[str]:
    found = []
    for door in doors:
        words = f"{door}户，请提防诈骗。"
        told = {"text": words, "text_sha256": sha256(words), "signer_name": door}
        found.append(knock(phone, county, door=door, picture=next(pictures), slip=told))
    return found
