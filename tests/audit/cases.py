"""One act of each kind, and the entry that it must leave."""

from collections.abc import Callable
from typing import Any

from tests.audit.conftest import House, ask_for
from tests.county import EAST, EAST_1, EAST_2, TOWN
from tests.person import Person
from tests.phone import png, sha256
from tests.rosters.desk import HEADER, Import, door, workbook


def a_roster() -> bytes:
    return workbook(HEADER, door("孙五", "桥东村9号", 联系电话="13800001234"), door("", ""))


def _approve_own(house: House) -> None:
    asked = ask_for(house.carol, house.county, "王一")
    house.carol.post(f"/exclusions/{asked.json['id']}/approve")


CASES: dict[str, tuple[Callable[[House], Any], tuple[str, str, str], dict[str, Any]]] = {
    "sign in": (lambda h: Person(h.app, "bob"), ("bob", "sign_in", "done"), {"object_kind": "user"}),
    "sign out": (lambda h: h.bob.delete("/session"), ("bob", "sign_out", "done"), {}),
    "list doors": (
        lambda h: h.carol.get("/households"),
        ("carol", "list_doors", "done"),
        {"said": "3 户，电话已隐去", "scope_name": "城关镇"},
    ),
    "list doors, masked": (
        lambda h: h.dora.get("/households", scope=TOWN),
        ("dora", "list_doors", "done"),
        {"said": "3 户，电话已隐去", "scope": TOWN},
    ),
    "one door": (
        lambda h: h.carol.get(f"/households/{h.county.doors['王一']}"),
        ("carol", "show_door", "done"),
        {"object_kind": "household", "scope": EAST_1},
    ),
    "numbers revealed": (
        lambda h: h.carol.post(f"/households/{h.county.doors['王一']}/reveal", reason="case"),
        ("carol", "reveal_numbers", "done"),
        {"scope": EAST_1, "said": "证件号完整可见，电话完整可见，用途：案件倒查"},
    ),
    "numbers of a door elsewhere": (
        lambda h: h.charlie.post(f"/households/{h.county.doors['王一']}/reveal", reason="case"),
        ("charlie", "reveal_numbers", "not_found"),
        {"outcome": "refused"},
    ),
    "signature": (
        lambda h: h.carol.get(f"/visits/{h.taught}/signature"),
        ("carol", "show_signature", "done"),
        {"object_kind": "visit"},
    ),
    "exclusions": (lambda h: h.carol.get("/exclusions"), ("carol", "list_exclusions", "done"), {"said": "1 户"}),
    "aside": (lambda h: h.carol.get("/aside"), ("carol", "list_aside", "done"), {"said": "1 条"}),
    "one aside": (lambda h: h.carol.get(f"/aside/{h.aside}"), ("carol", "show_aside", "done"), {}),
    "csv": (
        lambda h: h.dora.get("/exports/uncovered.csv"),
        ("dora", "export_doors", "done"),
        {"said": "3 户，导出编号 1，电话已隐去，未覆盖"},
    ),
    "xlsx": (lambda h: h.dora.get("/exports/uncovered.xlsx"), ("dora", "export_doors", "done"), {}),
    "walk": (
        lambda h: h.dora.get("/exports/walk.pdf"),
        ("dora", "export_walk", "done"),
        {"said": "3 户，导出编号 1，电话已隐去，未覆盖"},
    ),
    "progress": (lambda h: h.dora.get("/ledgers/progress.xlsx"), ("dora", "export_ledger", "done"), {}),
    "log": (lambda h: h.dora.get("/audit.csv"), ("dora", "export_audit", "done"), {}),
    "move": (
        lambda h: h.frank.post("/households/move", household_ids=[str(h.county.doors["王一"])], to_code=EAST_2),
        ("frank", "move_doors", "done"),
        {"said": "1 户", "object_id": EAST_2, "object_name": "第二网格"},
    ),
    "ask": (
        lambda h: ask_for(h.frank, h.county, "王一"),
        ("frank", "request_exclusion", "done"),
        {"object_kind": "exclusion", "said": "空挂户"},
    ),
    "approve": (
        lambda h: h.carol.post(f"/exclusions/{h.exclusion}/approve"),
        ("carol", "approve_exclusion", "done"),
        {"scope": EAST_1},
    ),
    "refuse": (
        lambda h: h.carol.post(f"/exclusions/{h.exclusion}/refuse", reason="有人住"),
        ("carol", "refuse_exclusion", "done"),
        {"scope": EAST_1},
    ),
    "withdraw": (
        lambda h: h.carol.post(f"/visits/{h.taught}/withdraw", reason="签错了户", reaches_back=True),
        ("carol", "withdraw_visit", "done"),
        {"said": "追溯以前的日期"},
    ),
    "accept aside": (lambda h: h.carol.post(f"/aside/{h.aside}/accept"), ("carol", "accept_aside", "done"), {}),
    "refuse aside": (
        lambda h: h.carol.post(f"/aside/{h.aside}/refuse", reason="查无此事"),
        ("carol", "refuse_aside", "done"),
        {},
    ),
    "grid": (
        lambda h: h.frank.post("/divisions", parent_code=EAST, name="第三网格"),
        ("frank", "make_grid", "done"),
        {"object_id": EAST + "003"},
    ),
    "name": (
        lambda h: h.frank.patch(f"/divisions/{EAST_1}", name="东一"),
        ("frank", "edit_division", "done"),
        {"said": "改名称"},
    ),
    "hand over": (
        lambda h: h.carol.put_json(f"/divisions/{EAST_1}/workers", worker_ids=[h.bob.id]),
        ("carol", "set_workers", "done"),
        {"said": "Bob", "object_name": "第一网格"},
    ),
    "add worker": (
        lambda h: h.carol.put_json(f"/divisions/{EAST_1}/workers/{h.bob.id}"),
        ("carol", "add_worker", "done"),
        {"said": "Bob"},
    ),
    "remove worker": (
        lambda h: h.carol.delete(f"/divisions/{EAST_1}/workers/{h.alice.id}"),
        ("carol", "remove_worker", "done"),
        {"said": "Alice"},
    ),
    "upload": (
        lambda h: Import(h.frank, a_roster(), EAST),
        ("frank", "upload_roster", "done"),
        {"object_kind": "roster"},
    ),
    "push": (
        lambda h: h.phone.verdicts(h.phone.visit(h.county.doors["王一"]), h.phone.visit(h.county.doors["李二"])),
        ("alice", "push", "done"),
        {"said": "2 条", "object_id": "device"},
    ),
    "blob": (lambda h: h.alice.put(f"/blobs/{sha256(png(7))}", png(7)), ("alice", "put_blob", "done"), {}),
    "snapshot": (
        lambda h: h.alice.get("/sync/snapshot"),
        ("alice", "fetch_snapshot", "done"),
        {"said": "2 户，电话完整可见"},
    ),
    "pull": (lambda h: h.alice.get("/sync/pull"), ("alice", "fetch_changes", "done"), {}),
    "not allowed": (
        lambda h: h.alice.get("/exports/uncovered.csv"),
        ("alice", "export_doors", "not_allowed"),
        {"outcome": "refused"},
    ),
    "out of scope": (
        lambda h: h.charlie.get(f"/households/{h.county.doors['王一']}"),
        ("charlie", "show_door", "not_found"),
        {"outcome": "refused", "object_kind": "household"},
    ),
    "out of scope, figures": (
        lambda h: h.charlie.get("/coverage", scope=TOWN),
        ("charlie", "show_coverage", "unknown_division"),
        {"scope": TOWN},
    ),
    "own exclusion": (
        _approve_own,
        ("carol", "approve_exclusion", "own_exclusion"),
        {"outcome": "refused"},
    ),
}
