import { isNear, nearnessOf, otherItemsOf, restrictedItemsOf, type NearRecord } from '@contactpoint/matching'
import { makeUpn } from '@contactpoint/synthetic'
import { aPupil, type Pupil } from '@contactpoint/testing'
import fc from 'fast-check'

/** How a row about a child differs from the row that the directory has. */
export interface Perturbation {
  surname: 'same' | 'misspelt' | 'misspelt-twice' | 'renamed' | 'doubled' | 'renamed-with-former'
  /** Where in the surname the slip is, in hundredths of its length, and which slip. */
  slip: { at: number; kind: 'drop' | 'double' | 'change' | 'swap' }
  given: 'same' | 'variant' | 'second-first' | 'misspelt'
  moved: boolean
  carer: 'same' | 'new-phone' | 'new-name' | 'new'
  upn: 'same' | 'none' | 'new'
  birthDate: 'same' | 'day' | 'month' | 'year' | 'first-of-january' | 'swapped' | 'digit'
  /** Which of the dates one digit off. */
  digit: number
}

const PERTURBATION: fc.Arbitrary<Perturbation> = fc.record<Perturbation>({
  surname: fc.constantFrom('same', 'misspelt', 'misspelt-twice', 'renamed', 'doubled', 'renamed-with-former'),
  slip: fc.record({
    at: fc.nat(99),
    kind: fc.constantFrom('drop', 'double', 'change', 'swap'),
  }),
  given: fc.constantFrom('same', 'variant', 'second-first', 'misspelt'),
  moved: fc.boolean(),
  carer: fc.constantFrom('same', 'new-phone', 'new-name', 'new'),
  upn: fc.constantFrom('same', 'none', 'new', 'new'),
  birthDate: fc.constantFrom('same', 'day', 'month', 'year', 'first-of-january', 'swapped', 'digit'),
  digit: fc.nat(1_000),
})

/** Given names, each with one that stands for it. */
const GIVEN = [
  ['Elizabeth', 'Liz'],
  ['Katherine', 'Kate'],
  ['William', 'Will'],
  ['Mohammed', 'Muhammad'],
  ['Margaret', 'Maggie'],
] as const
const SECOND = ['Rowan', 'Sidney', 'Jocelyn', 'Marley', 'Ashley']

let families = 0

/** A child whose name, home, carer and number nobody else's are near. */
export function anOriginal(): Pupil {
  families += 1
  const unlikeOthers = aPupil()
  return {
    ...unlikeOthers,
    surname: `${unlikeOthers.surname}ford`,
    forename: GIVEN[families % GIVEN.length]![0],
    // No two families have both names: with them, and a birth date not far off, one is near another whatever its surname.
    middleNames: SECOND[Math.floor(families / GIVEN.length) % SECOND.length]!,
    upn: makeUpn('3834001', 2018, families),
    address: { lines: [`${families} Hidden Lane`], postcode: postcode('HX', families) },
  }
}

/** Takes the next change that leaves a twin near: rows that somebody who knows what is shown of the original would take for it, or that have two hidden things in common with it. */
export function nearTwins(seed: number): (original: Pupil) => { how: Perturbation; twin: Pupil } {
  const some = fc.sample(PERTURBATION, { seed, numRuns: 2_000 }).values()
  return (original) => {
    const restricted = restrictedItemsOf(asNearRecord(original))
    for (let next = some.next(); !next.done; next = some.next()) {
      const twin = twinOf(original, next.value)
      if (isNear(nearnessOf(restricted, otherItemsOf(asNearRecord(twin))))) return { how: next.value, twin }
    }
    throw new Error('There are not so many: sample more of them')
  }
}

function asNearRecord({
  surname,
  forename,
  middleNames,
  formerSurname,
  dob,
  sex,
  address,
  upn,
  contacts,
}: Pupil): NearRecord {
  return {
    name: { given: [forename, ...(middleNames ? [middleNames] : [])], family: surname },
    formerFamilyNames: formerSurname ? [formerSurname] : [],
    dateOfBirth: dob,
    gender: sex,
    address,
    identifiers: upn ? [{ scheme: 'upn', value: upn }] : [],
    carers: contacts.map(({ forename: given, surname: family, phone }) => ({
      name: { given: [given], family },
      phone,
    })),
  }
}

/** Another row about the same child, under a reference of its own. */
function twinOf(original: Pupil, how: Perturbation): Pupil {
  const { ref } = aPupil()
  const number = Number(original.upn!.slice(-3))
  const newUpn = makeUpn('3834002', 2019, number)
  return {
    ...original,
    ref,
    upn: { same: original.upn, none: null, new: newUpn }[how.upn],
    ...surnameOf(original, how),
    ...givenOf(original, how),
    dob: birthDateOf(original.dob, how),
    address: how.moved ? { lines: [`${number} Fresh Start`], postcode: postcode('TR', number) } : original.address,
    contacts: original.contacts.map((contact) => ({ ...contact, ...carerOf(original, how) })),
  }
}

function surnameOf({ surname }: Pupil, { surname: how, slip }: Perturbation): Pick<Pupil, 'surname' | 'formerSurname'> {
  const other = `${[...surname.toLowerCase()].reverse().join('')}life`
  if (how === 'misspelt') return { surname: misspelt(surname, slip), formerSurname: null }
  if (how === 'misspelt-twice') {
    const again = { ...slip, at: (slip.at + 50) % 100 }
    return { surname: misspelt(misspelt(surname, slip), again), formerSurname: null }
  }
  if (how === 'renamed') return { surname: other, formerSurname: null }
  if (how === 'doubled') return { surname: `${other}-${surname}`, formerSurname: null }
  if (how === 'renamed-with-former') return { surname: other, formerSurname: surname }
  return { surname, formerSurname: null }
}

/** One edit: a letter dropped, doubled, changed, or swapped with the next. */
function misspelt(name: string, { at, kind }: Perturbation['slip']): string {
  const i = Math.floor((at / 100) * (name.length - 1))
  const [before, letter, after] = [name.slice(0, i), name[i]!, name.slice(i + 1)]
  if (kind === 'drop') return before + after
  if (kind === 'double') return before + letter + letter + after
  if (kind === 'change') return `${before}${letter === 'q' ? 'x' : 'q'}${after}`
  return before + after[0]! + letter + after.slice(1)
}

function givenOf(
  { forename, middleNames }: Pupil,
  { given, slip }: Perturbation,
): Pick<Pupil, 'forename' | 'middleNames'> {
  if (given === 'misspelt') return { forename: misspelt(forename, slip), middleNames }
  if (given === 'second-first') return { forename: middleNames!, middleNames: forename }
  if (given === 'variant') return { forename: GIVEN.find(([name]) => name === forename)![1], middleNames }
  return { forename, middleNames }
}

function carerOf({ contacts }: Pupil, { carer }: Perturbation): Partial<Pupil['contacts'][number]> {
  const phone = contacts[0]!.phone!.replace('077009', '077018')
  const name = { surname: `Other${contacts[0]!.surname.slice(5)}`, forename: 'Ann' }
  if (carer === 'same') return {}
  if (carer === 'new-phone') return { phone }
  return carer === 'new-name' ? name : { ...name, phone }
}

function birthDateOf(dob: string, { birthDate, digit }: Perturbation): string {
  const [year, month, day] = dob.split('-') as [string, string, string]
  const swapped = `${year}-${day}-${month}`
  if (birthDate === 'swapped' && isSchoolAge(swapped)) return swapped
  if (birthDate === 'same') return dob
  const moved = new Date(dob)
  if (birthDate === 'day') moved.setUTCDate(moved.getUTCDate() + 1)
  if (birthDate === 'month') moved.setUTCDate(moved.getUTCDate() + 29)
  if (birthDate === 'year') moved.setUTCFullYear(moved.getUTCFullYear() + (year === '2012' ? -1 : 1))
  if (birthDate === 'first-of-january') moved.setUTCMonth(0, 1)
  const text = moved.toISOString().slice(0, 10)
  if (text !== dob && isSchoolAge(text)) return text
  const near = [...dob].flatMap((character, i) =>
    character === '-' ? [] : [...'0123456789'].map((other) => dob.slice(0, i) + other + dob.slice(i + 1)),
  )
  const possible = near.filter((date) => date !== dob && isSchoolAge(date))
  return possible[digit % possible.length]!
}

function isSchoolAge(date: string): boolean {
  const time = Date.parse(date)
  return (
    !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) && date >= '2010-01-01' && date < '2024-01-01'
  )
}

/** A postcode of its own for every number below 4,000. */
function postcode(area: string, n: number): string {
  const letters = 'ABDEFGHJLNPQRSTUWXYZ'
  return `${area}${1 + (Math.floor(n / 200) % 20)} ${n % 10}${letters[Math.floor(n / 10) % 20]}A`
}
