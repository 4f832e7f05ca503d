"""What the desk reckons of a notice is so on paper: what is said to fit is printed on one sheet, and no line more."""

from typing import Any

import pytest

from app import clock
from app.campaigns import notice
from app.campaigns.defaults import DEFAULTS
from app.slips.ways import WAYS
from app.sync.sealing import CountyKey
from tests.county import County
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone, sha256
from tests.prints.printed import slip_of
from tests.seals.sealed import knock, seal

pytestmark = pytest.mark.one_database

# As high as a signature becomes on paper.
TALL = [[[10, 10, 0], [200, 300, 20], [210, 20, 40], [220, 310, 60], [230, 25, 80]]]


def sheets(alice: Person, carol: Person, county: County, key: CountyKey, text: str, template: str) -> int:
    said: dict[str, Any] = {"text": text, "text_sha256": sha256(text), "template_id": template, "strokes": TALL}
    said |= {"signer_relation": "spouse", "signer_name": "王二嫂", "way": "adult"}
    visit = knock(Phone(alice, county), county, slip=said)
    seal(key)
    return len(texts(slip_of(carol, visit)))


@pytest.mark.parametrize("audience", notice.AUDIENCES)
def test_each_of_our_notices_is_printed_on_one_sheet(
    audience: str, alice: Person, carol: Person, county: County, county_key: CountyKey
):
    worded = alice.get("/campaigns").json["items"][0]["templates"]
    template = next(one for one in worded if one["audience"] == audience)
    assert template["body"] == DEFAULTS[audience].body
    text = f"{notice.fill(template['body'], notice.example(clock.today()))}\n\n{WAYS['adult'].closing}"

    assert sheets(alice, carol, county, county_key, text, template["id"]) == 1


@pytest.mark.parametrize(("lines", "printed_on"), [(notice.SHEET_LINES, 1), (notice.SHEET_LINES + 1, 2)])
def test_the_desk_warns_of_the_first_line_that_is_too_many(
    lines: int, printed_on: int, alice: Person, carol: Person, county: County, county_key: CountyKey
):
    text = "\n".join(["永" * notice.LINE_LETTERS] * lines)
    assert notice.sheet_lines(text) == lines
    assert any("第二页" in said for said in notice.warnings("", text)) == (printed_on > 1)

    assert sheets(alice, carol, county, county_key, text, str(county.template_id)) == printed_on
