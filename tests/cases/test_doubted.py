"""A visit that somebody has to look at first: what it may change is said while it waits, and why it had to be looked at stays with it."""

from uuid import UUID

import pytest

from tests.cases.desk import after, ago, known, taken
from tests.cases.test_trace import marked, trace
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png


@pytest.fixture
def home(county: County) -> UUID:
    return county.doors["王一"]


@pytest.fixture
def doubted(alice: Person, county: County, home: UUID) -> str:
    """Its paper slip bears the photo of the neighbour's."""
    phone, sheet = Phone(alice, county), png()
    first, second = (phone.slip(door, "paper", sheet, **known()) for door in (county.doors["李二"], home))
    (_, verdict) = phone.verdicts(first, second, blobs=(sheet,))
    assert verdict["code"] == "photo_of_another"
    return str(second["id"])


def test_while_it_waits_the_sentence_says_so(doubted: str, carol: Person, home: UUID):
    with after(days=1):
        case = taken(carol, victim="王一", happened_from=ago(hours=12))
        traced = trace(carol, case, home)
        carol.put_json(f"/cases/{case['id']}/match", household_id=str(home))

        said = "案发前未上门；另有 1 次走访待核对，还不算"
        assert traced["sentence"] == said
        assert [one["sentence"] for one in carol.get("/cases").json["items"]] == [said]
        assert carol.post(f"/aside/{doubted}/refuse", reason="是隔壁的").status_code == 204
        assert trace(carol, case, home)["sentence"] == "案发前未上门"


def test_one_made_after_the_case_is_nothing_to_wait_for(doubted: str, carol: Person, home: UUID):
    case = taken(carol, victim="王一", happened_from=ago(days=2))
    assert trace(carol, case, home)["sentence"] == "案发前未上门"


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(0, "案发前已上门宣传（签的是纸质告知单）"), (2, "无法判断（照片也用在另一户，案发后才由办公室采纳）")],
)
def test_what_the_office_took_all_the_same_is_its_word_and_of_its_time(
    doubted: str, carol: Person, home: UUID, days: int, sentence: str
):
    with after(days=days):
        assert carol.post(f"/aside/{doubted}/accept").status_code == 204
    with after(days=3):
        case = taken(carol, victim="王一", happened_from=ago(days=2))
        traced = trace(carol, case, home)

    assert traced["sentence"] == sentence
    (marks,) = marked(traced)
    assert "photo_of_another" in marks
