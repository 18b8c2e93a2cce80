import { MasterKey } from '@contactpoint/runtime'
import { describe, expect, it } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import type { PartKeyDocument } from './ledger.schema.ts'
import type { PartKeysRepository } from './part-keys.repository.ts'
import { PartKeysService } from './part-keys.service.ts'

/** Keys in memory, and what the store was asked: each with how many it was about. */
function kept() {
  const stored = new Map<string, PartKeyDocument>()
  const asked: string[] = []
  const repository: Partial<PartKeysRepository> = {
    findBySubjects: async (subjects) => {
      asked.push(`find ${subjects.length}`)
      return subjects.flatMap((subject) => stored.get(subject) ?? [])
    },
    add: async (keys) => {
      asked.push(`add ${keys.length}`)
      const isFirst = keys.every(({ subject }) => !stored.has(subject))
      for (const key of keys) if (!stored.has(key.subject)) stored.set(key.subject, key)
      return isFirst
    },
    remove: async (subjects) => subjects.forEach((subject) => stored.delete(subject)),
    destroy: async (subject) => stored.delete(subject),
  }
  const keys = new PartKeysService(new MasterKey(randomBytes(32).toString('base64')), repository as PartKeysRepository)
  return { keys, stored, taken: () => asked.splice(0) }
}

describe('the keys under which entries speak of children', () => {
  it('cost the same the first time as ever after, so that no time tells whether anybody looked (F13)', async () => {
    const { keys, taken } = kept()
    const [first] = await keys.get(['A'])
    const work = taken()
    expect(await keys.get(['A'])).toEqual([first])
    expect(taken()).toEqual(work)
    await keys.get(['A', 'B', 'A'])
    expect(taken()).toEqual(['find 2', 'add 1'])
    await keys.get(['A', 'B'])
    expect(taken()).toEqual(['find 2', 'add 1'])
  })

  it('are those of the copy that was first, when two make one at the same moment', async () => {
    const { keys, stored, taken } = kept()
    const [before] = await keys.get(['A'])
    const [subject, theirs] = [...stored][0]!
    taken()
    const { repository } = keys as unknown as { repository: PartKeysRepository }
    const find = repository.findBySubjects
    // The other copy's key comes between the look and the write.
    repository.findBySubjects = async (subjects) => {
      repository.findBySubjects = find
      return (await find(subjects)).filter((key) => key.subject !== subject)
    }
    expect(await keys.get(['A'])).toEqual([before])
    expect(taken()).toEqual(['find 1', 'add 1', 'find 1'])
    expect(stored.get(subject)).toBe(theirs)
  })

  it('leave nothing behind: what was stored for nobody is removed', async () => {
    const { keys, stored } = kept()
    for (let n = 0; n < 1_200; n++) await keys.get(['A'])
    expect(stored.size).toBeLessThan(501)
  })

  it('are others after one was destroyed', async () => {
    const { keys } = kept()
    const [before] = await keys.get(['A'])
    expect(await keys.destroy('A')).toBe(true)
    expect(await keys.get(['A'])).not.toEqual([before])
    expect(await keys.destroy('B')).toBe(false)
  })
})
