"""What an answer says, whatever it is written as."""

import io
import zipfile

from werkzeug.test import TestResponse

from tests.paper.reading import texts


def text_of(answer: TestResponse) -> str:
    """All that an answer says in words, also inside a workbook and on paper; a tile has none."""
    if answer.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
            return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    if answer.data.startswith(b"%PDF"):
        return "".join(texts(answer.data))
    silent = answer.mimetype.startswith("image/") or answer.mimetype == "application/vnd.mapbox-vector-tile"
    return "" if silent else answer.text
