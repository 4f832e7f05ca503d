"""The sorts of fraud that a case may be of (pure)."""

FRAUDS = {
    "brushing": "刷单返利",
    "loan": "虚假贷款",
    "investment": "投资博彩",
    "impersonation_police": "冒充公检法",
    "impersonation_boss": "冒充领导熟人",
    "refund": "网购退款",
    "health": "保健品",
    "other": "其他",
}
