"""The independent verifier takes what holds, and nothing that was changed, by one bit or by one place."""

import copy
import json
from random import Random
from typing import Any

import pytest

from tests.slips import independent
from tests.slips.sealer import Sealer

pytestmark = pytest.mark.one_database

VILLAGES = ("341825100201", "341825100202", "341825100203")
FLIPS = 200


@pytest.fixture(scope="module")
def county() -> Sealer:
    """Three villages and three days; the second had no slips."""
    sealer = Sealer()
    for at in range(11):
        sealer.seal(VILLAGES[at % 3 if at else 0], way=("signed", "mark", "refused", "paper", "adult")[at % 5])
    sealer.close()
    sealer.close()
    for at in range(5):
        sealer.seal(VILLAGES[at % 2])
    sealer.close()
    return sealer


def flipped(text: str, dice: Random) -> str:
    """The text with one bit of its bytes the other way round; whatever is no UTF-8 then is kept as it is read."""
    raw = bytearray(text.encode())
    raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    return raw.decode("utf-8", "replace")


def root_holds(county: Sealer, at: int, **other: Any) -> bool:
    root, seal, records = county.roots[at]
    former = county.roots[at - 1][0] if at else None
    said = {"root": root, "seal": seal, "keys": county.keys, "records": records, "former": former} | other
    return independent.verify_root(*said.values())


def test_what_was_sealed_holds(county: Sealer):
    assert [independent.verify_file(file, county.keys) for file in county.files] == [True] * 16
    assert [independent.verify_qr(county.qr(file), county.keys) for file in county.files] == [True] * 16
    assert [independent.verify_chain(chain, county.keys) for chain in county.chains.values()] == [None] * 3
    assert [root_holds(county, at) for at in range(3)] == [True] * 3


def test_before_its_day_is_closed_and_after_its_fields_were_removed_a_file_holds(county: Sealer):
    file = county.files[0]

    assert independent.verify_file(file | {"path": None}, county.keys)
    assert independent.verify_file(file | {"opened": None, "strokes": None, "picture": None}, county.keys)


def test_no_flipped_bit_of_a_record_a_seal_or_a_payload_holds(county: Sealer):
    dice = Random(6)
    for _ in range(FLIPS):
        file = dice.choice(county.files)
        record, seal, payload = file["record"], file["seal"], county.qr(file)

        assert not independent.verify_record(flipped(record, dice), seal, county.keys)
        assert not independent.verify_record(record, flipped(seal, dice), county.keys)
        assert not independent.verify_qr(flipped(payload, dice), county.keys)


def test_no_flipped_bit_of_a_file_holds(county: Sealer):
    dice = Random(7)
    kept = ("record", "seal", "opened", "strokes", "picture", "template", "path")
    for _ in range(FLIPS):
        file = copy.deepcopy(dice.choice(county.files[:11]))
        part = dice.choice([name for name in kept if file[name] is not None])
        try:
            file[part] = json.loads(flipped(json.dumps(file[part], ensure_ascii=False), dice))
        except ValueError:
            continue

        # A flip between two spellings of one value (1e0, \u0041) changes nothing.
        assert file in county.files or not independent.verify_file(file, county.keys), part


@pytest.mark.parametrize("at", [0, 1, 2])
def test_no_flipped_bit_of_a_root_holds(county: Sealer, at: int):
    dice = Random(8)
    root, seal, records = county.roots[at]
    for _ in range(FLIPS):
        assert not root_holds(county, at, root=flipped(root, dice))
        assert not root_holds(county, at, seal=flipped(seal, dice))
        if at:
            assert not root_holds(county, at, former=flipped(county.roots[at - 1][0], dice))
        if records:
            place = dice.randrange(len(records))
            changed = [*records[:place], flipped(records[place], dice), *records[place + 1 :]]
            assert not root_holds(county, at, records=changed)


def test_the_first_break_of_a_chain_is_named(county: Sealer):
    chain = county.chains[VILLAGES[0]]
    other = county.chains[VILLAGES[1]]

    assert independent.verify_chain([*chain[:2], *chain[3:]], county.keys) == 2
    assert independent.verify_chain(chain[1:], county.keys) == 0
    assert independent.verify_chain([chain[0], chain[2], chain[1], *chain[3:]], county.keys) == 1
    assert independent.verify_chain([*chain[:3], other[3]], county.keys) == 3
    assert independent.verify_chain([*chain, chain[-1]], county.keys) == len(chain)
    assert independent.verify_chain([(chain[0][0], chain[1][1]), *chain[1:]], county.keys) == 0


def test_what_was_taken_from_a_day_is_found_by_its_root(county: Sealer):
    records = county.roots[0][2]

    # The last of a chain leaves no gap behind it: only the root knows.
    assert not root_holds(county, 0, records=records[:-1])
    assert not root_holds(county, 0, records=[*records, records[-1]])
    assert not root_holds(county, 0, records=[records[1], records[0], *records[2:]])
    assert not root_holds(county, 2, former=county.roots[0][0])
    assert not root_holds(county, 2, former=None)


def test_another_key_is_no_key_of_the_county(county: Sealer):
    other = Sealer(seed=2)
    file = county.files[0]

    assert not independent.verify_file(file, other.keys)
    assert not independent.verify_file(file, {county.key_id: other.keys[other.key_id]})
    assert not independent.verify_qr(county.qr(file), {})
