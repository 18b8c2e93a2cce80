import { FED_FIELDS, SOURCES, type PresentRecord, type WithdrawnFate } from '@contactpoint/contracts'
import { anotherHome, aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { directory } from '../app.module.ts'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { tellingBy, toldMore, type SourceWord, type Telling } from '../children/said.rules.ts'
import { foldWords } from '../children/survivorship.rules.ts'
import { InvolvementsService } from '../involvements/involvements.service.ts'
import { MergingService } from '../merging/merging.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { LinkingRepository } from './linking.repository.ts'
import { toRow } from './linking.rules.ts'
import { LinkingService } from './linking.service.ts'
import { WithdrawingService } from './withdrawing.service.ts'

let room: Room
let batches = 0

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

/** A row of a batch of its own, by default of the first source. */
interface Sent {
  batchId: string
  record: PresentRecord
  source: (typeof SOURCES)[number]
}
const sent = (record: PresentRecord, source: Sent['source'] = SOURCES[0]): Sent => ({
  batchId: `b-${(batches += 1)}`,
  record: { ...record, version: String(batches).padStart(6, '0') },
  source,
})
const apply = async ({ batchId, record, source }: Sent): Promise<string> => {
  const rows = [{ row: 1, line: 1, record }]
  const { fates } = await room.get(LinkingService).apply({ source, batchId, rows })
  return fates[0]!.fate
}
const withdraw = async ({ batchId, record: { recordId }, source }: Sent): Promise<WithdrawnFate> => {
  const ask = { source, batchId, recordIds: [recordId] }
  return (await room.get(WithdrawingService).withdraw(ask)).records[0]!.fate
}
const linkOf = async ({ record, source }: Sent) => {
  const linkId = `${source}:${record.recordId}`
  return (await room.get(LinkingRepository).findLinks([linkId])).get(linkId)
}
const stored = (childId: string) => room.get(RecordsService).findById(childId)
async function childOf(one: Sent): Promise<Child> {
  return (await stored((await linkOf(one))!.childId!))!
}
const keysOf = (childId: string) => room.db.collection('search_keys').countDocuments({ childId })
const newHome = (): Partial<PresentRecord> => ({ address: { lines: ['9 New Road'], postcode: 'HX4 1AB' } })

describe('a batch that is taken back', () => {
  it('leaves a child as it was before, with its keys, and the same row may come again', async () => {
    const [first, second] = [sent(aRecord()), sent(aRecord())]
    const moved = { ...sent({ ...first.record, ...newHome() }) }
    await apply(first)
    const { version: _before, ...before } = await childOf(first)
    expect(await apply(moved)).toBe('updated')
    expect(await withdraw(moved)).toBe('restored')
    expect(await childOf(first)).toMatchObject(before)
    expect(await withdraw(moved)).toBe('untouched')
    expect(await withdraw(second)).toBe('untouched')
    expect(await apply(moved)).toBe('updated')
    expect(await childOf(first)).toMatchObject(newHome())
  })

  it('takes a child away of whom nobody else has told', async () => {
    const only = sent(aRecord())
    await apply(only)
    const { childId } = await childOf(only)
    expect(await withdraw(only)).toBe('removed')
    expect(await stored(childId)).toBeNull()
    expect(await linkOf(only)).toBeUndefined()
    expect(await keysOf(childId)).toBe(0)
    expect(await apply(only)).toBe('created')
  })

  it('takes a row away that waits, and leaves the child as it is', async () => {
    const first = sent(aRecord())
    await apply(first)
    const before = await childOf(first)
    const { name, dateOfBirth } = aRecord()
    const another = sent({ ...first.record, name, dateOfBirth })
    expect(await apply(another)).toBe('parked')
    expect(await withdraw(another)).toBe('restored')
    expect((await linkOf(first))!.parked).toBeNull()
    expect(await childOf(first)).toMatchObject({ ...before, version: expect.any(Number) })
  })
})

describe('what became of a record of a batch that is taken back', () => {
  /** Of rows of their own that say what is known of somebody, and guess a home, right or wrong. */
  async function guessed(about: PresentRecord, home: Pick<PresentRecord, 'address'>): Promise<string[]> {
    const fates: string[] = []
    for (const address of [home.address, anotherHome().address]) {
      const guess = sent({ ...about, recordId: aRecord().recordId, address, carers: [], identifiers: [] }, SOURCES[1])
      await apply(guess)
      fates.push(await withdraw(guess))
    }
    return fates
  }

  it('says nothing of whom it was about: of a shielded child’s home and of one elsewhere it is the same', async () => {
    const child = sent(aRecord(anotherHome()))
    await apply(child)
    await room.get(RestrictionsService).restrict({ childId: (await childOf(child)).childId, version: 1 })
    expect(await guessed(child.record, child.record)).toEqual(['removed', 'removed'])
  })

  it('says nothing of the home of whoever lives with one', async () => {
    const child = sent(aRecord(anotherHome()))
    const name = { given: ['Rosalind'], family: child.record.name.family }
    const sister = sent(aRecord({ ...anotherHome(), address: child.record.address, name }))
    for (const one of [child, sister]) await apply(one)
    await room.get(RestrictionsService).restrict({ childId: (await childOf(child)).childId, version: 1 })
    expect((await childOf(sister)).covered).toBe(true)
    expect(await guessed(sister.record, sister.record)).toEqual(['removed', 'removed'])
    expect((await childOf(sister)).address).toEqual(child.record.address)
  })
})

describe('what people have done stays, whatever is taken back', () => {
  it('a child that is shielded, or was, stays though nobody else has told of it', async () => {
    const only = sent(aRecord())
    await apply(only)
    const { childId } = await childOf(only)
    for (const [version, change] of ['restrict', 'release'].entries()) {
      await room.get(RestrictionsService)[change as 'restrict']({ childId, version: version + 1 })
      const before = await childOf(only)
      expect(await withdraw(only)).toBe('kept')
      expect(await childOf(only)).toEqual(before)
    }
  })

  it('a child with whom somebody works stays, though the service be a sensitive one', async () => {
    const only = sent(aRecord())
    await apply(only)
    const { childId } = await childOf(only)
    const consent = { givenBy: 'young-person', basis: 'explicit-consent', givenOn: '2026-03-02' } as const
    await room.get(InvolvementsService).add({
      ...{ childId, service: 'mental-health', consent, organisation: '383', personName: 'Aisha Patel' },
      ...{ phone: '01134960123', startDate: '2026-03-02', leadProfessional: false, hasAssessment: false },
      ...{ owner: { authority: '383', organisation: 'Leeds' }, by: 'p-1' },
    })
    expect(await withdraw(only)).toBe('kept')
    expect(await stored(childId)).not.toBeNull()
  })

  it('a shielded child shows what it showed: its name is not taken back with the batch that brought it', async () => {
    const first = sent(aRecord())
    const renamed = sent({ ...first.record, name: { ...first.record.name, family: 'Fallowfield' } })
    for (const one of [first, renamed]) await apply(one)
    const { childId } = await childOf(first)
    await room.get(RestrictionsService).restrict({ childId, version: 1 })
    const before = await childOf(first)
    expect(await withdraw(renamed)).toBe('kept')
    expect(await childOf(first)).toEqual(before)
  })

  it('a child that is one with another by somebody’s word stays', async () => {
    const [own, other] = [sent(aRecord()), sent(aRecord())]
    for (const one of [own, other]) await apply(one)
    const [into, childId] = [(await childOf(own)).childId, (await childOf(other)).childId]
    await room.get(MergingService).merge({ childId, into })
    expect(await withdraw(own)).toBe('kept')
    expect(await withdraw(other)).toBe('kept')
    expect((await stored(into))!.formerNames).toHaveLength(1)
  })
})

describe('after any history, whichever batches are taken back and in whatever order', () => {
  const change = fc.record({
    by: fc.integer({ min: 0, max: 1 }),
    postcode: fc.constantFrom(null, 'HX4 1AB', 'HX4 2AB', 'HX4 3AB'),
    family: fc.constantFrom(null, 'Oakley', 'Oakley-Reed'),
    gpPracticeCode: fc.constantFrom(null, 'A81001', 'A81002'),
    asOf: fc.constantFrom('2026-01-01', '2026-05-01', '2026-09-01'),
  })
  type Change = typeof change extends fc.Arbitrary<infer One> ? One : never
  const with_ = (record: PresentRecord, { postcode, family, gpPracticeCode, asOf }: Change): PresentRecord => ({
    ...{ ...record, asOf, gpPracticeCode },
    ...(postcode && { address: { lines: ['1 Some Road'], postcode } }),
    ...(family && { name: { ...record.name, family } }),
  })
  /** What is left of a history, as one record after the other would have said it. */
  function expectedOf(left: readonly Sent[]): SourceWord[] {
    const told = new Map<string, Telling[]>()
    for (const { source, batchId, record } of left) {
      const { linkId, contentHash, row, line } = toRow(source, batchId, { row: 1, line: 1, record })
      const delivery = { version: record.version, asOf: record.asOf, batchId, row, line, contentHash, time: new Date() }
      told.set(linkId, toldMore(told.get(linkId) ?? [], tellingBy(record, delivery)))
    }
    return [...told].map(([linkId, all]) => ({ linkId, source: linkId.split(':')[0] as Sent['source'], told: all }))
  }

  it('a child is what the others said', async () => {
    const cases = fc.tuple(
      fc.array(change, { maxLength: 6 }),
      fc.infiniteStream(fc.boolean()),
      fc.infiniteStream(fc.nat()),
    )
    await fc.assert(
      fc.asyncProperty(cases, async ([changes, isTaken, order]) => {
        const one = aRecord()
        const records = [one, { ...one, recordId: aRecord().recordId }]
        const sources = [SOURCES[0], SOURCES.at(-1)!]
        const all = [0, 1].map((by) => sent(records[by]!, sources[by]))
        for (const each of changes) all.push(sent(with_(records[each.by]!, each), sources[each.by]))
        for (const each of all) await apply(each)
        const { childId } = await childOf(all[0]!)
        const taken = all.slice(1).filter(() => isTaken.next().value)
        const inOrder = taken.map((each) => [each, order.next().value as number] as const)
        for (const [each] of inOrder.toSorted(([, a], [, b]) => a - b)) await withdraw(each)
        const { provenance: _own, ...expected } = foldWords(expectedOf(all.filter((each) => !taken.includes(each))))
        const child = (await stored(childId))!
        expect(Object.fromEntries(FED_FIELDS.map((field) => [field, child[field]]))).toEqual(expected)
        expect(child.visibility).toBe('visible')
      }),
      { numRuns: 15 },
    )
  })
})
