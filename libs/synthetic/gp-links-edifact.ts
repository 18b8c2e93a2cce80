import type { SyntheticChild } from './child.ts'
import { hashText } from './random.ts'

/** Trading partners: all practices send through one, as nothing is to be learned of which. */
const PARTNERS = { practice: 'SYN1', authority: 'XX11' } as const
/** Another one, through which the practices send that know a child by a second registration. */
export const SECOND_PARTNER = 'SYN2'
const SEX = { M: '1', F: '2' } as const
/** Letters that do not come apart into a plain one and its marks. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ Ł: 'L', Ø: 'O', Đ: 'D', Ð: 'D', Æ: 'AE', Œ: 'OE', ẞ: 'SS', Þ: 'TH', Ħ: 'H', İ: 'I', Ə: 'E', Ŋ: 'N' },
  ...{ '’': "'", '‘': "'", ʼ: "'", '–': '-', '‐': '-' },
}

/** How a child is registered with a practice. */
export interface GpRegistration {
  /** Absent for those who have none. */
  nhsNumber?: string | undefined
  /** Code of the practice: a letter and five digits. */
  practice: string
  /** Of the transaction, from 1 and one more with each; 8 digits at most. */
  number: number
  /** When it is sent, `YYYY-MM-DD`, as in the header. */
  sent: string
  /** Trading partner through whom it is sent, as in the header; that of all practices when left out. */
  partner?: string
  /** The child was born there: with nothing but `BABY` for a name it has none yet. */
  isBirth?: boolean
}

/** What stands before the first message. The time is the day's, not the clock's: equal children give equal bytes. */
export function gpLinksHeader(sent: string, partner: string = PARTNERS.practice): string {
  return line(`UNB+UNOA:2+${partner}+${PARTNERS.authority}+${compact(sent).slice(2)}:0900+00000001`)
}

/** What stands after the last of so many messages. */
export function gpLinksFooter(messages: number): string {
  return line(`UNZ+${messages}+00000001`)
}

/** The identifier of this registration in its source. */
export function gpRecordId({ nhsNumber, number, partner = PARTNERS.practice }: GpRegistration): string {
  return nhsNumber === undefined ? `${partner}-${PARTNERS.authority}-${padded(number)}` : `${nhsNumber}-${partner}`
}

/** A message that says that a practice has taken a child onto its list, one segment a line. */
export function acceptanceEdifact(child: SyntheticChild, registration: GpRegistration): string {
  const { nhsNumber, practice, number, sent, isBirth = false } = registration
  const segments = [
    `UNH+${padded(number)}+FHSREG:0:1:FH:FHS001`,
    ...['BGM+++507', 'NAD+FHS+XX1:954', `DTM+137:${compact(sent)}0900:203`, 'RFF+950:G1', 'S01+1', `RFF+TN:${number}`],
    ...[`NAD+GP+${doctorOf(practice)},${practice}:900`, 'HEA+ACD+A:ZZZ', `HEA+ATP+${isBirth ? 1 : 3}:ZZZ`, 'S02+2'],
    `PNA+PAT+${nhsNumber === undefined ? '' : `${nhsNumber}:OPI`}+++${names(child).join('+')}`,
    ...[`DTM+329:${compact(child.dateOfBirth)}:102`, `PDI+${child.sex ? SEX[child.sex] : '0'}`],
    ...(child.address
      ? [`NAD+PAT++${addressParts(child.address.lines)}+++++${padPostcode(child.address.postcode)}`]
      : []),
    ...(child.formerSurname ? ['S02+2', `PNA+PER++++SU:${edifactText(child.formerSurname)}`] : []),
  ]
  return [...segments, `UNT+${segments.length + 1}+${padded(number)}`].map(line).join('')
}

/** Text in the capitals of level A, accents left out, with what has a meaning released. */
export function edifactText(text: string): string {
  const capitals = text
    .normalize('NFC')
    .toUpperCase()
    .replaceAll(/./gu, (letter) => PLAIN[letter] ?? letter)
  const plain = capitals.normalize('NFD').replaceAll(/[^A-Z0-9 .,\-()/=!"%&*;<>'+:?]/g, '')
  return plain.replaceAll(/['+:?]/g, (sign) => `?${sign}`)
}

function names({ familyName, givenName, middleNames: [second, ...others] }: SyntheticChild): string[] {
  const parts = { SU: familyName, FO: givenName, MI: second, FS: others.length > 0 ? others.join(' ') : undefined }
  return Object.entries(parts).flatMap(([qualifier, name]) => (name ? `${qualifier}:${edifactText(name)}` : []))
}

/** House or flat, street, locality, town, county: the last line of an address is its town. */
function addressParts(lines: readonly string[]): string {
  const [town, street, house] = lines.map(edifactText).reverse()
  return [house ?? '??', street ?? '', '', town ?? '', ''].join(':')
}

/** Eight characters, the inward part the last three: `LS1  4AP`. */
function padPostcode(postcode: string): string {
  const [outward, inward] = postcode.split(' ')
  return `${outward!.padEnd(5)}${inward}`
}

/** The number that a practice's only doctor has; as made up as the children. */
function doctorOf(practice: string): string {
  return `9${String(hashText(practice) % 1_000_000).padStart(6, '0')}`
}

function compact(date: string): string {
  return date.replaceAll('-', '')
}

function padded(number: number): string {
  return String(number).padStart(8, '0')
}

function line(segment: string): string {
  return `${segment}'\n`
}
