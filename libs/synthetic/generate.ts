import { join } from 'node:path'
import { AUTHORITY_HEADER, authorityRecordId, authorityRow } from './authority-csv.ts'
import { BirthEntries } from './birth-entries.ts'
import { birthLine, birthRecordId, birthsHeader } from './births-json.ts'
import { BenefitClaims } from './benefit-claims.ts'
import { CENSUS_FOOTER, censusHeader, collection, pupilXml } from './census-xml.ts'
import { BENEFIT_HEADER, benefitRow, extractDate } from './child-benefit-csv.ts'
import { assertPossible, DEFAULT_REFERENCE_DATE, readEngland, syntheticChildren } from './children.ts'
import type { PopulationOptions, Registration, SyntheticChild } from './children.ts'
import { acceptanceEdifact, gpLinksFooter, gpLinksHeader, gpRecordId } from './gp-links-edifact.ts'
import { DeathEntries } from './death-entries.ts'
import { deathsFooter, DEATHS_HEADER, deathXml } from './deaths-xml.ts'
import { GpLists } from './gp-lists.ts'
import { PatientEntries } from './patient-entries.ts'
import { patientLine, patientsHeader } from './patients-fhir.ts'
import { makeFolder } from './make-folder.ts'
import { ServiceLists } from './service-lists.ts'
import { TextFile } from './text-file.ts'

export interface GenerateOptions extends PopulationOptions {
  /** Folder for the files; made when it does not exist. */
  out: string
  /** Called after every thousand children and after the last, with the number of children so far. */
  onProgress?(done: number): void
}

export type GeneratedSource = 'school-census' | 'child-benefit' | 'gp-links' | 'births' | 'deaths' | 'pds' | 'authority'

export interface Generated {
  /** In the order in which they are to be loaded. */
  feeds: { source: GeneratedSource; file: string; rows: number }[]
  /** Path of `people.csv`: who there is. */
  people: string
  /** Path of `links.csv`: which row of which feed is about whom. */
  links: string
}

/** Second registrations wait for this many others, so that the two rows of a child are far apart, as in real files. */
const SECONDS_WAITING = 50
const PROGRESS_EVERY = 1000
const GENDERS = { F: 'female', M: 'male' } as const
const PEOPLE_HEADER = 'personId,givenName,familyName,dateOfBirth,gender,postcode,schoolUrn,householdId\n'

/**
 * Writes the feeds of a synthetic England and the truth beside them: `school-census-<year>-<term>.xml`, `child-benefit-<date>.csv`,
 * `gp-links-<date>.edi`, `births-<date>.jsonl`, `deaths-<date>.xml`, `pds-<date>.jsonl`, `authority-<date>.csv`, `people.csv`, `links.csv`. The same options give the same bytes. Memory does not grow with the number of children.
 *
 * @throws RangeError when an option is out of range; the file system's errors when the folder cannot be written
 */
export async function generate(options: GenerateOptions): Promise<Generated> {
  assertPossible(options)
  await makeFolder(options.out)
  const files = await openFiles(options)
  const all = Object.values(files)
  const discard = (): void => all.forEach((file) => file.discard())
  process.once('exit', discard)
  try {
    const feeds = await writeFeeds(files, options)
    await Promise.all(all.map((file) => file.keep()))
    return { feeds, people: files.people.path, links: files.links.path }
  } catch (error) {
    discard()
    throw error
  } finally {
    process.off('exit', discard)
  }
}

type Files = Awaited<ReturnType<typeof openFiles>>

async function openFiles({ out, referenceDate = DEFAULT_REFERENCE_DATE }: GenerateOptions) {
  const { year, term } = collection(referenceDate)
  return {
    census: await TextFile.create(join(out, `school-census-${year}-${term.toLowerCase()}.xml`)),
    benefit: await TextFile.create(join(out, `child-benefit-${extractDate(referenceDate)}.csv`)),
    lists: await TextFile.create(join(out, `gp-links-${referenceDate}.edi`)),
    births: await TextFile.create(join(out, `births-${referenceDate}.jsonl`)),
    deaths: await TextFile.create(join(out, `deaths-${referenceDate}.xml`)),
    patients: await TextFile.create(join(out, `pds-${referenceDate}.jsonl`)),
    authority: await TextFile.create(join(out, `authority-${referenceDate}.csv`)),
    people: await TextFile.create(join(out, 'people.csv')),
    links: await TextFile.create(join(out, 'links.csv')),
  }
}

async function writeFeeds(files: Files, options: GenerateOptions): Promise<Generated['feeds']> {
  const { seed, referenceDate = DEFAULT_REFERENCE_DATE, onProgress } = options
  const writers = {
    census: new FeedWriter('school-census', files.census, files.links),
    benefit: new FeedWriter('child-benefit', files.benefit, files.links),
    lists: new FeedWriter('gp-links', files.lists, files.links),
    births: new FeedWriter('births', files.births, files.links),
    deaths: new FeedWriter('deaths', files.deaths, files.links),
    patients: new FeedWriter('pds', files.patients, files.links),
    authority: new FeedWriter('authority', files.authority, files.links),
  }
  const extract = { claims: new BenefitClaims(seed, readEngland().places), date: extractDate(referenceDate) }
  const lists = new GpLists(seed, referenceDate)
  const births = new BirthEntries(seed, referenceDate, readEngland().places)
  const deaths = new DeathEntries(seed, referenceDate)
  const patients = new PatientEntries(seed)
  const services = new ServiceLists(seed, referenceDate)
  await writeHeaders(files, referenceDate)
  let done = 0
  for await (const child of writeCensus(syntheticChildren(options), writers.census, files.people)) {
    const claim = extract.claims.claimFor(child)
    if (claim) await writers.benefit.write(benefitRow(claim, extract.date), claim.childRef, child.personId)
    const listed = lists.registrationOf(child)
    if (listed) await writers.lists.write(acceptanceEdifact(child, listed), gpRecordId(listed), child.personId)
    const birth = births.entryOf(child)
    if (birth) await writers.births.write(birthLine(birth), birthRecordId(birth), child.personId)
    const death = deaths.entryOf(child)
    if (death) await writers.deaths.write(deathXml(death), death.id, child.personId)
    const patient = patients.entryOf(child)
    if (patient) await writers.patients.write(patientLine(patient), patient.nhsNumber, child.personId)
    for (const row of services.rowsOf(child))
      await writers.authority.write(authorityRow(row, referenceDate), authorityRecordId(row), child.personId)
    if (++done % PROGRESS_EVERY === 0) onProgress?.(done)
  }
  await files.census.write(CENSUS_FOOTER)
  await files.lists.write(gpLinksFooter(writers.lists.rows))
  await files.deaths.write(deathsFooter(writers.deaths.rows))
  if (done % PROGRESS_EVERY !== 0) onProgress?.(done)
  return Object.values(writers).map(({ source, file, rows }) => ({ source, file: file.path, rows }))
}

async function writeHeaders(files: Files, referenceDate: string): Promise<void> {
  await files.census.write(censusHeader(referenceDate))
  await files.benefit.write(BENEFIT_HEADER)
  await files.lists.write(gpLinksHeader(referenceDate))
  await files.births.write(birthsHeader(referenceDate))
  await files.deaths.write(DEATHS_HEADER)
  await files.patients.write(patientsHeader(referenceDate))
  await files.authority.write(AUTHORITY_HEADER)
  await files.people.write(PEOPLE_HEADER)
  await files.links.write('source,recordId,personId\n')
}

/** A feed that is being written, and whom its rows are about. */
class FeedWriter {
  rows = 0

  constructor(
    readonly source: GeneratedSource,
    readonly file: TextFile,
    private readonly links: TextFile,
  ) {}

  async write(row: string, recordId: string, personId: string): Promise<void> {
    this.rows++
    await this.file.write(row)
    await this.links.write(`${this.source},${recordId},${personId}\n`)
  }
}

/** Gives every child on when its first row is written. */
async function* writeCensus(
  children: Iterable<SyntheticChild>,
  census: FeedWriter,
  people: TextFile,
): AsyncGenerator<SyntheticChild> {
  const waiting: { child: SyntheticChild; registration: Registration }[] = []
  const writeRow = (child: SyntheticChild, registration: Registration) =>
    census.write(pupilXml(child, registration), registration.pupilMatchingRef, child.personId)
  for (const child of children) {
    const [first, second] = child.registrations
    await people.write(personRow(child, first!))
    await writeRow(child, first!)
    yield child
    if (second) waiting.push({ child, registration: second })
    if (waiting.length > SECONDS_WAITING) await writeRow(waiting[0]!.child, waiting.shift()!.registration)
  }
  for (const { child, registration } of waiting) await writeRow(child, registration)
}

/** Nothing here needs quotes: names, postcodes and ids have no commas. */
function personRow(child: SyntheticChild, { schoolUrn }: Registration): string {
  const gender = child.sex ? GENDERS[child.sex] : 'unspecified'
  const { personId, givenName, familyName, dateOfBirth, householdId } = child
  const postcode = child.address?.postcode ?? ''
  return `${[personId, givenName, familyName, dateOfBirth, gender, postcode, schoolUrn, householdId].join(',')}\n`
}
