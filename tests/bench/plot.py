"""Lines over sizes as a small SVG, both axes by powers of ten (pure)."""

from collections.abc import Sequence
from math import ceil, floor, log10

_WIDTH, _HEIGHT = 760, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 210, 20, 50
# Told apart in grey as well: by their order at the right edge, and by their dashes.
_COLOURS = ("#667483", "#17488b", "#5b96c7", "#7a5200", "#b3261e", "#14508f")
_DASHES = ("2 3", "", "", "6 3", "", "8 3")


def drawn(sizes: Sequence[int], lines: dict[str, Sequence[float]]) -> str:
    """One line for each name, in milliseconds, with its name at its end."""
    values = [value for line in lines.values() for value in line]
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    first, last = log10(sizes[0]), log10(sizes[-1])

    def x(size: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (log10(size) - first) / (last - first)

    def y(value: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * (log10(value) - low) / (high - low)

    parts = [_rule(_LEFT, y(10.0**power), f"{10.0**power:,.10g} ms") for power in range(low, high + 1)]
    parts += [_text(x(size), _HEIGHT - _BOTTOM + 22, f"{size:,}", "middle") for size in sizes]
    parts.append(_text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 8, "households, and as many visits", "middle"))
    ends = _apart({name: y(line[-1]) for name, line in lines.items()})
    for (name, line), colour, dash in zip(lines.items(), _COLOURS, _DASHES, strict=False):
        points = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in zip(sizes, line, strict=True))
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        )
        parts.append(_text(_WIDTH - _RIGHT + 8, ends[name] + 4, f"{name}, {line[-1]:,.1f}", "start", colour))
    style = 'font-family="system-ui, sans-serif" font-size="12"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" {style}>\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _rule(left: float, at: float, label: str) -> str:
    line = f'<line x1="{left}" x2="{_WIDTH - _RIGHT}" y1="{at:.1f}" y2="{at:.1f}" stroke="#dde3ea"/>'
    return line + _text(left - 8, at + 4, label, "end")


def _text(x: float, y: float, words: str, anchor: str, colour: str = "#17212b") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'


def _apart(heights: dict[str, float]) -> dict[str, float]:
    """The same, but no two names over each other."""
    placed: dict[str, float] = {}
    for name, height in sorted(heights.items(), key=lambda pair: pair[1]):
        placed[name] = max(height, max(placed.values(), default=-99) + 15)
    return placed
