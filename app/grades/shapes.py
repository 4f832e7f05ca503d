"""How alike two signatures are, whatever their size and place on the screen (pure)."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.grades import thresholds as t

Shape = NDArray[np.float64]
Strokes = Sequence[Sequence[Sequence[int]]]


def shape_of(strokes: Strokes) -> Shape | None:
    """A signature as points at even steps along each stroke, about their middle and of one size; None of what has no shape.

    Stroke by stroke, as characters are written: along the whole ink the end of one would be taken for the beginning of
    the next. Long strokes count for more. A line, a tick, a wave and a ring are alike in every hand, so they are no shapes.
    """
    pieces = [stroke for stroke in strokes if len(stroke)]
    if not pieces:
        return None
    points, lengths = _along(pieces)
    if not lengths.sum() > 0:
        return None
    weights = (lengths / lengths.sum() / t.POINTS)[:, None, None]
    points -= (points * weights).sum(axis=(0, 1))
    size = float(np.sqrt((points**2 * weights).sum()))
    if size <= 0 or _turning(points.reshape(-1, 2)) < t.LEAST_TURNING:
        return None
    shape: Shape = (points / size * np.sqrt(weights)).ravel()
    return shape


def _along(strokes: Strokes) -> tuple[Shape, Shape]:
    """So many points at even steps along each stroke, of a dot the same one again; and how long each stroke is."""
    dots = np.array([point[:2] for stroke in strokes for point in stroke], float)
    ends = np.cumsum([len(stroke) for stroke in strokes])
    firsts = ends - np.diff(ends, prepend=0)
    steps = np.hypot(*np.diff(dots, axis=0, prepend=dots[:1]).T)
    # Through the air the pen leaves nothing; a step of one there keeps the strokes apart.
    steps[firsts] = 1.0
    run = steps.cumsum()
    starts, lengths = run[firsts], run[ends - 1] - run[firsts]
    at = starts[:, None] + lengths[:, None] * np.linspace(0, 1, t.POINTS)
    found = np.stack([np.interp(at.ravel(), run, dots[:, axis]) for axis in (0, 1)], axis=1)
    return found.reshape(len(strokes), t.POINTS, 2), lengths


def _turning(points: Shape) -> float:
    """How much the way along the points turns in all, in radians."""
    steps = np.diff(points, axis=0)
    headings = np.arctan2(steps[:, 1], steps[:, 0])
    turns = np.abs((np.diff(headings) + np.pi) % (2 * np.pi) - np.pi)
    return float(turns.sum())


def distances(shapes: Sequence[Shape]) -> Shape:
    """Between each two of them, which have as many strokes: 0 is the same, and unlike ones lie about 1 apart."""
    rows = np.stack(shapes)
    squares = (rows**2).sum(axis=1)
    apart: Shape = np.sqrt(np.maximum(squares[:, None] + squares[None, :] - 2 * rows @ rows.T, 0))
    return apart


def alike(shapes: Sequence[Shape]) -> list[list[int]]:
    """Groups of signatures each of which is like another of its group; those that are like none are in no group."""
    by_strokes: dict[int, list[int]] = defaultdict(list)
    for number, shape in enumerate(shapes):
        by_strokes[len(shape)].append(number)
    groups = []
    for numbers in by_strokes.values():
        if len(numbers) > 1:
            near = distances([shapes[number] for number in numbers]) < t.ALIKE
            groups += [[numbers[place] for place in group] for group in _joined(near)]
    return sorted(groups)


def _joined(near: NDArray[np.bool_]) -> list[list[int]]:
    left, groups = set(range(len(near))), []
    while left:
        group: set[int] = set()
        edge = {left.pop()}
        while edge:
            group |= edge
            edge = {int(j) for i in edge for j in np.flatnonzero(near[i])} & left
            left -= edge
        if len(group) > 1:
            groups.append(sorted(group))
    return groups
