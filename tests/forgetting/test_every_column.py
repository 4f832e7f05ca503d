"""Every column that can hold a text is one that a forgetting sees to, or looks through, or that nobody types a resident into.

Who adds one says here which: a column that nobody thought of is a name that stays.
"""

from sqlalchemy import JSON, Column, LargeBinary, String

from app.db import Base
from app.forgetting.mentions import TEXTS
from app.vault.sealed import Sealed

# Emptied, overwritten, or removed with its row or file: app/forgetting/held.py.
SEEN_TO = """
household: door_key door_code householder initials title phone phone_index id_number id_number_index note address address_key
former_household: householder title phone phone_index id_number id_number_index address
resident: name relation phone phone_index id_number id_number_index
visit: note witness withdrawal_reason review_reason
slip: text text_sha256 signer_name strokes reason seed place
slip_seal: awaits
exclusion: evidence witness refusal
proposal: householder title phone address note refusal
event: body
quarantine: raw resolution_reason
blob: data
blob_part: data
roster_row: reason householder address phone merge_with cells door
roster: file_name message labels
job_piece: data
check_answer: note
case: victim phone phone_index id_number id_number_index address note
former_case: victim phone id_number address note reason
case_row: reason case
"""
# Words of ours, codes, digests, commitments, and what phones, staff and the county are called.
OF_NOBODY = """
household: division_code kind plate
placement: division_code kind
standing: division_code kind state
visit: outcome status device_time doubt position_reason plate
lesson: audience role
slip: signer_relation picture_sha256 way statement device_signature
paper_reading: picture typed
slip_seal: village key_id record leaf seal
slip_chain: village leaf
slip_key: id alg public_key vouch
slip_root: key_id record seal
exclusion: reason witness_role state
proposal: kind division_code door_kind state
exclusion_photo: sha256
visit_photo: sha256
event: type body_sha256 status
quarantine: event_id raw_sha256 status code message resolution
blob: sha256 mime
blob_part: sha256
blob_bringer: sha256
roster: scope kind state code layout counts
roster_row: verdict kind division_code
job: kind params ending place username role scope state code message sha256
export: username name role content format scope kind state reason sha256 seed part excluded_for attempts
export_request: content scope kind state reason decision part audience excluded_for attempts
kept_ledger: ledger scope title figures sha256 data
check_round: village_code seed
check_door: answer
check_answer: answer signature
case: number fraud division_code
former_case: number fraud division_code
case_row: verdict
case_file: scope state
case_match: strength
fall_goal: division_code
former_match: strength
fall_goal: division_code
forgetting: basis order_number reason decision refusal chosen removed
forgotten_picture: sha256
change: kind entity_id division_code digest chain_hash
counter: chain_hash
division: code level name parent_code former_name
outline: code geometry source
official_count: code
campaign: name weekly_at monthly_at
former_plan: name weekly_at monthly_at
notice_template: audience title body teaches
ledger_template: ledger layout
ledger_template_use: ledger
device: build skews
"""
# Staff and their phones, keys, the log: nothing in them is about a resident.
OF_STAFF = {
    *("attempts", "audit_entry", "audit_head", "audit_root", "data_key", "user", "assignment", "former_assignment"),
    *("enrolment_code", "known_browser", "phone_key", "recovery_code", "second_step", "sign_in"),
}


def named(lines: str) -> set[str]:
    parted = (line.split(": ") for line in lines.strip().splitlines())
    return {f"{table}.{column}" for table, columns in parted for column in columns.split()}


def can_hold_a_text(column: Column) -> bool:
    return isinstance(column.type, String | JSON | LargeBinary | Sealed)


def test_every_column_is_thought_of():
    there = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.c
        if table.name not in OF_STAFF and can_hold_a_text(column)
    }
    looked_through = {f"{text.record.__tablename__}.{text.column}" for text in TEXTS}

    assert there - named(SEEN_TO) - named(OF_NOBODY) - looked_through == set()
    assert (named(SEEN_TO) | named(OF_NOBODY) | looked_through) - there == set()
    assert named(SEEN_TO) & named(OF_NOBODY) == set()
