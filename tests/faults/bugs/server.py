"""Bugs of the server."""

from tests.faults.bugs import Bug

BUGS = (
    Bug(
        "keeps the event of a door where nobody was in, and no visit",
        "schedules",
        "app/visits/operations.py",
        "    insert_rows(Visit, [_row(worker_id, *one) for one in told])\n",
        '    insert_rows(Visit, [_row(worker_id, *one) for one in told if one[0].outcome != "no_answer"])\n',
    ),
    Bug(
        "hears that a visit is taken back, and lets it stand",
        "schedules",
        "app/visits/operations.py",
        "        if visit and visit.withdrawn_on is None:\n            _withdraw(worker_id, visit, door.division_code",
        "        if visit and visit.withdrawn_on:\n            _withdraw(worker_id, visit, door.division_code",
    ),
    Bug(
        "forgets which photos are a visit's",
        "schedules",
        "app/visits/operations.py",
        "    insert_rows(VisitPhoto, [photo for knock, _, _ in told for photo in _photos(knock)])\n",
        "    insert_rows(VisitPhoto, [photo for knock, _, _ in told[1:] for photo in _photos(knock)])\n",
    ),
    Bug(
        "forgets at a restore what phones rely on",
        "schedules",
        "app/backups/operations.py",
        "    changes.raise_backed_up(restored.backed_up)\n",
        "    changes.raise_backed_up(0)\n",
    ),
    Bug(
        "goes back to a history that was left, by its number alone",
        "schedules",
        "app/backups/operations.py",
        "    if backed_up and not _holds_ours(url, backed_up):\n",
        "    if backed_up and not _holds_ours(url, 1):\n",
    ),
    Bug(
        "never compares histories",
        "schedules",
        "app/sync/anchors.py",
        "    if anchor is not None and hash_at(anchor.seq) != anchor.hash:",
        "    if anchor is not None and anchor.seq > latest():",
    ),
    Bug(
        "chains numbers by their kind alone",
        "schedules",
        "app/changes.py",
        'hashlib.sha256(f"{before}|{kind}|{entity_id}|{digest}".encode())',
        'hashlib.sha256(f"{before}|{kind}".encode())',
    ),
    Bug(
        "trusts a backup of a history that was left",
        "schedules",
        "app/backups/operations.py",
        "    if changes.hash_at(found.seq) != found.hash:",
        "    if changes.hash_at(found.seq) is None:",
    ),
    Bug(
        "answers quarantined and keeps nothing",
        "schedules",
        "app/sync/operations.py",
        "    if aside:\n        _claim(key, row)\n",
        "    if row:\n        return Aside(status, problem.code, problem.message, 1)\n"
        "    if aside:\n        _claim(key, row)\n",
    ),
    Bug(
        "lets a bad item fail its batch",
        "schedules",
        "app/sync/judging.py",
        "    except Problem as problem:\n        return problem\n",
        "    except Problem:\n        raise\n",
    ),
    Bug(
        "counts a signature before its bytes are here",
        "permutations",
        "app/sync/judging.py",
        "slip_is_whole=bool(knock.notice and knock.notice.picture_sha256 in known.pictures),",
        "slip_is_whole=bool(knock.notice),",
    ),
    Bug(
        "does not hash what it is given",
        "schedules",
        "app/blobs/operations.py",
        "    if hashlib.sha256(data).hexdigest() != sha256:",
        "    if not data:",
    ),
    Bug(
        "does not complete the slip that waited for its signature",
        "permutations",
        "app/sync/images.py",
        "        slips.complete(waiting, clock.now())\n",
        "        slips.complete([], clock.now())\n",
    ),
    Bug(
        "looks first and inserts then, when a phone is new",
        "storm-postgres",
        "app/sync/devices.py",
        "    db.session.connection().execute(insert_once(Device), row)\n",
        "    if db.session.get(Device, device_id) is None:\n"
        "        db.session.add(Device(**row))\n        db.session.flush()\n",
    ),
    Bug(
        "takes its numbers from a sequence",
        "storm-postgres",
        "app/changes.py",
        '    last, chain_hash = db.session.connection().execute(_COUNT_ON, {"more": len(noted)}).one()\n',
        "    with db.engine.begin() as apart:\n"
        '        last, chain_hash = apart.execute(_COUNT_ON, {"more": len(noted)}).one()\n',
    ),
    Bug(
        "reads the counter before it holds it",
        "storm-postgres",
        "app/changes.py",
        '    last, chain_hash = db.session.connection().execute(_COUNT_ON, {"more": len(noted)}).one()\n',
        "    here = latest()\n"
        "    set_on = update(_counter).where(_counter.c.id == 1).values(value=here + len(noted))\n"
        "    last, chain_hash = db.session.connection().execute(\n"
        "        set_on.returning(_counter.c.value, _counter.c.chain_hash)\n    ).one()\n",
    ),
    Bug(
        "gives a duplicate a new receipt",
        "storm-sqlite",
        "app/sync/operations.py",
        '        verdict.receipt = batch.known.events[item.readable_item["id"]].receipt\n    return verdict\n',
        '        verdict.receipt = batch.known.events[item.readable_item["id"]].receipt\n'
        '    if verdict.status == "duplicate":\n'
        "        from app.changes import latest\n\n"
        "        verdict.receipt = latest()\n"
        "    return verdict\n",
    ),
    Bug(
        "answers before it has committed",
        "kill-sqlite",
        "app/changes.py",
        "            audit.issue()\n            db.session.commit()\n",
        "            audit.issue()\n            from flask import request\n\n"
        '            if request and request.path.endswith("/sync/push"):\n'
        "                session = db.session()\n                db.session.registry.clear()\n"
        "                db.session.info.update(session.info)\n"
        "                threading.Timer(0.05, session.commit).start()\n"
        "            else:\n                db.session.commit()\n",
    ),
    Bug(
        "does not tell whoever asked what became of their request",
        "schedules",
        "app/exclusions/operations.py",
        '        note("exclusion", exclusion.id, "", audience_id=exclusion.requested_by)\n',
        '        note("exclusion", exclusion.id, "")\n',
    ),
    Bug(
        "keeps the event of a request at somebody else's door, and asks for nothing",
        "schedules",
        "app/sync/operations.py",
        "[one.asked for one in taken if one.asked])",
        "[one.asked for one in taken if one.asked and one.seen.in_scope])",
    ),
)
