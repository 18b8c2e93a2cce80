import { MOST_COLLEAGUES } from '@contactpoint/contracts'
import { personHash, relationHashes } from '@contactpoint/text'
import { describe, expect, it } from '@jest/globals'
import { relationsOf } from './relations.rules.ts'

const grace = { personId: 'p-1', home: { familyName: 'Reed-Palin', postcode: 'LS1 4AP' } }

describe('what is said of where people live', () => {
  it('is hashes that only whoever has the salt can compare, and nothing of it in clear', () => {
    const [one, other] = [relationsOf('salt-1', [grace]), relationsOf('salt-2', [grace])]
    expect(JSON.stringify(one)).not.toMatch(/reed|palin|ls1|p-1/i)
    const [person, postcode, ...names] = one.people[0]!.split(' ')
    expect(other.people[0]).not.toContain(postcode)
    expect(names).toContain(relationHashes('salt-1', ['Palin'], null).familyNames[0])
    expect(postcode).toBe(relationHashes('salt-1', [], 'ls14ap').postcode)
    expect(person).toBe(personHash('salt-1', 'p-1'))
  })

  it('has the names of before too: whoever has another name now goes on having children of that one', () => {
    const home = { familyName: 'Khan', postcode: null, formerFamilyNames: ['Palin'] }
    const [, , ...names] = relationsOf('s', [{ personId: 'p-3', home }]).people[0]!.split(' ')
    expect(names).toEqual(relationHashes('s', ['Khan', 'Palin'], null).familyNames)
  })

  it('says who said no postcode without one', () => {
    const { people } = relationsOf('s', [{ personId: 'p-2', home: { familyName: 'Reed', postcode: null } }])
    expect(people[0]!.split(' ')[1]).toBe('-')
  })

  it('fits into a message for as many as are said together, and says when somebody is left out', () => {
    const many = Array.from({ length: MOST_COLLEAGUES + 1 }, (_, n) => ({ ...grace, personId: `p-${n}` }))
    const listed = relationsOf('s', many)
    expect(listed.people).toHaveLength(MOST_COLLEAGUES)
    expect(listed.isWhole).toBe(false)
    expect(relationsOf('s', many.slice(1)).isWhole).toBe(true)
    expect(JSON.stringify(listed).length).toBeLessThan(1_000_000)
  })
})
