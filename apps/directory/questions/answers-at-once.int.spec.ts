import type { DiedRecord, Fault, LinkAnswer } from '@contactpoint/contracts'
import { aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import type { SourceRecord } from '../linking/linking.schema.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { AnsweringService } from './answering.service.ts'
import type { LinkDecision } from './questions.schema.ts'
import { UndoingService } from './undoing.service.ts'

let room: Room

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

const by = 'steward-1'
const answer = (questionId: string, said: LinkAnswer) =>
  room.get(AnsweringService).answer({ questionId, answer: said, by })
const undo = (linkId: string) => room.get(UndoingService).undo({ linkId, by })
const recordOf = (_id: string) => room.db.collection<SourceRecord>('source_records').findOne({ _id })
const standingOf = async (recordId: string) =>
  (await room.db.collection<LinkDecision>('link_decisions').find({ recordId, undone: null }).toArray()).map(
    ({ _id }) => _id,
  )
const unless = (error: Fault) => expect(['conflict', 'not-found']).toContain(error.code)

/** A record of who died, of which an answer stands and somebody is asked again. */
async function askedTwice() {
  const { education: _school, kind: _kind, ...who } = aRecord({ carers: [] })
  const recordId = `d-${who.recordId}`
  const died = { ...who, kind: 'died', recordId, education: null, dateOfDeath: '2026-09-01' } as DiedRecord
  const apply = async (source: 'deaths' | 'births', record: DiedRecord | ReturnType<typeof aRecord>) => {
    const rows = [{ row: 1, line: 1, record }]
    await room.get(LinkingService).apply({ source, batchId: 'b-1', rows })
    return (await recordOf(`deaths:${recordId}`))?.question?.id ?? null
  }
  await apply('births', { ...aRecord(), ...who, education: null })
  const address = { lines: ['2 Sea View'], postcode: 'TR1 9ZZ' }
  const first = (await apply('deaths', { ...died, address }))!
  await answer(first, 'different')
  const identifiers = [{ scheme: 'upn' as const, value: 'V313202215001' }]
  const second = (await apply('deaths', { ...died, address, identifiers, version: '2' }))!
  return { linkId: `deaths:${recordId}`, first, second }
}

it('an answer, and that the one before it is taken back, at once: what stands is what the record says', async () => {
  for (let n = 0; n < 20; n++) {
    const { linkId, first, second } = await askedTwice()
    await Promise.all([undo(first).catch(unless), answer(second, 'different').catch(unless)])
    const [record, standing] = [await recordOf(linkId), await standingOf(linkId)]
    expect([record!.answer?.id ?? null, record!.question?.id ?? null]).toEqual(
      standing.length === 0 ? [null, first] : [second, null],
    )
    expect(standing.sort()).toEqual(standing.length === 0 ? [] : [first, second].sort())
    for (const one of [second, first]) if (standing.includes(one)) await undo(one)
    expect(await standingOf(linkId)).toEqual([])
  }
})
