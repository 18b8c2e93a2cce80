import { inCapitals, type BenefitClaim } from './benefit-claims.ts'
import { BIRTH_ENTRIES, type BirthEntry } from './birth-entries.ts'
import { toDay, toIsoDate } from './birthdays.ts'
import { birthLine, birthRecordId } from './births-json.ts'
import { pupilXml } from './census-xml.ts'
import { benefitRow, extractDate } from './child-benefit-csv.ts'
import type { Registration, SyntheticChild } from './child.ts'
import { readEngland } from './england.ts'
import { acceptanceEdifact, gpRecordId, SECOND_PARTNER, type GpRegistration } from './gp-links-edifact.ts'
import { NhsNumbers } from './nhs-number.ts'
import type { PatientEntry } from './patient-entries.ts'
import { patientLine } from './patients-fhir.ts'
import { hashText, Random } from './random.ts'
import { RecordIds } from './record-ids.ts'
import { TwinChanges, type Changed, type TwinSource } from './twin-changes.ts'
import { SecondUpns } from './upn.ts'

/** What a feed's ordinary row says of a child, before it is written. */
export interface Ordinary {
  'school-census': Registration
  'child-benefit': BenefitClaim
  'gp-links': GpRegistration
  births: BirthEntry
  pds: PatientEntry
}

export interface TwinRow {
  row: string
  recordId: string
}

interface Options {
  seed: number
  referenceDate: string
  children: number
}

/** Ten digits are those of entries that are there; these have eleven. */
const FIRST_ENTRY = 10_000_000_000

/** Another row of each feed about a child that has one, under a record id of its own. */
export class TwinRows {
  readonly #options: Options
  readonly #random: Random
  readonly #changes: TwinChanges
  readonly #pupils: RecordIds
  readonly #claims: RecordIds
  readonly #entries: RecordIds
  readonly #upns = new SecondUpns()
  readonly #numbers: NhsNumbers
  readonly #practices = readEngland().practices
  #registrations = 0

  constructor(options: Options) {
    const { seed } = options
    this.#options = options
    this.#random = new Random(hashText(`twin rows ${seed}`))
    this.#changes = new TwinChanges(seed, readEngland())
    this.#pupils = new RecordIds('ST', this.#random.below(2 ** 32))
    this.#claims = new RecordIds('CT', this.#random.below(2 ** 32))
    this.#entries = new RecordIds('', this.#random.below(2 ** 32))
    this.#numbers = new NhsNumbers(seed)
  }

  /**
   * @param nth of the shielded children, from 0
   * @returns null where the register of patients has no number left, which is its record id
   */
  twinOf<Source extends TwinSource>(
    source: Source,
    child: SyntheticChild,
    ordinary: Ordinary[Source],
    nth: number,
  ): TwinRow | null {
    const spare = this.#numbers.spare(nth, this.#options.children)
    const make: { [One in TwinSource]: (ordinary: Ordinary[One]) => TwinRow | null } = {
      'school-census': (registration) => this.#pupil(child, registration),
      'child-benefit': (claim) => this.#claim(child, claim),
      'gp-links': (listed) => this.#registration(child, listed, spare),
      births: (entry) => this.#birth(child, entry),
      pds: (patient) => this.#patient(child, patient, spare),
    }
    return make[source](ordinary)
  }

  #pupil(child: SyntheticChild, registration: Registration): TwinRow {
    const { changed } = this.#changes.drawFor(child, 'school-census', child.upn !== undefined)
    const told = asTold(child, changed)
    if (changed.number) told.upn = changed.number === 'another' ? this.#upns.after(child.upn!) : undefined
    const recordId = this.#pupils.next()
    return { row: pupilXml(told, { ...registration, pupilMatchingRef: recordId }), recordId }
  }

  #claim(child: SyntheticChild, claim: BenefitClaim): TwinRow {
    const { changed } = this.#changes.drawFor(child, 'child-benefit', false)
    const { givenName, familyName, dateOfBirth } = asTold(child, changed)
    const recordId = this.#claims.next()
    const address = changed.address ?? claim.address
    const made = { ...claim, ...{ childRef: recordId, givenName, familyName, dateOfBirth, address } }
    const isInCapitals = claim.givenName !== child.givenName
    const date = extractDate(this.#options.referenceDate)
    return { row: benefitRow(isInCapitals ? inCapitals(made) : made, date), recordId }
  }

  /** Sent through another partner, so that the same number is another record. */
  #registration(child: SyntheticChild, listed: GpRegistration, spare: string | undefined): TwinRow {
    const { changed } = this.#changes.drawFor(child, 'gp-links', listed.nhsNumber !== undefined)
    const told = asTold(child, changed)
    const nhsNumber = changed.number ? (changed.number === 'another' ? spare : undefined) : listed.nhsNumber
    const practice = changed.address ? this.#practices.of(told) : listed.practice
    const made = { ...listed, nhsNumber, practice, number: ++this.#registrations, partner: SECOND_PARTNER }
    return { row: acceptanceEdifact(told, made), recordId: gpRecordId(made) }
  }

  /** An entry that says nothing of the one before it. */
  #birth(child: SyntheticChild, entry: BirthEntry): TwinRow {
    const { changed } = this.#changes.drawFor(child, 'births', false)
    const { givenName, middleNames, familyName, dateOfBirth } = asTold(child, changed)
    const isInCapitals = entry.surname !== child.familyName
    const made: BirthEntry = {
      ...entry,
      id: FIRST_ENTRY + Number(this.#entries.next()),
      date: this.#registered(dateOfBirth),
      forenames: [givenName, ...middleNames],
      surname: isInCapitals ? familyName.toUpperCase() : familyName,
      dateOfBirth,
      address: changed.address ?? entry.address,
      previous: undefined,
    }
    return { row: birthLine(made), recordId: birthRecordId(made) }
  }

  #registered(dateOfBirth: string): string {
    const day = toDay(dateOfBirth) + 1 + this.#random.below(BIRTH_ENTRIES.longestLag)
    return toIsoDate(Math.min(day, toDay(this.#options.referenceDate)))
  }

  /** A patient under another number, who is not restricted: whoever gave it knew nothing of the wish. */
  #patient(child: SyntheticChild, patient: PatientEntry, spare: string | undefined): TwinRow | null {
    if (spare === undefined) return null
    const { changed } = this.#changes.drawFor(child, 'pds', false)
    const told = asTold(child, changed)
    const made: PatientEntry = {
      ...{ nhsNumber: spare, version: 1, isRestricted: false, sex: patient.sex },
      given: [told.givenName, ...told.middleNames],
      family: told.familyName.toUpperCase(),
      formerFamily: told.formerSurname?.toUpperCase(),
      dateOfBirth: told.dateOfBirth,
      address: told.address,
      practice: this.#practices.of(told),
    }
    return { row: patientLine(made), recordId: spare }
  }
}

function asTold(child: SyntheticChild, { number: _number, ...changed }: Changed): SyntheticChild {
  return { ...child, ...changed }
}
