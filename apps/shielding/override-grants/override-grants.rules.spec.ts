import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { grantEntry, granting } from './override-grants.rules.ts'

describe('What the log says of a grant to override shields', () => {
  it('is what is to be done, with which grant or for whom, before it is done; no child is in it', async () => {
    const [asked, read] = granting('approve', { grantId: 'g-1' })
    expect(asked).toEqual({
      ...{ action: 'override-grant', reason: null, particulars: { step: 'approve', grantId: 'g-1' } },
    })
    expect(await read()).toEqual({ content: true, outcome: 'done', children: [], stances: [] })
  })

  it('is that it has ended, of whom and by whom', () => {
    const step = { step: 'end', grantId: 'g-1', personId: 'p-7' } as const
    expect(grantEntry('e-1', aCaller({ personId: 'm-1', role: 'cpmt' }), step)).toMatchObject({
      ...{ entryId: 'e-1', caller: { personId: 'm-1', role: 'cpmt' }, action: 'override-grant', outcome: 'done' },
      ...{ reason: null, children: [], particulars: step },
    })
  })
})
