"""A county with something to decide, to read and to take away."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from app import clock
from tests.asking import ask
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png


@dataclass
class House:
    """The county with something to decide in it."""

    app: Flask
    county: County
    people: dict[str, Person]
    phone: Phone
    exclusion: str
    taught: str
    aside: str

    def __getattr__(self, name: str) -> Person:
        return self.people[name]


@pytest.fixture
def house(app: Flask, county: County) -> House:
    people = {name: Person(app, name) for name in county.users}
    phone = Phone(people["alice"], county)
    taught, elsewhere = phone.taught(county.doors["王一"]), phone.visit(county.doors["赵三"])
    phone.verdicts(taught, elsewhere, blobs=(png(),))
    asked = ask_for(people["alice"], county, "李二")
    return House(app, county, people, phone, asked.json["id"], taught["id"], elsewhere["id"])


def ask_for(person: Person, county: County, name: str) -> Any:
    """Ask for a door to be left out."""
    return ask(person, county.doors[name], "registered_only", clock.today())
