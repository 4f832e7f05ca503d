"""The code on a slip: who was not there can hold it against the county's key. README.md has its format (pure)."""

import base64
import binascii
import io
import struct
from dataclasses import dataclass
from typing import Self
from uuid import UUID

VERSION = 1
_FORM = struct.Struct(">B16s5sI6s32s8s64s")
_LETTERS = 218
PATH = "/S/"
# A slip is folded, stamped and copied: a quarter of the code may be lost. Of an address of up to 30 letters it is version
# 11-Q, 61 modules wide.
_LEVEL = "q"
# Blank around it, in modules, as readers want it.
BORDER = 4
# On paper: 3.2 dots of a 150 dpi scan, and what a cheap phone tells apart at a hand's breadth.
MODULE_MM = 0.55


class NotACode(ValueError):
    """What was read is no code of a slip's."""


@dataclass(frozen=True)
class Code:
    """What the code says: this number was sealed then, by this key. It names nobody."""

    id: UUID
    village: str
    seq: int
    sealed_ms: int
    leaf: bytes
    key: str
    seal: bytes

    def pack(self) -> bytes:
        """As the contract has it: 136 bytes; raises NotACode where somebody wrote what does not fit."""
        try:
            place = int(self.village).to_bytes(5, "big"), self.seq, self.sealed_ms.to_bytes(6, "big")
            data = _FORM.pack(VERSION, self.id.bytes, *place, self.leaf, bytes.fromhex(self.key), self.seal)
        except (ValueError, OverflowError, struct.error):
            raise NotACode from None
        if Code.unpack(data) != self:
            raise NotACode
        return data

    @classmethod
    def unpack(cls, data: bytes) -> Self:
        """Read it again; raises NotACode."""
        if len(data) != _FORM.size or data[0] != VERSION:
            raise NotACode
        _, id_, village, seq, sealed_ms, leaf, key, seal = _FORM.unpack(data)
        number = f"{int.from_bytes(village, 'big'):012d}"
        return cls(UUID(bytes=id_), number, seq, int.from_bytes(sealed_ms, "big"), leaf, key.hex(), seal)

    def address(self, origin: str) -> str:
        """What a reader is led to: https://host as in `origin`; capitals, which a code holds in half the room."""
        return f"{origin.rstrip('/').upper()}{PATH}{base64.b32encode(self.pack()).rstrip(b'=').decode()}"


def read(address: str) -> Code:
    """What an address says, whatever its host; raises NotACode."""
    letters = address.rpartition("/")[2].upper()
    if len(letters) != _LETTERS:
        raise NotACode
    try:
        data = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except binascii.Error:
        raise NotACode from None
    code = Code.unpack(data)
    # Of the last letter only some bits count: one code has one spelling.
    if code.address("") != PATH + letters:
        raise NotACode
    return code


@dataclass(frozen=True)
class Picture:
    """A code as it is printed, with the blank around it."""

    svg: str
    mm: float


def picture(text: str, level: str = _LEVEL, module_mm: float = MODULE_MM) -> Picture:
    """A code to print; capitals, digits and ` $%*+-./:` take the least room."""
    # 2 MB in every process of a server, for whoever prints.
    import segno  # noqa: PLC0415

    code, out = segno.make(text, error=level, boost_error=False, micro=False), io.BytesIO()
    code.save(out, kind="svg", border=BORDER, xmldecl=False, omitsize=True)
    return Picture(out.getvalue().decode(), round((code.symbol_size(border=0)[0] + 2 * BORDER) * module_mm, 2))
