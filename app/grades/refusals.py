"""Why grades are not given as they were asked for."""

from app.problems import Problem


def too_many_visits(count: int, most: int) -> Problem:
    said = f"这里一周有 {count:,} 次走访，一次最多看 {most:,} 次，请选一个乡镇或村。"
    return Problem("too_many_visits", 422, said, field="scope")
