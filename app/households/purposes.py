"""What for somebody may want a number in full (pure). Chosen and not written: it stands in the log, which holds nothing typed."""

PURPOSES = {
    "call_ahead": "预约上门",
    "verify_visit": "回访核实",
    "check_register": "核对登记",
    "case": "案件倒查",
    "inspection": "上级检查抽查",
    "asked_by_person": "本人要求",
}
