"""A slip's seal is looked at as it is printed: what is not as it was sealed stands at its head, in Chinese."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from app.blobs.models import Blob
from app.db import db
from app.seals.faults import faults
from app.seals.words import said
from app.sync.sealing import CountyKey
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png
from tests.prints.printed import slip_of, text_of
from tests.seals.sealed import knock, seal

CHANGED = {
    "the signer": ("UPDATE slip SET signer_name = '张三' WHERE visit_id = '{}'", "签收人与封存时不同"),
    "the time": ("UPDATE visit SET visited_at = '2026-01-01 00:00:00' WHERE id = '{}'", "走访时间与封存时不同"),
    "the record": (
        "UPDATE slip_seal SET record = replace(record, '\"points\":6', '\"points\":7') WHERE visit_id = '{}'",
        "封存的记录被改动过",
    ),
    "all of the record": ("UPDATE slip_seal SET record = '' WHERE visit_id = '{}'", "封存的记录被改动过"),
    "the seal": ("DELETE FROM slip_seal WHERE visit_id = '{}'", "它封存过，封存的记录不见了"),
    "the one before": ("DELETE FROM slip_seal WHERE visit_id <> '{}'", "本村第1号不见了"),
}


@pytest.mark.parametrize("what", CHANGED)
def test_it_is_looked_at_anew_and_what_is_found_stands_at_its_head(
    phone: Phone, carol: Person, county: County, county_key: CountyKey, what: str
):
    knock(phone, county, door="李二", picture=2)
    seal(county_key)
    visit = knock(phone, county)
    seal(county_key)
    statement, found = CHANGED[what]
    db.session.connection().exec_driver_sql(statement.format(UUID(visit).hex))
    db.session.commit()

    text = text_of(slip_of(carol, visit))

    assert text.startswith("与封存时不一致，共")
    assert found in text.split("防范")[0]
    assert "这份告知单能证明什么打印时重新核对：与封存时不一致，见页首。不能证明" in text
    assert not {words for words in ("没有改动过，是在所写的", "尚未封存") if words in text}


def test_a_photo_that_became_another_is_found(phone: Phone, carol: Person, county: County, county_key: CountyKey):
    visit = knock(phone, county, "mark")
    seal(county_key)
    blob = db.session.scalars(select(Blob)).one()
    blob.data = png(9)  # by somebody who has the county's key for its data, too
    db.session.commit()

    text = text_of(slip_of(carol, visit))

    assert text.startswith("与封存时不一致，共1处签名或照片的文件与封存时不同")


def test_every_fault_is_said_in_chinese():
    """What the look at a seal may say stands in its source; here all of it is asked for."""
    source = Path(faults.__code__.co_filename).read_text()
    told = [
        one.replace("{seq + 1}", "3").replace("{told['key']}", "ab12")
        for one in re.findall('yield f?"([^"]+)"', source)
    ]
    told += ["its slip does not know of it"]
    told += [
        f"the {what} is not what was sealed"
        for what in re.findall(r'^ +(?:filed\[)?"([a-z ]+)"(?::|\] =) \(', source, re.MULTILINE)
    ]
    told += [
        f"the {what} of its slip is not what was stated" for what in ("text", "signer", "witness", "reason", "place")
    ]

    left = [one for one in told if "{" not in one]
    assert len(left) > 20
    assert [one for one in left if re.search("[a-z]{3}", said(one).replace("ab12", ""))] == []
