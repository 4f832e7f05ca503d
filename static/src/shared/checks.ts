// What may be heard at a door that is checked: the same words where it is asked and where it is read.

export const CHECK_ANSWERS = { confirmed: '有人来讲过', denied: '没人来讲过', unsure: '说不清', away: '没人在家' } as const
export type CheckAnswer = keyof typeof CHECK_ANSWERS

/** Whose signature stands on the notice. */
export const CHECK_SIGNATURES = { own: '是本人', not_own: '不是本人', unsure: '认不准' } as const
export type CheckSignature = keyof typeof CHECK_SIGNATURES
