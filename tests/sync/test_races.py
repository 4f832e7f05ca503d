"""Two phones, or two requests of one phone, at the same moment."""

from sqlalchemy import func, select

from app.check import disagreements
from app.db import db
from app.households.models import Household
from app.visits.models import Visit
from tests.county import EAST_1, WEST_1, County, register
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.races import at_once
from tests.visits.test_plates import scanned

ROUNDS = 12


def test_two_phones_at_one_door_are_both_taken_in(alice: Person, frank: Person, county: County):
    door = county.doors["王一"]
    for number in range(ROUNDS):
        one, other = Phone(alice, county), Phone(frank, county)
        mine, theirs = one.taught(door, png(number)), other.taught(door, png(number + 100))
        pictures = (png(number), png(number + 100))

        answers = at_once(
            lambda one=one, mine=mine, pictures=pictures: one.push(mine, blobs=pictures),
            lambda other=other, theirs=theirs, pictures=pictures: other.push(theirs, blobs=pictures),
        )

        assert [answer.status_code for answer in answers] == [200, 200], [answer.text for answer in answers]
    assert db.session.scalar(select(func.count()).select_from(Visit)) == 2 * ROUNDS
    assert list(disagreements()) == []


def test_a_visit_and_its_signature_sent_apart_always_cover_the_door(alice: Person, carol: Person, county: County):
    for number in range(ROUNDS):
        door = register(f"户{number}", EAST_1, f"桥东村7组{number}号")
        phone, picture = Phone(alice, county), png(number)
        item = phone.taught(door, picture)

        at_once(
            lambda phone=phone, item=item: phone.push(item),
            lambda picture=picture: alice.put(f"/blobs/{sha256(picture)}", picture),
        )

    assert carol.get("/coverage").json["total"]["covered"] == ROUNDS
    db.session.rollback()
    assert list(disagreements()) == []


def test_signatures_apart_and_beside_never_stand_in_each_others_way(
    alice: Person, frank: Person, carol: Person, county: County
):
    door = county.doors["王一"]
    for number in range(ROUNDS):
        one, other, late = Phone(alice, county), Phone(frank, county), Phone(frank, county)
        beside, apart, knock = one.taught(door, png(number)), other.taught(door, png(number + 100)), late.visit(door)

        answers = at_once(
            lambda one=one, beside=beside, n=number: one.push(beside, blobs=(png(n),)),
            lambda other=other, apart=apart: other.push(apart),
            lambda n=number: frank.put(f"/blobs/{sha256(png(n + 100))}", png(n + 100)),
            lambda late=late, knock=knock: late.push(knock),
        )
        taken_back = at_once(
            lambda beside=beside: carol.post(f"/visits/{beside['id']}/withdraw", reason="签错了户"),
            lambda late=late, door=door, n=number: late.push(late.taught(door, png(n)), blobs=(png(n),)),
        )

        assert [answer.status_code for answer in answers] == [200, 200, 201, 200], [a.text for a in answers]
        assert [answer.status_code for answer in taken_back] == [200, 200]
    db.session.rollback()
    assert list(disagreements()) == []


def test_a_plate_scanned_at_two_doors_at_once_is_on_one_and_neither_visit_is_set_aside(
    alice: Person, bob: Person, county: County
):
    one, other = Phone(alice, county), Phone(bob, county)
    for number in range(ROUNDS):
        plate = sha256(f"https://dz.example.cn/{number}")
        mine = scanned(one, register(f"甲{number}", EAST_1, f"桥东村8组{number}号"), plate)
        theirs = scanned(other, register(f"乙{number}", WEST_1, f"桥西村8组{number}号"), plate)

        verdicts = at_once(
            lambda mine=mine: one.verdicts(mine),
            lambda theirs=theirs: other.verdicts(theirs),
        )

        assert [(verdict["status"], verdict["code"]) for (verdict,) in verdicts] == [("created", None)] * 2
    assert db.session.scalar(select(func.count(Household.plate))) == ROUNDS


def test_one_batch_sent_twice_at_once_is_stored_once(alice: Person, county: County):
    phone = Phone(alice, county)
    items = [phone.taught(county.doors["王一"]), phone.visit(county.doors["李二"])]

    answers = at_once(*[lambda: phone.verdicts(*items, blobs=(png(),))] * 6)

    statuses = sorted(verdict["status"] for answer in answers for verdict in answer)
    assert statuses == ["created"] * 2 + ["duplicate"] * 10
