"""Where Chinese letters come from: a font of PyPI's, installed with the program; else what the machine has."""

from importlib.util import find_spec
from pathlib import Path

# Whichever comes first is used for everything; letters that it lacks are taken from any other font there is.
FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)


def folders() -> list[str]:
    """The folder of the font that the program brings, if it is installed."""
    # A package of one variable font and no code: Noto Sans CJK, every weight, with the rare characters of names.
    found = find_spec("manimgx_fonts_cjk")
    return [str(Path(found.origin).parent)] if found and found.origin else []


def are_there() -> bool:
    """Whether anything Chinese can be printed on this machine."""
    # Here and not above: a server sets nothing itself, and 6 MB in each of its processes are worth the line.
    import typst  # noqa: PLC0415

    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=[*folders()])
    return not set(FAMILIES).isdisjoint(fonts.families())
