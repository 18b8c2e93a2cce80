import { relationHashes } from '@contactpoint/text'
import { describe, expect, it } from '@jest/globals'
import { householdsOf, ownRelations } from './relations.rules.ts'

const home = { familyName: 'Reed-Palin', postcode: 'LS1 4AP' }

describe('what is said of where somebody lives', () => {
  it('is hashes that only whoever has the salt can compare, and nothing of it in clear', () => {
    const [one, other] = [ownRelations('salt-1', home), ownRelations('salt-2', home)]
    expect(JSON.stringify(one)).not.toMatch(/reed|palin|ls1/i)
    expect(one.postcode).not.toBe(other.postcode)
    expect(one.familyNames).toContain(relationHashes('salt-1', ['Palin'], null).familyNames[0])
    expect(one.postcode).toBe(relationHashes('salt-1', [], 'ls14ap').postcode)
  })

  it('is nothing of who said nothing', () => {
    expect(ownRelations('s', null)).toEqual({ salt: 's', familyNames: [], postcode: null })
    expect(householdsOf('s', [{ familyName: 'Reed', postcode: null }]).households).toEqual([])
  })

  it('of colleagues is name and postcode together: neither alone is found', () => {
    const { households } = householdsOf('s', [home])
    expect(households).toEqual(relationHashes('s', ['Reed-Palin'], 'LS1 4AP').households)
    expect(households).not.toContain(relationHashes('s', ['Reed'], 'LS2 7EW').households[0])
    for (const hash of relationHashes('s', ['Reed'], 'LS1 4AP').familyNames) expect(households).not.toContain(hash)
  })
})
