// The ways and audiences in words.
export const WAYS: Readonly<Record<string, { word: string }>> = {
  signed: { word: '本人签字' },
  adult: { word: '其他成年家属代签' },
  mark: { word: '不会写字，按手印或拍照' },
  paper: { word: '纸质告知单拍照' },
  refused: { word: '已当面说明，拒绝签字' },
}
export const audiences: Readonly<Record<string, string>> = {
  family: '家庭', merchant: '商户', finance: '企业财务', elderly: '老年人', student: '学生家长',
}
