"""How a file leaves: numbered, written whole to a temporary file, recorded, and only then sent under its Chinese name."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import IO

from flask import request

from app.audit import operations as audit
from app.exports import record
from app.exports.models import Export
from app.jobs.sending import handed_out
from app.people.session import refuse_cross_site

Transaction = Callable[[], AbstractContextManager[None]]
# Writes the file, and says how many rows it has.
Writer = Callable[[IO[bytes], Export], int]


def hand_out(number_it: Callable[[], Export], write: Writer, transaction: Transaction) -> Iterator[bytes]:
    """A file, piece by piece: numbered in one transaction (`number_it` may refuse), recorded as whole in another.

    What is not written whole, or cannot be recorded, does not leave, and takes up nothing of a day's allowance.
    """
    # The entry in the audit log goes with the second: only then is known what the file holds.
    audit.spare()
    # It changes the county's record, though it is a GET: no other site may have it done, and who asks for no body gets none.
    refuse_cross_site()
    if request.method == "HEAD":
        return iter(())
    with transaction():
        export = number_it()
        number = export.number
    with ExitStack() as on_the_way:
        on_the_way.callback(_forget, number, transaction)
        book = on_the_way.enter_context(tempfile.TemporaryFile())
        rows = write(book, export)
        with transaction():
            audit.take_along()
            audit.tell(export=number)
            record.finish(number, rows, _digest(book))
        on_the_way.pop_all()  # it leaves: handed_out closes it
    return handed_out(book)


def _forget(number: int, transaction: Transaction) -> None:
    """It was not written whole, or could not be recorded."""
    audit.spare()
    with transaction():
        record.drop(number)


def _digest(book: IO[bytes]) -> str:
    book.seek(0)
    return hashlib.file_digest(book, "sha256").hexdigest()  # type: ignore[arg-type]
