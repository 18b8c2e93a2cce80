import { describe, expect, it } from '@jest/globals'
import {
  AGREEING,
  CONFIRMING,
  decidingLift,
  loosening,
  PLACING,
  proposing,
  refusing,
  reviewing,
} from './deciding.rules.ts'

describe('What somebody asks of a shield', () => {
  it('is one step, or by the same request the one that is open: each under the name that the log has for it', () => {
    expect(PLACING).toEqual({ kinds: ['place'], action: 'shield-place', code: null })
    expect(CONFIRMING).toEqual({ kinds: ['confirm'], action: 'shield-confirm', code: null })
    expect(AGREEING).toEqual({ kinds: ['agree-lift'], action: 'shield-lift', code: null })
    expect(refusing('no-risk-found')).toEqual({
      ...{ kinds: ['propose-refusal', 'agree-refusal', 'refuse'], action: 'shield-refuse', code: 'no-risk-found' },
    })
    expect(proposing('risk-ended')).toEqual({ kinds: ['propose-lift'], action: 'shield-lift', code: 'risk-ended' })
    expect(reviewing('keep')).toEqual({ kinds: ['review-keep'], action: 'shield-review', code: null })
    expect(reviewing('propose-lift')).toEqual({ kinds: ['review-lift'], action: 'shield-review', code: null })
    for (const decision of ['keep', 'lift'] as const)
      expect(decidingLift(decision)).toEqual({ kinds: [decision], action: 'shield-lift', code: null })
  })

  it('and shows something again, is recorded with its reason if it has one, and waits for no stance', async () => {
    const [asked, read] = loosening('KLJ6G4D4VGLR', refusing('other'))
    expect(asked).toEqual({ action: 'shield-refuse', reason: null, particulars: { code: 'other' } })
    const children = [{ childId: 'KLJ6G4D4VGLR', shown: 'nothing' }]
    expect(await read()).toEqual({ content: true, outcome: 'done', children, stances: [] })
    expect(loosening('KLJ6G4D4VGLR', decidingLift('lift'))[0].particulars).toEqual({})
  })
})
