import type { AppliedFate, IncomingRecord, PresentRecord, Source } from '@contactpoint/contracts'
import { aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import fc from 'fast-check'
import { directory } from '../app.module.ts'
import type { ChildDocument } from '../children/children.schema.ts'
import { LinkingService } from './linking.service.ts'
import { ManyRowsService } from './many-rows.service.ts'

let room: Room

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

/** Who a row is about, and what it says of them. */
interface Told {
  child: number
  practice: string | null
  phone: string | null
  town: string
}

const told = fc.record<Told>({
  child: fc.integer({ min: 0, max: 3 }),
  practice: fc.constantFrom(null, 'A81001', 'B86001'),
  phone: fc.constantFrom(null, '01422000001', '01422000002'),
  town: fc.constantFrom('Halifax', 'Leeds'),
})

/** Brothers and sisters whom nobody takes for one another. */
const NAMES = ['Philippa', 'Dorothea', 'Constance', 'Beatrix']
const BORN = ['2010-03-01', '2012-11-19', '2014-07-28', '2016-05-06']

/** Each story begins with nobody: those of one name and birth date would be held against each other. */
const STORED = ['children', 'source_records', 'search_keys']
let stories = 0

function present(story: string, { child, practice, phone, town }: Told, n: number, version: string): PresentRecord {
  const carer = { name: { given: ['Ann'], family: story }, relationship: 'mother' as const, phone }
  return {
    ...{ kind: 'present', recordId: `${story}-${n}`, version, asOf: '2026-10-01', formerFamilyNames: [] },
    ...{ name: { given: [NAMES[child]!], family: story }, dateOfBirth: BORN[child]! },
    ...{ gender: 'female', address: { lines: [town], postcode: 'HX1 1AA' }, identifiers: [] },
    ...{ carers: phone ? [carer] : [], education: null, gpPracticeCode: practice },
  }
}

function involved(story: string, { child, phone, town }: Told, n: number, version: string): IncomingRecord {
  const { name, dateOfBirth, gender } = present(story, { child, practice: null, phone, town }, n, version)
  const service = {
    ...{ service: 'early-help' as const, organisation: '383', personName: `${town} ${n}`, phone, email: null },
    ...{ startDate: null, leadProfessional: false },
  }
  return {
    ...{ kind: 'involved', recordId: `383-${story}-${n}`, version, asOf: '2026-10-01' },
    ...{ name, formerFamilyNames: [], dateOfBirth, gender, postcode: 'HX1 1AA', service },
  }
}

async function apply(source: Source, records: IncomingRecord[]): Promise<AppliedFate[]> {
  const rows = records.map((record, n) => ({ row: n + 1, line: n + 1, record }))
  return (await room.get(LinkingService).apply({ source, batchId: `${source}-1`, rows })).fates
}

/** What the directory says of the children of a story, in the words of any other. */
async function known(story: string): Promise<unknown> {
  const found = await room.db.collection<ChildDocument>('children').find({ 'name.family': story }).toArray()
  const shown = found.map(({ name, dateOfBirth, address, carers, gpPracticeCode, services, visibility }) => {
    return { name, dateOfBirth, address, carers, gpPracticeCode, services, visibility }
  })
  const byBirth = shown.sort((a, b) => (a.dateOfBirth < b.dateOfBirth ? -1 : 1))
  return JSON.parse(JSON.stringify(byBirth).replaceAll(story, 'Story'))
}

/** The rows of three files, each file at once or row by row. */
async function tell(isAtOnce: boolean, files: readonly Told[][]): Promise<unknown> {
  const story = `Story${'abcdefghij'[Math.floor(stories / 10) % 10]}${'abcdefghij'[stories % 10]}${isAtOnce ? 'x' : 'y'}`
  for (const name of STORED) await room.db.collection(name).deleteMany({})
  const fates: string[] = []
  for (const [version, file] of files.entries()) {
    for (const [source, make] of [
      ['school-census', present],
      ['authority', involved],
    ] as const) {
      const rows = file.map((one, n) => make(story, one, n, `${version}`))
      for (const some of isAtOnce ? [rows] : rows.map((row) => [row]))
        fates.push(...(await apply(source, some)).map(({ fate, code }) => `${fate} ${code}`))
    }
  }
  return { fates, known: await known(story) }
}

it('rows of one question have the same end as one after the other, however many are about one child', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(told, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 3 }),
      async (files) => {
        stories += 1
        expect(await tell(true, files)).toEqual(await tell(false, files))
      },
    ),
    { numRuns: 12 },
  )
})

it('many rows about one child are applied together, the first of each child at a time', async () => {
  for (const name of STORED) await room.db.collection(name).deleteMany({})
  const together = jest.spyOn(room.get(ManyRowsService), 'apply')
  const two = (child: number): Told => ({ child, practice: 'A81001', phone: '01422000001', town: 'Halifax' })
  const rows = Array.from({ length: 16 }, (_one, n) => present('Manystory', two(n % 4), n, '1'))
  expect((await apply('school-census', rows)).map(({ fate }) => fate)).toEqual([
    ...Array.from({ length: 4 }, () => 'created'),
    ...Array.from({ length: 12 }, () => 'unchanged'),
  ])
  expect(together).toHaveBeenCalledTimes(4)
})
