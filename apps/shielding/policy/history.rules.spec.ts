import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { digestOf } from './digest.rules.ts'
import { FOUNDER, FOUNDING_POLICY } from './founding.rules.ts'
import { firstStep, foundingSteps, nextStep, policyEntry } from './history.rules.ts'

const at = new Date('2026-11-29T10:00:00Z')
const proposer = aCaller({ personId: 'm-1', identity: 'i-1', role: 'cpmt' })

describe('the history of a policy', () => {
  it('begins with version 1, in force from the start, by nobody who could have reviewed it', () => {
    const [proposed, inForce, ...more] = foundingSteps(at)
    expect(more).toEqual([])
    const said = { document: FOUNDING_POLICY, digest: digestOf(FOUNDING_POLICY), review: null }
    expect(proposed).toEqual({ _id: 1, kind: 'propose', version: 1, by: FOUNDER, identity: FOUNDER, at, ...said })
    expect(inForce).toMatchObject({ _id: 2, kind: 'activate', version: 1, by: FOUNDER, document: null })
  })

  it('goes on with the next number, and says who it was, whichever account they used', () => {
    const history = foundingSteps(at)
    expect(firstStep(proposer, history, at)).toMatchObject({ _id: 3, kind: 'propose', version: 2 })
    const step = nextStep(proposer, history, { kind: 'approve', version: 1 }, at)
    expect(step).toEqual({
      ...{ _id: 3, kind: 'approve', version: 1, by: 'm-1', identity: 'i-1', at },
      ...{ document: null, digest: null, review: null },
    })
  })

  it('is in the log as steps about a version: no child, and of a document its digest alone', () => {
    const review = { reviewer: 'Helen Archer', organisation: 'Outside', reviewedOn: '2026-11-20', signature: 'W/1' }
    const entry = policyEntry('e-1', proposer, 'propose', { version: 2, digest: 'd' }, 'done')
    expect(entry).toMatchObject({
      ...{ entryId: 'e-1', action: 'policy-propose', outcome: 'done', reason: null, children: [] },
      ...{ caller: { personId: 'm-1', identity: 'i-1' }, particulars: { version: 2, digest: 'd' } },
    })
    expect(policyEntry('e-2', proposer, 'review', { version: 2, review }, 'done').particulars).toEqual({
      ...{ version: 2, review },
    })
    expect(policyEntry('e-3', proposer, 'activate', { version: null }, 'refused').particulars).toEqual({
      version: null,
    })
  })
})
