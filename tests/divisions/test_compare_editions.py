"""What a newer edition of the official list changes, told from the real lists of one county (pure)."""

from pathlib import Path

import pytest

from app.divisions.edition_diff import EditionChange, Known, compare, report, stem
from app.divisions.edition_file import Entry, read_edition

DATA = Path(__file__).parent.parent / "data" / "divisions"
REUSED = "511381103214"


def edition(name: str) -> list[Entry]:
    return read_edition((DATA / f"{name}.csv").read_bytes(), [])


def stored(entries: list[Entry], retired: set[str] = frozenset()) -> list[Known]:
    return [Known(e.code, e.level, e.name, e.code in retired) for e in entries]


@pytest.fixture(scope="module")
def merger() -> EditionChange:
    return compare(stored(edition("511381-langzhong-older")), edition("511381-langzhong"))


def test_a_first_import_only_adds() -> None:
    change = compare([], edition("330324-yongjia"))

    assert len([e for e in change.added if e.level == "village"]) == 547
    assert len([e for e in change.added if e.level == "town"]) == 25
    assert (change.renamed, change.vanished, change.returned) == ([], [], [])


def test_the_same_edition_again_changes_nothing() -> None:
    entries = edition("511381-langzhong")

    change = compare(stored(entries), entries)

    assert change.is_empty
    assert report(change) == "区划没有变化（共 349 条）。"


def test_a_merger_leaves_320_of_514_villages(merger: EditionChange) -> None:
    gone = [v for v in merger.vanished if v.level == "village"]
    added = [e for e in merger.added if e.level == "village"]

    assert 514 - len(gone) + len(added) == 320


def test_a_longer_spelling_is_only_a_new_name(merger: EditionChange) -> None:
    spelled = {r.code: r for r in merger.renamed}["511381005215"]

    assert (spelled.old_name, spelled.name) == ("老土地村民委员会", "老土地村村民委员会")
    assert not spelled.is_reused


def test_a_code_used_again_for_another_village_is_told(merger: EditionChange) -> None:
    reused = {r.code: r for r in merger.renamed}[REUSED]

    assert reused.is_reused
    assert f"编码沿用 {REUSED} 张家沟村民委员会 → 徐垭村村民委员会，该代码下住户须核对" in report(merger)


def test_a_village_that_became_a_neighbourhood_is_found_under_its_new_code(merger: EditionChange) -> None:
    moved = next(v for v in merger.vanished if v.name == "鹤长村民委员会")

    assert {e.code: e.name for e in merger.added}[str(moved.now_code)] == "鹤长社区居民委员会"
    assert f"（改码为 {moved.now_code}）" in report(merger)


def test_the_county_gets_its_name_without_being_a_code_used_again(merger: EditionChange) -> None:
    county = next(r for r in merger.renamed if r.level == "county")

    assert (county.old_name, county.name, county.is_reused) == ("511381000000", "阆中市", False)


def test_an_older_list_does_not_take_the_county_away() -> None:
    older = edition("511381-langzhong-older")

    change = compare(stored(edition("511381-langzhong")), older[1:])

    assert "county" not in {v.level for v in change.vanished}


def test_a_village_that_comes_back_is_told_apart_from_a_new_one() -> None:
    entries = edition("511381-langzhong")
    code = entries[-1].code

    change = compare(stored(entries, {code}), entries)

    assert [e.code for e in change.returned] == [code]
    assert change.unchanged == len(entries) - 1


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("寓思园街社区居民委员会", "寓思园街"),
        ("张家沟村民委员会", "张家沟"),
        ("张家沟村村民委员会", "张家沟"),
        ("金银观社区居民委员", "金银观"),
        ("南门居委会", "南门"),
        ("汪村村委会", "汪"),
        ("巴彦嘎查", "巴彦"),
        ("河东社区", "河东"),
        ("旌阳镇", "旌阳镇"),
        ("村", "村"),
    ],
)
def test_a_village_keeps_its_own_name_whatever_its_committee_is_called(name: str, own: str) -> None:
    assert stem(name) == own
