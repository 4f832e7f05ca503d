"""Whether the words that were signed are the notice's own: filled at any door they are, and with one letter otherwise they are not."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.campaigns.defaults import DEFAULTS
from app.campaigns.notice import BLANKS, Door, fill
from app.slips.ways import WAYS
from app.slips.wording import follows

pytestmark = pytest.mark.one_database

LETTERS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40)
DOORS = st.builds(
    Door,
    householder=LETTERS,
    address=LETTERS,
    village=LETTERS,
    worker=LETTERS,
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
)
BODIES = st.sampled_from([wording.body for wording in DEFAULTS.values()])
# Whatever somebody may word: blanks anywhere, twice, next to each other, and braces that are none.
PARTS = [*(f"{{{name}}}" for name in BLANKS), "户", "：", "\n", "{police}", "(.*)", "$"]
WORDED = st.lists(st.sampled_from(PARTS), max_size=12).map("".join)


@settings(max_examples=600, deadline=None)
@given(BODIES | WORDED, DOORS, st.sampled_from(sorted(WAYS)))
def test_filled_at_any_door_it_follows(body: str, door: Door, way: str):
    assert follows(f"{fill(body, door)}\n\n{WAYS[way].closing}", body, way)
    # Before there were ways, a slip ended with its notice.
    assert follows(fill(body, door), body, "signed")


@settings(max_examples=600, deadline=None)
@given(BODIES, DOORS, st.sampled_from(sorted(WAYS)), st.data())
def test_with_one_letter_otherwise_it_does_not(body: str, door: Door, way: str, data: st.DataObject):
    """A letter of the notice's own, that is: what a blank was filled with is not held against anything."""
    empty = Door("", "", "", door.day, "")
    text = f"{fill(body, empty)}\n\n{WAYS[way].closing}"
    lines = body.split("\n")
    place = data.draw(st.integers(0, len(text) - 1))
    line = text[:place].count("\n")
    if line < len(lines) and "{" in lines[line]:
        return
    other = text[:place] + "某" + text[place + 1 :]

    assert follows(other, body, way) == (other == text)


def test_a_blank_holds_one_line_and_a_day_a_day():
    assert follows("王一户：\n李二", "{householder}户：\n{worker}", "signed")
    assert not follows("王\n一户", "{householder}户", "signed")
    assert not follows("昨天", "{day}", "signed")
    assert not follows("长" * 201, "{householder}", "signed")
    # Another way's closing words are not this one's, and a slip of one of the new ways has its own.
    assert not follows(f"王一\n\n{WAYS['mark'].closing}", "{householder}", "paper")
    assert not follows("王一", "{householder}", "mark")


def test_a_text_that_nearly_fits_in_very_many_ways_takes_no_longer():
    """Tried in all of them, this one would take days."""
    line = "户" * 7_000
    assert not follows(line + "x", "户{householder}户" * 100, "signed")
    assert follows(line, "户{householder}户" * 100, "signed")
