"""A name or a number that somebody spelled otherwise: found, listed with its number hidden, and cut."""

from uuid import UUID

import pytest
from sqlalchemy import select

from app.cases.models import Case
from app.db import db
from app.forgetting.spelling import found_by
from app.sync.models import Event
from app.visits.models import Visit
from tests.cases.desk import taken
from tests.county import EAST_1, WEST, County, register
from tests.forgetting.orders import ask, forget
from tests.person import Person
from tests.phone import Phone

PHONE, ID_NUMBER, NAME = "13912345678", "34182519900101123X", "令狐小五"
SPELLED = (
    "139 1234 5678", "139-1234-5678", "１３９１２３４５６７８", "+86 139—1234—5678", "139.1234.5678",
    "34182519900101123x", "３４１８２５１９９００１０１１２３ｘ", "341825 19900101 123X", "令狐 小五", "令狐　小五", "令狐·小五",
    "139:1234:5678", "139，1234，5678", "139,1234,5678", "139；1234；5678", "139\u202e1234\u20665678",
    "令\u202e狐小五", "令狐\u2066小\u2069五", "令狐小\u00ad五", "令狐\u061c小五",
)  # fmt: skip


@pytest.mark.parametrize("spelled", [*SPELLED, PHONE, ID_NUMBER, NAME])
def test_every_spelling_is_found(spelled: str):
    pattern = found_by([NAME, PHONE, ID_NUMBER])
    assert pattern is not None

    assert pattern.sub("×", f"邻居{spelled}不在") in ("邻居×不在", "邻居+86 ×不在")


@pytest.mark.parametrize("other", ["令狐，小五", "令狐大五", "1391234567", "139123。45678", "小令狐五"])
def test_what_is_another_word_is_not(other: str):
    pattern = found_by([NAME, PHONE, ID_NUMBER])
    assert pattern is not None

    assert pattern.search(other) is None


def test_nobody_is_in_no_text():
    assert found_by([]) is None
    assert found_by(["·", " "]) is None


def test_other_spellings_in_texts_elsewhere_are_listed_and_cut(
    erin: Person, gina: Person, alice: Person, carol: Person, county: County
):
    home = register(NAME, EAST_1, "桥东村5号", phone=PHONE, id_number=ID_NUMBER)
    phone = Phone(alice, county)
    events = [phone.visit(county.doors["李二"], note=f"邻居{spelled}不在") for spelled in SPELLED]
    phone.verdicts(*events)
    withdrawn = {"reason": "是 令狐 小五（１３９１２３４５６７８）家", "reaches_back": True}
    assert carol.post(f"/visits/{events[0]['id']}/withdraw", **withdrawn).status_code == 200
    taken(carol, victim="欧阳", note="和令狐　小五（139 1234 5678）合伙", village=WEST)

    asked = ask(erin, home)

    listed = {one["key"] for one in asked["mentions"]}
    assert {f"visit.note:{UUID(one['id']).hex}" for one in events} <= listed
    assert f"visit.withdrawal_reason:{UUID(events[0]['id']).hex}" in listed
    assert not [one for one in asked["mentions"] if "1234 5678" in one["quote"]]
    gina.post(f"/forgettings/{asked['id']}/refuse", reason="先不办")
    forget(erin, gina, home, cut=True)
    db.session.rollback()
    assert {note.replace("+86 ", "") for note in db.session.scalars(select(Visit.note))} == {"邻居×××不在"}
    assert db.session.scalars(select(Visit.withdrawal_reason).where(Visit.withdrawal_reason.is_not(None))).all() == [
        "是 ×××（×××）家"
    ]
    assert db.session.scalars(select(Case.note)).all() == ["和×××（×××）合伙"]
    assert set(db.session.scalars(select(Event.body))) == {""}
