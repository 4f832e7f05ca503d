// What a talk at a door is about: whom it is for, and who was taught at a firm.

/** Whom a talk is for: whom notices speak to, and two more. */
export const LISTENERS = {
  family: '普通家庭',
  elderly: '老年人',
  student: '学生和家长',
  returnee: '返乡人员',
  low_income: '低收入',
  merchant: '商户',
  finance: '财务人员',
} as const
export type Listener = keyof typeof LISTENERS

export const FIRM_ROLES = { owner: '负责人', finance: '财务', staff: '员工' } as const
export type FirmRole = keyof typeof FIRM_ROLES
