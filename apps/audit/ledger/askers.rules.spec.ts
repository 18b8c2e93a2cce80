import { ACTIONS, ACTIONS_OF, type Action } from '@contactpoint/contracts'
import { anEntry } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { maySay } from './askers.rules.ts'

const by = (role: string) => ({ personId: 'p-1', role, organisation: 'Leeds' })
const says = (service: string, action: Action) =>
  maySay(service, { ...anEntry(), action, caller: by(action === 'feed-batch' ? 'feed-supplier' : 'practitioner') })

describe('what is recorded', () => {
  it('is said by the service whose act it is, and by no other, but for copies of audit, which hand on', () => {
    for (const [service, own] of Object.entries(ACTIONS_OF))
      for (const action of ACTIONS)
        expect({ service, action, may: says(service, action) }).toEqual({
          ...{ service, action },
          may: service === 'audit' || (own as readonly Action[]).includes(action),
        })
    expect(says('gateway', 'disclosure')).toBe(false)
  })

  it('of a feed is of a system, and nothing else is', () => {
    expect(maySay('ingestion', { action: 'feed-batch', caller: by('practitioner') })).toBe(false)
    expect(maySay('shielding', { action: 'disclosure', caller: by('feed-supplier') })).toBe(false)
  })
})
