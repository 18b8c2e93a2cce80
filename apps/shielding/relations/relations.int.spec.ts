import {
  appendEntry,
  Fault,
  listRelations,
  newChildId,
  readRecord,
  searchChildren,
  type FullChild,
} from '@contactpoint/contracts'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { personHash, relationHashes } from '@contactpoint/text'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { shielding } from '../app.module.ts'
import { DisclosuresService } from '../disclosures/disclosures.service.ts'
import { SearchesService } from '../searches/searches.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let childId: string
const whole = (): FullChild => ({
  ...{ ...aVisibleChild(childId), name: { given: ['Grace'], family: 'Wrexham' }, formerNames: [], carers: [] },
  ...{
    address: { lines: [], postcode: 'LS1 4AP' },
    education: null,
    gpPracticeCode: null,
    dateOfDeath: null,
    authority: null,
  },
  involvements: [],
})

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'])
})

beforeEach(() => {
  childId = newChildId(randomInt)
  answerAsUsual(room.fakes, () => ({ full: true, child: whole() }))
  for (const fake of Object.values(room.fakes)) fake.forget()
  room.fakes.identity.answers(listRelations, async () => {
    const { familyNames, postcode } = relationHashes('one', ['Wrexham'], 'LS1 4AP')
    const people = [[personHash('one', SOMEBODY), postcode, ...familyNames].join(' ')]
    return { salt: 'one', people, isWhole: true }
  })
})

afterAll(() => room?.close())

const SOMEBODY = randomUUID()
const somebody = () => aCaller({ personId: SOMEBODY, organisation: randomUUID() })
const open = (caller = somebody()) =>
  inACall(() => room.get(DisclosuresService).open(caller, { childId, reason: 'assessment' }))
const signals = () => room.fakes.audit.questions(appendEntry).map((entry) => entry.signals)

describe('what an access has in common with whoever makes it', () => {
  it('is in the entry that is written before the record is shown', async () => {
    let shown = false
    room.fakes.audit.answers(appendEntry, async () => {
      expect(shown).toBe(false)
      return { log: 'england', index: 1, leafHash: 'ab' }
    })
    await open().then(() => (shown = true))
    expect(signals()).toEqual([['same-surname', 'same-postcode']])
  })

  it('is asked of identity once a minute for an organisation, whoever of it looks at how much', async () => {
    const caller = somebody()
    for (let n = 0; n < 3; n++) await open(caller)
    await open({ ...caller, personId: randomUUID() })
    expect(room.fakes.identity.questions(listRelations)).toHaveLength(1)
  })

  it('is of what was typed, in a search that finds nobody too', async () => {
    room.fakes.directory.answers(searchChildren, async () => ({ hits: [], refine: false }))
    const criteria = { familyName: 'wrexham', dateOfBirth: '2012-01-01' }
    await inACall(() => room.get(SearchesService).run(somebody(), { criteria, reason: 'assessment' }))
    expect(signals()).toEqual([['own-name']])
  })

  it.each([
    ['cannot say', async () => Promise.reject(Fault.unavailable('identity'))],
    ['says nothing for long', () => sleep(4_000).then(() => Promise.reject(Fault.unavailable('identity')))],
  ])('keeps nobody from a record when identity %s: the entry says that nothing was compared', async (_how, answer) => {
    room.fakes.identity.answers(listRelations, answer)
    expect(await open()).toMatchObject({ shielded: false, child: { childId } })
    expect(signals()).toEqual([['not-compared']])
  })

  it('is nothing of a record that is not there', async () => {
    room.fakes.directory.answers(readRecord, async () => {
      throw Fault.notFound()
    })
    await expect(open()).rejects.toMatchObject({ code: 'not-found' })
    expect(signals()).toEqual([undefined])
  })
})
