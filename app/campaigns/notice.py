"""A good default notice, for a campaign that has no words of its own."""

TITLE = "防范电信网络诈骗告知单"

BODY = """{householder}户（地址：{village}{address}）：

眼下电信网络诈骗多发。我们上门与您当面说清下面几件事，请转告家里的老人和孩子：

一、刷单返利都是骗局。先给小钱、再叫垫钱的“任务”，垫得越多亏得越多。
二、放款之前先收费的是虚假贷款。保证金、解冻费、验证流水，一样都不要交。
三、公检法不会在电话里办案，没有“安全账户”，也不会叫您共享屏幕、转账自证清白。
四、“老师”带着炒股、炒币，“内部消息”“稳赚不赔”，都是虚假投资理财。
五、自称客服，说要退款、理赔、取消会员，叫您点链接、报验证码的，请挂断，再从官方渠道查证。

不轻信，不透露验证码和银行卡密码，不向陌生人转账，不出租出借银行卡和电话卡。
手机请装“国家反诈中心”App 并打开来电预警；看到 96110 来电请接听，拿不准时可打 96110 咨询；
已经转了钱，请马上打 110，并留好聊天和转账记录。

以上内容已由工作人员当面讲解，本户已经听清、明白。

{day}"""


def fill(householder: str, address: str, village: str, day: str) -> str:
    """The notice as one household signs it."""
    return BODY.format(householder=householder, address=address, village=village, day=day)
