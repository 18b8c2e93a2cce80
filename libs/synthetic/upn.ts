/** Letters that a UPN may begin with: no I, O or S, which are read as digits. 23 of them, a prime. */
const CHECK_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'
const SERIALS_PER_YEAR = 999

/**
 * A Unique Pupil Number: check letter, local authority (3 digits), establishment (4), year of allocation (2), serial (3).
 * The letter is the sum of the twelve digits times 2 to 13, modulo 23 (DfE UPN guide).
 *
 * @param laEstab local authority and establishment number, 7 digits
 * @param year the year the autumn term began, four digits
 * @param serial 0 to 999
 * @throws RangeError when a part does not fit its digits
 */
export function makeUpn(laEstab: string, year: number, serial: number): string {
  const digits = laEstab + String(year % 100).padStart(2, '0') + String(serial).padStart(3, '0')
  if (!/^\d{12}$/.test(digits)) throw new RangeError('a UPN has 7 digits of school, 2 of year and 3 of serial')
  return checkLetter(digits) + digits
}

function checkLetter(digits: string): string {
  let sum = 0
  for (let i = 0; i < digits.length; i++) sum += Number(digits[i]) * (i + 2)
  return CHECK_LETTERS[sum % CHECK_LETTERS.length]!
}

/** Hands out UPNs, each once. Its size depends on schools and years, not on children. */
export class UpnIssuer {
  readonly #issued = new Map<string, number>()

  /** The next number of this school and year, or undefined when all 999 are taken. */
  next(laEstab: string, year: number): string | undefined {
    const key = `${laEstab}${year % 100}`
    const serial = (this.#issued.get(key) ?? 0) + 1
    if (serial > SERIALS_PER_YEAR) return undefined
    this.#issued.set(key, serial)
    return makeUpn(laEstab, year, serial)
  }
}

/** Hands out a second number to those who have one, from the last of their school and year, which {@link UpnIssuer} comes to last. */
export class SecondUpns {
  readonly #issued = new Map<string, number>()

  after(upn: string): string {
    const [laEstab, year] = [upn.slice(1, 8), Number(upn.slice(8, 10))]
    const issued = this.#issued.get(upn.slice(1, 10)) ?? 0
    this.#issued.set(upn.slice(1, 10), issued + 1)
    return makeUpn(laEstab, year, SERIALS_PER_YEAR - (issued % SERIALS_PER_YEAR))
  }
}
