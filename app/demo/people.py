"""Made-up names and numbers; any likeness is chance (pure)."""

from random import Random

_SURNAMES = (
    "汪方程吕江王李张吴周胡朱刘陈黄杨徐孙许何郭宋谢罗梁冯于董萧曹袁邓傅沈曾彭苏卢蒋蔡贾丁魏薛叶余潘"
    "杜戴夏钟任田范石姚谭廖邹熊金陆郝孔白崔康毛邱秦顾侯邵孟龙万段钱汤尹黎常武乔贺赖龚文倪凌喻"
)
_MEN = "国建志文永家明德海平军强伟勇俊杰峰林根宝兴旺福来生发荣华春木水长有金松柏青山河川东南宏远庆祥瑞"
_WOMEN = "秀玉桂兰凤英芳梅菊霞云红丽萍珍翠香月娟燕琴美莲银彩爱素巧慧静雅婷敏洁莉"
_SHOPS = ("土菜馆", "便利店", "理发店", "粮油店", "五金店", "早点铺", "水果店", "农资店", "药房", "超市", "茶叶店")
_WORKS = ("竹木制品厂", "茶业有限公司", "农产品合作社", "建材有限公司", "灵芝种植基地", "机械加工厂", "物流服务部")
_BRANDS = "云禾山竹溪松月谷田源泉丰和顺安乐嘉瑞清岚"


def surname(rng: Random) -> str:
    """A surname; those at the head of the list come up more often, as in any county."""
    return _SURNAMES[int(len(_SURNAMES) * rng.random() ** 1.7)]


def person(rng: Random, family: str | None = None) -> str:
    """A name of two or three characters."""
    given = _MEN if rng.random() < 0.6 else _WOMEN
    return (family or surname(rng)) + "".join(rng.choices(given, k=1 if rng.random() < 0.22 else 2))


def phone(rng: Random) -> str:
    """Eleven digits with the prefix 160, which no operator has been given."""
    return f"160000{rng.randrange(100_000):05}"


def shop(rng: Random, householder: str) -> str:
    """A shop's name over its door."""
    brand = f"老{householder[0]}" if rng.random() < 0.4 else "".join(rng.sample(_BRANDS, 2))
    return brand + rng.choice(_SHOPS)


def works(rng: Random) -> str:
    """An enterprise's name."""
    return "".join(rng.sample(_BRANDS, 2)) + rng.choice(_WORKS)
