"""PDFs: what stands in them is text, whatever it looks like; every letter is there; nobody else's is."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import typst
from pypdf import PdfReader

from app.paper import fonts, printing
from app.paper.printing import PressFailed, print_pdf
from app.paper.report import TEMPLATE, Column, Heading, Paragraph, Report, Table
from app.problems import Problem
from tests.paper.reading import bookmarks, picture, texts

pytestmark = pytest.mark.one_database

AT = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
HOSTILE = [
    '#read("/etc/passwd")',
    '#include "/etc/passwd"',
    "*粗*_斜_`码`$x^2$",
    "= 标题 - 项 + 号 / 词",
    "@引用<标签>",
    "\\#\\\\ \\u{41} // 注释 /* 注释 */",
    '"; panic("x"); "',
    "</script><b>&amp;",
    "https://example.com/~a---b...",
]


def printed(*reports: Report) -> bytes:
    file = io.BytesIO()
    print_pdf(file, TEMPLATE, [report.document() for report in reports], title=reports[0].title, at=AT)
    return file.getvalue()


def report(*names: str, title: str = "名单", **more: bool) -> Report:
    table = Table([Column("序号", is_number=True), Column("姓名", 1)], list(enumerate(names)))
    return Report(title, "导出编号 000001　Carol", [Heading("一、情况"), Paragraph("共若干户。"), table], **more)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_code_is_printed_as_it_is(text: str):
    pdf = printed(
        Report(text, text, [Heading(text), Paragraph(text), Table([Column(text, 1)], [[text]], [text])], lines=[text])
    )

    (page,) = texts(pdf)

    assert page.count("".join(text.split())) == 8
    assert "root:" not in page


@pytest.mark.parametrize("reading", ['read("/etc/passwd")', 'read("../secret")', 'include "@preview/a:0.1.0"'])
def test_a_template_reads_no_file_outside_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reading: str):
    """Should one of ours ever go wrong."""
    room = tmp_path / "templates"
    room.mkdir()
    (tmp_path / "secret").write_text("秘密")
    (room / "reads.typ").write_text(f"#{{ {reading} }}")
    (room / "plain.typ").write_text("")
    monkeypatch.setattr(printing, "TEMPLATES", room)

    print_pdf(io.BytesIO(), "plain.typ", [{"title": "x"}], title="x", at=AT)
    with pytest.raises(PressFailed):
        print_pdf(io.BytesIO(), "reads.typ", [{"title": "x"}], title="x", at=AT)


def test_rare_characters_of_names_are_printed_and_not_as_boxes():
    """Each looks like no other, and not like a box: so a letter looks that no font has, where nobody puts that right."""
    rare = "𠮷䶮㛃㐱𬭛𫖯𪟝𫚖"
    pdfs = [printed(report(letter)) for letter in rare]

    assert [texts(pdf)[0].count(letter) for pdf, letter in zip(pdfs, rare, strict=True)] == [1] * len(rare)
    box = picture(boxed())
    assert min(int(np.count_nonzero(picture(pdf) != box)) for pdf in pdfs) > 20
    assert len({picture(pdf).tobytes() for pdf in pdfs}) == len(rare)


def boxed() -> bytes:
    """The same page with a letter that no font has, as typst sets it by itself."""
    house = printing.TEMPLATES / "letters.typ"
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        copy = Path(folder) / "templates"
        copytree(printing.TEMPLATES, copy)
        (copy / house.name).write_text("#let legible(body) = body")
        patch.setattr(printing, "TEMPLATES", copy)
        return printed(report("\U0003fffd"))


# The first and the last letter of each block, by Unicode 15; of G and H the first that Debian's fonts have.
BLOCKS = {
    "A": "㐀䶵",
    "B": "\U00020000\U0002a6d6",
    "C": "\U0002a700\U0002b734",
    "D": "\U0002b740\U0002b81d",
    "E": "\U0002b820\U0002cea1",
    "F": "\U0002ceb0\U0002ebe0",
    "G": "\U00030000",
    "H": "\U00031350",
}


@pytest.mark.parametrize("block", BLOCKS)
def test_what_the_county_installs_prints_every_block(block: str):
    (page,) = texts(printed(report(*BLOCKS[block])))

    assert [page.count(letter) for letter in BLOCKS[block]] == [1] * len(BLOCKS[block])
    assert "U+" not in page


def test_a_letter_that_no_font_has_is_printed_as_its_number_in_a_frame():
    (page,) = texts(printed(Report("王\U0003fffd", "\ue123", [Paragraph("\U0002ebf0、王\U0002ebf0")])))

    assert page.count("王U+3FFFD") == 1
    assert page.count("U+2EBF0") == 2
    assert "U+E123" in page
    assert not set(page) & {"\U0003fffd", "\U0002ebf0", "\ue123"}


def test_what_only_chooses_a_form_is_no_missing_letter():
    (page,) = texts(printed(report("葛\U000e0101城\ufe0f")))

    assert "U+" not in page


def test_the_program_brings_its_font_along():
    brought = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[*fonts.folders()])

    assert fonts.FAMILIES[0] in brought.families()


def test_the_same_gives_the_same_bytes():
    assert printed(report("王一", "李二")) == printed(report("王一", "李二"))


def test_heads_are_repeated_and_pages_numbered():
    pages = texts(printed(report(*[f"户{n}号" for n in range(120)])))

    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert page.count("姓名") == 1
        assert f"第{number}页，共{len(pages)}页" in page
        assert "导出编号000001Carol" in page
    together = "".join(pages)
    assert [together.count(f"户{n}号") for n in range(120)] == [1] * 120


def test_documents_stand_one_after_another_each_found_by_its_title():
    pdf = printed(report("王一", title="甲"), report("李二", title="乙"))

    assert bookmarks(pdf) == ["甲", "乙"]
    assert [("王一" in page, "李二" in page) for page in texts(pdf)] == [(True, False), (False, True)]
    assert ["第1页，共1页" in page for page in texts(pdf)] == [True, True]


def test_one_in_parts_goes_on_counting_and_says_where_it_ends():
    parts = [report(*["王一"] * 60, is_last=False), report(*["李二"] * 60, continues=True)]

    pages = texts(printed(*parts))

    assert [f"第{number}页" in page for number, page in enumerate(pages, start=1)] == [True] * len(pages)
    assert ["（完）" in page for page in pages] == [False] * (len(pages) - 1) + [True]
    assert pages[0].startswith("名单")
    assert pages[-1].startswith("名单")  # a loose sheet says what it belongs to


def test_heads_over_several_columns_and_lines_that_stand_out():
    columns = [Column("村", 1), *(Column(name, is_number=True) for name in ("走访", "覆盖", "差"))]
    table = Table(
        columns, [["东", 1, 2, None], ["西", 3, 4, 0]], ["合计", 4, 6, 0], [("", 1), ("本周", 2), ("", 1)], [1]
    )

    (page,) = texts(printed(Report("表", "", [table])))

    assert page.count("本周") == page.count("走访") == page.count("村") == page.count("差") == 1
    assert "东12西340合计460" in page


def test_many_at_once_each_gets_their_own():
    names = [f"户主{n:03d}" for n in range(12)]

    with ThreadPoolExecutor(4) as pool:
        pdfs = list(pool.map(lambda name: printed(report(name)), names))

    assert [[name for name in names if name in texts(pdf)[0]] for pdf in pdfs] == [[name] for name in names]


def test_the_file_says_what_it_is_and_when():
    about = PdfReader(io.BytesIO(printed(report("王一")))).metadata

    assert (about.title, about.creation_date) == ("名单", AT)


def test_without_any_font_it_says_so_in_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fonts, "FAMILIES", ("没有这样的字体",))

    with pytest.raises(Problem) as refused:
        printed(report("王一"))

    assert (refused.value.code, refused.value.status) == ("no_font", 503)
    assert not fonts.are_there()


def test_what_cannot_be_set_is_no_file():
    file = io.BytesIO()

    with pytest.raises(PressFailed):
        print_pdf(file, TEMPLATE, [{"title": "无内容"}], title="x", at=AT)

    assert file.getvalue() == b""
