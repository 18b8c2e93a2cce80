import { aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import { LinkingRepository } from './linking.repository.ts'

let room: Room

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

it.each<[string, (links: LinkingRepository) => Promise<unknown>]>([
  ['rows that wait, by a key', (links) => links.findWaitingWith(['postcode:TR19ZZ', 'born:2015-03-02|b|smith'], 20)],
  ['a question, by its number', (links) => links.findQuestion('q-1')],
  ['a question that somebody takes', (links) => links.hold('q-1', 'p-1', new Date(), [])],
  ['a question that is put back', (links) => links.putBack('q-1')],
  ['questions, the oldest first', (links) => links.findAsked(['possible-twins'], 20, 0)],
  ['how many wait', (links) => links.countParked()],
])('%s: the store looks at an index, however many records there are of which nothing is asked', async (_what, find) => {
  const profile = room.db.collection('system.profile')
  await room.db.command({ profile: 2 })
  await find(room.get(LinkingRepository))
  await room.db.command({ profile: 0 })
  const [last] = await profile
    .find({ ns: /source_records$/ })
    .sort({ ts: -1 })
    .limit(1)
    .toArray()
  expect(last!['planSummary']).toMatch(/^IXSCAN/)
})
