"""Whatever is wrong in a request is said in Chinese: every field of every call, with every kind of wrong value."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from app import policy
from app.sync.versions import VISITS
from tests.county import TOWN, County
from tests.person import Person
from tests.phone import Phone

pytestmark = pytest.mark.one_database

CONTRACT = json.loads((Path(__file__).parent.parent / "openapi.json").read_text())
PEOPLE = {"admin": "erin", "station": "carol", "village": "frank", "worker": "alice"}
OPERATIONS = [
    (path, method.upper(), operation)
    for path, item in CONTRACT["paths"].items()
    for method, operation in item.items()
    if method not in ("parameters", "head") and (operation.get("parameters") or "requestBody" in operation)
]
WRONG: list[Any] = [
    None,
    True,
    -1,
    1.5,
    10**30,
    float("inf"),
    "",
    "x",
    "\x00",
    "2026-13-45",
    "x" * 30_000,
    [],
    [None],
    ["x", "x"],
    [[1, 2]],
    {},
    {"unknown": 1},
]
# What a program is to write stands as it is to be written, a code as it was sent, and what has no Chinese name in its own.
AS_WRITTEN = re.compile(r"只能是[ ：].*|区划代码 \S+|\[x, y, 毫秒\]|SHA-256|https?|Excel|\.?(xlsx|xls|csv|json)\b")


def words_in(told: Any) -> Iterator[str]:
    """Every sentence of a refusal; the names of fields are the keys, and no sentences."""
    if isinstance(told, dict):
        told = list(told.values())
    for one in told if isinstance(told, list) else [told]:
        if isinstance(one, dict | list):
            yield from words_in(one)
        elif isinstance(one, str):
            yield one


def in_other_words(sentences: list[str]) -> list[str]:
    return [sentence for sentence in sentences if re.search("[A-Za-z]{2}", AS_WRITTEN.sub("", sentence))]


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return CONTRACT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return next((resolved(one) for one in schema.get("anyOf", []) if "$ref" in one), schema)


def spoilt(schema: dict[str, Any], value: Any, depth: int) -> Any:
    """What the schema asks for, with this value instead of every field so deep down, and of those that lie less deep."""
    schema = resolved(schema)
    if depth and "properties" in schema:
        return {name: spoilt(part, value, depth - 1) for name, part in schema["properties"].items()}
    return [spoilt(schema["items"], value, depth)] if depth and "items" in schema else value


@pytest.fixture
def people(app: Flask, county: County) -> dict[str, Person]:
    return {role: Person(app, name) for role, name in PEOPLE.items()}


def sender(people: dict[str, Person], method: str, path: str) -> Person:
    """Somebody whom the table lets: others are turned away before a word is read."""
    row = policy.TABLE[method, path]
    return next(person for role, person in people.items() if row.is_open or role in row.grants)


@pytest.mark.parametrize(
    ("path", "method", "operation"), OPERATIONS, ids=lambda one: one if isinstance(one, str) else ""
)
def test_every_field_is_refused_in_chinese(
    people: dict[str, Person], path: str, method: str, operation: dict[str, Any]
):
    person = sender(people, method, path)
    address = re.sub(r"{code}", TOWN, re.sub(r"{\w+_id}", str(UUID(int=1)), path)).removeprefix("/api/v1")
    address = re.sub(r"{sha256}", "0" * 64, re.sub(r"{(z|x|y|across|down)}", "1", address))
    refused = []
    for request in requests_with(operation):
        answer = person.send(method, address, **request)
        if answer.status_code >= 400:
            # What is refused otherwise than by its fields has numbers and codes for details.
            told = "details" if answer.json["code"] == "invalid_input" else "message"
            refused += list(words_in([answer.json["message"], answer.json[told]]))

    assert in_other_words(refused) == []


def requests_with(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Nothing at all, and every wrong value in every place at once: fields are looked at one by one all the same."""
    yield {}
    query = {one["name"]: one for one in operation.get("parameters", []) if one["in"] == "query"}
    headers = [one["name"] for one in operation.get("parameters", []) if one["in"] == "header"]
    contents = operation.get("requestBody", {}).get("content", {})
    for value in WRONG:
        if query and isinstance(value, str | int | float) and len(str(value)) < 10_000:
            yield {"query_string": dict.fromkeys(query, value)}
            yield {"query_string": {**dict.fromkeys(query, value), "unknown": "x"}}
        if headers and isinstance(value, int | float):
            yield {"headers": dict.fromkeys(headers, str(value))}
        if "application/json" in contents:
            yield from ({"json": spoilt(contents["application/json"]["schema"], value, depth)} for depth in range(4))
        if "multipart/form-data" in contents and isinstance(value, str) and len(value) < 10_000:
            form = contents["multipart/form-data"]["schema"]
            yield {"data": spoilt(form, value, 1), "content_type": "multipart/form-data"}


@pytest.mark.parametrize("version", VISITS)
def test_every_field_that_a_phone_hands_in_is_refused_in_chinese(alice: Person, county: County, version: int):
    phone = Phone(alice, county)
    good = json.loads(phone.taught(county.doors["王一"])["body"]) | ({"photos": []} if version > 1 else {})
    places = [(name,) for name in good] + [("slip", name) for name in good["slip"]]
    places += [("position", name) for name in ("latitude", "longitude", "accuracy_m")]
    items = [phone.event(with_wrong(good, place, value)) for value in WRONG for place in places]

    answers = [
        phone.push(*({**i, "schema_version": version} for i in items[n : n + 20])) for n in range(0, len(items), 20)
    ]

    verdicts = [verdict for answer in answers for verdict in answer.json["results"]]
    assert len(verdicts) == len(items)
    said = [sentence for verdict in verdicts for sentence in words_in([verdict.get("message"), verdict.get("details")])]
    assert len(said) > len(items) / 2
    assert in_other_words(said) == []


def with_wrong(good: dict[str, Any], place: tuple[str, ...], value: Any) -> dict[str, Any]:
    """A visit with one wrong value."""
    name, *inner = place
    part = {**(good[name] or {}), inner[0]: value} if inner else value
    return {**good, name: part}
