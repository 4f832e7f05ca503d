"""A village's file holds each slip's own, and all of its pages are sealed; nothing is said to be of a key that nobody held it against."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from pypdf import PdfReader

from app.seals.disclosure import slip_file
from app.sync.sealing import CountyKey
from tests.county import EAST, County
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone, sha256
from tests.prints.printed import files_in, keys_of
from tests.prints.villages import homes, made, pictures, sign
from tests.seals.sealed import knock, seal
from tests.slips import independent

pytestmark = pytest.mark.one_database


def test_each_ones_file_goes_along_named_by_its_page_and_all_pages_are_sealed(
    alice: Person, carol: Person, county: County, county_key: CountyKey
):
    phone, (first, long, last) = Phone(alice, county), homes(county, 3)
    words = "\n".join(f"第{n}条" for n in range(90))
    told = {"text": words, "text_sha256": sha256(words)}
    with time_machine.travel(datetime.now(UTC) - timedelta(days=2), tick=True):
        (one,) = sign(phone, county, first)
        seal(county_key)
    two = knock(phone, county, door=long, picture=next(pictures), slip=told)
    (three,) = sign(phone, county, last)
    seal(county_key)
    pdf, keys = made(carol)[1], keys_of(county_key)

    assert list(PdfReader(io.BytesIO(pdf)).attachments) == [
        f"slip-{page:05}-{EAST}-{seq}.json" for page, seq in ((2, 1), (3, 2), (6, 3))
    ]
    files = files_in(pdf)
    assert files == [json.loads(json.dumps(slip_file(UUID(visit)))) for visit in (one, two, three)]
    assert [file["path"] is not None for file in files] == [True, False, False]
    assert [independent.verify_file(file, keys) for file in files] == [True] * 3
    assert "附有3份已封存告知单的核验数据" in texts(pdf)[0]
    assert "文件末尾有本县的密钥给全部页面加的封条" in texts(pdf)[0]
    assert independent.verify_print(pdf, keys)
    dice = Random(3)
    for _ in range(100):
        changed = bytearray(pdf)
        changed[dice.randrange(len(pdf))] ^= 1 << dice.randrange(8)
        assert not independent.verify_print(bytes(changed), keys)


def test_without_the_countys_key_nothing_is_said_to_be_of_it(
    app: Flask,
    alice: Person,
    carol: Person,
    county: County,
    county_key: CountyKey,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    sign(Phone(alice, county), county, *homes(county, 1))
    assert "打印时没有已封存的告知单，没有可以核对的封存" in texts(made(carol)[1])[0]
    seal(county_key)
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", tmp_path / "none.pem")

    pdf = made(carol)[1]
    about, sheet = texts(pdf)

    assert "全部页面没有加封条" in about
    assert not independent.verify_print(pdf, keys_of(county_key))
    for said in (about, sheet):
        assert "是不是本县的密钥没有核对" in said
        assert "由本县的密钥封存" not in said
