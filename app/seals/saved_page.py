"""The verification page as one file that needs no network: its script, its style and the county's keys in one page."""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from string import Template

from app import problems
from app.seals import resident
from app.seals.models import SlipKey
from app.seals.resident_schemas import SlipKeySchema
from app.seals.spans import spans

_PAGE = Template((Path(__file__).parents[1] / "pages" / "saved.html").read_text(encoding="utf-8"))


def saved_page(static_dist: Path, keys: Sequence[SlipKey]) -> str:
    """The page, of its built parts and these keys; it may run its own script and style, and load nothing. Raises not_built."""
    parts = static_dist / "verify" / "saved"
    if not parts.is_dir():
        raise problems.not_built()
    script = _kept_open((parts / "page.js").read_text(encoding="utf-8"))
    style = (parts / "page.css").read_text(encoding="utf-8")
    return _PAGE.substitute(
        keys=_keys(keys),
        script=script,
        script_sha256=_digest(script),
        style=style,
        style_sha256=_digest(style),
    )


def _keys(keys: Sequence[SlipKey]) -> str:
    items = SlipKeySchema(many=True).dump(spans(keys))
    return json.dumps({"county": resident.county_name(), "items": items}, ensure_ascii=False).replace("<", "\\u003c")


def _kept_open(script: str) -> str:
    """These two would end the element, or hide its end; they stand in texts of the script, which stay the same."""
    return re.sub(r"<(?=/script|!--)", r"\\x3c", script, flags=re.IGNORECASE)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
