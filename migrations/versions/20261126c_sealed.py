"""what a stolen database must not give away: data keys, sealed columns, and the indexes of numbers

In place and both ways. Old rows leave nothing behind in the database: SQLite overwrites what it frees, PostgreSQL
writes each table anew. Older backups still hold it in clear, and are the operator's to destroy.
"""

import base64
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from flask import current_app

from app.vault import key_file
from app.vault.binding import row_key
from app.vault.keyring import keyring


revision = '20261126c'
down_revision = '20261126b'
branch_labels = None
depends_on = None

_ID, _ROWS = {'id': sa.Uuid()}, 200
_TEXT, _STRING, _JSON, _BYTES = sa.Text(), sa.String(), sa.JSON(), sa.LargeBinary()
# Table, its key, and its columns with the type they had.
_SEALED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    'household': (_ID, {'phone': _STRING, 'id_number': _STRING, 'note': _STRING}),
    'resident': (_ID, {'phone': _STRING, 'id_number': _STRING}),
    'exclusion': (_ID, {'evidence': _STRING}),
    'visit': (_ID, {'note': _STRING}),
    'event': (_ID, {'body': _TEXT}),
    'quarantine': (_ID, {'raw': _TEXT}),
    'slip': ({'visit_id': sa.Uuid()}, {'text': _TEXT, 'strokes': _TEXT}),
    'second_step': ({'user_id': sa.Uuid()}, {'secret': _STRING}),
    'blob': ({'sha256': sa.String()}, {'data': _BYTES}),
    'blob_part': ({'sha256': sa.String(), 'author_id': sa.Uuid(), 'at': sa.Integer()}, {'data': _BYTES}),
    'roster_row': (
        {'roster_id': sa.Uuid(), 'row_no': sa.Integer()},
        {'reason': _STRING, 'phone': _STRING, 'cells': _JSON, 'door': _JSON},
    ),
}
_NULLABLE = {'phone', 'id_number', 'note', 'door'}
_INDEXED = ('phone', 'id_number')
# Alembic does not see these when it builds a SQLite table anew.
_CHECKS = {
    'household': {'kind_known': "kind IN ('family', 'merchant', 'enterprise')"},
    'exclusion': {
        'state_known': "state IN ('requested', 'approved', 'refused')",
        'reason_known': "reason IN ('vacant', 'registered_only', 'away', 'lives_elsewhere', 'demolished', 'moved_out')",
        'approver_is_not_requester': 'decided_by IS NULL OR decided_by <> requested_by',
    },
    'visit': {
        'outcome_known': "outcome IN ('taught', 'no_answer', 'refused', 'moved', 'vacant')",
        'status_known': "status IN ('accepted', 'needs_review', 'refused')",
    },
    'quarantine': {'resolution_known': "resolution IN ('accepted', 'refused')"},
    'roster_row': {'verdict_known': "verdict IN ('new', 'changed', 'same', 'merge', 'bad', 'skipped')"},
}


def upgrade() -> None:
    _overwrite_what_is_freed()
    op.create_table(
        'data_key',
        sa.Column('id', sa.String(length=8), nullable=False),
        sa.Column('cipher', sa.String(), nullable=False),
        sa.Column('wrapped', sa.LargeBinary(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('retired_at', sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_data_key')),
    )
    _make_key()
    for table in ('household', 'resident'):
        for name in _INDEXED:
            op.add_column(table, sa.Column(f'{name}_index', sa.LargeBinary(), nullable=True))
            op.create_index(op.f(f'ix_{table}_{name}_index'), table, [f'{name}_index'])
    for table in _SEALED:
        _seal(table)


def downgrade() -> None:
    _overwrite_what_is_freed()
    for table in _SEALED:
        _open(table)
    for table in ('household', 'resident'):
        for name in _INDEXED:
            op.drop_index(op.f(f'ix_{table}_{name}_index'), table)
            op.drop_column(table, f'{name}_index')
    op.drop_table('data_key')


def _make_key() -> None:
    """A county with people in it gets its data key now; an empty one with `flask make-key`, where that comes later."""
    path = current_app.config['DATA_KEY_FILE']
    if path.exists() or any(op.get_bind().scalar(sa.text(f'SELECT count(*) FROM {table}')) for table in _SEALED):
        key_file.load(path)
        keyring().make(op.get_bind(), current_app.config['DATA_CIPHER'])


def _seal(name: str) -> None:
    table, row, columns = _parts(name)
    if not _is_sqlite():
        # JSON holds no base64 as it is.
        _change_type(name, {c: (t, _TEXT, f'{c}::text') for c, t in columns.items() if t is _JSON})
    for rows in _chunks(table, row, columns):
        key = keyring().current(op.get_bind())
        done = []
        for values in rows:
            where = row_key([values[part] for part in row])
            new: dict[str, Any] = {f'row_{part}': values[part] for part in row}
            for column in columns:
                plain = values[column]
                new[f'new_{column}'] = None if plain is None else _kept(
                    key.seal(plain.encode() if isinstance(plain, str) else bytes(plain), f'{name}.{column}~{where}'.encode()),
                    columns[column],
                )
                if _has_index(name, column):
                    new[f'new_{column}_index'] = None if plain is None else key.index(column, plain)
            done.append(new)
        _write(table, row, [*columns, *(f'{c}_index' for c in columns if _has_index(name, c))], done)
    decoded = {c: f"decode({c}, 'base64')" if t is not _BYTES else f"{c} || ''::bytea" for c, t in columns.items()}
    _change_type(name, {c: (_TEXT if t is _JSON else t, _BYTES, decoded[c]) for c, t in columns.items()})


def _open(name: str) -> None:
    table, row, columns = _parts(name)
    if not _is_sqlite():
        coded = {c: (_BYTES, _TEXT, f"encode({c}, 'base64')") for c, t in columns.items() if t is not _BYTES}
        _change_type(name, coded)
    for rows in _chunks(table, row, columns):
        done = []
        for values in rows:
            where = row_key([values[part] for part in row])
            new: dict[str, Any] = {f'row_{part}': values[part] for part in row}
            for column, type_ in columns.items():
                new[f'new_{column}'] = _opened(values[column], f'{name}.{column}~{where}', type_)
            done.append(new)
        _write(table, row, list(columns), done)
    now = {c: (_BYTES if _is_sqlite() else _TEXT, t, f'{c}::{"json" if t is _JSON else "text"}') for c, t in columns.items()}
    if not _is_sqlite():
        now = {c: (_BYTES, t, f"{c} || ''::bytea") if t is _BYTES else now[c] for c, t in columns.items()}
    _change_type(name, now)


def _opened(stored: Any, place: str, type_: Any) -> Any:
    if stored is None:
        return None
    sealed = base64.b64decode(stored) if isinstance(stored, str) else bytes(stored)
    key = keyring().get_in(sealed, op.get_bind())
    plain = key.open(sealed, place.encode())
    return plain if type_ is _BYTES else plain.decode()


def _kept(sealed: bytes, type_: Any) -> Any:
    """SQLite keeps bytes in any column. PostgreSQL gets base64, and bytes when the table is written anew."""
    return sealed if _is_sqlite() or type_ is _BYTES else base64.b64encode(sealed).decode()


def _parts(name: str) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    row, columns = _SEALED[name]
    untyped = [sa.column(c) for c in (*columns, *(f'{c}_index' for c in columns if _has_index(name, c)))]
    return sa.table(name, *(sa.column(part, type_) for part, type_ in row.items()), *untyped), row, columns


def _has_index(table: str, column: str) -> bool:
    return table in ('household', 'resident') and column in _INDEXED


def _chunks(table: Any, row: dict[str, Any], columns: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    keys = [table.c[part] for part in row]
    query = sa.select(*keys, *(table.c[c] for c in columns)).order_by(*keys).limit(_ROWS)
    last: tuple[Any, ...] | None = None
    while True:
        after = query if last is None else query.where(sa.tuple_(*keys) > sa.tuple_(*(sa.literal(v, t) for v, t in zip(last, row.values()))))
        rows = [dict(found._mapping) for found in op.get_bind().execute(after)]
        if not rows:
            return
        yield rows
        last = tuple(rows[-1][part] for part in row)


def _write(table: Any, row: dict[str, Any], columns: list[str], rows: list[dict[str, Any]]) -> None:
    same = sa.and_(*(table.c[part] == sa.bindparam(f'row_{part}', type_=type_) for part, type_ in row.items()))
    op.get_bind().execute(sa.update(table).where(same).values({c: sa.bindparam(f'new_{c}') for c in columns}), rows)


def _change_type(name: str, columns: dict[str, tuple[Any, Any, str]]) -> None:
    if not columns:
        return
    checks = [sa.CheckConstraint(text, name=op.f(f'ck_{name}_{check}')) for check, text in _CHECKS.get(name, {}).items()]
    with op.batch_alter_table(name, table_args=checks) as batch:
        for column, (old, new, using) in columns.items():
            if not (_is_sqlite() and old is new):
                batch.alter_column(
                    column, existing_type=old, type_=new, existing_nullable=column in _NULLABLE, postgresql_using=using
                )


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == 'sqlite'


def _overwrite_what_is_freed() -> None:
    if _is_sqlite():
        op.execute('PRAGMA secure_delete=ON')
