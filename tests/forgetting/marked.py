"""A family that is known by everything the product can be told of it, each word of it found by its mark.

All of it goes in through the front door: rosters, phones of three versions, the office's own words, files.
"""

import io
import json
import os
from dataclasses import dataclass
from typing import Any

from app.households.identity import check_digit
from app.ledgers import work
from tests.asking import evidence
from tests.cases.desk import taken
from tests.checks.drawn import drawn_at, heard
from tests.county import EAST, WEST, County
from tests.jobs.waiting import made, wait_for
from tests.person import Person
from tests.phone import Phone, sha256
from tests.proposals.telling import proposal
from tests.rosters.desk import HEADER, Import, door, workbook

HEAD, CHILD, FORMER, NEIGHBOUR = "皇甫忆寒", "皇甫念真", "皇甫旧名", "慕容作证"
PHONE, CHILDS_PHONE, FURTHER = "13975310001", "13975310002", "13579130003"
ADDRESS = "桥东村7组81号"
# What somebody typed: words that nobody would type twice.
WORDS = "暗号"
STROKES, PICTURE = "[713579,", b"picture-of-them-"
# What opens the commitments of their slips.
SEED = "5eed5eed" * 8
# Whose digest could be tried against every name of a village.
TEXT = f"{HEAD}：{WORDS}告知"


def _id_number(last: str) -> str:
    seventeen = f"34182519370101{last}"
    return seventeen + check_digit(seventeen)


ID_NUMBER, CHILDS_ID = _id_number("117"), _id_number("128")
MARKS: tuple[str | bytes, ...] = (
    *("皇甫", NEIGHBOUR, WORDS, STROKES, PICTURE, SEED, sha256(TEXT)),
    *(PHONE, CHILDS_PHONE, FURTHER, ID_NUMBER, CHILDS_ID),
)


def picture(kind: str) -> bytes:
    """A signature or a photo; no two alike."""
    return b"\x89PNG\r\n\x1a\n" + PICTURE + kind.encode() + os.urandom(40)


@dataclass
class Cast:
    """Whoever has to do with them."""

    county: County
    alice: Person
    bob: Person
    carol: Person
    erin: Person
    frank: Person


def plant(cast: Cast) -> str:
    """All of it; answers the id of their door."""
    _rosters(cast)
    home = _find(cast.carol)
    _visits(cast, home)
    _set_aside(cast, home)
    _exclusions(cast, home)
    _checks(cast, home)
    _proposals(cast, home)
    _texts_elsewhere(cast)
    _cases(cast, home)
    _files(cast)
    return home


def _find(carol: Person) -> str:
    (found,) = carol.post("/households/search", q=PHONE).json["items"]
    return str(found["id"])


def _rosters(cast: Cast) -> None:
    """Under a former name first; taken, left lying, and wrong."""
    header = (*HEADER, "与户主关系", "户号")
    known = {"网格": "第一网格", "联系电话": f"{PHONE}、{FURTHER}", "身份证号": ID_NUMBER, "备注": f"{WORDS}名册"}
    child = {"网格": "第一网格", "联系电话": CHILDS_PHONE, "身份证号": CHILDS_ID}
    head = (*door(FORMER, ADDRESS, **known), "户主", "HK皇甫81")
    Import(cast.frank, workbook(header, head), EAST).commit()
    head = (*door(HEAD, ADDRESS, **known), "户主", "HK皇甫81")
    rows = [
        head,
        (*door(CHILD, ADDRESS, **child), "女", "HK皇甫81"),
        (*door("孙五", "桥东村9号", 网格="第一网格"), "户主", ""),
    ]
    Import(cast.frank, workbook(header, *rows), EAST).commit()
    wrong = (*door(HEAD, ADDRESS, **{**known, "身份证号": ID_NUMBER[:-1] + "?"}), "户主", "HK皇甫81")
    Import(cast.frank, workbook(header, wrong), EAST, name=f"{HEAD}家.xlsx").bad_rows()


def _visits(cast: Cast, home: str) -> None:
    """Every version of an event, every way of a slip, and what came of them later."""
    phone = Phone(cast.alice, cast.county)
    said: dict[str, Any] = {"note": f"{WORDS}备注", "witness": NEIGHBOUR}
    slip = {
        "signer_name": HEAD,
        "text": TEXT,
        "text_sha256": sha256(TEXT),
        "strokes": [[[713579, 9 * n, n * 16] for n in range(6)]],
    }
    signatures = [picture(f"signature{n}") for n in range(5)]
    photo = picture("photo")
    first = phone.taught(home, signatures[0], slip=slip, **said)
    second = phone.taught(home, signatures[1], slip=slip, photos=[sha256(photo)], **said) | {"schema_version": 2}
    ways = [
        phone.slip(home, way, image, slip={**slip, **more}, seed=SEED, **said)
        for way, image, more in (
            ("signed", signatures[2], {}),
            ("mark", signatures[3], {"strokes": None, "reason": f"{WORDS}手伤"}),
            ("paper", signatures[4], {"strokes": None, "paper_code": ""}),
            ("refused", b"", {"strokes": None, "signer_name": "", "reason": f"{WORDS}不签"}),
        )
    ]
    withdrawn = phone.visit(home, **said)
    verdicts = phone.verdicts(first, second, *ways, withdrawn, blobs=tuple(signatures))
    assert {one["status"] for one in verdicts} == {"created"}, verdicts
    assert cast.alice.put(f"/blobs/{sha256(photo)}", photo).status_code == 201
    # A picture that is still on its way.
    piece = {"Upload-Offset": "0", "Upload-Length": "99999"}
    late = phone.taught(home, photo + b"more", slip=slip, **said)
    assert phone.verdicts(late)[0]["status"] == "created"
    cast.alice.patch_bytes(f"/blobs/{sha256(photo + b'more')}", photo, piece)
    assert cast.carol.post(f"/visits/{withdrawn['id']}/withdraw", reason=f"{HEAD}{WORDS}说没来过").status_code < 300


def _set_aside(cast: Cast, home: str) -> None:
    """By a stranger, refused and waiting; unreadable in part, decided and not."""
    stranger, phone = Phone(cast.bob, cast.county), Phone(cast.alice, cast.county)
    signature = picture("aside")
    reviewed = stranger.taught(home, signature, slip={"signer_name": HEAD}, note=f"{WORDS}越界")
    waiting = stranger.visit(home, note=f"{WORDS}越界二")
    stranger.verdicts(reviewed, waiting, blobs=(signature,))
    assert cast.carol.post(f"/aside/{reviewed['id']}/refuse", reason=f"{HEAD}{WORDS}不认识").status_code < 300
    proof = picture("quarantined")
    wrong = [
        phone.visit(
            home, outcome="dreamt", note=f"{HEAD}{WORDS}{n}", slip={"signature_sha256": sha256(proof), "x": CHILD}
        )
        for n in range(2)
    ]
    assert {one["status"] for one in phone.verdicts(*wrong, blobs=(proof,))} == {"quarantined"}
    kept = [one["id"] for one in cast.carol.get("/aside").json["items"] if one["kind"] == "quarantined"]
    assert cast.carol.post(f"/aside/{kept[0]}/refuse", reason=f"{WORDS}作废").status_code < 300


def _proposals(cast: Cast, home: str) -> None:
    """A right number, and another family, refused and waiting."""
    phone = Phone(cast.alice, cast.county)
    said = [
        proposal(phone, "phone", home, phone=FURTHER, note=f"{WORDS}换号"),
        proposal(phone, "moved", home, householder=f"{HEAD}之弟", phone=CHILDS_PHONE),
    ]
    assert {one["status"] for one in phone.verdicts(*said)} == {"created"}
    assert cast.carol.post(f"/proposals/{said[0]['id']}/refuse", reason=f"{WORDS}{HEAD}").status_code == 200


def _checks(cast: Cast, home: str) -> None:
    """What somebody said at the door when it was checked."""
    visit = cast.carol.get(f"/households/{home}").json["visits"][0]["id"]
    at, people = {"door": home, "visit": visit}, (cast.carol.id, cast.bob.id)
    drawn = cast.carol.get(f"/check-rounds/{drawn_at(at, EAST, cast.county.campaign_id, people)}").json
    phone = Phone(cast.bob, cast.county)
    told = heard(phone, drawn["doors"][0], "denied", note=f"{HEAD}{WORDS}说没人来过")
    assert phone.verdicts(told)[0]["status"] == "created"


def _exclusions(cast: Cast, home: str) -> None:
    photo = picture("exclusion")
    cast.frank.put(f"/blobs/{sha256(photo)}", photo)
    asked = {"household_id": home, "reason": "demolished", "photos": [sha256(photo)], "evidence": f"{HEAD}{WORDS}已拆"}
    refused = cast.frank.post("/exclusions", **asked)
    assert refused.status_code == 201, refused.text
    assert cast.carol.post(f"/exclusions/{refused.json['id']}/refuse", reason=f"{HEAD}{WORDS}还住着").status_code == 200
    away = {**evidence("away"), "evidence": f"{CHILD}{WORDS}外出", "witness": NEIGHBOUR}
    again = cast.frank.post("/exclusions", household_id=home, reason="away", **away)
    assert again.status_code == 201, again.text
    assert cast.carol.post(f"/exclusions/{again.json['id']}/approve").status_code == 200


def _texts_elsewhere(cast: Cast) -> None:
    """The office and other doors' visits quote them: each may be cut."""
    phone, other = Phone(cast.alice, cast.county), cast.county.doors["李二"]
    note = phone.visit(other, note=f"邻居{HEAD}说他在外打工", witness="")
    refused = phone.visit(other, "refused", witness=CHILD)
    back = phone.visit(other, note="")
    assert {one["status"] for one in phone.verdicts(note, refused, back)} == {"created"}
    cast.carol.post(f"/visits/{back['id']}/withdraw", reason=f"{HEAD}举报，电话{PHONE}")
    other_asked = cast.frank.post(
        "/exclusions", household_id=str(other), reason="lives_elsewhere",
        **{**evidence("lives_elsewhere"), "evidence": f"搬去和{CHILD}住", "witness": HEAD},
    )  # fmt: skip
    cast.carol.post(f"/exclusions/{other_asked.json['id']}/refuse", reason=f"{CHILD}否认")
    phone.push({"id": "no-event", "body": f"{HEAD}"})
    strange = phone.event(json.dumps({"note": f"找{HEAD}"}))
    phone.verdicts(strange)


def _cases(cast: Cast, home: str) -> None:
    """One with their numbers, corrected; one that only names them."""
    told = {"phone": PHONE, "id_number": CHILDS_ID, "address": f"{ADDRESS}{HEAD}家", "note": f"{WORDS}被骗"}
    case = taken(cast.carol, victim=HEAD, **told)
    corrected = cast.carol.patch(f"/cases/{case['id']}", victim=CHILD, reason=f"{WORDS}更正")
    assert corrected.status_code == 200, corrected.text
    taken(cast.carol, victim=f"{CHILD}之友", note=f"{HEAD}介绍")
    # One with a number of theirs that was somebody else's after all.
    mistaken = taken(cast.carol, victim="欧阳误记", phone=PHONE, id_number=ID_NUMBER, note=f"{WORDS}误记")
    right = {"phone": "13800000001", "id_number": None, "note": None, "reason": f"{WORDS}记错"}
    assert cast.carol.patch(f"/cases/{mistaken['id']}", **right).status_code == 200
    _packs(cast, home, case["id"])


def _packs(cast: Cast, home: str, own: str) -> None:
    """Evidence of cases that are filed in another village than the home stands in: of the home, with it among others, of its own."""
    west = taken(cast.carol, victim="欧阳无关", village=WEST)
    assert cast.carol.put_json(f"/cases/{west['id']}/match", household_id=home).status_code == 200
    other = taken(cast.carol, victim="欧阳旁人", village=WEST, phone=CHILDS_PHONE)
    assert cast.carol.put_json(f"/cases/{other['id']}/match", household_id=None).status_code == 200
    assert cast.carol.patch(f"/cases/{own}", village=WEST, reason=f"{WORDS}改村").status_code == 200
    assert cast.carol.put_json(f"/cases/{own}/match", household_id=None).status_code == 200
    # And one that has nothing to do with them, which stays.
    stays = taken(cast.carol, victim="欧阳无涉", village=WEST)
    assert cast.carol.put_json(f"/cases/{stays['id']}/match", household_id=None).status_code == 200
    for case in (west, other, {"id": own}, stays):
        asked = cast.carol.post(f"/cases/{case['id']}/evidence", reason="case")
        assert asked.status_code == 202, asked.text
        assert wait_for(cast.carol, asked.json["id"])["state"] == "done"


def _files(cast: Cast) -> None:
    """Lists in the background, ledgers made on their day, a request that is too long, a search."""
    assert made(cast.erin, scope=EAST)["state"] == "done"
    assert made(cast.frank, phones="full", reason="call_ahead")["state"] == "done"
    work.make_due()
    for path in ("/exports/uncovered.xlsx", "/exports/walk.pdf", "/ledgers/visits", "/ledgers/households.xlsx"):
        cast.carol.get(path).close()
    cast.carol.post("/households/search", q=HEAD)
    cast.frank.upload("/rosters", file=(io.BytesIO(f"{HEAD}{PHONE}".encode()), "x.xlsx"), scope=EAST)
