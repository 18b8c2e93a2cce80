import {
  COMPARED,
  COMPARISONS,
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
import {
  besideOf,
  followsSaying,
  holderOf,
  kindIn,
  MOST_KEPT,
  newestWith,
  refusalOf,
  saidIn,
  type Step,
} from './questions.rules.ts'

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

describe('a row beside a child', () => {
  it('is told apart as the directory does, also where both read alike', () => {
    const likeness = (agreement: Comparison) =>
      besideOf(row, candidate(agreement))
        .filter(({ label }) => label !== 'Address')
        .map((one) => one.likeness)
    expect(new Set(likeness('agrees'))).toEqual(new Set(['alike']))
    expect(new Set(likeness('differs'))).toEqual(new Set(['different']))
  })

  it('says what only one of them says, and what neither does, where the directory cannot tell', () => {
    const rows = besideOf(row, candidate('unknown', { schoolUrn: null, carers: [] }))
    const of = (label: string) => rows.find((one) => one.label === label)
    expect(of('School (URN)')).toMatchObject({ left: '107809', right: null, likeness: 'one-sided' })
    expect(of('Carers')).toMatchObject({
      left: 'Ida Mainwood (mother, 07700 918 170)',
      right: null,
      likeness: 'one-sided',
    })
    expect(of('GP practice')).toMatchObject({ left: null, right: null, likeness: 'unknown' })
  })

  it('never shows a number of an agency, and says of them no more than whether they agree', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COMPARISONS), (agreement) => {
        const last = besideOf(row, candidate(agreement)).at(-1)!
        expect([last.left, last.right]).toEqual(['Not shown', 'Not shown'])
        expect(last.likeness).toBe({ agrees: 'alike', differs: 'different', unknown: 'unknown' }[agreement])
      }),
    )
  })

  it('has its address apart from its postcode, by which alone the directory compares', () => {
    const moved = candidate('agrees', { address: { lines: ['69 Albert Road', 'Leeds'], postcode: 'LS1 4AP' } })
    const rows = besideOf(row, moved).filter(({ label }) => ['Address', 'Postcode'].includes(label))
    expect(rows.map(({ likeness }) => likeness)).toEqual(['different', 'alike'])
  })
})

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

describe('what a session keeps of questions', () => {
  it('is each once, the newest first, and never more than fits into a cookie', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 }), (ids) => {
        const kept = ids.reduce<{ id: string }[]>((before, id) => newestWith(before, { id }), [])
        const all = [...new Set(ids.toReversed())]
        expect(kept.map(({ id }) => id)).toEqual(all.slice(0, MOST_KEPT))
      }),
    )
  })
})

describe('a step that is refused', () => {
  it('is told for which of all reasons a question is gone by nothing, and says what the gateway says of a conflict', () => {
    const steps: Step[] = ['open', 'answer', 'undo']
    for (const step of steps) expect(refusalOf(step, 'not-found', 'X').lines.join(' ')).not.toContain('X')
    expect(refusalOf('undo', 'conflict', 'A shield stands on it').lines[0]).toBe('A shield stands on it.')
    expect(refusalOf('open', 'conflict', 'X').title).toBe('Somebody else has this question')
  })
})

it('as many children are shown as a key each is there for', () => {
  expect(MOST_CANDIDATES).toBeLessThan(10)
})
