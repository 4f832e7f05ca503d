"""Of whatever comes as a picture a browser gets a picture and nothing else, or a sentence; the original is kept as it came."""

import io
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from app.blobs.models import Blob
from app.blobs.pictures import MOST_PIXELS
from app.db import db
from tests.blobs.hostile import NO_PICTURES, PICTURES, SCRIPT, SECRET
from tests.county import County
from tests.memory import peak_of
from tests.person import Person
from tests.phone import Phone, png, sha256

REFUSED = {"picture_unreadable", "picture_too_large"}
SHOW = """
from app.blobs import pictures
from app.problems import Problem
outcome = {}
for file in sorted(Path(sys.argv[1]).iterdir()):
    try:
        outcome[file.name] = pictures.shown(file.read_bytes())[1]
    except Problem as problem:
        outcome[file.name] = problem.code
"""


def _shown(alice: Person, carol: Person, county: County, data: bytes):
    """As the office sees what a phone handed in as a signature."""
    phone = Phone(alice, county)
    assert alice.put(f"/blobs/{sha256(data)}", data).status_code == 201
    visit = phone.taught(county.doors["王一"], data)
    (verdict,) = phone.verdicts(visit)
    assert verdict["status"] == "created"
    return carol.get(f"/visits/{visit['id']}/signature")


def test_there_are_fifty():
    assert len(PICTURES) >= 50


@pytest.mark.parametrize("name", PICTURES)
def test_it_is_harmless_or_refused_and_kept_as_it_came(alice: Person, carol: Person, county: County, name: str):
    data = PICTURES[name]()

    answer = _shown(alice, carol, county, data)

    if answer.status_code == 200:
        _must_be_harmless(answer.data, answer.mimetype)
    else:
        assert (answer.status_code, answer.json["code"] in REFUSED) == (422, True), answer.text
        assert "原件" in answer.json["message"]
    db.session.rollback()
    assert db.session.scalar(select(Blob.data).where(Blob.sha256 == sha256(data))) == data


def _must_be_harmless(shown: bytes, mimetype: str) -> None:
    with Image.open(io.BytesIO(shown), formats=("PNG", "JPEG")) as picture:
        picture.load()
        assert max(picture.size) <= MOST_PIXELS
        assert mimetype == f"image/{str(picture.format).lower()}"
        assert not picture.getexif()
        assert not {"comment", "icc_profile", "exif", "Comment"} & set(picture.info)
        assert getattr(picture, "n_frames", 1) == 1
    assert not any(word in shown for word in (SCRIPT, SECRET, b"PK\x03\x04", b"<svg", b"<html"))


def test_all_of_them_stay_under_two_hundred_megabytes(tmp_path: Path):
    for number, make in enumerate(PICTURES.values()):
        (tmp_path / f"{number:02d}").write_bytes(make())

    outcome, peak = peak_of(SHOW, str(tmp_path))

    assert len(outcome) == len(PICTURES)
    assert peak < 200


@pytest.mark.parametrize("name", NO_PICTURES)
def test_what_does_not_begin_like_a_picture_does_not_get_in(alice: Person, county: County, name: str):
    data = NO_PICTURES[name]()

    assert alice.put(f"/blobs/{sha256(data)}", data).json["code"] == "blob_not_an_image"


def test_a_picture_stands_upright_without_the_note_that_says_so(alice: Person, carol: Person, county: County):
    answer = _shown(alice, carol, county, PICTURES["lying on its side"]())

    with Image.open(io.BytesIO(answer.data)) as picture:
        assert picture.size == (48, 64)


def test_a_good_one_looks_the_same(alice: Person, carol: Person, county: County):
    with (
        Image.open(io.BytesIO(_shown(alice, carol, county, png(3)).data)) as seen,
        Image.open(io.BytesIO(png(3))) as original,
    ):
        assert seen.convert("L").tobytes() == original.tobytes()
