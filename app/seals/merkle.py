"""The tree over a day's leaves, by the rules of RFC 6962, section 2.1 (pure)."""

import hashlib
from collections.abc import Collection, Sequence

NOTHING = hashlib.sha256().digest()


def tree_head(leaves: Sequence[bytes]) -> bytes:
    """What the leaves come to; `leaves` are leaf digests, 32 bytes each."""
    return _head(leaves, 0, len(leaves), {}) if leaves else NOTHING


def paths_to(leaves: Sequence[bytes], wanted: Collection[int]) -> dict[int, list[bytes]]:
    """The digests by which each of these leaves leads to the head, the nearest first; each node is made once for all of them."""
    paths: dict[int, list[bytes]] = {index: [] for index in wanted}
    if leaves:
        _head(leaves, 0, len(leaves), paths)
    return paths


def _head(leaves: Sequence[bytes], begin: int, end: int, paths: dict[int, list[bytes]]) -> bytes:
    """The head of some of them; the other half's goes onto every path that begins in one half."""
    if end - begin == 1:
        return leaves[begin]
    middle = begin + _split(end - begin)
    of_left = {index: path for index, path in paths.items() if index < middle}
    of_right = {index: path for index, path in paths.items() if index >= middle}
    left, right = _head(leaves, begin, middle, of_left), _head(leaves, middle, end, of_right)
    for path in of_left.values():
        path.append(right)
    for path in of_right.values():
        path.append(left)
    return _node(left, right)


def climb(leaf: bytes, index: int, of: int, path: Sequence[bytes]) -> bytes | None:
    """The head that a leaf at a place among `of` leads to; None when the path has not the right length."""
    if of <= 1:
        return leaf if of == 1 and not path else None
    if not path or not 0 <= index < of:
        return None
    split = _split(of)
    if index < split:
        below = climb(leaf, index, split, path[:-1])
        return below and _node(below, path[-1])
    below = climb(leaf, index - split, of - split, path[:-1])
    return below and _node(path[-1], below)


def _split(size: int) -> int:
    """The greatest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
