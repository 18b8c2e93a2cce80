import { allRoutes, api, etagOf, fieldsKnown, pathTo, type AnyRoute } from '@contactpoint/contracts'
import { sharedStack, type ApiAnswer, type ApiClient, type RunningStack } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'

let stack: RunningStack

beforeAll(async () => {
  stack = await sharedStack()
})

/** What an example may meet on a stack that has not its child, its batch or its password: it was understood, and answered. */
const HAS_NOT = [404, 401]

/** They work, each shown elsewhere: the one shuts everybody out of this stack, the other takes an authority that is ready. */
const ELSEWHERE: string[] = [api.shutOffs.make, api.authorities.activate].map(({ id }) => id)

const withExample = allRoutes().filter(
  ({ id, example, takes, gives }) =>
    example.ask !== undefined && takes === null && gives === 'application/json' && !ELSEWHERE.includes(id),
)

/** What only people of the national desk may: its team, or its accreditors. */
const NATIONAL: string[] = [
  ...[api.policies.propose, api.policies.approve, api.policies.activate, api.linkModels.activate],
  ...[api.authorities.begin, api.courses.publish, api.training.found],
].map(({ id }) => id)

/** Somebody who may ask it. */
async function asker({ id, open, asks }: AnyRoute): Promise<ApiClient> {
  if (open) return stack.api
  if (id === api.overrides.attempt.id) return stack.signIn('practitioner-override')
  const [role] = asks!.roles
  if (role === 'feed-supplier') return stack.supplier()
  if (NATIONAL.includes(id)) return stack.signIn(`${role}-national`)
  return stack.signIn(role === 'shield-officer' ? 'shield-officer-1' : role!)
}

/** As the page of the API would send it: what the path has no place for is the query of a GET, and the body otherwise. */
function sent(client: ApiClient, route: AnyRoute): Promise<ApiAnswer> {
  const ask = route.example.ask!
  const rest = Object.entries(ask).filter(([name]) => !fieldsKnown(route).includes(name))
  const path = pathTo(route, ask)
  if (route.method === 'POST') return client.post(path, Object.fromEntries(rest))
  if (route.method === 'PATCH') return client.patch(path, Object.fromEntries(rest), etagOf(1))
  if (route.method === 'DELETE') return client.delete(path)
  const query = new URLSearchParams(Object.fromEntries(rest.map(([name, value]) => [name, String(value)]))).toString()
  return client.get(query === '' ? path : `${path}?${query}`)
}

describe('the examples of the API', () => {
  it('are there for every route that asks something', () => {
    const without = allRoutes().filter(({ example, question }) => !example.ask && question.name !== 'Nothing')
    expect(without.map(({ id }) => id)).toEqual([])
  })

  it.each(withExample.map((route) => [route.id, route] as const))('work when they are sent: %s', async (_id, route) => {
    const { status, body } = await sent(await asker(route), route)
    expect({ status, wrong: status === 400 ? body.places : null }).toEqual({ status: expect.any(Number), wrong: null })
    // An example's PIN, code or key is nobody's.
    const isUnproven =
      route.faults.includes('step-up-failed') && (body as { title?: string }).title === 'step-up-failed'
    expect([route.status, ...HAS_NOT, ...(isUnproven ? [403] : [])]).toContain(status)
  })
})
