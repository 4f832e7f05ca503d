// What is wrong with an ID number that somebody types, in the words in which the county would refuse it.

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'
// Passports and permits stand in the same field and carry no check digit.
const OTHER_DOCUMENT = /^[A-Z]{1,2}\d{6,10}$/

/** A sentence, or nothing where nothing is wrong; the county looks again, and closer. */
export function idNumberFault(typed: string): string {
  const number = typed.normalize('NFKC').replace(/[\s\u200b-\u200f\u2060\ufeff]+/g, '').replace(/^['`‘’]+/, '').toUpperCase()
  if (!number || OTHER_DOCUMENT.test(number)) return ''
  if (/^\d{15}$/.test(number)) return '是 15 位旧号码，请换成 18 位。'
  if (!/^\d{17}[\dX]$/.test(number)) return '应为 18 位数字（末位可为 X）。'
  if (!isBirthday(number.slice(6, 14))) return '里的出生日期不存在，请核对。'
  return checkDigit(number) === number[17] ? '' : '校验不通过，请核对有没有抄错。'
}

function isBirthday(digits: string): boolean {
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
  const read = new Date(`${day}T00:00:00Z`)
  // The 31st of February is the 3rd of March to a browser.
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day)
}

function checkDigit(number: string): string | undefined {
  return CHECKS[WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(number[at]), 0) % 11]
}
