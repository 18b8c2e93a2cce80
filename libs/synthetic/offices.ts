import { authorityRecordId, authorityRow } from './authority-csv.ts'
import { BenefitClaims } from './benefit-claims.ts'
import { BirthEntries } from './birth-entries.ts'
import { toDay, toIsoDate } from './birthdays.ts'
import { birthLine, birthRecordId } from './births-json.ts'
import { benefitRow, extractDate } from './child-benefit-csv.ts'
import type { SyntheticChild } from './child.ts'
import { DEFAULT_REFERENCE_DATE, type PopulationOptions } from './children.ts'
import { Clerk } from './clerk.ts'
import { DeathEntries } from './death-entries.ts'
import { deathXml } from './deaths-xml.ts'
import { readEngland } from './england.ts'
import { LAGS, USUAL_ERRORS, type Lags } from './errors-of-registers.ts'
import type { FeedWriter } from './feed-writer.ts'
import type { GeneratedSource } from './generated-source.ts'
import { acceptanceEdifact, gpRecordId } from './gp-links-edifact.ts'
import { GpLists } from './gp-lists.ts'
import { Hearsay } from './hearsay.ts'
import { Newborns, type Newborn } from './newborns.ts'
import { PatientEntries } from './patient-entries.ts'
import { patientLine } from './patients-fhir.ts'
import { personRow } from './people-csv.ts'
import { ServiceLists } from './service-lists.ts'
import type { TextFile } from './text-file.ts'
import type { TwinFiles } from './twin-files.ts'

interface Files {
  writers: Record<GeneratedSource, FeedWriter>
  people: TextFile
  twins: TwinFiles | null
}

export interface OfficeOptions extends PopulationOptions {
  /** How long each source is behind; as in their table when left out. */
  lags?: Lags
  /** Days from the census to the delivery, 0 to 365; none when left out. Of the same children: what sources were not told before they may be told by then. */
  later?: number
}

/** `YYYY-MM-DD`. */
export function deliveryDate({ referenceDate = DEFAULT_REFERENCE_DATE, later = 0 }: OfficeOptions): string {
  return toIsoDate(toDay(referenceDate) + later)
}

/** What a source makes of a child: what it has been told, with the slips of who wrote it down. */
interface Desk {
  hearsay: Hearsay
  clerk: Clerk
}

/** Those who know of the children what is not in the census, and write it. */
export class Offices {
  readonly #files: Files
  readonly #date: string
  readonly #desks: Record<GeneratedSource, Desk>
  readonly #claims: BenefitClaims
  readonly #lists: GpLists
  readonly #births: BirthEntries
  readonly #deaths: DeathEntries
  readonly #patients: PatientEntries
  readonly #services: ServiceLists
  readonly #newborns: Newborns

  constructor(options: OfficeOptions, files: Files) {
    const { seed, referenceDate = DEFAULT_REFERENCE_DATE, errors = USUAL_ERRORS } = options
    const { places } = readEngland()
    this.#files = files
    this.#date = deliveryDate(options)
    this.#desks = desksOf(options, this.#date)
    this.#claims = new BenefitClaims(seed, places, errors)
    this.#lists = new GpLists(seed, this.#date, errors)
    this.#births = new BirthEntries(seed, referenceDate, places, errors)
    this.#deaths = new DeathEntries(seed, referenceDate)
    this.#patients = new PatientEntries(seed)
    this.#services = new ServiceLists(seed, referenceDate, errors)
    this.#newborns = new Newborns({ ...options, referenceDate }, readEngland())
  }

  /** The child as its school knows it. */
  inCensus(child: SyntheticChild): SyntheticChild {
    return this.#desks['school-census'].hearsay.known(child)
  }

  async write(child: SyntheticChild): Promise<void> {
    await this.#writeClaim(child)
    await this.#writeRegistration(child)
    await this.#writeBirthAndDeath(child)
    await this.#writePatient(child)
    await this.#writeServices(child)
    const newborn = this.#newborns.after(child)
    if (newborn) await this.#writeNewborn(newborn)
  }

  /** As the source has it. */
  #told(source: GeneratedSource, child: SyntheticChild): SyntheticChild {
    const { hearsay, clerk } = this.#desks[source]
    return clerk.written(hearsay.known(child))
  }

  /** With the row of a twin where the child is shielded, as of all that say who a child is. */
  async #writeClaim(child: SyntheticChild): Promise<void> {
    const { writers, twins } = this.#files
    const told = this.#told('child-benefit', child)
    const claim = this.#claims.claimFor(told)
    if (!claim) return
    await writers['child-benefit'].write(benefitRow(claim, extractDate(this.#date)), claim.childRef, child.personId)
    await twins?.writeTwin('child-benefit', told, claim)
  }

  async #writeRegistration(child: SyntheticChild): Promise<void> {
    const { writers, twins } = this.#files
    const told = this.#told('gp-links', child)
    const listed = this.#lists.registrationOf(told)
    if (!listed) return
    await writers['gp-links'].write(acceptanceEdifact(told, listed), gpRecordId(listed), child.personId)
    await twins?.writeTwin('gp-links', told, listed)
  }

  async #writeBirthAndDeath(child: SyntheticChild): Promise<void> {
    const { writers, twins } = this.#files
    const told = this.#told('births', child)
    const birth = this.#births.entryOf(told)
    if (birth) {
      await writers.births.write(birthLine(birth), birthRecordId(birth), child.personId)
      await twins?.writeTwin('births', told, birth)
    }
    const death = this.#deaths.entryOf(this.#told('deaths', child))
    if (death) await writers.deaths.write(deathXml(death), death.id, child.personId)
  }

  async #writePatient(child: SyntheticChild): Promise<void> {
    const { writers, twins } = this.#files
    const told = this.#told('pds', child)
    const patient = this.#patients.entryOf(told)
    if (!patient) return
    await writers.pds.write(patientLine(patient), patient.nhsNumber, child.personId)
    await twins?.writeTwin('pds', told, patient)
  }

  /** Which services work with a child goes by how old it is, not by what is written down. */
  async #writeServices(child: SyntheticChild): Promise<void> {
    const { hearsay, clerk } = this.#desks.authority
    const known = hearsay.known(child)
    const written = clerk.written(known)
    for (const row of this.#services.rowsOf(known)) {
      const line = authorityRow({ ...row, child: written }, this.#date)
      await this.#files.writers.authority.write(line, authorityRecordId(row), child.personId)
    }
  }

  async #writeNewborn({ child, birth, gp, patient }: Newborn): Promise<void> {
    const { writers, people } = this.#files
    const { personId } = child
    await people.write(personRow(child))
    if (birth) await writers.births.write(birthLine(birth), birthRecordId(birth), personId)
    if (gp) {
      const message = acceptanceEdifact(gp.child, gp.registration)
      await writers['gp-links'].write(message, gpRecordId(gp.registration), personId)
    }
    if (patient) await writers.pds.write(patientLine(patient), patient.nhsNumber, personId)
  }
}

function desksOf({ seed, errors = USUAL_ERRORS, lags = LAGS }: OfficeOptions, date: string) {
  const desk = (source: GeneratedSource): Desk => {
    const asOf = source === 'child-benefit' ? extractDate(date) : date
    return { hearsay: new Hearsay(source, seed, asOf, lags[source]), clerk: new Clerk(source, seed, errors) }
  }
  const sources = Object.keys(LAGS) as GeneratedSource[]
  return Object.fromEntries(sources.map((source) => [source, desk(source)])) as Record<GeneratedSource, Desk>
}
