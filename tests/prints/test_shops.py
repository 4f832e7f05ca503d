"""The slips of a shop name the shop and who runs it, and call nobody there 户主."""

from uuid import UUID

import pytest

from app.sync.sealing import CountyKey
from tests.county import EAST_1, County, register
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone
from tests.prints.printed import slip_of, text_of
from tests.prints.test_blank import sheet_of
from tests.seals.sealed import knock, seal

pytestmark = pytest.mark.one_database


@pytest.fixture
def shop(county: County) -> UUID:
    county.doors["小卖部"] = register("孙掌柜", EAST_1, "桥东村7号", kind="merchant", title="小卖部")
    return county.doors["小卖部"]


def test_a_blank_one_is_addressed_to_the_shop(carol: Person, shop: UUID):
    (page,) = texts(sheet_of(carol, shop))

    assert "小卖部孙掌柜（桥东村桥东村7号）" in page
    assert "与经营者关系" in page
    assert "与户主关系" not in page


def test_whoever_runs_it_signs_as_such(alice: Person, carol: Person, county: County, county_key: CountyKey, shop: UUID):
    visit = knock(Phone(alice, county), county, door="小卖部")
    seal(county_key)

    text = text_of(slip_of(carol, visit))

    assert "住户小卖部（孙掌柜）" in text
    assert "（经营者本人）" in text
    assert "户主本人" not in text
