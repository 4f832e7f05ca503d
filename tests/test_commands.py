"""The `flask` commands, as an operator runs them."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete

from app.campaigns.defaults import DEFAULTS
from app.db import db
from app.divisions.models import Division
from app.households.models import Standing
from tests.county import COUNTY, County
from tests.person import Person

pytestmark = pytest.mark.one_database

DIVISIONS = Path(__file__).parents[1] / "app/demo/data/341825-jingde.csv"


def flask(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=list(arguments))


def test_divisions_come_in_and_change_nothing_the_second_time(app: Flask):
    first = flask(app, "import-divisions", str(DIVISIONS))
    again = flask(app, "import-divisions", str(DIVISIONS))

    assert first.exit_code == again.exit_code == 0
    assert db.session.query(Division).filter_by(level="village").count() == 68
    assert "79" in first.output  # 1 county, 10 towns, 68 villages
    assert first.output != again.output


def test_a_dry_run_writes_nothing(app: Flask):
    assert flask(app, "import-divisions", str(DIVISIONS), "--dry-run").exit_code == 0

    assert db.session.query(Division).count() == 0


def test_a_file_that_is_no_edition_is_refused_in_words(app: Flask, tmp_path: Path):
    file = tmp_path / "no.csv"
    file.write_text("姓名,地址\n王一,桥东村\n")

    result = flask(app, "import-divisions", str(file))

    assert result.exit_code == 1
    assert "区划文件" in result.output


def test_an_account_needs_a_division_that_exists(app: Flask, county: County):
    person = ("--username", "gina", "--name", "姬娜", "--role", "village", "--password", "correct-horse")

    refused = flask(app, "create-user", *person, "--scope", "000000000000")
    made = flask(app, "create-user", *person, "--scope", COUNTY)

    assert (refused.exit_code, made.exit_code) == (1, 0)
    assert Person(app, "gina").get("/coverage").status_code == 200


def test_a_new_password_ends_every_sign_in(app: Flask, county: County, dora: Person):
    result = flask(app, "set-password", "--username", "dora", "--password", "another-horse")

    assert result.exit_code == 0
    assert dora.get("/session").json["code"] == "signed_out"


def test_a_new_campaign_starts_with_every_door_uncovered(app: Flask, county: County, dora: Person):
    result = flask(app, "start-campaign", "--name", "春季行动", "--from", "2026-03-01", "--until", "2026-04-01")

    assert result.exit_code == 0
    assert dora.get("/campaigns").json["items"][0]["name"] == "春季行动"
    assert dora.get("/coverage").json["total"]["uncovered"] == 4


def test_a_county_begins_with_its_own_words_and_says_what_they_teach(
    app: Flask, county: County, dora: Person, tmp_path: Path
):
    notice = tmp_path / "告知单.txt"
    notice.write_text("致各家各户\r\n{householder}：接 96110，打 110。\n", encoding="utf-8")
    words = ("--name", "春季行动", "--from", "2026-03-01", "--until", "2026-04-01", "--notice", str(notice))

    untold = flask(app, "start-campaign", *words)
    told = flask(app, "start-campaign", *words, "--teaches", "loan", "--teaches", "brushing")

    assert (untold.exit_code, told.exit_code) == (2, 0)
    assert "--teaches" in untold.output
    family, merchant = dora.get("/campaigns").json["items"][0]["templates"][:2]
    assert (family["title"], family["body"]) == ("致各家各户", "{householder}：接 96110，打 110。")
    assert (family["teaches"], merchant["title"]) == (["brushing", "loan"], DEFAULTS["merchant"].title)


def test_check_finds_nothing_and_then_what_was_tampered_with(app: Flask, county: County):
    sound = flask(app, "check")
    db.session.execute(delete(Standing).where(Standing.household_id == county.doors["王一"]))
    db.session.commit()
    broken = flask(app, "check")

    assert (sound.exit_code, broken.exit_code) == (0, 1)
    assert str(county.doors["王一"]) in broken.output


@pytest.mark.parametrize("name", ["seed-demo", "import-roster", "import-outlines", "draw-outlines", "prepare"])
def test_every_command_says_what_it_is_for(app: Flask, name: str):
    assert len(flask(app, name, "--help").output.splitlines()) > 3
