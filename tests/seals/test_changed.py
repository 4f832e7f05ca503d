"""Whatever somebody with the database wrote into what was sealed: every page answers, none calls it right, and `flask check` names it."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import text

from app import clock
from app.db import db
from app.seals import watch
from app.seals.models import SlipSeal
from app.seals.record import leaf_of
from app.slips.models import Slip
from app.sync.models import Event
from app.sync.sealing import CountyKey
from tests.cases.desk import ID_NUMBER, PHONE, taken
from tests.county import EAST_1, County, register
from tests.person import Person
from tests.phone import Phone
from tests.prints.printed import slip_of, text_of
from tests.prints.villages import made
from tests.seals.sealed import faults, knock, seal
from tests.seals.taken import code_of

DEEP = "[" * 100_000
RECORDS = ["", "[]", "{", DEEP, '{"statement":[]}', '{"statement":{"device":[],"fields":7,"template":8}}']
VALUES = {
    **{f"record {said[:50]}": {"record": said} for said in RECORDS},
    **{
        f"record {said[:50]} under its own digest": {"record": said, "leaf": leaf_of(said.encode()).hex()}
        for said in RECORDS[3:]
    },
    "leaf": {"leaf": "no hex"},
    "half a leaf": {"leaf": "ab" * 16},
    "seal": {"seal": "no hex"},
    "village": {"village": "somewhere"},
    "seq": {"seq": -1},
    "a moment that no calendar has": {"sealed_ms": 2**62},
    "a moment of before": {"sealed_ms": -1},
}


@pytest.fixture
def visit(alice: Person, county: County, county_key: CountyKey) -> str:
    """Of two slips of a village that were sealed two days ago, the second."""
    county.doors["孙五"] = register("孙五", EAST_1, "桥东村5号", phone=PHONE, id_number=ID_NUMBER)
    with time_machine.travel(clock.now() - timedelta(days=2), tick=True):
        phone = Phone(alice, county)
        knock(phone, county, picture=1)
        found = knock(phone, county, door="孙五", picture=2)
        seal(county_key)
    seal(county_key)
    assert faults() == []
    return found


def write(visit: str, **values: object) -> None:
    told = ", ".join(f"{name} = :{name}" for name in values)
    query = text(f"UPDATE slip_seal SET {told} WHERE visit_id = :visit")
    id_ = visit if db.engine.dialect.name == "postgresql" else UUID(visit).hex
    assert db.session.execute(query, {**values, "visit": id_}).rowcount == 1  # type: ignore[attr-defined]
    db.session.commit()


@pytest.mark.parametrize("what", VALUES)
def test_what_was_written_into_a_seal_is_said_everywhere_and_breaks_nothing(
    visit: str, alice: Person, carol: Person, county: County, county_key: CountyKey, what: str
):
    code = code_of(visit)
    case = taken(carol, phone=PHONE, id_number=ID_NUMBER, happened_from=clock.now().isoformat())
    home = f"/cases/{case['id']}/homes/{county.doors['孙五']}"
    write(visit, **VALUES[what])

    assert [line for line in faults() if line.startswith(("seal ", "seals of "))]
    shown = carol.get(f"/visits/{visit}/seal")
    assert (shown.status_code, bool(shown.json["faults"])) == (200, True)
    paper = text_of(slip_of(carol, visit))
    assert paper.startswith("与封存时不一致，共")
    assert "自封存之后没有改动过" not in paper
    assert "有1份与封存时不一致" in text_of(made(carol)[1])
    (traced,) = carol.get(home).json["visits"]
    assert traced["slip"]["faults"]
    copy = carol.get(f"/public/slips/{code}")
    changed = {"record", "leaf"} & VALUES[what].keys()
    assert (copy.status_code, copy.json.get("code")) == ((409, "slip_changed") if changed else (200, None))

    # Nor is any other kept from being sealed, or any day from being closed.
    knock(Phone(alice, county), county, door="李二", picture=3)
    with time_machine.travel(clock.now() + timedelta(days=2), tick=True):
        assert seal(county_key) == 1


ROOTS = {
    "record": "[]",
    "no record": "",
    "parts of a record": '{"number":1}',
    "seal": "no hex",
    "another's seal": "00" * 64,
}


@pytest.mark.usefixtures("visit")
@pytest.mark.parametrize("what", ROOTS)
def test_what_was_written_into_a_root_is_said_and_kept_nowhere(
    carol: Person, county_key: CountyKey, tmp_path: Path, what: str
):
    column = "seal" if "seal" in what else "record"
    db.session.execute(text(f"UPDATE slip_root SET {column} = :said WHERE number = 1"), {"said": ROOTS[what]})
    db.session.commit()

    second, first = carol.get("/slip-roots").json["items"]
    assert (first["is_whole"], first["merkle"], second["is_whole"]) == (False, None, True)
    for ending in ("json", "txt"):
        refused = carol.get(f"/slip-roots/1.{ending}")
        assert (refused.status_code, refused.json["code"]) == (409, "root_changed")
        assert carol.get(f"/slip-roots/2.{ending}").status_code == 200
    folder = tmp_path / "roots"
    watch.look(county_key, folder)
    assert {path.name for path in folder.iterdir()} == {f"slip-root-{second['day']}.{end}" for end in ("json", "txt")}
    assert [line for line in faults() if line.startswith("root ")]


def test_a_template_that_was_changed_in_a_record_is_not_shown_for_the_one_that_was_signed(visit: str, carol: Person):
    record = db.session.get_one(SlipSeal, UUID(visit)).record
    code = code_of(visit)
    write(visit, record=record.replace('"template":"', '"template":"0', 1))

    assert carol.get(f"/public/slips/{code}").json["code"] == "slip_changed"


@pytest.fixture
def waiting(alice: Person, county: County, county_key: CountyKey) -> list[str]:
    """Two slips that are complete and not sealed yet."""
    phone = Phone(alice, county)
    return [knock(phone, county, picture=1), knock(phone, county, door="李二", picture=2)]


@pytest.mark.parametrize("said", ["{", "[]", "{}", '{"device":{"key":[]},"worker":1}', DEEP])
def test_a_statement_that_cannot_be_read_is_not_sealed_and_stops_no_other(
    waiting: list[str], carol: Person, county_key: CountyKey, said: str
):
    db.session.get_one(Slip, UUID(waiting[0])).statement = said
    db.session.commit()

    assert "尚未封存" in text_of(slip_of(carol, waiting[0]))
    assert seal(county_key) == 1
    assert [line for line in faults() if "slip of visit" in line] == [
        f"slip of visit {waiting[0]}: what was stated of it cannot be read, and it is not sealed"
    ]


@pytest.mark.parametrize("said", ["{", "[]", "[[]]", "[[[1]]]", '[["x"]]', "7"])
def test_strokes_that_cannot_be_read_are_not_drawn(visit: str, carol: Person, said: str):
    db.session.get_one(Slip, UUID(visit)).strokes = said
    db.session.commit()

    paper = text_of(slip_of(carol, visit))

    assert "笔迹与封存时不同" in paper
    assert "签字的笔迹读不出来，没有印在这里" in paper
    assert any("the strokes of its slip are not what was stated" in line for line in faults())


def test_a_slip_of_before_whose_strokes_cannot_be_read_stops_no_other(waiting: list[str], county_key: CountyKey):
    first = db.session.get_one(Slip, UUID(waiting[0]))
    first.statement, first.strokes = None, "{"
    db.session.get_one(Event, UUID(waiting[0])).body = ""
    db.session.commit()

    assert seal(county_key) == 1
    assert any(f"slip of visit {waiting[0]}: what was stated of it cannot be read" in line for line in faults())
