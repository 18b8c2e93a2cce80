import { join } from 'node:path'
import { CENSUS_FOOTER, censusHeader, collection, pupilXml } from './census-xml.ts'
import { DEFAULT_REFERENCE_DATE, syntheticChildren } from './children.ts'
import type { PopulationOptions, Registration, SyntheticChild } from './children.ts'
import { makeFolder } from './make-folder.ts'
import { TextFile } from './text-file.ts'

export interface GenerateOptions extends PopulationOptions {
  /** Folder for the files; made when it does not exist. */
  out: string
  /** Called after every thousand children and after the last, with the number of children so far. */
  onProgress?(done: number): void
}

export interface Generated {
  feeds: { source: 'school-census'; file: string; rows: number }[]
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
 * Writes a school census feed and the truth beside it: `school-census-<year>-<term>.xml`, `people.csv`, `links.csv`.
 * The same options give the same bytes. Memory does not grow with the number of children.
 *
 * @throws RangeError when an option is out of range; the file system's errors when the folder cannot be written
 */
export async function generate(options: GenerateOptions): Promise<Generated> {
  const { out, referenceDate = DEFAULT_REFERENCE_DATE } = options
  const children = syntheticChildren(options)
  const { year, term } = collection(referenceDate)
  await makeFolder(out)
  const files = await openFiles(out, `school-census-${year}-${term.toLowerCase()}.xml`)
  const all = Object.values(files)
  const discard = (): void => all.forEach((file) => file.discard())
  process.once('exit', discard)
  try {
    await files.feed.write(censusHeader(referenceDate))
    await files.people.write(PEOPLE_HEADER)
    await files.links.write('source,recordId,personId\n')
    const rows = await writeChildren(children, files, options.onProgress)
    await files.feed.write(CENSUS_FOOTER)
    await Promise.all(all.map((file) => file.keep()))
    const feeds = [{ source: 'school-census' as const, file: files.feed.path, rows }]
    return { feeds, people: files.people.path, links: files.links.path }
  } catch (error) {
    discard()
    throw error
  } finally {
    process.off('exit', discard)
  }
}

type Files = Awaited<ReturnType<typeof openFiles>>

async function openFiles(out: string, feedName: string) {
  return {
    feed: await TextFile.create(join(out, feedName)),
    people: await TextFile.create(join(out, 'people.csv')),
    links: await TextFile.create(join(out, 'links.csv')),
  }
}

async function writeChildren(
  children: Iterable<SyntheticChild>,
  files: Files,
  onProgress?: (done: number) => void,
): Promise<number> {
  const waiting: { child: SyntheticChild; registration: Registration }[] = []
  let done = 0
  let rows = 0
  const writeRow = async (child: SyntheticChild, registration: Registration) => {
    rows++
    await files.feed.write(pupilXml(child, registration))
    await files.links.write(`school-census,${registration.pupilMatchingRef},${child.personId}\n`)
  }
  for (const child of children) {
    const [first, second] = child.registrations
    await files.people.write(personRow(child, first!))
    await writeRow(child, first!)
    if (second) waiting.push({ child, registration: second })
    if (waiting.length > SECONDS_WAITING) await writeRow(waiting[0]!.child, waiting.shift()!.registration)
    if (++done % PROGRESS_EVERY === 0) onProgress?.(done)
  }
  for (const { child, registration } of waiting) await writeRow(child, registration)
  if (done % PROGRESS_EVERY !== 0) onProgress?.(done)
  return rows
}

/** Nothing here needs quotes: names, postcodes and ids have no commas. */
function personRow(child: SyntheticChild, { schoolUrn }: Registration): string {
  const gender = child.sex ? GENDERS[child.sex] : 'unspecified'
  const { personId, givenName, familyName, dateOfBirth, householdId } = child
  const postcode = child.address?.postcode ?? ''
  return `${[personId, givenName, familyName, dateOfBirth, gender, postcode, schoolUrn, householdId].join(',')}\n`
}
