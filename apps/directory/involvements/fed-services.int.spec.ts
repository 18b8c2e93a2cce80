import {
  today,
  type FedService,
  type FullChild,
  type IncomingRecord,
  type InvolvedRecord,
  type PresentRecord,
  type Source,
} from '@contactpoint/contracts'
import { aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import { ChildrenService } from '../children/children.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { WaitingRowsService } from '../linking/waiting-rows.service.ts'
import { WithdrawingService } from '../linking/withdrawing.service.ts'
import { MergingService } from '../merging/merging.service.ts'
import { QuestionsService } from '../questions/questions.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { SearchService } from '../search/search.service.ts'
import { InvolvementsService } from './involvements.service.ts'

let room: Room

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

async function fateOf(source: Source, record: IncomingRecord, batchId = 'b-1'): Promise<string> {
  const { fates } = await room.get(LinkingService).apply({ source, batchId, rows: [{ row: 1, line: 1, record }] })
  return [fates[0]!.fate, fates[0]!.code].filter(Boolean).join(' ')
}
const toldBy = (record: InvolvedRecord, batchId?: string) => fateOf('authority', record, batchId)
async function linkOf(linkId: string) {
  return (await room.get(LinkingRepository).findLinks([linkId])).get(linkId)
}
async function aChild(given: Partial<PresentRecord> = {}): Promise<{ record: PresentRecord; childId: string }> {
  const record = aRecord({ education: null, ...given })
  expect(await fateOf('school-census', record)).toBe('created')
  return { record, childId: (await linkOf(`school-census:${record.recordId}`))!.childId! }
}

const YOUTH_JUSTICE: FedService = {
  ...{ service: 'youth-justice', organisation: '383', personName: 'Winifred Crabtree', phone: '01130000777' },
  ...{ email: 'w.crabtree@example.gov.uk', startDate: '2025-04-17', leadProfessional: true },
}
const EARLY_HELP: FedService = { ...YOUTH_JUSTICE, service: 'early-help', personName: null, leadProfessional: false }

let versions = 0
function involved(of: PresentRecord, service: FedService, given: Partial<InvolvedRecord> = {}): InvolvedRecord {
  const { name, formerFamilyNames, dateOfBirth, gender } = of
  const version = String((versions += 1)).padStart(9, '0')
  return {
    ...{ kind: 'involved', recordId: `383-${of.recordId}-${service.service}`, version, asOf: '2026-10-05' },
    ...{ name, formerFamilyNames, dateOfBirth, gender, postcode: of.address!.postcode, service, ...given },
  }
}

const gathered = async (childId: string) => (await room.get(InvolvementsService).gather({ childId })).items
const shownTo = async (childId: string, view: 'visible' | 'full' | 'overridden' = 'full') =>
  (await room.get(ChildrenService).read({ childId, view })).child as FullChild
const servicesOf = async (childId: string) => (await shownTo(childId)).involvements.map(({ service }) => service)
const restrict = (childId: string, tier: 'standard' | 'sealed' = 'standard') =>
  room.get(RestrictionsService).restrict({ childId, version: tier === 'sealed' ? 2 : 1, tier })

describe('a service that an authority lists', () => {
  it('is one more who works with the child, with how it is reached, where the record shows the others', async () => {
    const { record, childId } = await aChild({ gpPracticeCode: 'B86002' })
    expect(await toldBy(involved(record, YOUTH_JUSTICE))).toBe('updated')
    expect(await toldBy(involved(record, EARLY_HELP))).toBe('updated')
    const { organisation: code, ...reached } = YOUTH_JUSTICE
    const shown = (await shownTo(childId)).involvements
    expect(shown).toMatchObject([{ ...reached, organisation: { code } }, { service: 'early-help' }, { service: 'gp' }])
    expect(new Set(shown.map(({ involvementId, version }) => [involvementId, version].join()))).toEqual(new Set([',']))
    expect((await gathered(childId)).map(({ consent: _consent, ...one }) => one)).toEqual(shown)
    const { sources, ...child } = await shownTo(childId)
    expect(sources).toContainEqual({ item: 'services', source: 'authority', asOf: today() })
    expect(child).not.toHaveProperty('services')
  })

  it('says nothing else of the child: not where it lives, nor who is responsible for it', async () => {
    const { record, childId } = await aChild()
    const before = await shownTo(childId)
    await toldBy(involved(record, YOUTH_JUSTICE))
    const { involvements: _all, sources: _of, ...after } = await shownTo(childId)
    expect(before).toMatchObject(after)
    expect((await linkOf(`authority:${involved(record, YOUTH_JUSTICE).recordId}`))!.told[0]!.said).not.toHaveProperty(
      'address',
    )
  })

  it('is gone when its own row says that it has ended, and comes back when it goes on', async () => {
    const { record, childId } = await aChild()
    for (const service of [YOUTH_JUSTICE, EARLY_HELP]) await toldBy(involved(record, service))
    expect(await toldBy(involved(record, YOUTH_JUSTICE, { ended: ['services'] }))).toBe('updated')
    expect(await servicesOf(childId)).toEqual(['early-help'])
    expect((await gathered(childId)).map(({ service }) => service)).toEqual(['early-help'])
    await toldBy(involved(record, YOUTH_JUSTICE))
    expect(new Set(await servicesOf(childId))).toEqual(new Set(['youth-justice', 'early-help']))
  })

  it('is gone with its file, and what else was said stays', async () => {
    const { record, childId } = await aChild()
    await toldBy(involved(record, EARLY_HELP))
    const wrong = involved(record, YOUTH_JUSTICE)
    await toldBy(wrong, 'b-wrong')
    const withdrawn = { source: 'authority' as const, batchId: 'b-wrong', recordIds: [wrong.recordId] }
    expect((await room.get(WithdrawingService).withdraw(withdrawn)).records).toMatchObject([{ fate: 'removed' }])
    expect(await servicesOf(childId)).toEqual(['early-help'])
  })

  it('that says the same again changes nothing', async () => {
    const { record } = await aChild()
    expect(await toldBy(involved(record, EARLY_HELP))).toBe('updated')
    expect(await toldBy(involved(record, EARLY_HELP))).toBe('unchanged')
  })

  it('is not shown beside the same that somebody has recorded, until that has ended', async () => {
    const { record, childId } = await aChild()
    await toldBy(involved(record, YOUTH_JUSTICE))
    const { involvementId } = await room.get(InvolvementsService).add({
      ...{ childId, service: 'youth-justice', organisation: '383', personName: 'Winifred CRABTREE' },
      ...{ phone: '01130000778', startDate: '2026-03-02', leadProfessional: false, hasAssessment: false, by: 'p-1' },
      owner: { authority: '383', organisation: 'Leeds' },
    })
    expect((await shownTo(childId)).involvements).toMatchObject([{ involvementId, phone: '01130000778' }])
    expect(await gathered(childId)).toHaveLength(1)
    const ending = { involvementId, version: 1, by: 'p-1', endDate: '2026-04-01' }
    await room.get(InvolvementsService).change(ending)
    expect((await shownTo(childId)).involvements).toMatchObject([
      { involvementId },
      { involvementId: null, phone: '01130000777' },
    ])
  })

  it('of nobody whom the directory knows waits for a person and makes nobody; once somebody is known, it is theirs', async () => {
    const unknown = aRecord({ education: null })
    const all = await room.db.collection('children').countDocuments()
    const row = involved(unknown, EARLY_HELP)
    expect(await toldBy(row)).toBe('parked nobody-known')
    expect(await room.db.collection('children').countDocuments()).toBe(all)
    expect(await linkOf(`authority:${row.recordId}`)).toMatchObject({ childId: null, told: [] })
    expect(await fateOf('school-census', unknown)).toBe('created')
    expect(await toldBy(involved(unknown, EARLY_HELP))).toBe('updated')
  })

  it('is not by itself that of a child of another postcode, nor of one whom its record was not about before', async () => {
    const { record } = await aChild()
    const other = await aChild()
    expect(await toldBy(involved(record, EARLY_HELP, { postcode: 'LS9 9ZZ' }))).toBe('parked name-and-birth-date-only')
    expect(await toldBy(involved(record, YOUTH_JUSTICE))).toBe('updated')
    const { recordId } = involved(record, YOUTH_JUSTICE)
    expect(await toldBy(involved(other.record, EARLY_HELP, { recordId }))).toBe('parked somebody-else')
    expect(await servicesOf(other.childId)).toEqual([])
  })

  it('shows whoever is asked the children who live where it says, though a service tells nothing of that to keep', async () => {
    const { record, childId } = await aChild({ name: { given: ['Isabella'], family: 'Wintergreen' } })
    const row = involved(record, EARLY_HELP, { name: { given: ['Bella'], family: 'Wintergreen' } })
    expect(await toldBy(row)).toBe('parked possible-twins')
    const { question } = (await linkOf(`authority:${row.recordId}`))!
    const read = await room.get(QuestionsService).read({ questionId: question!.id, by: 'p-1' })
    expect(read).toMatchObject({ row: { address: { postcode: record.address!.postcode } }, candidates: [{ childId }] })
  })

  it('goes to the whole of a merged child, and back with its part', async () => {
    const [one, other] = [await aChild(), await aChild()]
    await toldBy(involved(one.record, EARLY_HELP))
    await toldBy(involved(other.record, YOUTH_JUSTICE))
    await room.get(MergingService).merge({ into: one.childId, childId: other.childId })
    expect(new Set(await servicesOf(one.childId))).toEqual(new Set(['early-help', 'youth-justice']))
    await toldBy(involved(other.record, YOUTH_JUSTICE, { ended: ['services'] }))
    expect(await servicesOf(one.childId)).toEqual(['early-help'])
  })
})

describe('of a shielded child', () => {
  const answersOf = async (childId: string, { name, dateOfBirth }: PresentRecord) => [
    await shownTo(childId, 'visible'),
    await shownTo(childId, 'full'),
    await room.get(ChildrenService).findHits([childId]),
    await room.get(ChildrenService).locate({ childId }),
    await room.get(SearchService).search({ criteria: { familyName: name.family, dateOfBirth } }),
  ]

  it('no answer says of a service, whether it came before the shield or after it; only its desk and an override do', async () => {
    const { record, childId } = await aChild()
    await toldBy(involved(record, EARLY_HELP))
    await restrict(childId)
    const before = await answersOf(childId, record)
    expect(await toldBy(involved(record, YOUTH_JUSTICE))).toBe('parked changes-shielded')
    expect(await answersOf(childId, record)).toEqual(before)
    const waiting = room.get(WaitingRowsService)
    for (const row of (await waiting.list(childId)).rows) await waiting.decide({ ...row, childId, decision: 'take' })
    expect(await answersOf(childId, record)).toEqual(before)
    expect(JSON.stringify(before)).not.toMatch(/early-help|youth-justice|1130000777|rabtree|services/)
    const both = new Set(['early-help', 'youth-justice'])
    expect(new Set((await gathered(childId)).map(({ service }) => service))).toEqual(both)
    const overridden = await shownTo(childId, 'overridden')
    expect(new Set(overridden.involvements.map(({ service }) => service))).toEqual(both)
    expect(overridden).not.toHaveProperty('sources')
  })

  it('who is sealed, a row waits, and is none of what was said', async () => {
    const { record, childId } = await aChild()
    await restrict(childId)
    await restrict(childId, 'sealed')
    const row = involved(record, YOUTH_JUSTICE)
    expect(await toldBy(row)).toBe('parked sealed')
    expect((await linkOf(`authority:${row.recordId}`))!.told).toEqual([])
  })
})

it('the store has no place for a sensitive service that a feed would bring', async () => {
  const { record, childId } = await aChild()
  const sensitive = { ...EARLY_HELP, service: 'mental-health' } as unknown as FedService
  await expect(toldBy(involved(record, sensitive))).rejects.toThrow()
  expect(await servicesOf(childId)).toEqual([])
})
