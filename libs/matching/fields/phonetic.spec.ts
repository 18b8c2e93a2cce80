import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { foldName } from '@contactpoint/text'
import { consonantsIn, phoneticKey } from './phonetic.ts'

/** Spellings of one name in each line. */
const ONE_SOUND = `
  mohammed muhammad mohamed mohamad mohammad
  catherine kathryn katherine katharine
  stephen steven stefan
  jeffrey geoffrey
  philip filip phillip
  matthew mathew
  knight night
  wright rite right
  lamb lam
  leigh lee
  michael mikael mikhail
  christopher kristofer
  chloe khloe
  isaac isaak
  eric erik
  jackson jaxon jakson
  jacqueline jaqueline
  cecilia sesilia
  callaghan callahan
  keogh keo
  siobhan shevaun
  niamh neve
  caoimhe keeva
  mcdonald macdonald
  krzysztof krystof kristof christoph
  tomasz thomas tomas
  lukasz lucas lukas
  andrzej andrej andrey andrei
  aleksander alexander oleksandr
  maksym maxim
  wiktoria viktoriia victoria
  tetiana tatiana tetyana
  kydalov kydalof kydaloff
  lewandowski levandovsky
  yulia iuliia yuliya
  xavier zavier
  schmidt shmidt
  hussain hossein husein
  zaynab zainab zeinab
  yusuf youssef yousef
  aisha ayesha aysha ayse
  khadija kadija khadijah
  jamal djamal dzhamal
  chaudhry choudhury chowdhury
  meghan megan
  fatima fatimah`

describe('the phonetic key', () => {
  const lines = ONE_SOUND.trim()
    .split('\n')
    .map((line) => line.trim().split(' '))

  it.each(lines)('hears one name in %s and %s', (...names) => {
    const keys = new Set(names.filter((name) => typeof name === 'string').map(phoneticKey))
    expect([...keys]).toHaveLength(1)
  })

  it.each([
    ['emma', 'anna'],
    ['mohammed', 'ahmed'],
    ['sarah', 'laura'],
    ['smith', 'jones'],
    ['kate', 'jane'],
    ['yulia', 'ella'],
    ['patel', 'begum'],
    ['singh', 'kaur'],
    ['jack', 'jake'],
  ])('%s and %s', (a, b) => {
    expect(phoneticKey(a) === phoneticKey(b)).toBe(a === 'jack')
  })

  it('is empty for the empty name only, whatever the script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const name = foldName(text)
        expect(phoneticKey(name) === '').toBe(name === '')
      }),
    )
  })

  it('counts consonants without the sign for a first vowel', () => {
    expect(consonantsIn(phoneticKey('eileen'))).toBe(2)
    expect(consonantsIn(phoneticKey('mia'))).toBe(1)
  })
})
