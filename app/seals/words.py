"""What is wrong with a seal, in words for whoever looks at it or holds the paper."""

import re

from app.seals import reviews
from app.seals.faults import CHANGED, CONTENTS_GONE, UNREADABLE
from app.seals.withdrawals import INVENTED, OTHERWISE, UNDONE

GONE = "it was sealed, and its seal is gone"
# Nothing is changed, and still nobody is to take it for the phone's own: as the verification page says it, too.
DISBELIEVED = "手机签名对不上：县里收到时核对过，不是所写的那部手机签的，或没有签"
# As app/seals/faults.py says it: the parts first, then the sentences.
_PARTS = {
    "household": "住户",
    "campaign": "行动",
    "worker": "走访人",
    "outcome": "结果",
    "way": "方式",
    "relation of the signer": "与户主关系",
    "version of the notice": "告知单的版本",
    "wording of the notice": "告知单样文",
    "audience of the notice": "告知单的对象",
    "number of the notice": "告知单的版次",
    "reason for no place": "没有位置的原因",
    "time from which it is complete": "完整的时间",
    "time of receipt": "服务器收到的时间",
    "time of the visit": "走访时间",
    "receipt": "回执号",
    "strokes": "笔迹",
    "seed": "核对用的随机数",
    "text": "文字",
    "signer": "签收人",
    "witness": "见证人",
    "reason": "原因",
    "place": "位置",
}
_SENTENCES = {
    "its record is not what was sealed": "封存的记录被改动过",
    "it does not follow from the one before": "与本村前一份接不上",
    "it is filed as another than it is": "封存号与记录不符",
    "its seal is not of this record": "封存的签名不对",
    "it says that it was sealed before the one before it": "封存时间早于本村前一份",
    "it waits for its slip, and no restore carried it": "记为恢复备份时带来的，却没有哪次恢复带过它",
    "its slip does not know of it": "告知单没有标明已封存",
    CONTENTS_GONE: "告知单的内容不见了，没有删除的规定或命令",
    "the place of the visit is not what was stated": "走访位置与封存时不同",
    "the place of its slip is gone before its time": "位置还没到保存期限就没有了",
    "the picture of its slip is not what was stated": "签名或照片与封存时不同",
    "the strokes of its slip are not what was stated": "笔迹与封存时不同",
    "it is marked as removed, and is not": "标着已依规删除，内容却还在",
    "its slip is gone": "告知单不见了",
    "its visit is gone": "走访记录不见了",
    "the photos of its visit are not what was stated": "走访照片与封存时不同",
    UNDONE: "这次走访撤回过，撤回的标记却没有了",
    INVENTED: "这次走访标着已撤回，却没有人撤回过",
    OTHERWISE: "这次走访的撤回人、时间或起算与当时记下的不同",
    reviews.UNDONE: "这次走访核对过，核对的结果却没有了",
    reviews.INVENTED: "这次走访标着核对过，却没有人核对过",
    reviews.OTHERWISE: "这次走访的核对结果、核对人或时间与当时记下的不同",
    UNREADABLE: "签名或照片的文件读不出来",
    CHANGED: "签名或照片的文件与封存时不同",
    "the bytes of its picture are gone": "签名或照片的文件不见了",
    GONE: "它封存过，封存的记录不见了",
}
_PATTERNS = (
    (re.compile(r"(\d+) is missing before it"), "本村第 {} 号不见了"),
    (re.compile(r"of the photos of its visit (\d+) are gone"), "走访照片有 {} 张的文件不见了"),
    (re.compile(r"nobody knows its key (\w+)"), "密钥 {} 不是本县的"),
)


def said(fault: str) -> str:
    """A fault in Chinese; one that is not known here as it is."""
    if fault in _SENTENCES:
        return _SENTENCES[fault]
    for pattern, words in _PATTERNS:
        if told := pattern.fullmatch(fault):
            return words.format(told[1])
    part = re.fullmatch(r"the (.+?)(?: of its slip)? (is not what was (?:sealed|stated)|cannot be read)", fault)
    if part is None or part[1] not in _PARTS:
        return fault
    return f"{_PARTS[part[1]]}{'读不出来，没有核对' if part[2] == 'cannot be read' else '与封存时不同'}"
