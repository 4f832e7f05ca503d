"""What the signer of a slip is to the home, the shop or the firm (pure); on screens shared/words.ts says the same."""

RELATIONS = {
    "self": "本人",
    "spouse": "配偶",
    "parent": "父母",
    "child": "子女",
    "relative": "其他亲属",
    "staff": "员工",
    "other": "其他",
}
HEADS = {"family": "户主", "merchant": "经营者", "enterprise": "负责人"}


def related(relation: str, kind: str) -> str:
    """配偶; of whoever answers for the door 户主本人, 经营者本人 or 负责人本人, by its kind."""
    head = HEADS.get(kind, "") if relation == "self" else ""
    return head + RELATIONS.get(relation, relation)
