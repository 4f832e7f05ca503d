"""The county's own form of a ledger: taken away, brought back, looked at and used."""

import io
from contextlib import closing
from functools import partial
from typing import Any

from flask import Response
from flask_smorest import Blueprint
from werkzeug.datastructures import FileStorage

from app.audit import actions
from app.audit import operations as audit
from app.bodies import MB, up_to
from app.changes import writing
from app.jobs.sending import BINARY, XLSX, download
from app.ledgers import refusals, template_sheet, templates
from app.ledgers.definitions import LEDGERS
from app.ledgers.routes import LEDGER
from app.ledgers.schemas import LedgerTemplateQuerySchema, LedgerTemplateSchema
from app.people.session import Actor, allow
from app.rosters.schemas import FileSchema

blp = Blueprint("ledger_templates", __name__, url_prefix="/api/v1", description="The county's own forms of ledgers")

MOST_MB = 1


@blp.get(f"/ledger-templates/{LEDGER}")
@allow(audits=actions.SHOW_LEDGER_TEMPLATE)
@blp.arguments(LedgerTemplateQuerySchema, location="query")
@blp.response(200, LedgerTemplateSchema)
def show_template(_actor: Actor, query: dict[str, Any], ledger: str) -> dict[str, Any]:
    """Say how a ledger is laid out, by the version in use or another, and which versions there are."""
    return _shown(ledger, query["version"])


@blp.get(f"/ledger-templates/{LEDGER}.xlsx")
@allow(audits=actions.SHOW_LEDGER_TEMPLATE)
@blp.arguments(LedgerTemplateQuerySchema, location="query")
@blp.response(200, content_type=XLSX, schema=BINARY)
def download_template(_actor: Actor, query: dict[str, Any], ledger: str) -> Response:
    """Take the sheet away to edit it: of the version in use, or another (0: ours)."""
    book, of = io.BytesIO(), LEDGERS[ledger]
    template_sheet.write(book, of, templates.layout_of(ledger, query["version"]))
    return download([book.getvalue()], XLSX, f"{of.name}样表", "xlsx")


@blp.post(f"/ledger-templates/{LEDGER}")
@allow(audits=actions.UPLOAD_LEDGER_TEMPLATE)
@up_to((MOST_MB + 1) * MB, partial(refusals.ledger_template_too_large, MOST_MB))
@blp.arguments(FileSchema, location="files")
@blp.response(201, LedgerTemplateSchema)
def upload_template(actor: Actor, files: dict[str, FileStorage], ledger: str) -> dict[str, Any]:
    """Bring an edited sheet back: it is read and kept as a new version, which is not in use yet."""
    with closing(files["file"]) as file:
        data = file.read()
    if len(data) > MOST_MB * MB:
        raise refusals.ledger_template_too_large(MOST_MB)
    layout = template_sheet.read(LEDGERS[ledger], data)
    with writing():
        version = templates.keep(ledger, layout, actor.id)
        audit.tell(content=ledger, version=version)
    return _shown(ledger, version)


@blp.put(f"/ledger-templates/{LEDGER}/<int(max=2147483647):version>")
@allow(audits=actions.USE_LEDGER_TEMPLATE)
@blp.response(200, LedgerTemplateSchema)
def use_template(actor: Actor, ledger: str, version: int) -> dict[str, Any]:
    """Lay a ledger out by a version from now on; 0 is ours."""
    with writing():
        templates.use(ledger, version, actor.id)
        audit.tell(content=ledger, version=version)
    return _shown(ledger, version)


def _shown(ledger: str, version: int | None) -> dict[str, Any]:
    using = templates.in_use(ledger)
    version = using if version is None else version
    layout = templates.layout_of(ledger, version)
    return {
        "ledger": ledger,
        "version": version,
        "in_use": using,
        "title": layout.title,
        "head": layout.head,
        "foot": layout.foot,
        "columns": template_sheet.fields_of(layout.columns),
        "versions": templates.versions(ledger),
    }
