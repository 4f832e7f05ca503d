// The ways and audiences in words.
export const WAYS: Readonly<Record<string, { word: string }>> = {
  signed: { word: '本人签字' },
  adult: { word: '其他成年家属代签' },
  mark: { word: '不会写字，按手印或拍照' },
  paper: { word: '纸质告知单拍照' },
  refused: { word: '已当面说明，拒绝签字' },
}
