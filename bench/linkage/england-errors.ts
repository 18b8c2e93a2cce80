import type { Random } from '../../libs/synthetic/random.ts'
import { typo } from '../../libs/synthetic/slips.ts'

/** Spellings of one sound, as a name is written down by somebody who hears it. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ph/, 'f'],
  [/ck/, 'k'],
  [/c(?=[aou])/, 'k'],
  [/k(?=[aou])/, 'c'],
  [/ie$/, 'y'],
  [/y$/, 'ie'],
  [/ee/, 'ea'],
  [/ai/, 'ay'],
  [/ei/, 'ie'],
  [/ow/, 'ou'],
  [/gh/, ''],
  [/^Mac(?=[A-Z])/, 'Mc'],
  [/^Mc/, 'Mac'],
  [/son$/, 'sen'],
  [/th/, 't'],
  [/ll/, 'l'],
  [/nn/, 'n'],
  [/tt/, 't'],
  [/ss/, 's'],
  [/(?<=[aeiou])s(?=[aeiou])/, 'z'],
  [/(?<=[aeiou])n(?=[aeiou])/, 'nn'],
  [/(?<=[aeiou])l(?=[aeiou])/, 'll'],
  [/ia$/, 'ea'],
  [/a$/, 'ah'],
  [/ah$/, 'a'],
  [/v/, 'w'],
  [/j/, 'y'],
  [/o(?=n$)/, 'e'],
  [/kh/, 'k'],
  [/oo/, 'u'],
]

/** The name as somebody may write it who only heard it; a typo where no rule fits. */
export function misheard(random: Random, name: string): string {
  const fitting = SOUNDS.filter(([sound]) => sound.test(name))
  if (fitting.length === 0) return typo(random, name)
  const [sound, written] = random.pick(fitting)
  return name.replace(sound, written)
}

/** @param date `YYYY-MM-DD`; so is the answer, and it is a day that was */
export function misdated(random: Random, date: string): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const kind = random.next()
  if (kind < 0.35 && day <= 12 && day !== month) return iso(year, day, month)
  if (kind < 0.45) return iso(year, 1, 1)
  if (kind < 0.6) return iso(year + (random.chance(0.5) ? 1 : -1), month, day)
  if (kind < 0.75) return iso(year, (month % 12) + 1, day)
  const digit = random.chance(0.5) ? day + (day > 10 ? -10 : 10) : day + (random.chance(0.5) ? 1 : -1)
  return iso(year, month, Math.min(Math.max(digit, 1), 28))
}

export function wrongDigit(random: Random, text: string): string {
  const places = [...text.matchAll(/\d/g)].map(({ index }) => index)
  if (places.length === 0) return text
  const place = random.pick(places)
  return text.slice(0, place) + String((Number(text[place]) + random.between(1, 9)) % 10) + text.slice(place + 1)
}

/** The same number as offices write it. @param number eleven digits */
export function phoneAsWritten(random: Random, number: string): string {
  const kind = random.below(4)
  if (kind === 0) return `+44${number.slice(1)}`
  if (kind === 1) return `${number.slice(0, 5)} ${number.slice(5)}`
  return kind === 2 ? `+44 ${number.slice(1, 5)} ${number.slice(5)}` : number
}

const SHORT: readonly (readonly [RegExp, string])[] = [
  [/ Street$/, ' St'],
  [/ Road$/, ' Rd'],
  [/ Avenue$/, ' Ave'],
  [/ Close$/, ' Cl'],
  [/ Drive$/, ' Dr'],
  [/ Lane$/, ' Ln'],
  [/ Gardens$/, ' Gdns'],
  [/^Flat /, 'Apartment '],
]

/** The same lines as offices write them: words cut short, the town left out, no commas. */
export function addressAsWritten(random: Random, lines: readonly string[]): string {
  const kept = random.chance(0.25) ? lines.slice(0, -1) : lines
  const short = random.chance(0.4)
  const written = kept.map((line) =>
    short ? SHORT.reduce((text, [long, cut]) => text.replace(long, cut), line) : line,
  )
  return written.join(random.chance(0.8) ? ', ' : ' ')
}

/** Capital letters without accents, as older systems keep names. */
export function asOldSystem(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L')
    .replaceAll('ı', 'i')
    .toUpperCase()
}

function iso(year: number, month: number, day: number): string {
  const inMonth = Math.min(day, new Date(Date.UTC(year, month, 0)).getUTCDate())
  return `${year}-${String(month).padStart(2, '0')}-${String(inMonth).padStart(2, '0')}`
}
