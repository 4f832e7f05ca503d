"""A case that somebody said is of a home, and whose victim turned out to be somebody else: no sentence hides that."""

import pytest

from tests.cases.desk import PHONE, after, ago, knock, taken
from tests.cases.test_evidence import made, opened
from tests.cases.test_trace import trace
from tests.county import EAST_1, WEST, County, register
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone

SURE = "案发前已上门宣传并签字"
LATER = "；认定是哪一户在前，后来更正过案件的受害人、电话、村（社区），这一户还对不对要重新认定"


def test_a_correction_of_the_victim_is_told_wherever_the_older_word_still_stands(
    county: County, alice: Person, carol: Person
):
    home = register("孙五", EAST_1, "桥东村5号", phone=PHONE)
    knock(Phone(alice, county), home, slip={"signer_name": "孙五"})
    with after(days=3):
        case = taken(carol, phone=PHONE, happened_from=ago(days=1))
        path = f"/cases/{case['id']}"
        carol.put_json(f"{path}/match", household_id=str(home))
        change = {"victim": "赵三", "phone": "13800000009", "village": WEST, "reason": "受害人记错了"}
        assert carol.patch(path, **change).status_code == 200

        told = SURE + LATER
        assert [one["sentence"] for one in carol.get("/cases").json["items"]] == [told]
        assert carol.get(path).json["sentence"] == trace(carol, case, home)["sentence"] == told
        named = {one["householder"]: one["sentence"] for one in carol.get(f"{path}/homes").json["items"]}
        assert named == {"赵三": "案发前未上门", "孙五": told}
        said = "".join("".join(texts(opened(carol, made(carol, case["id"]))["evidence.pdf"])).split())
        assert LATER in said
        assert "当时的相符程度：强" in said
        assert "导出时的理由认定时是系统列出的，现在已对不上" in said

        # Nobody is held to a word that was given anew, and another home is none that was meant.
        assert carol.delete(f"{path}/match").status_code == 200
        assert trace(carol, case, home)["sentence"] == SURE
        carol.put_json(f"{path}/match", household_id=str(home))
        assert trace(carol, case, home)["sentence"] == SURE


@pytest.mark.parametrize(
    "changes",
    [
        [{"phone": PHONE, "address": "桥东村 5号"}],
        [{"loss_fen": 100, "happened_from": "2026-01-02T00:00:00+00:00"}],
        [{"victim": "孙武"}, {"victim": "孙五"}],
    ],
)
def test_what_is_added_or_corrected_back_makes_no_word_older(
    county: County, carol: Person, changes: list[dict[str, object]]
):
    home = register("孙五", EAST_1, "桥东村5号")
    case = taken(carol, address="桥东村5号")
    carol.put_json(f"/cases/{case['id']}/match", household_id=str(home))
    for change in changes:
        assert carol.patch(f"/cases/{case['id']}", reason="补登", **change).status_code == 200
    assert carol.get(f"/cases/{case['id']}").json["sentence"] == "案发前未上门"
