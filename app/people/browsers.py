"""What a browser calls itself, in the few words by which its owner knows it again (pure)."""

# In this order: nearly every browser also claims to be the ones below it.
_PROGRAMS = (
    ("MicroMessenger", "微信"),
    ("QQBrowser", "QQ 浏览器"),
    ("HuaweiBrowser", "华为浏览器"),
    ("MiuiBrowser", "小米浏览器"),
    ("360SE", "360 浏览器"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("OpenHarmony", "鸿蒙"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_of(user_agent: str) -> str:
    """Chrome · Android; a program that names neither is a program."""
    named = [next((word for mark, word in table if mark in user_agent), "") for table in (_PROGRAMS, _SYSTEMS)]
    return " · ".join(word for word in named if word) or "程序或未知浏览器"
