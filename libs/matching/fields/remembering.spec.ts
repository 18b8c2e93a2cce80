import { expect, it } from '@jest/globals'
import { remembering } from './remembering.ts'

it('does its work once for each text, an empty answer too, until there are too many; then all is forgotten', () => {
  const done: string[] = []
  const length = remembering(2, (text) => {
    done.push(text)
    return text.length
  })
  expect(['', 'ab', '', 'ab', ''].map(length)).toEqual([0, 2, 0, 2, 0])
  expect(done).toEqual(['', 'ab'])
  expect(['abc', 'ab', 'abc'].map(length)).toEqual([3, 2, 3])
  expect(done).toEqual(['', 'ab', 'abc', 'ab'])
})
