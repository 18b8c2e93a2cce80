import { describe, expect, it } from '@jest/globals'
import { withNotice } from './children.rules.ts'

const child = {
  ...{ childId: 'KLJ6G4D4VGLR', name: { given: ['Grace'], family: 'Mainwood' } },
  ...{ dateOfBirth: '2012-06-27', gender: 'female' as const },
}
const receipt = { log: 'england', index: 1, leafHash: 'ab' }

describe('a record as it leaves', () => {
  it('has a notice of what to do when it is shielded, and none when it is not', () => {
    expect(withNotice({ child, shielded: true, receipt })).toMatchObject({ child, receipt, shielded: true })
    expect(withNotice({ child, shielded: true, receipt })).toHaveProperty('notice.next')
    expect(withNotice({ child, shielded: false, receipt })).toEqual({ child, receipt, shielded: false })
  })

  it('has the same notice for every shielded child: it tells nothing of this one', () => {
    const other = { ...child, childId: 'KLJ6G4D4VGLS', name: { given: ['Ada'], family: 'Other' } }
    const [one, another] = [child, other].map((whom) => withNotice({ child: whom, shielded: true, receipt }))
    expect(one).toHaveProperty('notice')
    expect({ ...one, child: null }).toEqual({ ...another, child: null })
  })
})
