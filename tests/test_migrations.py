"""A county that was running before an update is whole after it."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app import clock, create_app
from app.blobs.models import BlobBringer
from app.campaigns import templates
from app.campaigns.calendar import Reporting
from app.campaigns.defaults import DEFAULTS
from app.campaigns.models import Campaign, NoticeTemplate
from app.campaigns.operations import current_template
from app.changes import backed_up, head, writing
from app.check import disagreements
from app.db import db
from app.households.counting import in_numbers
from app.households.models import Standing
from app.people.models import SignIn, User
from app.sync.models import Quarantine
from config import Config

PEOPLE = """
INSERT INTO user VALUES ('{0}1', 'walker', 'W', 'worker', '9911', 'salted-1', 1, '2026-11-22');
INSERT INTO user VALUES ('{0}2', 'cadre', 'C', 'village', '9911', 'salted-2', 1, '2026-11-22');
INSERT INTO user VALUES ('{0}3', 'chief', 'C', 'station', '9911', 'salted-3', 1, '2026-11-22');
INSERT INTO user VALUES ('{0}4', 'demo1', 'D', 'admin', '9911', 'printed', 1, '2026-11-22');
INSERT INTO user VALUES ('{0}5', 'demo2', 'D', 'worker', '9911', 'printed', 1, '2026-11-22');
INSERT INTO sign_in VALUES ('{1}1', '{0}1', '2026-11-22', '2099-01-01'), ('{1}2', '{0}2', '2026-11-22', '2099-01-01'),
  ('{1}3', '{0}3', '2026-11-22', '2099-01-01'), ('{1}4', '{0}4', '2026-11-22', '2099-01-01')
""".format("a" * 31, "b" * 63)
BODY = '{"a": 1}'
RAW = json.dumps({"id": "x", "device_seq": 2})
SHA = {name: hashlib.sha256(content.encode()).hexdigest() for name, content in (("body", BODY), ("raw", RAW))}
USER, DEVICE, EVENT, KEPT = (f"{n}" * 32 for n in range(1, 5))
# What the first release left in its tables: three changes, one of them an event, and one item in quarantine.
BEFORE = f"""
INSERT INTO user VALUES ('{USER}', 'alice', 'Alice', 'worker', '9911', 'x', 1, '2026-11-22');
INSERT INTO device VALUES ('{DEVICE}', '{USER}', '2026-11-22', '2026-11-22');
INSERT INTO change VALUES (1, 'division', '9911', '9911'), (2, 'household', 'h', '9911'), (3, 'campaign', 'c', '');
INSERT INTO event VALUES ('{EVENT}', '{DEVICE}', 1, 'visit', 1, '{USER}', '{BODY}', '{SHA["body"]}', '2026-11-22', 'created', 2);
INSERT INTO quarantine VALUES ('{KEPT}', 'x', '{DEVICE}', '{USER}', '2026-11-22', '{RAW}', '{SHA["raw"]}',
  'same_id_other_content', 'm');
UPDATE counter SET value = 3
"""


def test_phones_stay_signed_in_and_only_the_demo_goes_without_a_second_step():
    with TemporaryDirectory(prefix="qiaomen-") as folder:

        class OldCounty(Config):
            SQLALCHEMY_DATABASE_URI = f"sqlite:///{Path(folder) / 'county.db'}"

        with create_app(OldCounty).app_context():
            upgrade(revision="20261126")
            for statement in PEOPLE.split(";"):
                db.session.execute(text(statement))
            db.session.commit()

            upgrade()

            users = {user.id: user for user in db.session.query(User)}
            assert {user.username for user in users.values() if user.is_demo} == {"demo1", "demo2"}
            sessions = db.session.query(SignIn).all()
            assert {users[one.user_id].username for one in sessions} == {"walker", "cadre"}
            assert all(one.app == "phone" and one.is_whole and one.idle_until > clock.now() for one in sessions)
            db.session.rollback()
            downgrade(revision="20261126")
            db.engine.dispose()


def test_the_first_releases_history_is_chained_and_its_quarantine_numbered():
    with TemporaryDirectory(prefix="qiaomen-") as folder:

        class OldCounty(Config):
            SQLALCHEMY_DATABASE_URI = f"sqlite:///{Path(folder) / 'county.db'}"

        with create_app(OldCounty).app_context():
            upgrade(revision="20261122")
            for statement in BEFORE.split(";"):
                db.session.execute(text(statement))
            db.session.commit()

            upgrade()

            assert list(disagreements()) == []
            assert (head().seq, backed_up()) == (4, 0)
            kept = db.session.query(Quarantine).one()
            assert (kept.status, kept.receipt, kept.device_seq) == ("conflict", 4, 2)
            db.session.rollback()
            downgrade(revision="20261122")
            db.engine.dispose()


WHOSE = f"""
INSERT INTO user (id, username, name, role, scope, password_hash, is_active, created_at)
  VALUES ('{USER}', 'alice', 'Alice', 'worker', '9911', 'x', 1, '2026-11-22'),
         ('{EVENT}', 'bob', 'Bob', 'worker', '9911', 'x', 1, '2026-11-22');
INSERT INTO device (id, user_id, first_seen_at, last_seen_at, met, minted_seq, skews)
  VALUES ('{DEVICE}', '{USER}', '2026-11-22', '2026-11-22', 1, 0, '[]');
INSERT INTO blob (sha256, mime, size, received_at, author_id, data)
  VALUES ('signed', 'image/png', 1, '2026-11-22', '{USER}', 'x'), ('photo', 'image/png', 1, '2026-11-22', NULL, 'x');
INSERT INTO visit (id, campaign_id, household_id, worker_id, outcome, status, visited_at, earliest_at, latest_at, clock_off,
  device_time, received_at, receipt, withdrawal_reaches_back)
  VALUES ('{KEPT}', '{KEPT}', '{KEPT}', '{EVENT}', 'taught', 'accepted', '2026-11-22', '2026-11-22', '2026-11-22', 0, '',
          '2026-11-22', 1, 0);
INSERT INTO slip (visit_id, template_id, text, text_sha256, signer_name, signer_relation, strokes, signature_sha256)
  VALUES ('{KEPT}', '{KEPT}', '', '', '', 'self', '[]', 'signed');
INSERT INTO visit_photo (visit_id, sha256, place) VALUES ('{KEPT}', 'photo', 0);
INSERT INTO quarantine (id, event_id, device_id, author_id, received_at, raw, raw_sha256, status, code, message, receipt)
  VALUES ('{USER}', 'a', '{DEVICE}', '{USER}', '2026-11-22', '{json.dumps({"body": json.dumps({"household_id": KEPT})})}',
          'a', 'quarantined', 'c', 'm', 1),
         ('{EVENT}', 'b', '{DEVICE}', '{USER}', '2026-11-22', '{RAW}', 'b', 'quarantined', 'c', 'm', 1)
"""


def test_whose_bytes_they_are_and_which_door_is_named_is_known_of_what_came_before():
    with TemporaryDirectory(prefix="qiaomen-") as folder:

        class OldCounty(Config):
            SQLALCHEMY_DATABASE_URI = f"sqlite:///{Path(folder) / 'county.db'}"

        with create_app(OldCounty).app_context():
            upgrade(revision="20261127")
            db.engine.dispose()
            # By itself SQLite asks for no campaign and no door: these rows are enough.
            with closing(sqlite3.connect(Path(folder) / "county.db")) as bare:
                bare.executescript(WHOSE)

            upgrade()

            brought = {(one.sha256, one.user_id.hex) for one in db.session.query(BlobBringer)}
            assert brought == {("signed", USER), ("signed", EVENT), ("photo", EVENT)}
            named = {kept.event_id: kept.household_id for kept in db.session.query(Quarantine)}
            assert named == {"a": UUID(KEPT), "b": None}
            db.session.rollback()
            downgrade(revision="20261127")
            db.engine.dispose()


RUNNING = f"""
INSERT INTO user (id, username, name, role, scope, password_hash, is_active, created_at, is_demo)
  VALUES ('{USER}', 'erin', 'Erin', 'admin', '9911', 'x', 1, '2026-11-22', 0);
INSERT INTO campaign (id, name, starts_on, deadline_on, target_percent, counts_refusals, created_at)
  VALUES ('{KEPT}', '行动', '2026-11-01', '2026-12-31', 100, 0, '2026-11-01');
INSERT INTO notice_template (id, campaign_id, version, title, body, created_at)
  VALUES ('{EVENT}', '{KEPT}', 1, '告知单', '', '2026-11-01');
"""


def test_a_campaign_that_runs_already_gets_usual_phases_and_reporting_days():
    with TemporaryDirectory(prefix="qiaomen-") as folder:

        class OldCounty(Config):
            SQLALCHEMY_DATABASE_URI = f"sqlite:///{Path(folder) / 'county.db'}"

        with create_app(OldCounty).app_context():
            upgrade(revision="20261128")
            db.engine.dispose()
            with closing(sqlite3.connect(Path(folder) / "county.db")) as bare:
                bare.executescript(RUNNING)

            upgrade()

            campaign = db.session.query(Campaign).one()
            assert [str(phase.from_on) for phase in campaign.phases] == ["2026-11-01", "2027-01-01"]
            assert campaign.reporting == Reporting(5, "16:00", 5, "16:00")
            db.session.rollback()
            downgrade(revision="20261128")
            assert db.session.execute(text("SELECT name, deadline_on FROM campaign")).one() == ("行动", "2026-12-31")
            db.engine.dispose()


STANDINGS = f"""
INSERT INTO campaign (id, name, starts_on, deadline_on, target_percent, counts_refusals, created_at)
  VALUES ('{USER}', 'second', '2026-11-01', '2026-12-01', 100, 0, '2026-10-02'),
         ('{KEPT}', 'first', '2025-11-01', '2025-12-01', 100, 0, '2025-10-02');
INSERT INTO standing (household_id, campaign_id, from_on, until_on, division_code, kind, state)
  VALUES ('{EVENT}', '{USER}', '2026-02-28', '2026-11-22', '341825100200001', 'family', 'uncovered'),
         ('{EVENT}', '{USER}', '2026-11-22', '9999-12-31', '341825100200001', 'family', 'covered'),
         ('{EVENT}', '{KEPT}', '2024-02-29', '9999-12-31', '000000000000000', 'enterprise', 'excluded')
"""


def test_where_doors_stood_is_counted_in_numbers_as_if_it_had_been_written_so():
    with TemporaryDirectory(prefix="qiaomen-") as folder:

        class OldCounty(Config):
            SQLALCHEMY_DATABASE_URI = f"sqlite:///{Path(folder) / 'county.db'}"

        with create_app(OldCounty).app_context():
            upgrade(revision="20261128")
            db.engine.dispose()
            with closing(sqlite3.connect(Path(folder) / "county.db")) as bare:
                bare.executescript(STANDINGS)

            upgrade()

            numbers = {UUID(KEPT): 1, UUID(USER): 2}
            standings = db.session.query(Standing).all()
            assert len(standings) == 3
            for s in standings:
                told = {name: getattr(s, name) for name in ("counted_as", "from_day", "until_day")}
                number = numbers[s.campaign_id]
                assert told == in_numbers(number, s.division_code, s.kind, s.state, s.from_on, s.until_on)
            db.session.rollback()
            downgrade(revision="20261128")
            db.engine.dispose()


# The text that came with the program until then, and one of a county's own.
OURS = (Path(__file__).parent / "data/notices/until-20261129.txt").read_text()
NOTICES = f"""
INSERT INTO campaign (id, number, name, starts_on, drive_on, assessment_on, deadline_on, target_percent, weekday, weekly_at, month_day,
  monthly_at, counts_refusals, created_at)
  VALUES ('{KEPT}', 1, '行动', '2026-11-01', '2026-11-01', '2027-01-01', '2026-12-31', 100, 5, '16:00', 5, '16:00', 0, '2026-11-01');
INSERT INTO notice_template (id, campaign_id, version, title, body, created_at)
  VALUES ('{USER}', '{KEPT}', 1, '告知单', '{OURS}', '2026-11-01'), ('{EVENT}', '{KEPT}', 2, '告知单', '别信。', '2026-11-02')
"""


def test_a_notice_that_was_for_everybody_is_the_familys_and_is_never_edited_again():
    with TemporaryDirectory(prefix="qiaomen-") as folder:

        class OldCounty(Config):
            SQLALCHEMY_DATABASE_URI = f"sqlite:///{Path(folder) / 'county.db'}"

        with create_app(OldCounty).app_context():
            upgrade(revision="20261130c")
            db.engine.dispose()
            with closing(sqlite3.connect(Path(folder) / "county.db")) as bare:
                bare.executescript(NOTICES)

            upgrade()

            told = db.session.query(NoticeTemplate).order_by(NoticeTemplate.version).all()
            assert [(one.audience, one.version, one.body, one.worded_by) for one in told] == [
                ("family", 1, OURS, None),
                ("family", 2, "别信。", None),
            ]
            # Ours is known; of a county's own words nobody was asked what they teach about.
            assert [one.teaches for one in told] == [
                ["brushing", "loan", "investment", "impersonation_police", "refund"],
                [],
            ]
            # Whoever has no words of their own is given the family's.
            assert current_template(UUID(KEPT), "merchant").id == told[1].id
            with pytest.raises(DBAPIError, match="never edited"):
                db.session.execute(text("UPDATE notice_template SET body = 'x'"))
            db.session.rollback()
            with writing():
                templates.word(UUID(KEPT), "elderly", DEFAULTS["elderly"])
                templates.word(UUID(KEPT), "merchant", DEFAULTS["merchant"])
            downgrade(revision="20261130c")
            assert db.session.execute(text("SELECT count(*), count(DISTINCT version) FROM notice_template")).one() == (
                4,
                4,
            )
            db.session.execute(text("UPDATE notice_template SET body = 'x'"))
            db.session.rollback()
            db.engine.dispose()
