"""How what is said of a home and a case is worded (pure)."""

VERDICTS = {
    "taught_before": "案发前已上门宣传",
    "not_taught_before": "案发前上门但未宣传到位",
    "not_visited": "案发前未上门",
    "visited_after": "案发后才上门",
    "unclear": "无法判断",
}
NO_ORDER = "无法判断先后"
# After the sentence: what waits may be of this home.
ASIDE = "；另有 {} 条手机上传的记录在待核对，可能是这一户的，还不算"
REVIEWING = "；另有 {} 次走访待核对，还不算"
# What a visit came to that did not teach, in the order in which the sentence names them.
SHORT = {"no_answer": "无人", "refused": "拒绝", "moved": "已迁走", "vacant": "空户", "taught": "告知单不全"}
# Of a result that the phone did not say so that anybody could read it.
UNREAD = "读不出的结果"
# A refusal with a slip says more: it was told face to face, before a witness.
REFUSED_TO_SIGN = "当面说明后拒绝签字"
# How a slip that taught was given, exactly: nobody is said to have signed who did not.
HOW = {
    "signed": "本人签字",
    "adult": "成年家属代签",
    "mark": "按手印或拍照代替签字",
    "paper": "签的是纸质告知单",
}
CONFIRMED = "这一户案发后才确认登记"
# What was said of a visit later, or only came to be known later; the braces are filled in by who did it, and when.
MARKS = {
    "withdrawn_back": "已撤回，以前各天也不算",
    "withdrawn_back_later": "案发后由办公室撤回，以前各天也不算，当日统计也随之改了",
    "withdrawn_back_unclear": "案发期间由办公室撤回，以前各天也不算，说不清先后",
    "withdrawn_before": "案发前已撤回，不算",
    "withdrawn_unclear": "说不清是案发前还是案发后撤回的，也就说不清当时算不算",
    "withdrawn_later": "案发后撤回，从撤回那天起不算，当时算",
    "withdrawn": "已撤回，不算",
    "review_waiting": "待核对，还不算",
    "review_refused": "核对后没有采纳，不算",
    "accepted_later": "案发后才核对采纳",
    "accepted_unclear": "案发期间核对采纳，说不清先后",
    "confirmed_later": CONFIRMED,
    "confirmed_unclear": "这一户案发期间确认登记，说不清先后",
    "repaired": "先搁置，由办公室补正",
    "door_named": "手机报的不是这一户，由办公室认定是这一户",
    "outcome_changed": "手机报的是{was}，由办公室（{by}，{at}）改为{now}",
    "note_changed": "办公室补正时另写了备注（{by}，{at}）：{note}",
    "family_other": "走访的是住过这里的另一家",
    "family_unclear": "走访前后这里换过人家，说不清走访的是哪一家",
    "family_then": "案发期间这里换过人家，说不清受害人是哪一家的",
    "family_unsure": "这一户登记的户主改过名字，说不清走访的和受害人是不是同一家",
    "family_reported": "有人报这一户换了住户，还没有确认，说不清走访的和受害人是不是同一家",
    "paper_other": "纸质告知单的编码是另一户的",
    "paper_unreadable": "纸质告知单的编码读不出，没有对过是不是这一户的",
    "paper_unread": "纸质告知单的编码还没有读",
    "photo_of_another": "照片也用在另一户的告知单上",
    "signature_in_no_time": "签名只是一个点，或是一瞬间画完的",
    "received_later": "案发后才上传",
    "received_unclear": "案发期间上传，说不清先后",
    "completed_later": "签名案发后才传齐",
    "completed_unclear": "签名案发期间传齐，说不清先后",
    "clock_off": "手机时钟不准",
}
# A visit that was set aside first: what the office did so that it stands at this home, and how the sentence says it.
ASIDES = {"confirmed": "确认了这一户", "repaired": "补正后采纳", "door_named": "补正后采纳，认定是这一户"}
NAMED = "由办公室认定是这一户"
# Why a visit that lies before a case, and counts, may yet have been none to whoever was defrauded.
DOUBTS = {
    "family_other": "走访的是住过这里的另一家，不是受害人一家",
    "family_unclear": "走访前后这里换过人家",
    "family_then": "案发期间这里换过人家，说不清受害人是哪一家的",
    "family_unsure": "这一户登记的户主改过名字，说不清走访的和受害人是不是同一家",
    "family_reported": "有人报这一户换了住户，还没有确认",
    "door_named": "案发后才由办公室认定是这一户",
    "outcome_changed": "案发后才由办公室改了走访结果",
    "withdrawn_back_later": "案发后才由办公室撤回，以前各天也不算",
    "withdrawn_back_unclear": "案发期间由办公室撤回，以前各天也不算",
    "paper_other": "纸质告知单的编码是另一户的",
    "photo_of_another": "照片也用在另一户，案发后才由办公室采纳",
}
