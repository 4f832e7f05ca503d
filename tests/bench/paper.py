"""What PDFs cost: python -m tests.bench.paper. Each document differs from every other, so nothing is remembered."""

import io
import resource
import sys
from datetime import UTC, datetime
from time import process_time

from app.paper.printing import print_pdf
from app.paper.report import TEMPLATE, Column, Report, Table

AT = datetime(2026, 11, 26, tzinfo=UTC)
HEADS = [Column("序号", is_number=True), Column("地址", 2), Column("户主", 1), Column("次数", is_number=True)]


def main() -> None:
    """Alone, in a run, and long: processor time (ours and the press's), pages, and the most memory that a press had."""
    for documents, lines in ((1, 30), (200, 30), (1, 300), (1, 2000), (100, 200)):
        file, begun = io.BytesIO(), _processor_time()
        several = (_document(number, lines) for number in range(documents))
        pages = print_pdf(file, TEMPLATE, several, title="量一量", at=AT)
        took = _processor_time() - begun
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        sys.stdout.write(
            f"{documents:4} × {lines:5} lines  {took:6.2f} s  {1000 * took / documents:7.1f} ms each  "
            f"{pages:4} pages  {len(file.getvalue()) // 1024:6} KB  press ≤ {most} MB\n"
        )


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + used.ru_utime + used.ru_stime


def _document(number: int, lines: int) -> dict[str, object]:
    rows = [
        [
            line,
            f"旌阳镇桥东村{number + line % 37}组{line}号",
            f"王{chr(0x4E00 + (131 * line + number) % 9000)}明",
            line % 4,
        ]
        for line in range(lines)
    ]
    return Report(f"名单{number}", "导出编号 000001", [Table(HEADS, rows)]).document()


if __name__ == "__main__":
    main()
