import { etagOf, fieldsKnown, pathTo, takesBody, type AnyRoute } from '@contactpoint/contracts'

/** A route asked by somebody. */
export interface Cell {
  route: AnyRoute
  caller: string
}

/** Routes that are not asked, each with the reason. What is not here is asked by everybody, a new route by itself. */
export const NOT_ASKED: Readonly<Record<string, string>> = {
  'sessions.open': 'failed tries are counted by address, and would shut out whoever signs in from it afterwards',
  'clients.open': 'the same',
  'people.enrol': 'the same',
  'sessions.own': 'it says since when the caller is signed in, which is of no child',
  'authenticators.signInOptions': 'what is to be signed differs each time, and is of no child',
  'authenticators.stepUpOptions': 'the same',
  'authenticators.registrationOptions': 'failed tries are counted, and would shut the account of whoever asks',
  'authenticators.removeKey': 'the same',
  'sessions.prove': 'failed tries are counted, and would keep whoever asks from proving who they are',
  'people.create': 'it is about no child, and an account that was made in one world would be there in the next',
  'organisations.create': 'the same',
  'authorities.begin': 'an authority that has begun in one world has in the next, whatever children there are',
  'shutOffs.make': 'nothing would be read in any world after it',
  'overrides.attempt': 'it opens a case with an id of its own, and from then on others are told of it',
  'overrides.watchCases':
    'it answers for as long as it is listened to; what it counts is what overrides.reviewCases shows',
  'overrides.count': 'it counts what was done in all worlds before',
  'audit.readFigures': 'the same',
  'accesses.mine': 'it lists what the caller did in all worlds before; accesses.rules.spec.ts proves it by itself',
  'feeds.history': 'it lists the files that were sent in all worlds before',
  'feeds.rollBack':
    'it takes the children of every world away; batches.rules.spec.ts proves when its sender is told what',
  'misuse.reviewCases': 'it lists what was done in all worlds before',
  'misuse.reviewWatched': 'the same',
  'misuse.watch': 'from then on every access to the child opens a case, in the next world too',
  'budgets.appeal': 'it is about no child, and from then on others are told of it: when that is has no part in worlds',
  'policies.propose': 'a policy is about no child, and what is proposed in one world would be listed in the next',
  'policies.recordReview': 'the same',
  'policies.approve': 'the same',
  'policies.activate': 'the same',
  'link-models.propose':
    'a model is about no child, and from then on others are run beside it: what is proposed in one world is on trial in the next',
  'link-models.activate': 'the same',
  'courses.publish': 'it is about no child, and a version is there in the next world too',
}

/** Routes that those whose step it is do not ask either: it would be taken in one world, and too late in the next. */
const TAKEN_ONCE: Readonly<Record<string, RegExp>> = {
  'shields.place': /^shield-officer/,
  'shields.refuse': /^shield-officer/,
  'proposals.offerHandover': /^(shield-officer|cpmt)/,
}

/**
 * Routes that those do not ask for whom the hidden value is, or who have a part in it: the team of the child's desk sees who asks to be put in
 * touch, and one of the practitioners asks, whose own list grows with that. The others ask, for the same roles.
 */
const FOR_THEM: Readonly<Record<string, RegExp>> = {
  'brokerRequests.ask': /^practitioner(-other)?$/,
  'brokerRequests.find': /^(cpmt|practitioner-override$)/,
  // The team of the national desk does: no child of a plot about which it asks is its own.
  'brokerRequests.get': /^cpmt(-2|-other)?$/,
  'brokerRequests.answer': /^cpmt(-2|-other)?$/,
  'work.mine': /^cpmt/,
}

/** Whether asking this of two worlds says anything about them. */
export function isAsked({ route, caller }: Cell): boolean {
  return !Object.hasOwn(NOT_ASKED, route.id) && !TAKEN_ONCE[route.id]?.test(caller) && !FOR_THEM[route.id]?.test(caller)
}

export function cellName({ route, caller }: Cell): string {
  return `${route.id} by ${caller}`
}

/** The shield door waits before it answers, and its entry comes later still: nothing that looks at entries may follow it. */
export function isAnsweredLate({ route }: Cell): boolean {
  return route.id === 'children.requestShield' || (/^(shields|proposals)\./.test(route.id) && route.method === 'POST')
}

/** A request as it is sent. */
export interface Question {
  caller: string
  method: AnyRoute['method']
  path: string
  /** JSON, or a file. */
  body: string | null
  contentType: string | null
  /** The version that is changed, where the route wants to know it. */
  ifMatch: string | null
}

/** What questions about one child are filled with, by the name of the field. */
export interface Fills {
  fields: Readonly<Record<string, unknown>>
  /** A file about the child, for routes that take one. */
  file: string
  /** What is left open is chosen by this. */
  choice: number
}

/** The example of the route with what is of this child put in, and any value of each closed list. */
export function questionOf({ route, caller }: Cell, { fields, file, choice }: Fills, lists: ClosedLists): Question {
  const example = (route.example.ask ?? {}) as Record<string, unknown>
  const listed = Object.entries(lists.of(route)).map(([name, values]) => [name, values[choice % values.length]])
  const known = Object.entries(fields).filter(([name]) => Object.hasOwn(example, name))
  const ask = { ...example, ...Object.fromEntries(listed), ...Object.fromEntries(known) } as Record<string, unknown>
  const rest = Object.entries(ask).filter(([name]) => !fieldsKnown(route).includes(name))
  const query = new URLSearchParams(rest.map(([name, value]): [string, string] => [name, String(value)])).toString()
  const { method } = route
  const isQuery = method === 'GET' && query !== ''
  return {
    caller,
    method,
    path: pathTo(route, ask) + (isQuery ? `?${query}` : ''),
    body: !takesBody(route) ? null : route.takes ? file : JSON.stringify(Object.fromEntries(rest)),
    contentType: !takesBody(route) ? null : (route.takes?.[0] ?? 'application/json'),
    ifMatch: route.ifMatch === null ? null : etagOf(Number(ask[route.ifMatch])),
  }
}

interface Schema {
  $ref?: string
  enum?: string[]
  properties?: Record<string, Schema>
}

interface Description {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>
  components: { schemas: Record<string, Schema> }
}

/** The fields of each route's body that are one of a closed list, as the API's own description has them. */
export class ClosedLists {
  constructor(private readonly description: Description) {}

  static async of(url: string): Promise<ClosedLists> {
    return new ClosedLists((await (await fetch(`${url}/openapi.json`)).json()) as Description)
  }

  of({ path, method }: AnyRoute): Record<string, string[]> {
    const operation = this.description.paths[path]?.[method.toLowerCase()]
    const schema = operation?.requestBody?.content['application/json']?.schema
    const properties = Object.entries(this.resolved(schema)?.properties ?? {})
    return Object.fromEntries(
      properties.flatMap(([name, property]) => {
        const values = this.resolved(property)?.enum
        return values ? [[name, values] as const] : []
      }),
    )
  }

  private resolved(schema: Schema | undefined): Schema | undefined {
    return schema?.$ref ? this.description.components.schemas[schema.$ref.split('/').at(-1)!] : schema
  }
}
