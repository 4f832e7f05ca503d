"""A slip whose phone's signature the county did not believe: nothing is changed, and all say alike that it is not that phone's."""

import json

import pytest

from app.seals.words import DISBELIEVED
from app.sync.sealing import CountyKey
from tests.cases.desk import after, ago, known, taken
from tests.cases.test_evidence import made, opened
from tests.cases.test_trace import trace
from tests.county import County
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone, png
from tests.prints.printed import slip_of, text_of
from tests.prints.villages import made as printed_of
from tests.seals.sealed import knock, seal

pytestmark = pytest.mark.one_database

PASSED, NOT_ITS_PHONES = "1份已封存的告知单核对通过", "有1份封存以来没有改动，但手机签名对不上，验证页会说不符"


@pytest.fixture
def visit(alice: Person, county: County, county_key: CountyKey) -> str:
    """A slip in the name of a phone that is nobody's; another one, of a phone without a key, is whole."""
    phone = Phone(alice, county)
    stranger = {"key_id": "ab" * 32, "device_signature": "A" * 86 + "=="}
    event = phone.slip(county.doors["王一"], "signed", png(3), slip=stranger, **known())
    (verdict,) = phone.verdicts(event, blobs=(png(3),))
    assert verdict["status"] == "created"
    knock(phone, county, picture=4)
    seal(county_key)
    return str(event["id"])


def plain(pages: list[str]) -> str:
    return "".join("".join(pages).split())


def test_page_and_pack_say_it_where_they_would_say_that_all_is_well(visit: str, county: County, carol: Person):
    with after(days=1):
        case = taken(carol, victim="王一", happened_from=ago(hours=12))
        traced = trace(carol, case, county.doors["王一"])
        assert sorted((one["slip"]["is_disbelieved"], one["slip"]["faults"] == []) for one in traced["visits"]) == [
            (False, True),
            (True, True),
        ]
        carol.put_json(f"/cases/{case['id']}/match", household_id=str(county.doors["王一"]))
        files = opened(carol, made(carol, case["id"]))

    text = plain(texts(files["evidence.pdf"]))
    assert text.count("核对通过") == 2  # of the whole one, and of how many there are
    assert DISBELIEVED in text
    assert PASSED in text
    assert NOT_ITS_PHONES in text
    of_visit = next(
        one["slip"]["files"] for one in json.loads(files["evidence.json"])["home"]["visits"] if one["id"] == visit
    )
    printed = next(name for name in of_visit if name.endswith(".pdf"))
    assert plain(texts(files[printed])).startswith("手机签名对不上")


def test_the_printed_slip_says_it_at_its_head_and_the_village_counts_it(visit: str, carol: Person):
    text = text_of(slip_of(carol, visit))
    assert text.startswith("手机签名对不上县里收到时核对过，不是所写的那部手机签的，或没有签核验页会说手机签名不符")
    assert "没有改动过，是在所写的封存时间由本县的密钥封存的。但手机的签名对不上，见页首" in text

    assert "都与封存时一致。有1份的手机签名对不上" in plain(texts(printed_of(carol)[1]))


def test_what_somebody_wrote_is_not_taken_for_it(alice: Person, carol: Person, county: County, county_key: CountyKey):
    phone = Phone(alice, county)
    event = phone.slip(
        county.doors["王一"], "signed", png(3), slip={"signer_name": '"device_sig_good":"no"'}, **known()
    )
    phone.verdicts(event, blobs=(png(3),))
    seal(county_key)

    assert "手机签名" not in text_of(slip_of(carol, event["id"]))
