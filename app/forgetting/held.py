"""What is held of the people of a door, kind by kind: a domain that keeps something of residents has a line here.

`due` finds what is to go, `erase` removes it, both for what came up to `people.until`. All kinds are found before
the first goes. A second time they find nothing, or what came late.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.forgetting import (
    of_cases,
    of_checks,
    of_copies,
    of_files,
    of_handed_in,
    of_packs,
    of_pictures,
    of_proposals,
    of_register,
    of_slips,
    of_visits,
)
from app.forgetting.people import People


@dataclass(frozen=True)
class Held:
    """One kind."""

    word: str  # in the log, and where it is counted
    name: str
    due: Callable[[People], Sequence[Any]]
    erase: Callable[[People, Sequence[Any]], None]


HELD = (
    Held("slips", "告知单的文字、签收人和签名笔迹", of_visits.slips_due, of_visits.erase_slips),
    Held("seeds", "恢复备份后等待告知单的开封种子", of_slips.awaited_due, of_slips.erase_awaited),
    Held("visits", "走访的备注、见证人和处理原因", of_visits.visits_due, of_visits.erase_visits),
    Held("exclusions", "剔除的依据、见证人和处理原因", of_visits.exclusions_due, of_visits.erase_exclusions),
    Held("checks", "抽查时听到的话", of_checks.answers_due, of_checks.erase_answers),
    Held("proposals", "网格员报的户名、电话、地址和说明", of_proposals.proposals_due, of_proposals.erase_proposals),
    Held("cases", "案件中受害人的姓名、号码、地址和备注", of_cases.cases_due, of_cases.erase_cases),
    Held("former_cases", "案件更正前的受害人、号码、地址和备注", of_cases.formers_due, of_cases.erase_formers),
    Held("case_rows", "案件文件中有他们的行", of_cases.rows_due, of_cases.erase_rows),
    Held("originals", "手机上传的原文", of_handed_in.originals_due, of_handed_in.erase_originals),
    Held("asides", "待核对记录的原文", of_handed_in.asides_due, of_handed_in.erase_asides),
    Held("rosters", "有这一户的名册（整份）", of_files.rosters_due, of_files.erase_rosters),
    Held("jobs", "后台生成、可能有这一户的文件", of_files.jobs_due, of_files.erase_jobs),
    Held("packs", "有这一户的倒查证据包（整份）", of_packs.packs_due, of_files.erase_jobs),
    Held("copies", "印有别户告知单（其照片或内容要删）的文件（整份）", of_copies.copies_due, of_files.erase_jobs),
    # After all that names a picture: only then is it seen whether anything else wants it.
    Held("pictures", "签名和照片", of_pictures.here_due, of_pictures.erase_here),
    Held("awaited", "还没有传到的签名和照片（传到后即删）", of_pictures.awaited_due, of_pictures.remember),
    # Last: it says who is meant.
    Held("register", "户主和住户的姓名、电话、证件号", of_register.people_due, of_register.erase_people),
)
# Of what comes after it was done, only this can be told by its door and its time.
_AT_ONCE = ("seeds", "cases", "former_cases", "case_rows", "rosters", "jobs", "packs", "register")
LATE = tuple(held for held in HELD if held.word not in _AT_ONCE)
