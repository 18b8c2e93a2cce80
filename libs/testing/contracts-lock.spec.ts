import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockedContracts, lossesOf, type Locked } from './contracts-lock.ts'

const FILE = join(import.meta.dirname, '..', 'contracts', 'contracts.lock.json')
const locked = JSON.parse(readFileSync(FILE, 'utf8')) as Locked

const one = (given: object): Locked => ({
  'audit.entry.append': {
    askedBy: ['shielding'],
    question: { id: 'required', note: 'optional' },
    answer: ['index'],
    ...given,
  },
})

describe('contracts between services, of which two versions run side by side', () => {
  it('lose nothing: whatever was said once is still understood (docs/decisions/0015)', () => {
    expect(lossesOf(locked, lockedContracts())).toEqual([])
  })

  it('are locked whole: what was added stands in contracts.lock.json (npx node libs/testing/bin/lock-contracts.mjs)', () => {
    expect(lockedContracts()).toEqual(locked)
  })
})

describe('what counts as a loss', () => {
  it.each<[string, object, string]>([
    ['a field of a question', { question: { id: 'required' } }, 'audit.entry.append no longer takes note'],
    ['a field of an answer', { answer: [] }, 'audit.entry.append no longer answers index'],
    ['who may ask', { askedBy: [] }, 'audit.entry.append may no longer be asked by shielding'],
    [
      'a field that older askers do not send and must',
      { question: { id: 'required', note: 'required' } },
      'audit.entry.append now requires note',
    ],
    [
      'a new field that must be sent',
      { question: { id: 'required', note: 'optional', more: 'required' } },
      'audit.entry.append now requires more',
    ],
    [
      'a new field of what could be left out before',
      { question: { id: 'required', note: 'optional', 'note.id': 'required' } },
      'audit.entry.append now requires note.id',
    ],
  ])('is %s', (_what, change, loss) => {
    expect(lossesOf(one({}), one(change))).toEqual([loss])
  })

  it('is a whole message', () => {
    expect(lossesOf(one({}), {})).toEqual(['audit.entry.append is gone'])
  })

  it('is nothing that was added', () => {
    const grown = {
      askedBy: ['shielding', 'audit'],
      question: { id: 'optional', note: 'optional', more: 'optional', 'more.id': 'required' },
    }
    expect(
      lossesOf(one({}), {
        ...one({ ...grown, answer: ['index', 'more'] }),
        'audit.new.thing': one({})['audit.entry.append']!,
      }),
    ).toEqual([])
  })
})
