import { describe, expect, it } from '@jest/globals'
import { aCaller } from '@contactpoint/testing'
import { interimShield } from '../protection/protection.rules.ts'
import type { Shield } from '../protection/protection.schema.ts'
import { faultOf, foundShield, placeable } from './lists.rules.ts'

describe('A list of children to be shielded', () => {
  it('is applied only when every row is about a child of the desk, and names ten rows at most that are not', () => {
    expect(faultOf(['open', 'asked', 'before'])).toBeNull()
    expect(faultOf(['open', 'nobody', 'asked', 'nobody'])).toMatchObject({
      code: 'invalid-request',
      places: [{ field: 'rows.1.childId' }, { field: 'rows.3.childId' }],
    })
    expect(faultOf(Array.from({ length: 40 }, () => 'nobody' as const))!.places).toHaveLength(10)
  })

  it('places each child once, and leaves those as they are whose shield was placed before', () => {
    const rows = ['A', 'B', 'C', 'A'].map((childId) => ({ childId, ground: 'other' as const }))
    expect(placeable(rows, ['open', 'before', 'asked', 'open']).map(({ childId }) => childId)).toEqual(['A', 'C'])
  })

  it('places a shield that somebody else has asked for, and none that its sender did (I8)', () => {
    const at = new Date(0)
    const shield: Shield = {
      ...interimShield(aCaller({ personId: 'asker' }), { childId: 'A', ground: 'other', channel: 'user' }),
      ...{ since: at, dueAt: at, escalateAt: at },
    }
    const officer = (identity: string) => ({ identity, role: 'shield-officer' as const })
    expect(foundShield(shield, officer('o-1'))).toBe('asked')
    expect(foundShield(shield, officer('asker'))).toBe('before')
    expect(foundShield({ ...shield, state: 'confirmed' }, officer('o-1'))).toBe('before')
  })
})
