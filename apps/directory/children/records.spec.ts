import { describe, expect, it } from '@jest/globals'
import type { SearchKeysService } from '../search/search-keys.service.ts'
import type { ChildrenRepository } from './children.repository.ts'
import type { Child } from './children.schema.ts'
import { RecordsService } from './records.service.ts'

const records = new RecordsService({} as ChildrenRepository, {} as SearchKeysService)
const child = { childId: 'c', version: 1 } as Child

describe('outside a transaction, where a child and its search keys could part, nobody', () => {
  it.each([
    ['makes children', () => records.insertMany([child])],
    ['reveals children', () => records.change(child, { visibility: 'visible', covered: false })],
    ['writes a child anew', () => records.replace(child)],
    ['hides a child', () => records.change(child, { visibility: 'hidden' })],
    [
      'marks a child as restricted',
      () => records.setMarks('c', { restriction: 1, restricted: true, covered: false, visibility: 'visible' }),
    ],
  ])('%s', async (_what, write) => {
    await expect(write()).rejects.toThrow('in a transaction only')
  })
})
