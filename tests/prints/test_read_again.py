"""A kept reading of a paper slip's photo that somebody wrote over is named: by it a trace-back is sure, or is not."""

import pytest
from sqlalchemy import text, update

from app.blobs.models import Blob
from app.changes import writing
from app.check import disagreements
from app.db import db, rows_of
from app.prints import reading
from app.vault.sealed import Ciphertext
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png
from tests.prints.test_blank import handed_in, photo, scans, sheet_of

pytestmark = pytest.mark.one_database


def read_all() -> None:
    found = reading.read_some()
    with writing():
        reading.keep(found)


def written(statement: str) -> list[str]:
    db.session.execute(text(statement))
    db.session.commit()
    return list(disagreements())


@pytest.fixture
def visit(alice: Person, carol: Person, county: County) -> str:
    """At 王一's door, on the sheet of 李二."""
    (page,) = scans(sheet_of(carol, county.doors["李二"]))
    found = handed_in(Phone(alice, county), county.doors["王一"], photo(page))
    read_all()
    return found


@pytest.mark.parametrize("said", ["agrees", "unreadable", "none"])
def test_what_the_photo_says_is_read_once_more(visit: str, said: str):
    assert list(disagreements()) == []

    (fault,) = written(f"UPDATE paper_reading SET picture = '{said}'")
    assert fault == f"reading of visit {visit}: its photo and its code say otherwise"


def test_and_so_is_the_code_that_was_typed(visit: str):
    (fault,) = written("UPDATE paper_reading SET typed = 'agrees'")
    assert fault == f"reading of visit {visit}: its photo and its code say otherwise"


def test_a_photo_without_a_code_is_as_it_was_read(alice: Person, county: County):
    handed_in(Phone(alice, county), county.doors["王一"], png(3), "1")
    read_all()

    assert list(disagreements()) == []
    assert len(written("UPDATE paper_reading SET picture = 'agrees'")) == 1


def test_a_photo_that_does_not_open_is_named_as_that_and_ends_nothing(visit: str):
    db.session.execute(update(rows_of(Blob)).values(data=Ciphertext(b"x")))
    db.session.commit()

    lines = list(disagreements())
    assert any(line.endswith("not looked at, its bytes do not open") for line in lines)
    assert not any("say otherwise" in line for line in lines)
