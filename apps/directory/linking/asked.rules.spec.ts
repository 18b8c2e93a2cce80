import type { PresentRecord } from '@contactpoint/contracts'
import { aRecord } from '@contactpoint/testing'
import { expect, it } from '@jest/globals'
import { askedLink, takenLink } from './asked.rules.ts'
import { toRow } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'

const NOW = new Date('2026-11-01T12:00:00Z')
let ids = 0
const fresh = () => ({ questionId: () => `q-${(ids += 1)}`, now: NOW })
const RECORD = aRecord()
const rowOf = (given: Partial<PresentRecord>) =>
  toRow('school-census', 'b-1', { row: 1, line: 1, record: { ...RECORD, ...given } })
const HELD = { holder: 'steward-1', heldUntil: NOW, shown: ['C1'] }
const held = (link: SourceRecord): SourceRecord => ({ ...link, question: { ...link.question!, ...HELD } })

const DRAWN = takenLink(rowOf({}), null, 'C1', 'created', fresh(), { model: 1, sampled: 'new' })
const WAITING = askedLink(rowOf({}), null, null, 'possible-twins', fresh(), { model: 1 })

it.each([
  [
    'drawn',
    held(DRAWN),
    (row: Partial<PresentRecord>, before: SourceRecord) => takenLink(rowOf(row), before, 'C1', 'updated', fresh(), {}),
  ],
  [
    'waiting',
    held(WAITING),
    (row: Partial<PresentRecord>, before: SourceRecord) =>
      askedLink(rowOf(row), before, null, 'possible-twins', fresh(), { model: 1 }),
  ],
])(
  'a question of a row that was %s stays whose it is while later rows say the same, and is another one where they do not',
  (_how, before, next) => {
    const same = next({ version: 'z1' }, before).question!
    expect(same).toMatchObject({ id: before.question!.id, ...HELD })
    const others: Partial<PresentRecord>[] = [
      { name: { given: ['Rosalind'], family: 'Arden' } },
      { dateOfBirth: '2011-11-11' },
      { address: { lines: ['2 Sea View'], postcode: 'TR1 9ZZ' } },
      { identifiers: [{ scheme: 'upn', value: 'H801200001001' }] },
    ]
    for (const other of others) {
      const { shown, ...anew } = next({ version: 'z2', ...other }, before).question!
      expect(anew).toMatchObject({ askedAt: before.question!.askedAt, holder: null, heldUntil: null })
      expect([anew.id === before.question!.id, shown]).toEqual([false, undefined])
    }
  },
)
