import {
  COMPARED,
  LINK_ANSWERS,
  MOST_CANDIDATES,
  QUESTION_KINDS,
  SOURCES,
  type Candidate,
  type ComparedRecord,
  type Comparison,
  type LinkQuestion,
  type LinkQuestionViewed,
} from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { refusalOf, type Step } from '../../layout/refused.rules.ts'
import { followsSaying, holderOf, kindIn, REFUSALS, saidIn } from './questions.rules.ts'

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e'
const UNTIL = '2026-11-30T10:20:00.000Z'
const question: LinkQuestion = {
  ...{ questionId: ID, kind: 'somebody-else', source: 'school-census' },
  ...{ askedAt: '2026-11-29T10:00:00.000Z', heldUntil: null },
}
const row: ComparedRecord = {
  ...{ name: { given: ['Grace', 'Ann'], family: 'Mainwood' }, dateOfBirth: '2012-06-27', gender: 'female' },
  address: { lines: ['68 Albert Road', 'Leeds'], postcode: 'LS1 4AP' },
  carers: [{ name: { given: ['Ida'], family: 'Mainwood' }, relationship: 'mother', phone: '07700918170' }],
  ...{ schoolUrn: '107809', gpPracticeCode: null },
}
const candidate = (agreement: Comparison, more: Partial<Candidate> = {}): Candidate => ({
  ...{ ...row, childId: 'KLJ6G4D4VGLR', isLinked: false },
  ...{ compared: COMPARED.map((thing) => ({ thing, agreement })), ...more },
})
const viewed = (more: Partial<LinkQuestionViewed> = {}): LinkQuestionViewed =>
  ({ question, row, candidates: [candidate('differs')], ...more }) as LinkQuestionViewed

describe('an answer', () => {
  it('is what a button says, and names a child if it is the same, and only then', () => {
    expect(saidIn({ answer: 'same KLJ6G4D4VGLR' })).toEqual({ answer: 'same', childId: 'KLJ6G4D4VGLR' })
    expect(saidIn({ answer: 'different' })).toEqual({ answer: 'different' })
    expect(saidIn({ answer: 'unsure' })).toEqual({ answer: 'unsure' })
    for (const answer of [undefined, '', 'same', 'perhaps', 'different KLJ6G4D4VGLR', 'unsure KLJ6G4D4VGLR'])
      expect(saidIn({ ...(answer !== undefined && { answer }) })).toBeNull()
    fc.assert(
      fc.property(fc.string(), (answer) => {
        const said = saidIn({ answer })
        expect(
          said === null || (LINK_ANSWERS.includes(said.answer) && (said.answer === 'same') === 'childId' in said),
        ).toBe(true)
      }),
    )
  })

  it('says first what a wrong one does, and names whose record it changes', () => {
    const meant = candidate('differs', { name: { given: ['Mia'], family: 'Hart' } })
    const same = followsSaying(viewed({ candidates: [meant] }), meant)
    expect(same[0]).toContain('everybody who opens this record is shown what is said of somebody else')
    expect(same[1]).toContain('Grace Ann Mainwood, born 27 June 2012 goes into the record of Mia Hart')
    expect(followsSaying(viewed(), null)[0]).toContain('two records of one child')
  })

  it('promises a new record of no source whose rows make none', () => {
    for (const source of SOURCES) {
      const lines = followsSaying(viewed({ question: { ...question, source } }), null).join(' ')
      expect(lines.includes('gets a new record')).toBe(!['deaths', 'authority'].includes(source))
    }
  })

  it('says what stays with the child to whom the reference belonged', () => {
    const linked = candidate('differs', { isLinked: true })
    const stays = (one: Candidate) =>
      followsSaying(viewed({ candidates: [one] }), null)
        .join(' ')
        .includes('stays as it')
    expect([stays(linked), stays(candidate('differs'))]).toEqual([true, false])
  })
})

describe('a question of the list', () => {
  it('is whose it is: yours only as long as nobody else had it since', () => {
    const held = { ...question, heldUntil: UNTIL }
    expect(holderOf(question, [{ id: ID, heldUntil: UNTIL }])).toBe('nobody')
    expect(holderOf(held, [{ id: ID, heldUntil: UNTIL }])).toBe('you')
    expect(holderOf(held, [{ id: ID, heldUntil: '2026-11-30T10:04:00.000Z' }])).toBe('somebody')
    expect(holderOf(held, [{ id: ID }])).toBe('somebody')
    expect(holderOf(held, [])).toBe('somebody')
  })

  it('is of one kind where a kind is asked for, and of any where none is, or none that there is', () => {
    for (const kind of QUESTION_KINDS) expect(kindIn({ kind })).toEqual({ kind })
    for (const form of [{}, { kind: '' }, { kind: 'toString' }]) expect(kindIn(form)).toEqual({})
  })
})

describe('a step that is refused', () => {
  it('is told for which of all reasons a question is gone by nothing, and says what the gateway says of a conflict', () => {
    const steps: Step[] = ['open', 'answer', 'undo']
    for (const step of steps) expect(refusalOf(REFUSALS, step, 'not-found', 'X')!.lines.join(' ')).not.toContain('X')
    expect(refusalOf(REFUSALS, 'undo', 'conflict', 'A shield stands on it')!.lines[0]).toBe('A shield stands on it.')
    expect(refusalOf(REFUSALS, 'open', 'conflict', 'X')!.title).toBe('Somebody else has this question')
  })
})

it('as many children are shown as a key each is there for', () => {
  expect(MOST_CANDIDATES).toBeLessThan(10)
})
