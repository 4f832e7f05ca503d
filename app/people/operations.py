"""Making accounts, and what opens and closes them."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select

from app import clock, problems
from app.db import db
from app.people import device_keys, known_browsers, passwords, second_step, sign_ins
from app.people.models import User
from app.problems import Problem


def create_user(*, username: str, password: str, name: str, role: str, scope: str, is_demo: bool = False) -> User:
    """Add an account; its scope is a division code."""
    if find_user(username):
        raise problems.username_taken(username)
    user = User(
        username=username,
        name=name,
        role=role,
        scope=scope,
        password_hash=passwords.keep(password, username),
        is_demo=is_demo,
        created_at=clock.now(),
    )
    db.session.add(user)
    db.session.flush()
    return user


def set_password(user: User, password: str, *, but: UUID | None = None) -> None:
    """Give somebody a new password, and end all their sign-ins (or all but one)."""
    user.password_hash = passwords.keep(password, user.username)
    # Nobody can read this one anywhere.
    user.is_demo = False
    db.session.flush()
    sign_ins.end_all(user.id, but=but)
    known_browsers.forget_all(user.id)


def close(user: User) -> int:
    """Close an account, with all its sign-ins and phones; answers how many phones. Opening it brings none of them back."""
    user.is_active = False
    db.session.flush()
    sign_ins.end_all(user.id)
    return device_keys.end_all_of(user.id)


def reset_second_step(user: User) -> None:
    """Somebody lost their authenticator: the next sign-in enrols a new one."""
    second_step.reset(user.id)
    sign_ins.end_all(user.id)


def find_user(username: str) -> User | None:
    """The account of that name, or None."""
    return db.session.scalars(select(User).where(User.username == username)).one_or_none()


def get_by_name(username: str) -> User:
    """The account of that name, or the problem that there is none."""
    user = find_user(username)
    if user is None:
        raise problems.not_found(f"账号 {username}")
    return user


def check_password(username: str, password: str) -> User:
    """The active account that these words open; the same refusal for every other case."""
    user = find_user(username)
    is_right = passwords.is_right(user.password_hash if user else None, password)
    if user is None or not is_right or not user.is_active:
        raise problems.sign_in_failed()
    return user


def check_password_of(username: str, password: str, wrong: Callable[[], Problem]) -> User:
    """The account, which is known already, by a session or a code; raises `wrong` unless these words open it."""
    user = get_by_name(username)
    if not passwords.is_right(user.password_hash, password):
        raise wrong()
    return user


def list_users(scope_prefix: str, role: str | None) -> list[User]:
    """Active accounts whose scope lies under a division, by name."""
    query = select(User).where(User.is_active, User.scope.startswith(scope_prefix)).order_by(User.name)
    if role:
        query = query.where(User.role == role)
    return list(db.session.scalars(query))


def get_user(user_id: UUID) -> User:
    """The account, or the problem that there is none."""
    user = db.session.get(User, user_id)
    if user is None:
        raise problems.not_found("这个账号")
    return user
