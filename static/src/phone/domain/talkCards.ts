// What is said to whom at a door, in a few sentences with a picture each, and what is asked afterwards.
import type { Listener } from '@shared/lessons'
import type { Scene } from './scenes'

interface Point {
  scene: Scene
  words: string
}

export interface Question {
  words: string
  answers: readonly string[]
  /** The place of the right answer. */
  right: number
}

export interface Card {
  points: readonly Point[]
  asks: readonly QuestionName[]
}

// The right answer stands in another place each time: nobody passes by always tapping the first.
const BANK = {
  safe_account: {
    words: '自称公安的人让您把钱转到“安全账户”，怎么办？',
    answers: ['照他说的转', '挂断，打 110 问', '先转一半'],
    right: 1,
  },
  hotline: {
    words: '96110 打来电话，接不接？',
    answers: ['要接，这是反诈专线', '不接，怕是骗子', '陌生号码一律不接'],
    right: 0,
  },
  brushing: {
    words: '做任务先垫钱，说完成就返佣金，能做吗？',
    answers: ['小额的能做', '先返了钱就能做', '不能做，都是骗'],
    right: 2,
  },
  loan: {
    words: '网上贷款，放款前让先交“手续费”，交吗？',
    answers: ['不交，这是骗局', '交了好放款', '少交一点'],
    right: 0,
  },
  refund: {
    words: '“客服”说退款，让您开屏幕共享，开吗？',
    answers: ['开，退款快', '不开，到官方平台问', '先报银行卡号'],
    right: 1,
  },
  health: {
    words: '免费领鸡蛋、听课，再让买几千元保健品，买吗？',
    answers: ['听着好就买', '人多就买', '先问子女，不买'],
    right: 2,
  },
  relative: {
    words: '电话里像是孙子，说出事急要钱，先做什么？',
    answers: ['赶紧汇钱', '打孩子自己的号码问清楚', '别告诉别人'],
    right: 1,
  },
  card: {
    words: '有人出钱租您的银行卡、电话卡，给不给？',
    answers: ['不给，这是犯法', '给熟人可以', '只借几天'],
    right: 0,
  },
  game: {
    words: '陌生人说免费送游戏皮肤，让拿爸妈手机扫码，扫吗？',
    answers: ['扫，能白拿', '偷偷扫', '不扫，告诉爸妈'],
    right: 2,
  },
  order: {
    words: '“部队”“学校”来大单，让您先垫钱买别家的货，垫吗？',
    answers: ['大单子，垫', '不垫，当面核实', '垫一小半'],
    right: 1,
  },
  boss: {
    words: '群里“老板”让马上转一笔款，怎么办？',
    answers: ['打电话或当面核实再办', '马上转', '先转后补手续'],
    right: 0,
  },
  changed_account: {
    words: '客户发邮件说收款账号换了，怎么办？',
    answers: ['按新账号付', '回邮件问一句', '打原来留的电话核实'],
    right: 2,
  },
} as const satisfies Record<string, Question>

export type QuestionName = keyof typeof BANK
export const QUESTIONS: Readonly<Record<QuestionName, Question>> = BANK

/** The card of each audience. */
export const CARDS: Readonly<Record<Listener, Card>> = {
  family: {
    points: [
      { scene: 'police', words: '公安不会打电话办案，更没有“安全账户”。让您转钱的，都是骗子。' },
      { scene: 'screen', words: '“客服”要您开屏幕共享、说验证码，马上挂断。' },
      { scene: 'hotline', words: '拿不准，先打 96110 问；被骗了，立刻打 110。' },
    ],
    asks: ['safe_account', 'refund', 'hotline'],
  },
  elderly: {
    points: [
      { scene: 'gift', words: '免费领东西、听讲座，最后都是要您掏养老钱。' },
      { scene: 'relative', words: '电话里说孩子出事要钱，先挂断，打孩子自己的号码。' },
      { scene: 'together', words: '要动大钱，先和子女商量，不着这个急。' },
    ],
    asks: ['relative', 'health', 'safe_account'],
  },
  student: {
    points: [
      { scene: 'game', words: '送皮肤、送红包，让拿爸妈手机扫码的，都是骗子。' },
      { scene: 'task', words: '刷单、点赞赚佣金，先给小钱，再骗大钱。' },
      { scene: 'card', words: '银行卡、电话卡、微信号，不借、不租、不卖。' },
    ],
    asks: ['game', 'brushing', 'card'],
  },
  returnee: {
    points: [
      { scene: 'task', words: '说在家就能赚钱、先垫钱的活，是刷单骗局。' },
      { scene: 'abroad', words: '高薪带出国、包路费的，别信别去。' },
      { scene: 'card', words: '把银行卡、电话卡给人用，是犯法，要坐牢。' },
    ],
    asks: ['brushing', 'card', 'loan'],
  },
  low_income: {
    points: [
      { scene: 'loan', words: '贷款没到手，先让交钱的，都是骗子。' },
      { scene: 'gift', words: '说能办补助、领补贴，先要手续费的，是假的。' },
      { scene: 'hotline', words: '有难处找村里、找民政；拿不准打 96110。' },
    ],
    asks: ['loan', 'brushing', 'safe_account'],
  },
  merchant: {
    points: [
      { scene: 'order', words: '“部队”“学校”下大单，让您替他垫钱买货，是骗局。' },
      { scene: 'refund', words: '多付了让退款、扫码退的，先到自己账上看到钱。' },
      { scene: 'callback', words: '付大额货款之前，打原来的电话或当面核实。' },
    ],
    asks: ['order', 'refund', 'loan'],
  },
  finance: {
    points: [
      { scene: 'boss', words: '微信、QQ 群里的“老板”让转账，头像名字都能冒充。' },
      { scene: 'callback', words: '转账之前，打电话或当面核实，一笔也不例外。' },
      { scene: 'mail', words: '客户改收款账号，打原来留的电话问，不回那封邮件。' },
    ],
    asks: ['boss', 'changed_account', 'safe_account'],
  },
}

/** A card as it is read aloud. */
export const spokenCard = (listener: Listener) => CARDS[listener].points.map(({ words }) => words).join('')
