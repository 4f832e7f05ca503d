"""The tree over a day's leaves, by the rules of RFC 6962, section 2.1 (pure)."""

import hashlib
from collections.abc import Sequence

NOTHING = hashlib.sha256().digest()


def tree_head(leaves: Sequence[bytes]) -> bytes:
    """What the leaves come to; `leaves` are leaf digests, 32 bytes each."""
    if not leaves:
        return NOTHING
    if len(leaves) == 1:
        return leaves[0]
    split = _split(len(leaves))
    return _node(tree_head(leaves[:split]), tree_head(leaves[split:]))


def path_to(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The digests by which one leaf leads to the head, the nearest first."""
    if len(leaves) <= 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*path_to(leaves[:split], index), tree_head(leaves[split:])]
    return [*path_to(leaves[split:], index - split), tree_head(leaves[:split])]


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
