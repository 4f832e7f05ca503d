"""A roster brings known doors up to date; what it leaves blank stays."""

from app.changes import Change
from app.db import db
from tests.county import EAST, County
from tests.person import Person
from tests.rosters.desk import HEADER, Import, door, workbook


def test_new_details_are_taken_and_blanks_erase_nothing(frank: Person, county: County) -> None:
    full = door("王一", "桥东村1组1号", 联系电话="13812345678;05638021234", 备注="独居")
    first = Import(frank, workbook(HEADER, full), EAST)
    assert first.rows()[0]["reason"] == (
        "第 2 行：登记册上已有，将更新：电话有变化（尾号 无 → 5678），备注 无 → 独居；其他电话：…1234"
    )
    first.commit()
    Import(frank, workbook(HEADER, door("王一", "桥东村1组1号")), EAST).commit()

    found = frank.post(f"/households/{county.doors['王一']}/reveal", reason="check_register").json
    assert found["phone"] == "13812345678"
    assert found["note"] == "独居；其他电话：05638021234"


def test_phones_hear_of_the_change(frank: Person, county: County) -> None:
    Import(frank, workbook(HEADER, door("王一", "桥东村1组1号", 联系电话="13812345678")), EAST).commit()

    db.session.rollback()
    newest = db.session.query(Change).order_by(Change.seq.desc()).first()
    assert newest is not None
    assert (newest.kind, newest.entity_id) == ("household", str(county.doors["王一"]))


def test_a_new_door_counts_at_once(frank: Person, county: County) -> None:
    before = frank.get("/coverage", scope=EAST, by="village").json["total"]["registered"]
    Import(frank, workbook(HEADER, door("孙五", "2组5号"), door("周六", "2组6号")), EAST).commit()

    assert frank.get("/coverage", scope=EAST, by="village").json["total"]["registered"] == before + 2


def test_places_are_merchants_and_firms_enterprises(frank: Person, county: County) -> None:
    shops = workbook(("场所名称", "负责人", "负责人电话", "地址"), ("桥东超市", "郑八", "13812345678", "桥头1号"))
    firms = workbook(("企业名称", "法人", "地址", "类型"), ("清溪茶厂", "冯九", "桥头9号", "企业"))

    assert Import(frank, shops, EAST).commit().rows()[0]["kind"] == "merchant"
    assert Import(frank, firms, EAST).commit().rows()[0]["kind"] == "enterprise"
    assert Import(frank, shops, EAST).counts == {"same": 1}


def test_the_kind_chosen_at_upload_holds_where_the_file_says_none(frank: Person) -> None:
    roster = Import(frank, workbook(("户主姓名", "地址"), ("孙五", "桥头1号")), EAST, kind="merchant")

    assert roster.rows()[0]["kind"] == "merchant"


def test_the_old_and_the_new_stand_side_by_side(frank: Person, county: County) -> None:
    Import(frank, workbook(HEADER, door("王一", "桥东村1组1号", 联系电话="13812345678")), EAST).commit()
    header = ("户主姓名", "联系电话", "人口", "详细地址")
    roster = Import(frank, workbook(header, ("王一", "13987654321", "4人", "桥东村1组1号")), EAST)

    said = "电话有变化（尾号 5678 → 4321），人数 无 → 4"
    assert roster.rows()[0]["reason"] == f"第 2 行：登记册上已有，将更新：{said}"
    assert roster.commit().rows()[0]["reason"] == f"第 2 行：已更新：{said}"


def test_once_in_a_new_door_is_said_to_be(frank: Person) -> None:
    roster = Import(frank, workbook(HEADER, door("孙五", "2组5号")), EAST)

    assert roster.commit().rows()[0]["reason"] == "第 2 行：已导入"
