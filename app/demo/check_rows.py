"""A spot check that is open in the demo county, so that a newcomer's phone has doors to ask at and the desk a round to look at."""

from app import clock
from app.campaigns.operations import current_campaign
from app.checks import operations
from app.checks.covered import covered_in
from app.checks.operations import Wanted
from app.demo.crew import Crew, Member
from app.divisions.operations import get_division
from app.divisions.scope import scope_under
from app.people.actor import Actor

# The first printed worker asks where the second one walks; the station of both has drawn.
_CHECKER, _WALKER = "worker1", "worker2"
_COARSE = 20


def store(crew: Crew) -> int:
    """Draw it as the desk does; answers how many doors are asked at: none where none is covered yet."""
    by_name = {member.username: member for member in crew.members}
    checker, village_code = by_name[_CHECKER], by_name[_WALKER].scope
    campaign = current_campaign()
    if not covered_in(campaign, village_code, clock.today()).visits:
        return 0
    station = next(member for member in crew.members if member.id == crew.station_of[f"{village_code[:9]}000"])
    scope = scope_under(station.scope)
    wanted = Wanted(_COARSE, by_risk=0, checker_id=checker.id)
    return operations.draw(_acting(station), scope, get_division(village_code, scope), campaign, wanted).asks


def _acting(member: Member) -> Actor:
    return Actor(**vars(member), expires_at=clock.now())
