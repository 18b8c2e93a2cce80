import { DUPLICATE_STATES, FOUND_BY, LINK_ANSWERS, newChildId, type DuplicateViewed } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { refusalOf, type Step } from '../../layout/refused.rules.ts'
import { followsSaying, FOUND, namesIn, namesWrong, REFUSALS, saidIn, STATES, whoBothAre } from './duplicates.rules.ts'

const [ONE, OTHER] = ['KLJ6G4D4VGLR', 'MS82T786XVNH']
const both = {
  goesOn: { childId: ONE, name: { given: ['Grace'], family: 'Mainwood' }, dateOfBirth: '2012-06-27' },
  other: { childId: OTHER, name: { given: ['Mia'], family: 'Hart' }, dateOfBirth: '2012-06-28' },
} as DuplicateViewed
const anId = fc.infiniteStream(fc.nat()).map((numbers) => newChildId((below) => numbers.next().value! % below))
const wrongWith = (childId: string, otherId: string) => namesWrong({ childId, otherId })

describe('two records that somebody names', () => {
  it('are two ids, however they are typed', () => {
    fc.assert(
      fc.property(anId, anId, (childId, otherId) => {
        fc.pre(childId !== otherId)
        const typed = { childId: ` ${childId.toLowerCase()}`, otherId: `${otherId.slice(0, 4)} ${otherId.slice(4)} ` }
        expect(namesIn(typed)).toEqual({ childId, otherId })
        expect(wrongWith(childId, otherId)).toEqual([])
      }),
    )
  })

  it('are asked for, each by its field, where one is missing', () => {
    expect(namesIn({})).toEqual({ childId: '', otherId: '' })
    expect(wrongWith('', '').map(({ field }) => field)).toEqual(['childId', 'otherId'])
    expect(wrongWith(ONE, '')).toEqual([{ field: 'otherId', text: 'Enter the id of the other record' }])
    expect(namesIn({ childId: [ONE] as unknown as string }).childId).toBe('')
  })

  it('are asked for again where one character is not that of the id', () => {
    fc.assert(
      fc.property(anId, fc.nat(11), fc.constantFrom(...'23456789BCDFGHJKLMNPQRSTVWXYZAE-'), (id, at, character) => {
        fc.pre(id[at] !== character && id !== OTHER)
        const mistyped = id.slice(0, at) + character + id.slice(at + 1)
        expect(wrongWith(mistyped, OTHER)).toMatchObject([{ field: 'childId' }])
        expect(wrongWith(OTHER, mistyped)).toMatchObject([{ field: 'otherId' }])
      }),
    )
  })

  it('are no record beside itself', () => {
    expect(wrongWith(ONE, ONE)).toEqual([
      { field: 'otherId', text: 'Enter the id of another record: this is the same one twice' },
    ])
  })
})

describe('an answer', () => {
  it('is what a button says, and nothing else', () => {
    for (const answer of LINK_ANSWERS) expect(saidIn({ answer })).toBe(answer)
    for (const answer of ['', 'perhaps', `same ${ONE}`, 'toString']) expect(saidIn({ answer })).toBeNull()
    expect(saidIn({})).toBeNull()
  })

  it('says first what a wrong one does', () => {
    expect(followsSaying('same', both)[0]).toContain('everybody who opens the record is shown what is said of somebody')
    expect(followsSaying('different', both)[0]).toContain('there stay two records, and each shows a part')
  })

  it('that both are one takes somebody else, says which record goes on and which id is nobody’s then', () => {
    const [, first, then] = followsSaying('same', both)
    expect(first).toContain('Nothing changes until somebody else has said the same')
    expect(then).toContain(`Grace Mainwood, born 27 June 2012 (${ONE}) goes on`)
    expect(then).toContain(`The id ${OTHER} is nobody’s`)
  })

  it('of either kind can be undone, and is recorded with a name', () => {
    for (const answer of ['same', 'different'] as const)
      for (const line of ['undone', 'recorded with your name'])
        expect(followsSaying(answer, both).join(' ')).toContain(line)
  })

  it('is about both', () => {
    expect(whoBothAre(both)).toBe(
      `Grace Mainwood, born 27 June 2012 (${ONE}), and Mia Hart, born 28 June 2012 (${OTHER})`,
    )
  })
})

describe('a step that is refused', () => {
  it('is told for which of all reasons a pair is gone by nothing, and says what the gateway says of a conflict', () => {
    const steps: Step[] = ['open', 'answer', 'undo']
    for (const step of steps) {
      const lines = refusalOf(REFUSALS, step, 'not-found', 'X')!.lines.join(' ')
      expect([lines.includes('X'), lines.includes('nobody is told')]).toEqual([false, true])
    }
    const again = refusalOf(REFUSALS, 'answer', 'conflict', 'You have said so already: it takes somebody else')
    expect(again!.lines[0]).toBe('You have said so already: it takes somebody else.')
  })
})

it('each way to a pair, and each way it may stand, has words of its own', () => {
  for (const [all, said] of [
    [FOUND_BY, FOUND],
    [DUPLICATE_STATES, STATES],
  ] as const)
    expect(new Set(all.map((one) => (said as Record<string, string>)[one])).size).toBe(all.length)
})
