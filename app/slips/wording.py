"""Whether what was signed is what the notice says (pure)."""

from app.campaigns import notice
from app.slips.ways import WAYS

# Before there were ways a slip ended with the notice itself.
_WITHOUT_CLOSING = ("signed", "adult")


def follows(text: str, body: str, way: str) -> bool:
    """Whether a slip's text is its version of the notice, filled at some door, and the closing words of its way.

    A phone states whatever text it likes, and the seal holds that text: only this tells that it is the county's own.
    """
    ends = [f"\n\n{WAYS[way].closing}", *([""] if way in _WITHOUT_CLOSING else [])]
    return any(text.endswith(end) and notice.could_be(text[: len(text) - len(end)], body) for end in ends)
