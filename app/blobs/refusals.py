"""Every way in which bytes can be refused, each with its code and its sentence."""

from app.problems import Problem


def blob_too_large(limit_kb: int) -> Problem:
    return Problem("blob_too_large", 413, f"签名或照片太大，最多 {limit_kb} KB。", limit_kb=limit_kb)


def blob_damaged() -> Problem:
    return Problem("blob_damaged", 422, "签名或照片在传送中损坏，手机会自动重传。")


def blob_not_an_image() -> Problem:
    return Problem("blob_not_an_image", 422, "签名或照片不是 PNG 或 JPEG 图片。")


def picture_unreadable() -> Problem:
    return Problem(
        "picture_unreadable", 422, "这张图片打不开或不正常，没有显示。原件一字节不差地留存着，请联系县级管理员。"
    )


def picture_too_large(pixels: int) -> Problem:
    return Problem(
        "picture_too_large", 422, f"这张图片的长或宽超过 {pixels} 像素，没有显示。原件留存着，请联系县级管理员。"
    )


def wrong_offset(offset: int) -> Problem:
    return Problem("wrong_offset", 409, "这一段与已收到的接不上，手机会自动从断点续传。", offset=offset)


def blob_piece_too_large(limit_kb: int) -> Problem:
    return Problem("blob_piece_too_large", 413, f"每段应为 1 字节到 {limit_kb} KB，请分成小段上传。", limit_kb=limit_kb)


def blob_quota(limit_mb: int, seconds: int) -> Problem:
    return Problem(
        "blob_quota",
        429,
        f"今天上传的照片已满 {limit_mb} MB，其余明天自动续传。照片都在手机上。",
        limit_mb=limit_mb,
        retry_after_s=seconds,
    )
