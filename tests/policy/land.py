"""A county with something of every kind in every relation to somebody, and people of every role at both its ends.

城 has two villages: 近 (grids 一 and 二) and 邻 (grids 一 and 二); 远 has one. Ann walks the first grid of 近, and walked the
second of 邻 until yesterday. Whatever lies in a place bears its mark, so that a text says where it comes from.
"""

import io
import json
import uuid
from datetime import timedelta
from typing import Any

from flask import Flask

from app import clock
from app.campaigns.operations import create_campaign, current_template
from app.changes import writing
from app.db import db
from app.divisions.models import Assignment, Division, FormerAssignment
from app.exports.models import Export, ExportRequest
from app.households.models import Resident
from app.prints.models import PaperReading
from app.sync.sealing import CountyKey
from tests import county
from tests.asking import ask
from tests.checks.drawn import drawn_at
from tests.county import County, register
from tests.forgetting import orders
from tests.jobs.waiting import made
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.phones.keyed import enrolled
from tests.policy.kept import keep
from tests.policy.oracle import One, bare
from tests.policy.places import COUNTY, FAR, FAR_TOWN, GONE_FAR, GONE_NEAR, GRIDS, NEAR, NEAR_TOWN, NEXT, Place, places
from tests.policy.reported import bring, report
from tests.proposals.planted import propose
from tests.rosters.desk import HEADER, door, wait_for, workbook

LAT, LON = 30.29, 118.54

PEOPLE = (
    One("ann", "worker", NEAR, (NEAR + "001",), (NEXT + "002",)),
    One("ben", "worker", FAR, (FAR + "001",)),
    One("val", "village", NEAR),
    One("vic", "village", FAR),
    One("sam", "station", NEAR_TOWN),
    One("sid", "station", FAR_TOWN),
    One("sue", "supervisor", COUNTY),
    One("sun", "supervisor", NEAR_TOWN),
    One("ada", "admin", COUNTY),
    One("abe", "admin", FAR_TOWN),
)
# Who only lends a hand in making it, or is somebody's account, phone or worker.
HELPERS = (
    One("vera", "village", NEXT),
    One("wes", "worker", NEAR_TOWN),
    One("hal", "worker", NEAR),
    One("hew", "worker", NEXT),
    One("hob", "worker", FAR),
)


class Land:
    """The county, its people signed in, and what a text may hold: marks of each kind with the code where they lie."""

    def __init__(self, app: Flask, key: CountyKey) -> None:
        self.app, self.key, self.places = app, key, places()
        kinds = "door village account phone loose roster grid gone export kept case check proposal"
        self.shown: dict[str, list[tuple[str, str]]] = {kind: [] for kind in kinds.split()}
        self.mine: dict[tuple[str, str], str] = {}
        self.doors: dict[str, str] = {}
        with writing():
            self._plant()
            users = {
                one.name: county.hire(one.name, one.role, one.post, f"P{one.name}P") for one in (*PEOPLE, *HELPERS)
            }
            db.session.flush()
            self.ids = {name: str(user.id) for name, user in users.items()}
            self._hand_out_grids()
            campaign = create_campaign(
                name="行动", starts_on=clock.today() - timedelta(days=9), deadline_on=clock.today() + timedelta(days=9)
            )
        self.county = County(campaign.id, current_template(campaign.id).id)
        self.shown["account"] = [(f"P{one.name}P", one.post) for one in (*PEOPLE, *HELPERS)]
        self.people = {one.name: Person(app, one.name) for one in (*PEOPLE, *HELPERS)}
        for number, place in enumerate(self.places.values()):
            if place.key != "absent":
                self._furnish(number, place)
        self._give_everybody_something()
        self._retire()

    @property
    def relations(self) -> list[Place]:
        """All but the villages that are gone."""
        return [place for place in self.places.values() if not place.key.startswith("gone")]

    def _plant(self) -> None:
        tree = [(COUNTY, "county", None), (NEAR_TOWN, "town", COUNTY), (FAR_TOWN, "town", COUNTY)]
        villages = (NEAR, NEXT, GONE_NEAR, FAR, GONE_FAR)
        tree += [(code, "village", code[:9] + "000") for code in villages]
        tree += [(code, "grid", code[:12]) for code in GRIDS]
        self.tree = {code: (parent, bare(code)) for code, _, parent in tree}
        for code, level, parent in tree:
            name = {"village": f"V{code}V", "grid": f"G{code}G"}.get(level, code)
            db.session.add(Division(code=code, level=level, name=name, parent_code=parent))
            db.session.flush()
        self.shown["village"] = [(f"V{code}V", code) for code in villages]
        self.shown["gone"] = [(f"V{code}V", code) for code in (GONE_NEAR, GONE_FAR)]
        self.shown["grid"] = [(f"G{code}G", code) for code in GRIDS]

    def _hand_out_grids(self) -> None:
        now, then = clock.now(), clock.now() - timedelta(days=8)
        for one in PEOPLE:
            for code in one.walks:
                db.session.add(Assignment(grid_code=code, user_id=uuid.UUID(self.ids[one.name]), since=then))
            for code in one.walked:
                user_id, until = uuid.UUID(self.ids[one.name]), now - timedelta(days=1)
                db.session.add(FormerAssignment(grid_code=code, user_id=user_id, since=then, until=until))

    def _retire(self) -> None:
        with writing():
            for code in (GONE_NEAR, GONE_FAR):
                db.session.get_one(Division, code).retired_on = clock.today()

    def new_door(self, place: Place, number: int) -> str:
        """A door with somebody in it, whose telephone and identity numbers nobody shows whole by accident."""
        made = register(
            place.mark,
            place.code,
            f"{place.mark}{number}号",
            registered_on=clock.today() - timedelta(days=20),
            phone=f"1380000{len(self.doors):04}",
            id_number="110101199003077758",
            lat=LAT + 0.0001 * len(self.doors),
            lon=LON,
        )
        with writing():
            db.session.add(
                Resident(household_id=made, name=place.mark, relation="子", phone=f"1390000{len(self.doors):04}")
            )
        self.doors[str(made)] = place.code
        self.shown["door"].append((place.mark, place.code))
        return str(made)

    def _furnish(self, number: int, place: Place) -> None:
        has = place.things
        has["door"] = self.new_door(place, 1)
        if place.key.startswith("gone"):
            return
        has["asked"], has["excluded"] = self.new_door(place, 2), self.new_door(place, 3)
        cadre = {NEAR: "val", NEXT: "vera", FAR: "vic"}[place.code[:12]]
        self._visit(number, place, Phone(self.people[cadre], self.county))
        self._set_aside(place, Phone(self.people["val" if cadre == "vic" else "vic"], self.county))
        self._loose(place)
        has["exclusion"], has["asker"] = self.ask(cadre, has["asked"]), cadre
        has["in_force"] = self.ask(cadre, has["excluded"])
        approved = self.people["ada"].post(f"/exclusions/{has['in_force']}/approve")
        assert approved.status_code == 200, approved.text
        self._export(number, place)
        has["kept_ledger"] = str(keep(number, place.division, f"K{place.key}K", self.county.campaign_id))
        has["forgetting"] = orders.ask(self.people["ada"], has["door"])["id"]
        who = (self.ids["ada"], self.ids[place.helper])
        has["check_round"] = drawn_at(has, place.code[:12], self.county.campaign_id, who)
        self.shown["check"].append((has["check_round"], place.code[:12]))
        has["proposal"] = propose(place.code, f"N{place.key}N", self.ids[place.helper])
        self.shown["proposal"].append((f"N{place.key}N", place.code))
        has["case"] = report(self.people["ada"], place.code[:12], f"C{place.key}C")
        has["case_file"] = bring(self.people["ada"], place.code[:12], f"F{place.key}F")
        self.shown["case"] += [(f"C{place.key}C", place.code[:12]), (f"F{place.key}F", place.code[:12])]
        self._roster(place, "sam" if place.key == "parent" else cadre)
        has["worker"], has["account"] = self.ids[place.helper], self.ids[place.helper]
        has["session"] = self.people[place.helper].get("/sessions").json["items"][0]["id"]
        has["enrolled"] = enrolled(self.app, self.people["ada"], place.helper).device_id
        for code in (place.division, COUNTY):  # the audit log has a line about each
            self.people["ada"].get("/households", scope=code)

    def _export(self, number: int, place: Place) -> None:
        """A file that somebody took away, and one that somebody asks for."""
        about = {"scope": place.division, "campaign_id": self.county.campaign_id, "state": "uncovered", "rows": 9}
        helper = uuid.UUID(self.ids[place.helper])
        asked = ExportRequest(
            requested_by=helper, requested_at=clock.now(), phones=False, reason="", why="通报", **about
        )
        with writing():
            db.session.add(asked)
            db.session.add(
                Export(
                    number=number + 1, made_by=helper, made_at=clock.now(), username="x", name=f"X{place.key}X", role="village",
                    content="doors", format="csv", phones=False, reason="", sha256=f"{number:064}", seed=bytes(32), **about,
                )
            )  # fmt: skip
            db.session.flush()
            place.things["export_request"] = str(asked.id)
        self.shown["export"].append((f"X{place.key}X", place.division))
        self.shown["kept"].append((f"K{place.key}K", place.division))

    def _visit(self, number: int, place: Place, phone: Phone) -> None:
        signature, photo = png(number), png(100 + number)
        item = phone.taught(place.things["door"], signature, slip={"signer_name": place.mark}, photos=[sha256(photo)])
        item["schema_version"] = 2
        (verdict,) = phone.verdicts(item, blobs=(signature, photo))
        assert verdict["status"] == "created", verdict
        place.things |= {"visit": item["id"], "photo": sha256(photo), "signature": sha256(signature)}
        with writing():
            # As if it were on a neighbour's paper.
            other = PaperReading(visit_id=uuid.UUID(item["id"]), picture="other", typed="none", read_at=clock.now())
            db.session.add(other)

    def _set_aside(self, place: Place, stranger: Phone) -> None:
        review = stranger.taught(place.things["asked"], png(50), slip={"signer_name": place.mark})
        told = {"household_id": place.things["door"], "outcome": "vacant", "note": place.mark}
        verdicts = stranger.verdicts(review, stranger.event(json.dumps(told)), blobs=(png(50),))
        assert [verdict["status"] for verdict in verdicts] == ["needs_review", "quarantined"]
        items = self.people["ada"].get("/aside", scope=place.code, limit=500).json["items"]
        (kept,) = (one["id"] for one in items if one["kind"] == "quarantined" and one["householder"] == place.mark)
        place.things |= {"review": review["id"], "kept": kept}

    def _loose(self, place: Place) -> None:
        """What names no door at all lies where its author belongs."""
        phone = Phone(self.people[place.helper], self.county)
        phone.verdicts(phone.event(json.dumps({"note": f"L{place.key}L"})))
        seen = {one["id"] for one in self.people["ada"].get("/aside", limit=500).json["items"]}
        place.things["loose"] = (
            seen - {kept for other in self.places.values() for kept in other.things.values()}
        ).pop()
        self.shown["loose"].append((place.things["loose"], place.post))

    def ask(self, name: str, door_id: str) -> str:
        """Somebody's request for an exclusion."""
        photo = png(300)
        answer = ask(self.people[name], door_id, "demolished", photos=[sha256(photo)])
        assert self.people[name].put(f"/blobs/{sha256(photo)}", photo).status_code < 300
        assert answer.status_code == 201, answer.text
        return str(answer.json["id"])

    def _roster(self, place: Place, name: str) -> None:
        rows = workbook(HEADER, door(f"R{place.key}R", "9组9号", "", 联系电话="13800001111"), door("", "", ""))
        file = (io.BytesIO(rows), f"R{place.key}R.xlsx")
        answer = self.people[name].upload("/rosters", file=file, scope=place.division)
        assert answer.status_code == 202, answer.text
        wait_for(answer.json["id"])
        place.things |= {"roster": answer.json["id"], "uploader": name}
        self.shown["roster"].append((f"R{place.key}R", place.division))

    def _give_everybody_something(self) -> None:
        """A session beside the one they use, a picture, a file, and a request for an exclusion, each their own."""
        for number, one in enumerate(PEOPLE):
            here, other = self.people[one.name], Person(self.app, one.name)
            sessions = other.get("/sessions").json["items"]
            self.mine[one.name, "session"] = next(s["id"] for s in sessions if s["is_this"])
            self.mine[one.name, "this"] = next(s["id"] for s in here.get("/sessions").json["items"] if s["is_this"])
            if one.role in ("worker", "village"):
                here.put(f"/blobs/{sha256(png(200 + number))}", png(200 + number))
            self.mine[one.name, "blob"] = sha256(png(200 + number))
            if one.role != "worker":
                self.mine[one.name, "job"] = made(here)["id"]
            if one.role in ("station", "admin"):
                home = self.places["elsewhere" if one.name in ("sid", "abe") else "own"]
                self.mine[one.name, "proposal"] = propose(home.code, f"N{home.key}N", self.ids[one.name])
                self.mine[one.name, "exclusion"] = self.ask(one.name, self.new_door(home, 10 + number))
        walkers = [one for one in (*PEOPLE, *HELPERS) if one.role in ("worker", "village")]
        self.shown["walker"] = [(f"P{one.name}P", one.post) for one in walkers]
        phones = {self.ids[name]: name for name in self.ids}
        listed: list[dict[str, Any]] = self.people["ada"].get("/devices", limit=500).json["items"]
        posts = {one.name: one.post for one in (*PEOPLE, *HELPERS)}
        self.shown["phone"] = sorted({(f"P{phones[d['worker_id']]}P", posts[phones[d["worker_id"]]]) for d in listed})
