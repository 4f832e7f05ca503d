"""What the columns of rosters are called out there, and which field each name means (pure)."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

# Per field, the best name first: where a sheet has several, the first that is filled in a row counts.
# Written as normalise() leaves them: no blanks, slashes or stars.
_NAMES = {
    "householder": """
        户主姓名 户主 户主名 户主名称 户主成员姓名 房主姓名 房主 业主姓名 业主 房东姓名 房东 负责人姓名
        负责人 场所负责人 店主姓名 店主 老板姓名 经营者姓名 经营者 经营人 法定代表人 法定代表人姓名 法人代表
        法人姓名 法人 企业负责人 单位负责人 联系人姓名 联系人 安全负责人
    """,
    "name": "姓名 名字 人员姓名 居民姓名 成员姓名 家庭成员姓名 家庭成员 人口姓名",
    "title": """
        场所名称 商户名称 店铺名称 商铺名称 门店名称 店名 招牌名称 字号名称 字号 企业名称 公司名称 单位名称
        机构名称
    """,
    "relation": "与户主关系 与户主的关系 户主关系 与其他人员关系 与其他人员的关系 家庭关系 成员关系 关系 称谓",
    "door_code": """
        户号 户编号 户籍户号 户口号 户口编号 家庭编号 家庭户号 户籍编号 楼栋编号 建筑编号 房屋编号 商户编号
        场所编号
    """,
    "id_number": """
        身份证号 身份证号码 公民身份号码 公民身份证号码 公民身份证号 居民身份证号 居民身份证号码
        户主身份证号 户主身份证号码 户主公民身份号码 身份证 身份号码 证件号码 证件号 负责人身份证号
        房东身份证号 法人身份证号
    """,
    "phone": """
        户主联系电话 户主电话 户主手机 户主手机号 联系电话 手机号 手机号码 手机 联系手机 电话号码 电话
        联系方式 移动电话 本人电话 本人联系电话 业主电话 房东电话 负责人电话 负责人联系电话 负责人手机号
        店主电话 经营者电话 法人电话 联系人电话 安全负责人电话 固定电话
    """,
    "area": "现住小区建筑 小区建筑名称 小区建筑 小区名称 小区 所属小区 所属建筑 建筑名称 楼栋名称 楼栋 自然村",
    "address": """
        详细地址 家庭详细地址 现住详细地址 现住地址 现住址 现居住地址 居住地址 常住地址 家庭住址 家庭地址
        住址 住户地址 房屋地址 地址 经营地址 场所地址 店铺地址 单位地址 企业地址 门牌地址 现住详细门牌
        门牌号 门牌号码 门牌 房号 实际居住地 实际居住地址
    """,
    "registered_address": "户籍地址 户籍详细地址 户口所在地 户籍所在地 户口登记地",
    "division_code": """
        区划代码 行政区划代码 区划编码 行政区划编码 村代码 社区代码 村社区代码 社区村代码 村居代码
        所属区划代码
    """,
    "town": "乡镇 镇 街道 乡镇街道 街道乡镇 镇街 镇乡 所属乡镇 所属街道 所属镇街 乡镇名称 所在乡镇 镇街道 乡镇办",
    "village": """
        社区村 村社区 村居 社区 村 行政村 所属社区 所属村 所属村社区 所属社区村 所属村居 村名 村名称
        社区名称 村社区名称 村委会 居委会 村居委会 居村委会 所在村 所在社区 村居名称 社区居委会 辖区
    """,
    "grid": "网格 所属网格 网格名称 所在网格 网格编号 网格号 网格代码",
    "kind": "户类型 类型 类别 对象类型 对象类别 户类别 住户类型 场所类型 单位类型",
    "residents_count": """
        家庭人数 家庭人口 家庭人口数 家庭成员数 户内人口 户内人口数 户内人数 人口数 人口 人数 户人数 常住人口
        约居住人数
    """,
    "lat": "纬度 lat latitude",
    "lon": "经度 lon lng longitude",
    "note": "备注 备注说明 其他备注",
    # Known, and passed over: they help to tell a header from data.
    "number": "序号 编号 行号",
    "person_detail": "性别 出生日期 民族 年龄",
    "reason": "原因",
}
WHO = ("householder", "name", "title")
WHERE = ("address", "area", "registered_address")
ENTERPRISES = ("企业名称", "公司名称", "单位名称", "机构名称")

_MARKS = re.compile(r"[\s*/\\、,，:：;；_\-|.。★▲△#\u200b\ufeff]+")
_HINT = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>")


class Words:
    """What columns are called in one sort of workbook."""

    def __init__(self, names: Mapping[str, str], who: tuple[str, ...], evidence: tuple[str, ...]) -> None:
        # Who a row is about; and what else two columns must name: a word like 备注 alone proves nothing.
        self.who, self.evidence = who, evidence
        self._field_of = {
            name: (field, rank) for field, line in names.items() for rank, name in enumerate(line.split())
        }

    def field_of(self, label: str) -> tuple[str, int] | None:
        """The field a column name means and how good a name it is (0 is best), or None."""
        return next((self._field_of[form] for form in _forms(label) if form in self._field_of), None)


def _forms(label: str) -> Iterator[str]:
    """村(社区) is 村社区 before it is 村; 手机号(必填) is 手机号."""
    if len(label) > 60:
        return
    text = unicodedata.normalize("NFKC", label).lower()
    yield _MARKS.sub("", re.sub(r"[()\[\]【】〔〕<>]", "", text))
    yield _MARKS.sub("", _HINT.sub("", text))


ROSTER = Words(
    _NAMES,
    WHO,
    ("address", "area", "registered_address", "phone", "id_number", "door_code", "village", "grid", "relation"),
)
