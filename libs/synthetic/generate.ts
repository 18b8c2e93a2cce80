import { join } from 'node:path'
import { authorityRecordId, authorityRow } from './authority-csv.ts'
import { BirthEntries } from './birth-entries.ts'
import { birthLine, birthRecordId } from './births-json.ts'
import { BenefitClaims } from './benefit-claims.ts'
import { pupilXml } from './census-xml.ts'
import { benefitRow, extractDate } from './child-benefit-csv.ts'
import { assertPossible, DEFAULT_REFERENCE_DATE, readEngland, syntheticChildren } from './children.ts'
import type { PopulationOptions, Registration, SyntheticChild } from './children.ts'
import { acceptanceEdifact, gpRecordId } from './gp-links-edifact.ts'
import { DeathEntries } from './death-entries.ts'
import { deathXml } from './deaths-xml.ts'
import { fileNames, headersOf, type GeneratedSource } from './feed-files.ts'
import { FeedWriter, Links } from './feed-writer.ts'
import { GpLists } from './gp-lists.ts'
import { PatientEntries } from './patient-entries.ts'
import { patientLine } from './patients-fhir.ts'
import { makeFolder } from './make-folder.ts'
import { ServiceLists } from './service-lists.ts'
import { TextFile } from './text-file.ts'
import { TwinFiles } from './twin-files.ts'

export interface GenerateOptions extends PopulationOptions {
  /** Folder for the files; made when it does not exist. */
  out: string
  /** How many of the children count as shielded, 0 to all; none when left out. Of each, the rows that would make twins are written too. */
  shielded?: number
  /** Called after every thousand children and after the last, with the number of children so far. */
  onProgress?(done: number): void
}

interface GeneratedFeed {
  source: GeneratedSource
  file: string
  rows: number
}

export interface Generated {
  /** In the order in which they are to be loaded. */
  feeds: GeneratedFeed[]
  /** Path of `people.csv`: who there is. */
  people: string
  /** Path of `links.csv`: which row of which feed is about whom. */
  links: string
  /** Where some are shielded: files to be loaded after the feeds, once those are whom `shielded.csv` names. */
  twins?: { feeds: GeneratedFeed[]; shielded: string }
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
 * Where some are shielded, also `shielded.csv` and of five feeds a `…-twins` file; the feeds are the same as without, and `links.csv` has more lines.
 *
 * @throws RangeError when an option is out of range; the file system's errors when the folder cannot be written
 */
export async function generate(options: GenerateOptions): Promise<Generated> {
  assertPossible(options)
  const { children, shielded = 0 } = options
  if (!Number.isInteger(shielded) || shielded < 0 || shielded > children)
    throw new RangeError(`shielded must be a whole number from 0 to the number of children, ${children}`)
  await makeFolder(options.out)
  const files = await openFiles(options)
  const discard = (): void => files.all.forEach((file) => file.discard())
  process.once('exit', discard)
  try {
    const written = await writeFeeds(files, options)
    await Promise.all(files.all.map((file) => file.keep()))
    return { ...written, people: files.people.path, links: files.links.path }
  } catch (error) {
    discard()
    throw error
  } finally {
    process.off('exit', discard)
  }
}

type Files = Awaited<ReturnType<typeof openFiles>>

async function openFiles({ referenceDate = DEFAULT_REFERENCE_DATE, shielded = 0, ...options }: GenerateOptions) {
  const people = await TextFile.create(join(options.out, 'people.csv'))
  const links = await TextFile.create(join(options.out, 'links.csv'))
  const truth = new Links(links)
  const twins = shielded > 0 ? await TwinFiles.create({ ...options, referenceDate, shielded }, truth) : null
  const [names, headers] = [fileNames(referenceDate), headersOf(referenceDate)]
  const writers: Partial<Record<GeneratedSource, FeedWriter>> = {}
  for (const source of Object.keys(names) as GeneratedSource[]) {
    const file = await TextFile.create(join(options.out, names[source]))
    await file.write(headers[source])
    writers[source] = new FeedWriter(source, file, twins ?? truth)
  }
  await people.write(PEOPLE_HEADER)
  await links.write('source,recordId,personId\n')
  const all = [...Object.values(writers).map(({ file }) => file), people, links, ...(twins?.files ?? [])]
  return { writers: writers as Record<GeneratedSource, FeedWriter>, twins, people, links, all }
}

async function writeFeeds(files: Files, options: GenerateOptions): Promise<Pick<Generated, 'feeds' | 'twins'>> {
  const { writers, twins, people } = files
  const offices = officesOf(options)
  let done = 0
  for await (const child of writeCensus(syntheticChildren(options), writers['school-census'], people)) {
    await twins?.writeTwin('school-census', child, child.registrations[0]!)
    await writeRegisters(child, offices, files)
    await writeServices(child, offices, files)
    if (++done % PROGRESS_EVERY === 0) options.onProgress?.(done)
  }
  if (done % PROGRESS_EVERY !== 0) options.onProgress?.(done)
  const feeds = await Promise.all(Object.values(writers).map((writer) => writer.end()))
  return twins ? { feeds, twins: { feeds: await twins.end(), shielded: twins.path } } : { feeds }
}

type Offices = ReturnType<typeof officesOf>

/** Those who know of the children what is not in the census. */
function officesOf({ seed, referenceDate = DEFAULT_REFERENCE_DATE }: GenerateOptions) {
  const { places } = readEngland()
  return {
    referenceDate,
    claims: new BenefitClaims(seed, places),
    lists: new GpLists(seed, referenceDate),
    births: new BirthEntries(seed, referenceDate, places),
    deaths: new DeathEntries(seed, referenceDate),
    patients: new PatientEntries(seed),
    services: new ServiceLists(seed, referenceDate),
  }
}

/** What registers say of a child; of those that say who it is, with the row of a twin where the child is shielded. */
async function writeRegisters(child: SyntheticChild, offices: Offices, { writers, twins }: Files): Promise<void> {
  const { personId } = child
  const claim = offices.claims.claimFor(child)
  if (claim) {
    const row = benefitRow(claim, extractDate(offices.referenceDate))
    await writers['child-benefit'].write(row, claim.childRef, personId)
    await twins?.writeTwin('child-benefit', child, claim)
  }
  const listed = offices.lists.registrationOf(child)
  if (listed) {
    await writers['gp-links'].write(acceptanceEdifact(child, listed), gpRecordId(listed), personId)
    await twins?.writeTwin('gp-links', child, listed)
  }
  const birth = offices.births.entryOf(child)
  if (birth) {
    await writers.births.write(birthLine(birth), birthRecordId(birth), personId)
    await twins?.writeTwin('births', child, birth)
  }
  const death = offices.deaths.entryOf(child)
  if (death) await writers.deaths.write(deathXml(death), death.id, personId)
  const patient = offices.patients.entryOf(child)
  if (patient) {
    await writers.pds.write(patientLine(patient), patient.nhsNumber, personId)
    await twins?.writeTwin('pds', child, patient)
  }
}

async function writeServices(child: SyntheticChild, offices: Offices, { writers }: Files): Promise<void> {
  for (const row of offices.services.rowsOf(child))
    await writers.authority.write(authorityRow(row, offices.referenceDate), authorityRecordId(row), child.personId)
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
