"""The cases that the verification page and the independent verifier are both held to; written to tests/data/slips/cases.json."""

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

from tests.slips.sealer import Sealer

FILE = Path(__file__).parents[1] / "data" / "slips" / "cases.json"
VILLAGES = ("341825100201", "341825100202")
# Full-width digits, letters beyond the first plane, and one letter in its two spellings.
TEXT = "王𠮷户（地址：䶮村 １２ 号）：\n刷单返利都是骗局。\u00e9 与 e\u0301 写法不同。\n2026年11月26日"
GOOD = {
    **dict.fromkeys(("seal", "notice", "text", "signer", "place", "strokes", "picture", "device", "day"), "good"),
    **dict.fromkeys(("witness", "reason", "belongs"), "none"),
}
VOID = dict.fromkeys(GOOD, "void")
WITNESSED = {"witness": "good", "reason": "good"}
SIGNED, MARK, REFUSED, ADULT, PAPER, TODAY, DOUBTED, EVENING, LATE, EARLY, NEXT, STRANGE = range(12)
# Before noon of some day the county began to seal with another key.
OTHER_KEY, OTHER_FROM = 9, "2026-12-01T10:00:00.000000Z"

Case = dict[str, Any]


def county() -> tuple[Sealer, list[dict[str, Any]]]:
    """A day that is closed, one that is not, slips about the day when the key changed, and a stranger's: the cases' files."""
    sealer, stranger = Sealer(seed=6), Sealer(seed=7)
    for at, way in enumerate(("signed", "mark", "refused", "adult", "paper")):
        sealer.seal(VILLAGES[at % 2], way=way, text=TEXT)
    sealer.close()
    sealer.seal(VILLAGES[0], text=TEXT)
    sealer.seal(VILLAGES[0], text=TEXT, is_good="no")
    return sealer, [*sealer.files, *about_the_change(), stranger.seal(VILLAGES[0], text=TEXT)]


def about_the_change() -> list[dict[str, Any]]:
    """By the former key: that morning, its day closed by it in the evening, and days later. By the next: before it was, and after."""
    evening, late = Sealer(seed=6, first_day=date(2026, 12, 1)), Sealer(seed=6, first_day=date(2026, 12, 5))
    early, later = (Sealer(seed=OTHER_KEY, first_day=date(2026, *day)) for day in ((11, 20), (12, 2)))
    files = [sealer.seal(VILLAGES[0], text=TEXT) for sealer in (evening, late, early, later)]
    evening.close()
    later.close()
    return files


def case(name: str, of: int, *changes: Any, code: str | None = None, holds: bool = True, **found: str) -> Case:
    """A file with some things in it changed (each the way to it, then what it becomes), and what comes of it."""
    said = {"name": name, "of": of, "changes": [[list(way), to] for *way, to in changes]}
    return said | {"code": code, "found": GOOD | found, "holds": holds}


def file_of(held: dict[str, Any], one: Case) -> dict[str, Any]:
    """The file of a case."""
    file = copy.deepcopy(held["files"][one["of"]])
    for way, to in one["changes"]:
        inside = file
        for step in way[:-1]:
            inside = inside[step]
        inside[way[-1]] = to
    return file


def whole(sealer: Sealer, files: list[dict[str, Any]]) -> list[Case]:
    """What is as it was sealed, all of it or what is left."""
    gone = dict.fromkeys(("text", "signer", "place", "strokes", "picture"), "missing")
    removed = [("opened", None), ("strokes", None), ("picture", None)]
    other_phone = Sealer(seed=8).phone_key
    return [
        case("as it was sealed", SIGNED),
        case("by another adult", ADULT),
        case("a mark with its witness", MARK, **WITNESSED, strokes="none"),
        case("refused", REFUSED, **WITNESSED, signer="none", strokes="none", picture="none"),
        case("a paper slip", PAPER, strokes="none"),
        case("before its day is closed", TODAY, day="later"),
        # By rule, or by whoever has the file: it looks the same.
        case("without what it opens", SIGNED, *removed, **gone),
        case("without the strokes", SIGNED, ("strokes", None), strokes="missing"),
        case("without the place, whose time ended first", SIGNED, ("opened", "place", None), place="missing"),
        case("with its own code", SIGNED, code=sealer.qr(files[SIGNED]), belongs="good"),
        # The file itself is as it was sealed: only the page has both.
        case("with another's code", SIGNED, code=sealer.qr(files[MARK]), belongs="bad"),
        case("without the phone's key", SIGNED, ("device_key", None), device="unchecked"),
        case("with another phone's key", SIGNED, ("device_key", other_phone), device="bad"),
        case("by a phone that the county did not believe", DOUBTED, day="later", device="refuted"),
        case("the same, without its key", DOUBTED, ("device_key", None), day="later", device="refuted"),
        *untimely(),
    ]


def untimely() -> list[Case]:
    """Sealed by a key of the county's, but not while it was: only who knows since when each was can tell."""
    return [
        case("by the key that was the county's until that noon", EVENING, day="untimely"),
        case("by the former key, days after", LATE, **VOID | {"seal": "former_key"}),
        case("by the next key, before it was", EARLY, **VOID | {"seal": "early_key"}),
        case("by the next key", NEXT),
    ]


def broken(files: list[dict[str, Any]]) -> list[Case]:
    """One thing changed in each, and that alone does not hold."""
    good, mark, path = files[SIGNED], files[MARK], files[SIGNED]["path"]
    hashes, seal = path["hashes"], good["seal"]
    parts = [
        ("a digit of another width", ("opened", "text", TEXT.replace("１", "1")), "text"),
        ("a letter in its other spelling", ("opened", "text", TEXT.replace("e\u0301", "\u00e9")), "text"),
        ("signer", ("opened", "signer", "王吉"), "signer"),
        ("a reason that was never given", ("opened", "reason", "不愿签字"), "reason"),
        ("a signer left out", ("opened", "signer", ""), "signer"),
        ("place", ("opened", "place", "1,2,3,4"), "place"),
        ("a notice of other words", ("template", "body", "别的话"), "notice"),
        ("one point a millisecond later", ("strokes", 0, 0, 2, 1), "strokes"),
        ("a stroke less", ("strokes", good["strokes"][:-1]), "strokes"),
        ("another's picture", ("picture", mark["picture"]), "picture"),
        ("another's day", ("path", mark["path"]), "day"),
        ("another place in the day", ("path", "index", path["index"] + 1), "day"),
        ("a place beyond the day", ("path", "index", path["index"] + 8), "day"),
        ("a day of fewer hashes", ("path", "hashes", hashes[:-1]), "day"),
        ("a hash in capitals", ("path", "hashes", 0, hashes[0].upper()), "day"),
        ("the day's seal", ("path", "seal", seal), "day"),
        ("the day's root", ("path", "root", path["root"].replace('"total":5', '"total":4')), "day"),
    ]
    return [
        *(case(f"changed: {name}", SIGNED, change, holds=False, **{part: "bad"}) for name, change, part in parts),
        case(
            "changed: strokes where there were none",
            MARK,
            ("strokes", good["strokes"]),
            holds=False,
            **WITNESSED,
            strokes="bad",
        ),
    ]


def unsealed(sealer: Sealer, files: list[dict[str, Any]]) -> list[Case]:
    """What is under no seal of the county's; nothing else follows from it then."""
    record, seal, strange = files[SIGNED]["record"], files[SIGNED]["seal"], files[STRANGE]["seal"]
    loose = record.replace('"v":1', '"v": 1', 1)
    own = sealer.key.sign(sealer.message(loose)).hex()
    changes = [
        ("the record", ("record", record.replace('"seq":1', '"seq":7'))),
        ("the record with a blank", ("record", loose)),
        ("the record's village", ("record", record.replace(VILLAGES[0], VILLAGES[1]))),
        ("one letter of the seal", ("seal", seal[:-1] + ("0" if seal[-1] != "0" else "1"))),
        ("the seal in capitals", ("seal", seal.upper())),
        ("a seal cut short", ("seal", seal[:-2])),
        ("a stranger's seal", ("seal", strange)),
    ]
    return [
        *(case(f"changed: {name}", SIGNED, change, holds=False, **VOID | {"seal": "bad"}) for name, change in changes),
        # One text for one record: whoever has the key may not choose among several either.
        case("sealed in another form", SIGNED, ("record", loose), ("seal", own), holds=False, **VOID | {"seal": "bad"}),
        case("a stranger's", STRANGE, holds=False, **VOID | {"seal": "unknown_key"}),
    ]


def code_cases(sealer: Sealer, files: list[dict[str, Any]]) -> list[dict[str, Any]]:
    payload, letters = sealer.qr(files[SIGNED]), "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    stranger = Sealer(seed=7)
    other = stranger.qr(stranger.seal(VILLAGES[0], text=TEXT))
    flipped = [letters[letters.index(payload[at]) ^ 1] for at in (150, -1)]
    return [
        {"name": "as printed", "code": f"HTTPS://QM.EXAMPLE.CN/S/{payload}", "found": "good"},
        {"name": "without the address", "code": payload, "found": "good"},
        {
            "name": "in two lines and small letters",
            "code": f" {payload[:100].lower()}\n{payload[100:]} ",
            "found": "good",
        },
        {"name": "one letter changed", "code": payload[:150] + flipped[0] + payload[151:], "found": "bad"},
        {"name": "of the former key, days after", "code": sealer.qr(files[LATE]), "found": "former_key"},
        {"name": "of a stranger's key", "code": other, "found": "unknown_key"},
        {"name": "cut short", "code": payload[:-1], "found": None},
        {"name": "too long", "code": payload + "A", "found": None},
        {"name": "a digit that is none of the letters", "code": "1" + payload[1:], "found": None},
        {"name": "another spelling of the last letter", "code": payload[:-1] + flipped[1], "found": None},
        {"name": "another version", "code": "AI" + payload[2:], "found": None},
        {"name": "something else", "code": "https://example.com/?a=1", "found": None},
    ]


def prints(sealer: Sealer) -> list[dict[str, Any]]:
    """PDFs, each as text, with what came of their pages."""
    bare, day = b"%PDF-1.7\n(110)\n%%EOF\n", 86_400_000
    noon = 1_795_694_400_000  # of the first day
    whole = sealer.printed(bare, noon).decode()
    return [
        {"name": "as it was printed", "pdf": whole, "found": "good"},
        {"name": "a page changed", "pdf": whole.replace("110", "119"), "found": "bad"},
        {"name": "another time in its seal", "pdf": whole.replace(str(noon), str(noon + 1)), "found": "bad"},
        {"name": "saved anew, without its seal", "pdf": bare.decode(), "found": "unchecked"},
        {"name": "something after its seal", "pdf": whole + "\n", "found": "unchecked"},
        {"name": "by a stranger", "pdf": Sealer(seed=7).printed(bare, noon).decode(), "found": "unchecked"},
        {"name": "by the former key", "pdf": sealer.printed(bare, noon + 9 * day).decode(), "found": "untimely"},
    ]


def key(sealer: Sealer, begin: str) -> dict[str, str]:
    """As the county publishes it."""
    raw = sealer.keys[sealer.key_id]
    return {"id": sealer.key_id, "alg": "Ed25519", "public_key": raw.hex(), "first_used_at": begin}


def text() -> str:
    """All of it as the file has it."""
    sealer, files = county()
    held = {
        "keys": {
            "county": "旌德县",
            "items": [key(sealer, "2026-11-26T06:05:00.000000Z"), key(Sealer(seed=OTHER_KEY), OTHER_FROM)],
        },
        "files": files,
        "cases": [*whole(sealer, files), *broken(files), *unsealed(sealer, files)],
        "codes": code_cases(sealer, files),
        "prints": prints(sealer),
    }
    return json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text(), encoding="utf-8")
