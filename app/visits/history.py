"""Everything about one door: who lives there, every knock with its slip, every exclusion."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select

from app import clock, problems
from app.blobs import operations as blobs
from app.blobs.models import Blob, BlobBringer
from app.campaigns.models import NoticeTemplate
from app.codes import NO_GRID, at_level
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import scope_of
from app.exclusions.queries import exclusions_of
from app.households.masking import mask_id_number, mask_numbers, mask_phone
from app.households.models import Resident
from app.households.operations import get_household
from app.households.plates import bound_to
from app.people.actor import Actor
from app.people.models import User
from app.slips.models import Slip
from app.slips.operations import slips_of
from app.slips.wording import follows
from app.visits import doors
from app.visits.doors import Door, Wanted
from app.visits.lessons import firms_of
from app.visits.models import Visit, VisitPhoto


def show_door(actor: Actor, household_id: UUID, campaign_id: UUID) -> tuple[Door | None, dict[str, Any]]:
    """The door as lists show it (None when it is off the register today), and its whole history."""
    scope = scope_of(actor)
    household = get_household(household_id, scope)
    wanted = Wanted(campaign_id, scope, clock.today())
    listed = doors.these([household_id], wanted)
    return (
        listed[0] if listed else None,
        {
            "note": mask_numbers(household.note),
            "id_number_masked": mask_id_number(household.id_number),
            "registered_on": household.registered_on,
            "path": path_of(household.division_code),
            "residents": _residents(household_id, actor),
            "visits": visits_of(household_id),
            "exclusions": exclusions_of(household_id),
        },
    )


def path_of(division_code: str) -> list[Division]:
    """The divisions from the county down to where a door stands."""
    codes = [at_level(division_code, level) for level in ("county", "town", "village")]
    if not division_code.endswith(NO_GRID):
        codes.append(division_code)
    found = {d.code: d for d in db.session.scalars(select(Division).where(Division.code.in_(codes)))}
    return [found[code] for code in codes if code in found]


def visits_of(household_id: UUID) -> list[dict[str, Any]]:
    """Every knock on a door, newest first, each with its slip."""
    newest_first = (Visit.visited_at.desc(), Visit.id.desc())
    return show_visits(
        list(db.session.scalars(select(Visit).where(Visit.household_id == household_id).order_by(*newest_first)))
    )


def show_visits(visits: list[Visit]) -> list[dict[str, Any]]:
    """Visits with the people and the slips they belong to, as the wire shows them."""
    ids = [visit.id for visit in visits]
    slips, photos, firms = slips_of(ids), photos_of(ids), firms_of(ids)
    templates = {t.id: t for t in db.session.scalars(select(NoticeTemplate))}
    plates = bound_to({visit.household_id for visit in visits if visit.plate})
    people = {person for visit in visits for person in (visit.worker_id, visit.withdrawn_by) if person}
    names = dict(db.session.execute(select(User.id, User.name).where(User.id.in_(people))).tuples().all())
    return [
        {
            **{column.name: getattr(visit, column.name) for column in Visit.__table__.columns},
            "plate": visit.plate and ("own" if plates.get(visit.household_id) == visit.plate else "another"),
            "note": mask_numbers(visit.note),
            "worker_name": names[visit.worker_id],
            "withdrawn_by_name": names.get(visit.withdrawn_by) if visit.withdrawn_by else None,
            "firm": firms.get(visit.id),
            "photos": photos.get(visit.id, []),
            "slip": _slip(slips.get(visit.id), templates),
        }
        for visit in visits
    ]


def photos_of(visit_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The photos of these visits whose bytes their workers brought, by visit."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = db.session.execute(
        select(VisitPhoto.visit_id, VisitPhoto.sha256)
        .join(Visit, Visit.id == VisitPhoto.visit_id)
        .join(BlobBringer, and_(BlobBringer.sha256 == VisitPhoto.sha256, BlobBringer.user_id == Visit.worker_id))
        .where(VisitPhoto.visit_id.in_(visit_ids))
        .order_by(VisitPhoto.visit_id, VisitPhoto.place)
    )
    for visit_id, sha256 in rows:
        found[visit_id].append(sha256)
    return found


def photo_of(visit: Visit, sha256: str) -> Blob:
    """One photo of a visit; raises when it has none of that name or its bytes have not come yet."""
    if sha256 not in photos_of([visit.id]).get(visit.id, []):
        raise problems.not_found("这张照片")
    return blobs.get(sha256, visit.worker_id)


def _slip(slip: Slip | None, templates: dict[UUID, NoticeTemplate]) -> dict[str, Any] | None:
    if slip is None:
        return None
    return {
        "signer_name": slip.signer_name,
        "signer_relation": slip.signer_relation,
        "text": slip.text,
        "title": templates[slip.template_id].title,
        "audience": templates[slip.template_id].audience,
        "template_version": templates[slip.template_id].version,
        "follows": None if slip.is_empty else follows(slip.text, templates[slip.template_id].body, slip.way),
        "complete": slip.completed_at is not None,
        "way": slip.way,
        "reason": slip.reason,
        "picture_sha256": slip.picture_sha256,
        "forgotten": slip.is_empty,
    }


def _residents(household_id: UUID, actor: Actor) -> list[dict[str, Any]]:
    found = db.session.scalars(select(Resident).where(Resident.household_id == household_id).order_by(Resident.id))
    return [
        {
            "name": resident.name,
            "relation": resident.relation,
            "phone": resident.phone if actor.sees_phones else mask_phone(resident.phone),
            "id_number_masked": mask_id_number(resident.id_number),
        }
        for resident in found
    ]


def picture_of(visit: Visit) -> Blob:
    """The picture that a visit's slip stands on; raises when it has none or its bytes have not come yet."""
    slip = slips_of([visit.id]).get(visit.id)
    return blobs.get((slip and slip.picture_sha256) or "", visit.worker_id)
