"""Every way a job can be refused or fail, each with its code and its sentence."""

from app.problems import Problem


def too_many_jobs(most: int) -> Problem:
    return Problem("too_many_jobs", 429, f"您已有 {most} 个文件正在生成，请等其中一个完成，或取消一个再来。", most=most)


def job_not_ready() -> Problem:
    return Problem("job_not_ready", 409, "这个文件还没有生成好，请等进度走完再下载。")


def job_file_gone() -> Problem:
    return Problem("job_file_gone", 410, "这个文件已经过了保存时间，或已被删除，请重新生成。")


def job_failed() -> Problem:
    return Problem("job_failed", 500, "文件没有生成出来，服务器出错。请再试一次；还不行，请告知管理员。")


def job_interrupted() -> Problem:
    return Problem("job_interrupted", 500, "服务器几次中途停止，文件没有生成出来。请再试一次；还不行，请告知管理员。")
