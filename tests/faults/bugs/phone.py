"""Bugs of the phone."""

from tests.faults.bugs import Bug

LOCAL, SYNC = "static/src/phone/local", "static/src/phone/sync"

BUGS = (
    Bug(
        "forgets at the receipt, not when a backup holds it",
        "schedules",
        f"{LOCAL}/retention.ts",
        "const upTo = (await readMeta(db, 'backed_up')) ?? 0",
        "const upTo = (await readMeta(db, 'anchor'))?.seq ?? 0",
    ),
    Bug(
        "takes a lost answer for a good one",
        "schedules",
        f"{SYNC}/push.ts",
        "  const answer = await client.push(request, await speakerOf(db))\n",
        "  const answer = await client.push(request, await speakerOf(db)).catch(async (lost: unknown) => {\n"
        "    await db.outbox.where('id').anyOf(entries.map((entry) => entry.id)).modify({ state: 'received' })\n"
        "    throw lost\n"
        "  })\n",
    ),
    Bug(
        "numbers an event by what it read before, with the lock relaxed",
        "schedules",
        f"{LOCAL}/visits.ts",
        "  return whenFree(recordLock(db.name), () => {\n"
        "    const all = inputs.map((what) => ({ id: mintEventId(), what }))\n"
        "    return withRoom(db, () => withStore(db, () => record(db, all)))\n"
        "  })\n",
        "  const all = inputs.map((what) => ({ id: mintEventId(), what }))\n"
        "  return readMeta(db, 'device_seq').then(async (last) => {\n"
        "    const entries = await withRoom(db, () => withStore(db, () => record(db, all)))\n"
        "    const numbered = entries.map((entry, place) => ({ ...entry, device_seq: (last ?? 0) + 1 + place }))\n"
        "    await db.outbox.bulkPut(numbered)\n"
        "    return numbered\n"
        "  })\n",
    ),
    Bug(
        "says saved before the transaction has completed",
        "chromium-kill",
        f"{LOCAL}/visits.ts",
        "  const entries = await store(db, made)\n  return afterStoring(db, entries)\n",
        "  void store(db, made)\n  return made.map(({ id }) => ({ id, body: '', title: '' }) as Entry)\n",
    ),
    Bug(
        "saves the cursor apart from its page",
        "schedules",
        f"{LOCAL}/pages.ts",
        "  return db.transaction('rw', tablesOf(db), async () => {\n"
        "    await takeItems(db, page, await heldDoors(db), sealed)\n"
        "    await writeMeta(db, 'cursor', page.next)\n"
        "  })\n",
        "  return writeMeta(db, 'cursor', page.next).then(() => db.transaction('rw', tablesOf(db), async () => {\n"
        "    await takeItems(db, page, await heldDoors(db), sealed)\n"
        "  }))\n",
    ),
    Bug(
        "goes on from the old cursor when the grids changed",
        "schedules",
        f"{LOCAL}/pages.ts",
        "    await forgetMeta(db, ['cursor', 'snapshot'])\n    return read !== undefined\n",
        "    return read !== undefined\n",
    ),
    Bug(
        "drops the events of a door that is handed over",
        "schedules",
        f"{LOCAL}/doors.ts",
        "  await drop(db, ids.filter((id) => !held.has(id)))\n",
        "  await db.outbox.filter((entry) => ids.includes(entry.household_id)).delete()\n  await drop(db, ids)\n",
    ),
    Bug(
        "empties the outbox when the session is over",
        "schedules",
        f"{SYNC}/engine.ts",
        "    if (failure.status === 401) return",
        "    if (failure.status === 401) void this.db.outbox.clear()\n    if (failure.status === 401) return",
    ),
    Bug(
        "reads anew after a restore, and brings nothing again",
        "schedules",
        f"{LOCAL}/history.ts",
        "    for (const entry of sent) await (isRetained(entry) ? bringAgain : unsayDecision)(db, entry)\n",
        "    void sent\n    void bringAgain\n    void unsayDecision\n",
    ),
    Bug(
        "does not say how much of the history it knows",
        "schedules",
        "static/src/phone/api/client.ts",
        "  return anchor ? { ...said, 'X-Anchor': `${anchor.seq}:${anchor.hash}` } : said",
        "  return anchor ? said : said",
    ),
    Bug(
        "waits for the headers of an answer, and for its body without end",
        "schedules",
        "static/src/phone/api/client.ts",
        "    return await take(await fetch(path, { ...init, credentials: 'same-origin', signal: abort.signal }))\n",
        "    const answer = await fetch(path, { ...init, credentials: 'same-origin', signal: abort.signal })\n"
        "    clearTimeout(timer)\n"
        "    return await take(answer)\n",
    ),
    Bug(
        "counts its signed requests in memory",
        "schedules",
        f"{LOCAL}/deviceKey.ts",
        "    await writeMeta(db, 'request_number', number)\n    return number\n",
        "    const memory = db as PhoneDb & { counted?: number }\n"
        "    memory.counted = (memory.counted ?? number - 1) + 1\n"
        "    return memory.counted\n",
    ),
    Bug(
        "takes a picture for received though it was refused",
        "schedules",
        f"{LOCAL}/blobs.ts",
        "    state: isFinal ? 'refused' : 'waiting',",
        "    state: 'received',",
    ),
    Bug(
        "keeps its ballast when the phone is full",
        "disk-full",
        f"{LOCAL}/ballast.ts",
        "    if (!mayHelp(failure) || !(await dropBallast())) throw failure\n",
        "    if (!mayHelp(failure)) throw failure\n",
    ),
    Bug(
        "goes on behind half a record",
        "disk-full",
        f"{LOCAL}/db.ts",
        "    this.on('ready', beginNewLog, true)\n",
        "    void beginNewLog\n",
    ),
)
