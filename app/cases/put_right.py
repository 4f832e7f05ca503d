"""The marks of a visit in words: of what the office put right, who did it, when, and what its phone had said (pure)."""

from collections.abc import Iterator

from app import clock
from app.cases.answer import Knock, Placed
from app.cases.words import MARKS, UNREAD
from app.exports.lists import OUTCOMES
from app.households.masking import mask_numbers


def marked(visit: Placed, note: str | None, by_name: str | None) -> Iterator[dict[str, str]]:
    """Each with what it says; `note` is the visit's as it is filed."""
    knock = visit.knock
    own = {
        "by": by_name or "—",
        "at": f"{clock.local(knock.decided_at):%Y-%m-%d %H:%M}" if knock.decided_at else "—",
        "was": OUTCOMES.get(knock.outcome_was or "", UNREAD),
        "now": OUTCOMES[knock.outcome],
        "note": mask_numbers(note) or "",
    }
    for mark in (*visit.marks, *(["note_changed"] if is_offices_note(knock, note) else [])):
        yield {"mark": mark, "said": MARKS[mark].format(**own)}


def phones_note(knock: Knock, note: str | None) -> str | None:
    """What its phone noted; what the office wrote instead is no note of the visit."""
    return knock.note_was or None if is_offices_note(knock, note) else note


def is_offices_note(knock: Knock, note: str | None) -> bool:
    """Whether the note as it is filed is not what its phone had sent."""
    return knock.note_was is not None and bool(note) and note != knock.note_was
