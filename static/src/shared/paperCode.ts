// The short code of a household on its paper slip: eight letters and one that checks them; app/slips/paper_code.py is its twin.
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 9

/** Their sum in the field of 32, each weighed by another power of 2. */
function check(letters: string): string {
  let total = 0
  for (const letter of letters) {
    const twice = (total ^ LETTERS.indexOf(letter)) << 1
    total = twice > 31 ? twice ^ 0b100101 : twice
  }
  return LETTERS.charAt(total)
}

/** The code of a household: the last 40 bits of its id, which are random, and their check letter. */
export function paperCodeOf(householdId: string): string {
  const bits = BigInt(`0x${householdId.replace(/-/g, '').slice(-10)}`)
  let letters = ''
  for (let shift = 35n; shift >= 0n; shift -= 5n) letters += LETTERS.charAt(Number((bits >> shift) & 31n))
  return letters + check(letters)
}

const meant = (typed: string) => typed.toUpperCase().replace(/[-\s]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')

/** The code as it was meant, however it was typed; null where it cannot be one. */
export function readPaperCode(typed: string): string | null {
  const code = meant(typed)
  const isOne = code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter)) && check(code.slice(0, -1)) === code.slice(-1)
  return isOne ? code : null
}

/** In groups, as it is printed. */
export function showPaperCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4, 8)} ${code.slice(8)}`
}

/** What a record may hold of what was typed: the code, or what was mistyped for it; null of anything that may be other words. */
export function statedPaperCode(typed: string): string | null {
  const code = meant(typed)
  return /^[0-9A-Z]{0,10}$/.test(code) ? code : null
}

const SHEET = /^QM1:([A-Z2-7]{52})$/
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The household that the code in a sheet's picture names, as app/prints/blank.py writes it; null of any other code. */
export function householdOnSheet(text: string): string | null {
  const letters = SHEET.exec(text)?.[1]
  if (!letters) return null
  let bits = 0n
  // 26 letters hold the 128 bits of the household, and two of what comes after.
  for (const letter of letters.slice(0, 26)) bits = (bits << 5n) | BigInt(BASE32.indexOf(letter))
  const hex = (bits >> 2n).toString(16).padStart(32, '0')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
