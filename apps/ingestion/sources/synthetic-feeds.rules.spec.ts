import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { areAppliedRows, SOURCES, type IncomingRecord, type MovedRecord, type Source } from '@contactpoint/contracts'
import {
  generate,
  NO_ERRORS,
  NO_LAGS,
  syntheticChildren,
  type Generated,
  type SyntheticChild,
} from '@contactpoint/synthetic'
import { foldName } from '@contactpoint/text'
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LocatedOutcome } from './feed.rules.ts'
import { FEEDS } from './feeds.rules.ts'

const TODAY = '2026-11-01'
const POPULATION = { children: 3_000, seed: 11 }

const folder = mkdtempSync(join(tmpdir(), 'feeds-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** As registers are. */
let generated: Generated
/** Where nobody makes an error, and everybody is told at once. */
let faultless: Generated
const childOf = new Map<string, SyntheticChild>()
const rightChildOf = new Map<string, SyntheticChild>()

/** Every row of which the truth says whom it is about. */
const told = new Map<Generated, Set<string>>()

/** Of each row whom it is about; not of children who are at no school yet. */
function readTruth(made: Generated, people: Iterable<SyntheticChild>, truth: Map<string, SyntheticChild>): void {
  const children = new Map([...people].map((child) => [child.personId, child]))
  const rows = new Set<string>()
  told.set(made, rows)
  for (const line of readFileSync(made.links, 'utf8').trim().split('\n').slice(1)) {
    const [source, recordId, personId] = line.split(',')
    rows.add(`${source}:${recordId}`)
    const child = children.get(personId!)
    if (child) truth.set(`${source}:${recordId}`, child)
  }
}

beforeAll(async () => {
  generated = await generate({ ...POPULATION, shielded: 600, out: join(folder, 'usual') })
  readTruth(generated, syntheticChildren(POPULATION), childOf)
  const right = { ...POPULATION, errors: NO_ERRORS }
  faultless = await generate({ ...right, lags: NO_LAGS, out: join(folder, 'faultless') })
  readTruth(faultless, syntheticChildren(right), rightChildOf)
})

/** Newborns have no name yet. */
const KINDS: Partial<Record<Source, string[]>> = {
  births: ['born'],
  deaths: ['died'],
  authority: ['involved'],
  'gp-links': ['present', 'born'],
}
type SomeonesRecord = Exclude<IncomingRecord, MovedRecord>
/** Share of rows that may say something else of who it is, and that may have another address. */
const SLIPS: Partial<Record<Source, number>> = {
  'child-benefit': 0.02,
  'gp-links': 0.03,
  pds: 0.06,
  authority: 0.08,
  births: 0.02,
}
const MOVED: Partial<Record<Source, number>> = {
  ...{ 'school-census': 0.01, 'child-benefit': 0.05, 'gp-links': 0.06, births: 0.18, pds: 0.15, authority: 0.04 },
}

/** Whatever the source has dropped or capitalised. */
const said = (record: SomeonesRecord) => {
  const { name, dateOfBirth, gender } = record
  const given = isRegistered(record) ? name.given.join(' ') : name.given[0]!
  return [foldName(given), foldName(name.family), dateOfBirth, gender, ...carerIn(record)]
}
/** Registers write all given names as one text: where the first ends, nobody knows. */
const isRegistered = ({ kind }: SomeonesRecord) => kind === 'born' || kind === 'died'
const carerIn = (record: SomeonesRecord) =>
  record.kind !== 'involved' && record.carers[0] ? [foldName(record.carers[0].name.given.join(' '))] : []
/** A row that speaks of no carers knows none. */
const known = (
  { givenName, middleNames, familyName, dateOfBirth, sex, carers }: SyntheticChild,
  record: SomeonesRecord,
) => [
  foldName(isRegistered(record) ? [givenName, ...middleNames].join(' ') : givenName),
  ...[foldName(familyName), dateOfBirth],
  sex === undefined ? 'unspecified' : sex === 'F' ? 'female' : 'male',
  ...(carerIn(record).length > 0 ? [foldName(carers[0]!.givenName)] : []),
]

const isRight = (record: SomeonesRecord, child: SyntheticChild) =>
  JSON.stringify(said(record)) === JSON.stringify(known(child, record))
const isHome = (record: SomeonesRecord, address: SyntheticChild['address']) =>
  record.kind === 'involved'
    ? record.postcode === address!.postcode
    : isHidden(record) || homeOf(record.address) === homeOf(address)
/** All given names, and of whoever speaks of them the surnames of before, carers and numbers. */
const isWhole = (source: Source, record: SomeonesRecord, child: SyntheticChild) => {
  const names = foldName([child.givenName, ...child.middleNames].join(' '))
  if (foldName(record.name.given.join(' ')) !== names) return false
  if (record.kind === 'involved' || record.kind === 'died' || isHidden(record)) return true
  const former = source === 'child-benefit' || source === 'births' ? [] : [child.formerSurname ?? []].flat()
  const carers = { 'school-census': child.carers, 'child-benefit': child.carers.slice(0, 1) }[source as string]
  return (
    record.formerFamilyNames.map(foldName).join() === former.map(foldName).join() &&
    (!carers || phonesOf(record) === carers.map(({ telephone }) => telephone ?? null).join()) &&
    (source !== 'school-census' || record.identifiers[0]?.value === child.upn) &&
    (source !== 'gp-links' || record.identifiers[0]!.scheme === 'nhs-number')
  )
}
const phonesOf = ({ carers }: { carers: { phone: string | null }[] }) => carers.map(({ phone }) => phone).join()
/** Of a restricted patient nobody is told where they are. */
const isHidden = (record: SomeonesRecord) => 'protect' in record && record.protect === true

async function recordsOf(made: Generated, source: Source): Promise<SomeonesRecord[]> {
  const feed = made.feeds.find((one) => one.source === source)!
  const rows: LocatedOutcome[] = []
  for await (const row of FEEDS[source].read(createReadStream(feed.file), TODAY)) rows.push(row)
  expect(rows.length).toBe(feed.rows)
  expect(rows.filter(({ refusal }) => refusal)).toEqual([])
  expect(rows.filter(({ record }) => !told.get(made)!.has(`${source}:${record!.recordId}`))).toEqual([])
  return rows.map(({ record }) => record as SomeonesRecord)
}

const homeOf = (address: { lines: string[]; postcode: string } | null | undefined) =>
  JSON.stringify(address ?? null).toUpperCase()

describe('a made-up file', () => {
  it('is there for every source, in the order of the sources', () => {
    expect(generated.feeds.map(({ source }) => source)).toEqual([...SOURCES])
  })

  it.each([...SOURCES])('of %s has no refusal, and says of most children what their maker knew', async (source) => {
    const records = await recordsOf(generated, source)
    expect(new Set(records.map(({ kind }) => kind))).toEqual(new Set(KINDS[source] ?? ['present']))
    const ofPupils = records.filter(({ recordId }) => childOf.has(`${source}:${recordId}`))
    const wrong = ofPupils.filter((record) => !isRight(record, childOf.get(`${source}:${record.recordId}`)!))
    expect(wrong.length / ofPupils.length).toBeLessThan(SLIPS[source] ?? 0.0001)
    const elsewhere = ofPupils.filter((record) => !isHome(record, childOf.get(`${source}:${record.recordId}`)!.address))
    // Of families who moved and have not told it yet.
    expect(elsewhere.length / ofPupils.length).toBeLessThan(MOVED[source] ?? 0.0001)
  })

  it.each([...SOURCES])(
    'of %s says of every child what its maker knew, where registers make no errors',
    async (source) => {
      const records = await recordsOf(faultless, source)
      const ofPupils = records.filter(({ recordId }) => rightChildOf.has(`${source}:${recordId}`))
      expect(ofPupils.length).toBeGreaterThan(0)
      const wrong = ofPupils.filter((record) => {
        const child = rightChildOf.get(`${source}:${record.recordId}`)!
        const { moved, address } = child
        // The extract is four weeks older than the census.
        const home = source === 'child-benefit' && moved && moved.on > '2026-09-03' ? moved.from : address
        return !isRight(record, child) || !isHome(record, home) || !isWhole(source, record, child)
      })
      expect(wrong).toEqual([])
    },
  )

  it('of child benefit, or of births, is older than the census, which is believed where both speak', async () => {
    const first = await Promise.all(
      generated.feeds.map(async ({ source, file }) => {
        const { value } = await FEEDS[source].read(createReadStream(file), TODAY)[Symbol.asyncIterator]().next()
        return (value as LocatedOutcome).record!.asOf
      }),
    )
    expect(first.slice(0, 3)).toEqual(['2026-10-01', '2026-09-03', '2026-10-01'])
    expect(first[3]! < '2026').toBe(true)
  })
})

const TWINS: Source[] = ['school-census', 'child-benefit', 'gp-links', 'births', 'pds']

describe('a made-up file of twins', () => {
  const read = async (source: Source, file: string): Promise<LocatedOutcome[]> => {
    const rows: LocatedOutcome[] = []
    for await (const row of FEEDS[source].read(createReadStream(file), TODAY)) rows.push(row)
    return rows
  }
  const twinsOf = (source: Source) => generated.twins!.feeds.find((feed) => feed.source === source)!

  it('is there for every source that says who somebody is', () => {
    expect(generated.twins!.feeds.map(({ source }) => source)).toEqual(TWINS)
  })

  it.each(TWINS)('of %s has no refusal, and the directory takes its rows', async (source) => {
    const rows = await read(source, twinsOf(source).file)
    expect(rows.length).toBe(twinsOf(source).rows)
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.filter(({ refusal }) => refusal)).toEqual([])
    expect(rows.filter(({ row, line, record }) => !areAppliedRows([{ row, line, record }]))).toEqual([])
    // Nobody is in a register before they are born.
    expect(rows.filter(({ record }) => record!.asOf < (record as SomeonesRecord).dateOfBirth)).toEqual([])
    expect(new Set(rows.map(({ record }) => record!.kind))).toEqual(new Set([source === 'births' ? 'born' : 'present']))
  })

  it.each(TWINS)('of %s says of each shielded child something else than the ordinary file', async (source) => {
    const ordinary = await read(source, generated.feeds.find((feed) => feed.source === source)!.file)
    const said = (record: SomeonesRecord) =>
      JSON.stringify([
        ...[record.name, record.dateOfBirth, record.kind === 'involved' ? null : record.address],
        ...(record.kind === 'involved' ? [] : [record.identifiers, record.formerFamilyNames]),
      ]).toUpperCase()
    const personOf = ({ recordId }: IncomingRecord) => childOf.get(`${source}:${recordId}`)!.personId
    const known = Map.groupBy(
      ordinary
        .map(({ record }) => record as SomeonesRecord)
        .filter(({ recordId }) => childOf.has(`${source}:${recordId}`)),
      personOf,
    )
    for (const { record } of await read(source, twinsOf(source).file)) {
      const others = known.get(personOf(record!))!
      expect(others.map(({ recordId }) => recordId)).not.toContain(record!.recordId)
      expect(others.map(said)).not.toContain(said(record as SomeonesRecord))
    }
  })
})
