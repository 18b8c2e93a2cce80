import { describe, expect, it } from '@jest/globals'
import { familyNameCommunity } from './family-name-community.ts'

describe('the community of a family name', () => {
  it('is that of the lists in which it is frequent, however it is written', () => {
    expect(['Nowak', 'YILMAZ', 'Yılmaz', 'Patel', 'Hussain', 'Mensah'].map(familyNameCommunity)).toEqual([
      ...['polish', 'turkish', 'turkish', 'indian', 'muslim', 'ghanaian'],
    ])
  })

  it('is general for what is in no list', () => {
    expect(['Smith', 'Mainwood', 'Xyzzy', ''].map(familyNameCommunity)).toEqual(Array(4).fill('general'))
  })

  it('is that of the first part of a double name that is in any', () => {
    expect(['Kowalski-Smith', 'Smith Kowalski', "O'Brien-Patel"].map(familyNameCommunity)).toEqual([
      ...['polish', 'polish', 'indian'],
    ])
  })
})
