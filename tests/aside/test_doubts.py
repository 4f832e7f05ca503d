"""A photo that stands for two homes, and a signature in no time, are kept and count once somebody has looked at them."""

from typing import Any

import pytest

from app.check import disagreements
from tests.aside.test_decide import covered, told, waiting
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png

SHEET = png(7)
DOT = [[[10, 10, 0], [10, 10, 9], [10, 10, 18], [10, 10, 27], [10, 10, 36]]]
AT_ONCE = [[[10, 10, 5], [40, 10, 5], [40, 40, 5], [10, 40, 5], [10, 10, 5]]]


def given(phone: Phone, county: County, door: str, way: str = "paper", **more: Any) -> dict[str, Any]:
    return phone.slip(county.doors[door], way, SHEET, **more)


def codes(verdicts: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    return [(one["status"], one["code"]) for one in verdicts]


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("way", ["paper", "mark"])
def test_a_photo_covers_the_first_home_alone(
    phone: Phone, alice: Person, carol: Person, county: County, way: str, at_once: bool
):
    first, second = given(phone, county, "王一", way), given(phone, county, "李二", way)
    batches = [[first, second]] if at_once else [[first], [second]]

    verdicts = [one for batch in batches for one in phone.verdicts(*batch, blobs=(SHEET,))]

    assert codes(verdicts) == [("created", None), ("needs_review", "photo_of_another")]
    assert covered(carol) == 1
    (item,) = waiting(carol)
    assert (item["id"], item["kind"], item["code"]) == (second["id"], "needs_review", "photo_of_another")
    assert "已用在另一户的告知单上" in item["message"]
    (other,) = carol.get(f"/aside/{item['id']}").json["same_photo"]
    assert (other["householder"], other["household_id"]) == ("王一", str(county.doors["王一"]))
    assert codes(phone.verdicts(second)) == codes(verdicts)[1:]  # an answer that was lost

    assert carol.post(f"/aside/{second['id']}/accept").status_code == 204
    assert (covered(carol), waiting(carol)) == (2, [])
    assert told(alice)["status"] == "accepted"
    assert codes(phone.verdicts(second)) == [("duplicate", None)]
    assert list(disagreements()) == []


def test_the_same_home_may_bring_it_again(phone: Phone, county: County):
    items = [given(phone, county, "王一"), given(phone, county, "王一")]

    assert codes(phone.verdicts(*items, blobs=(SHEET,))) == [("created", None)] * 2


def test_what_was_taken_back_stands_for_no_home(phone: Phone, carol: Person, county: County):
    wrong = given(phone, county, "王一")
    phone.verdicts(wrong, blobs=(SHEET,))
    carol.post(f"/visits/{wrong['id']}/withdraw", reason="走错了门")

    assert codes(phone.verdicts(given(phone, county, "李二"))) == [("created", None)]


@pytest.mark.parametrize("strokes", [DOT, AT_ONCE])
def test_a_signature_in_no_time_is_looked_at_first(phone: Phone, carol: Person, county: County, strokes: list[Any]):
    item = phone.slip(county.doors["王一"], "signed", SHEET, slip={"strokes": strokes})

    (verdict,) = phone.verdicts(item, blobs=(SHEET,))

    assert (verdict["status"], verdict["code"]) == ("needs_review", "signature_in_no_time")
    assert verdict["receipt"]
    assert covered(carol) == 0
    assert [one["code"] for one in waiting(carol)] == ["signature_in_no_time"]
    assert carol.post(f"/aside/{item['id']}/accept").status_code == 204
    assert covered(carol) == 1
