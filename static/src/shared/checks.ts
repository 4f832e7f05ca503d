// What may be heard at a door that is checked: the same words where it is asked and where it is read.

export const CHECK_ANSWERS = { confirmed: '有人来讲过', denied: '没人来讲过', unsure: '说不清', away: '没人在家' } as const
export type CheckAnswer = keyof typeof CHECK_ANSWERS

export const CHECK_SIGNATURES = { own: '签名是本人的', not_own: '签名不是本人的', unsure: '签名认不准' } as const
export type CheckSignature = keyof typeof CHECK_SIGNATURES
