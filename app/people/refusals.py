"""Why somebody is not let in, or an account not changed."""

from app.problems import Problem


def sign_in_wait(seconds: int) -> Problem:
    return Problem(
        "sign_in_wait",
        429,
        f"多次输错，请等 {_in_words(seconds)}再试。账号没有锁死，到时就能登录。",
        retry_after_s=seconds,
    )


def enrolment_code_wait(seconds: int) -> Problem:
    return Problem(
        "enrolment_code_wait",
        429,
        f"绑定码多次输错，请等 {_in_words(seconds)}再试。登录不受影响。",
        retry_after_s=seconds,
    )


def _in_words(seconds: int) -> str:
    return f"{seconds} 秒" if seconds < 100 else f"{-(-seconds // 60)} 分钟"


def code_needed() -> Problem:
    return Problem("code_needed", 401, "密码正确，还需要验证器上的 6 位数字。")


def code_wrong() -> Problem:
    return Problem("code_wrong", 401, "验证码不对或已经用过，请等验证器换出新的数字再试。")


def second_step_missing() -> Problem:
    return Problem("second_step_missing", 403, "这个账号要先绑定验证器才能使用，请在办公端登录后绑定。")


def second_step_set() -> Problem:
    return Problem("second_step_set", 409, "已经绑定过验证器。要换一个，请另一位县级管理员先解除绑定。")


def password_weak(why: str) -> Problem:
    return Problem("password_weak", 422, f"密码太容易猜到：{why}，请换一个。")


def password_old_wrong() -> Problem:
    return Problem("password_old_wrong", 422, "原密码不对，请核对后再试。")


def password_wrong() -> Problem:
    return Problem("password_wrong", 401, "密码不对，请核对后再试。忘了密码请联系县级管理员。")


def demo_only_here() -> Problem:
    return Problem("demo_only_here", 403, "演示账号的密码是公开的，只能在运行演示的这台电脑上用 127.0.0.1 打开。")


def not_for_others() -> Problem:
    return Problem(
        "not_for_others",
        403,
        "这台服务器只答本机。要给别人用，请管理员按 docs/deployment.md 设好 HTTPS 和 PRODUCTION=1。"
        " This server answers its own machine only: see docs/deployment.md.",
    )


def plain_http() -> Problem:
    return Problem(
        "plain_http",
        403,
        "请用 https:// 开头的地址打开。若已经是，请管理员设 TRUSTED_PROXIES=1（docs/deployment.md）。"
        " Use https://; behind a proxy, set TRUSTED_PROXIES=1.",
    )


def own_account() -> Problem:
    return Problem("own_account", 409, "不能停用自己的账号或解除自己的验证器，请另一位管理员来做。")


def second_step_done() -> Problem:
    return Problem("second_step_done", 409, "已经验证过了，请刷新页面。")


def no_provider() -> Problem:
    return Problem("no_provider", 404, "这里没有设置统一认证，请用用户名和密码登录。")


def provider_away() -> Problem:
    return Problem("provider_away", 503, "统一认证现在连不上，请稍后再试，或用用户名和密码登录。")


def provider_refused() -> Problem:
    return Problem("provider_refused", 401, "统一认证没有通过，请重新登录。")


def provider_unknown_account() -> Problem:
    return Problem("provider_unknown_account", 403, "统一认证认出了你，但这里没有你的办公账号，请县级管理员建立。")


def signature_wrong() -> Problem:
    return Problem(
        "signature_wrong", 401, "这部手机的签名核对不上。请重新登录；还不行，请向村或派出所要一个新的绑定码。"
    )


def signature_used() -> Problem:
    return Problem("signature_used", 409, "这个请求服务器已经收过，手机会换一个编号自动重发。")


def session_of_another() -> Problem:
    return Problem("session_of_another", 401, "此浏览器已换别的账号登录，记录都在本机，请用原来的账号重新登录。")


def phone_ended() -> Problem:
    return Problem("phone_ended", 401, "办公端已停用这部手机：没上传的记录会先交给服务器保存，再清除本机的住户资料。")


def phone_not_enrolled() -> Problem:
    return Problem(
        "phone_not_enrolled", 403, "本县的手机要先绑定才能下载住户资料，请向村或派出所要绑定码。已记的走访照常上传。"
    )


def phone_key_used() -> Problem:
    """A key speaks for one person's one phone, for as long as the office lets it."""
    return Problem(
        "phone_key_used",
        409,
        "这部手机以前的绑定已停用，或属于别的账号。请在手机上清除本应用的数据后，用新的绑定码再绑定。",
    )
