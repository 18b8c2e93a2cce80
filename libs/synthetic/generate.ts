import { join } from 'node:path'
import { pupilXml } from './census-xml.ts'
import type { Registration, SyntheticChild } from './child.ts'
import { assertPossible, syntheticChildren } from './children.ts'
import { fileNames, headersOf } from './feed-files.ts'
import { FeedWriter, Links } from './feed-writer.ts'
import type { GeneratedSource } from './generated-source.ts'
import { makeFolder } from './make-folder.ts'
import { deliveryDate, Offices, type OfficeOptions } from './offices.ts'
import { PEOPLE_HEADER, personRow } from './people-csv.ts'
import { TextFile } from './text-file.ts'
import { TwinFiles } from './twin-files.ts'

export interface GenerateOptions extends OfficeOptions {
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
/** Days after which nothing is told any more that was not told before. */
const LATEST = 365

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
  const { children, shielded = 0, later = 0 } = options
  if (!Number.isInteger(later) || later < 0 || later > LATEST)
    throw new RangeError(`later must be a whole number of days, 0 to ${LATEST}`)
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

async function openFiles({ shielded = 0, ...options }: GenerateOptions) {
  const date = deliveryDate(options)
  const people = await TextFile.create(join(options.out, 'people.csv'))
  const links = await TextFile.create(join(options.out, 'links.csv'))
  const truth = new Links(links)
  const twins = shielded > 0 ? await TwinFiles.create({ ...options, referenceDate: date, shielded }, truth) : null
  const [names, headers] = [fileNames(date), headersOf(date)]
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
  const { writers, twins } = files
  const offices = new Offices(options, files)
  let done = 0
  for await (const { child, known } of writeCensus(syntheticChildren(options), offices, files)) {
    await twins?.writeTwin('school-census', known, known.registrations[0]!)
    await offices.write(child)
    if (++done % PROGRESS_EVERY === 0) options.onProgress?.(done)
  }
  if (done % PROGRESS_EVERY !== 0) options.onProgress?.(done)
  const feeds = await Promise.all(Object.values(writers).map((writer) => writer.end()))
  return twins ? { feeds, twins: { feeds: await twins.end(), shielded: twins.path } } : { feeds }
}

/** Gives every child on when its first row is written, and as its school knows it. */
async function* writeCensus(
  children: Iterable<SyntheticChild>,
  offices: Offices,
  { writers, people }: Files,
): AsyncGenerator<{ child: SyntheticChild; known: SyntheticChild }> {
  const waiting: { known: SyntheticChild; registration: Registration }[] = []
  const writeRow = (known: SyntheticChild, registration: Registration) =>
    writers['school-census'].write(pupilXml(known, registration), registration.pupilMatchingRef, known.personId)
  for (const child of children) {
    const known = offices.inCensus(child)
    const [first, second] = known.registrations
    await people.write(personRow(child))
    await writeRow(known, first!)
    yield { child, known }
    if (second) waiting.push({ known, registration: second })
    if (waiting.length > SECONDS_WAITING) await writeRow(waiting[0]!.known, waiting.shift()!.registration)
  }
  for (const { known, registration } of waiting) await writeRow(known, registration)
}
