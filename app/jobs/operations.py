"""The life of a job: waiting, running, done, failed or cancelled; and whose it is."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, delete, func, or_, select, update

from app import clock, problems
from app.db import db, hold_names, insert_rows, new_id
from app.jobs import refusals
from app.jobs.kinds import KINDS, Ended, Order, Task
from app.jobs.models import OPEN, Job, JobPiece
from app.people.actor import Actor

# Of one person, waiting or running; the next has to wait for one of them.
MOST_OPEN = 5
# So often a job is begun again when its process stopped without a word.
MOST_TRIES = 3
SILENCE = timedelta(seconds=60)
PIECE = 1024 * 1024


def start(actor: Actor | None, order: Order) -> Job:
    """Note that a file is wanted; it is begun when this transaction is over. Raises too_many_jobs.

    Without an actor it is the county's own, made on its day.
    """
    assert order.kind in KINDS, f"no such kind of job: {order.kind}"
    sweep()
    if actor is not None:
        hold_names([f"jobs|{actor.id}"])
        if _open_of(actor.id) >= MOST_OPEN:
            raise refusals.too_many_jobs(MOST_OPEN)
    job = Job(
        made_by=actor and actor.id,
        username=actor.username if actor else "",
        role=actor.role if actor else "",
        scope=actor.scope if actor else order.place,
        created_at=clock.now(),
        **vars(order),
    )
    db.session.add(job)
    db.session.flush()
    return job


def get_own(actor: Actor, job_id: UUID) -> Job:
    """A job of the actor's, made as who they still are; anybody else's does not exist."""
    job = db.session.get(Job, job_id, populate_existing=True)
    if job is None or job.made_by != actor.id or (job.role, job.scope) != (actor.role, actor.scope):
        raise problems.not_found("这个文件")
    return job


def page(actor: Actor, before: UUID | None, limit: int) -> tuple[Sequence[Job], int]:
    """Somebody's jobs, newest first, and how many there are in all."""
    own = (Job.made_by == actor.id, Job.role == actor.role, Job.scope == actor.scope)
    total = db.session.scalar(select(func.count()).select_from(Job).where(*own)) or 0
    query = select(Job).where(*own).order_by(Job.id.desc()).limit(limit)
    if before is not None:
        query = query.where(Job.id < before)
    return db.session.scalars(query).all(), total


def is_stuck(job: Job) -> bool:
    """Whether nobody has it in hands: it waits, or its process stopped without a word."""
    return job.state == "waiting" or (job.state == "running" and (job.alive_until or job.created_at) < clock.now())


def has_file(job: Job) -> bool:
    """Whether its file is still there to be taken."""
    return job.state == "done" and (job.kept_until is None or job.kept_until > clock.now())


def shown(job: Job) -> dict[str, Any]:
    """A job, as the wire shows it."""
    columns = {column.name: getattr(job, column.name) for column in Job.__table__.columns}
    return {**columns, "has_file": has_file(job)}


def next_due() -> Job | None:
    """The job that has waited longest for somebody to take it in hands."""
    left_alone = and_(Job.state == "running", Job.alive_until < clock.now())
    due = select(Job).where(or_(Job.state == "waiting", left_alone), Job.kind.in_(KINDS))
    return db.session.scalars(due.order_by(Job.id).limit(1), execution_options={"populate_existing": True}).first()


def claim() -> Task | None:
    """Take the next job in hands, inside a transaction; None when somebody else was faster, or it has been tried enough."""
    job = next_due()
    if job is None:
        return None
    if job.tries >= MOST_TRIES:
        fail(task_of(job), refusals.job_interrupted())
        return None
    runner = new_id()
    taken = db.session.scalar(
        update(Job)
        .where(Job.id == job.id, Job.state == job.state, Job.runner.is_not_distinct_from(job.runner))
        .values(
            state="running",
            runner=runner,
            tries=job.tries + 1,
            done=0,
            started_at=clock.now(),
            alive_until=clock.now() + SILENCE,
        )
        .returning(Job.id)
    )
    if taken is None:
        return None
    _drop_pieces([job.id])
    return task_of(job, runner)


def task_of(job: Job, runner: UUID | None = None) -> Task:
    """The job for whoever does it, or gives it up."""
    of = (job.kind, job.params, job.place, job.made_by, job.username, job.role, job.scope, job.of, job.number)
    return Task(job.id, *of, runner=runner or job.runner)


def beat(task: Task, done: int) -> None:
    """Say how far it is, and by when there will be more to say. Raises Ended."""
    _must_go_on(task, done=done, alive_until=clock.now() + SILENCE)


def keep(task: Task, place: int, data: bytes) -> None:
    """Keep a piece of its file, sealed. Raises Ended."""
    _must_go_on(task, alive_until=clock.now() + SILENCE)
    insert_rows(JobPiece, [{"job_id": task.id, "place": place, "data": data}])


def finish(task: Task, size: int, sha256: str) -> None:
    """Its file is whole, and kept from now on. Raises Ended."""
    now, kept_for = clock.now(), KINDS[task.kind].kept_for
    _must_go_on(
        task,
        state="done",
        done=Job.of,
        finished_at=now,
        size=size,
        sha256=sha256,
        kept_until=kept_for and now + kept_for,
    )


def fail(task: Task, problem: problems.Problem) -> None:
    """Give it up, in words; what was reserved for it is free again. Nothing happens when it is in other hands."""
    try:
        _must_go_on(task, state="failed", finished_at=clock.now(), code=problem.code, message=problem.message)
    except Ended:
        return
    _drop_pieces([task.id])
    KINDS[task.kind].give_up(task)


def end(job: Job) -> None:
    """Cancel what is not done, or remove the file of what is."""
    ended = update(Job).where(Job.id == job.id).returning(Job.id)
    now = clock.now()
    if db.session.scalar(ended.where(Job.state.in_(OPEN)).values(state="cancelled", finished_at=now)):
        KINDS[job.kind].give_up(task_of(job))
    else:
        db.session.execute(ended.where(Job.state == "done").values(kept_until=now))
    _drop_pieces([job.id])


def pieces(job_id: UUID) -> Iterator[bytes]:
    """The file of a job that is done, piece by piece."""
    place = 0
    one = select(JobPiece.data).where(JobPiece.job_id == job_id)
    while (data := db.session.scalar(one.where(JobPiece.place == place))) is not None:
        yield data
        place += 1


def sweep() -> None:
    """Remove the files whose time is over, inside a transaction."""
    over = select(Job.id).where(Job.kept_until < clock.now())
    _drop_pieces(db.session.scalars(select(JobPiece.job_id).where(JobPiece.job_id.in_(over)).distinct()).all())


def past(before: datetime) -> Select[Any]:
    """Jobs that nobody needs to hear of any more, and files whose time is over; not what something else keeps."""
    old = and_(Job.created_at < before, Job.state.not_in(OPEN), or_(Job.state != "done", Job.kept_until < clock.now()))
    return select(Job.id).where(old)


def forget(ids: Sequence[UUID], _before: datetime | None = None) -> None:
    """Remove jobs, with their files."""
    _drop_pieces(ids)
    db.session.execute(delete(Job).where(Job.id.in_(ids)))


def _open_of(user_id: UUID) -> int:
    return db.session.scalar(select(func.count()).where(Job.made_by == user_id, Job.state.in_(OPEN))) or 0


def _must_go_on(task: Task, **values: Any) -> None:
    mine = (Job.id == task.id, Job.state == "running", Job.runner.is_not_distinct_from(task.runner))
    if db.session.scalar(update(Job).where(*mine).values(**values).returning(Job.id)) is None:
        raise Ended


def _drop_pieces(ids: Sequence[UUID]) -> None:
    if ids:
        db.session.execute(delete(JobPiece).where(JobPiece.job_id.in_(ids)))
