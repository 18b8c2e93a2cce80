import { allRoutes, Fault, fieldsInPath, takesBody, versionOf, type AnyRoute } from '@contactpoint/contracts'
import { rowsOf } from './rows.rules.ts'

/** The parts of a request that a question can be in. */
export interface Received {
  contentType: string | undefined
  ifMatch: string | undefined
  params: Record<string, unknown>
  query: Record<string, unknown>
  body: unknown
}

const JSON_TYPE = /^application\/json\b/i

/**
 * What a request asks, put together and not yet checked.
 *
 * @throws Fault `unsupported-media-type`; `precondition-required` for a change that does not say what it changes; `invalid-request` for a
 *   body that is no object, or says again what the path says
 */
export function questionOf(route: AnyRoute, { contentType, ifMatch, params, query, body }: Received): object {
  if (route.asks?.shape === 'raw') return (body ?? {}) as object
  const known = { ...asTyped(route, params), ...versionIn(route, ifMatch), ...route.fixed }
  assertTaken(route, contentType)
  if (route.takes?.includes('text/csv')) return { rows: rowsOf(body), ...known }
  if (route.method === 'GET' || route.takes) return { ...asTyped(route, query), ...notTwice(query, known), ...known }
  if (!takesBody(route)) return known
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw Fault.invalid('body', 'isObject')
  return { ...body, ...notTwice(body, known), ...known }
}

/** The version that is changed: whoever does not say it would write over what somebody else changed meanwhile. */
function versionIn({ ifMatch: field }: AnyRoute, ifMatch: string | undefined): object {
  if (field === null) return {}
  if (ifMatch === undefined) throw new Fault('precondition-required', 'Send the ETag of what is changed in If-Match')
  return { [field]: versionOf(ifMatch) }
}

/** A field that is known by other means is as unknown in a body or query as one that never was. */
function notTwice(said: object, known: object): object {
  const twice = Object.keys(said).find((field) => Object.hasOwn(known, field))
  if (twice !== undefined) throw Fault.invalid(twice, 'unknownField')
  return {}
}

function assertTaken(route: AnyRoute, contentType: string | undefined): void {
  const { takes } = route
  const [type = ''] = (contentType ?? '').toLowerCase().split(';')
  if (takes && !takes.includes(type.trim()))
    throw new Fault('unsupported-media-type', `Send the file itself, with Content-Type ${takes[0]}`)
  if (!takes && takesBody(route) && contentType !== undefined && !JSON_TYPE.test(contentType))
    throw new Fault('unsupported-media-type', 'Send JSON, with Content-Type application/json')
}

/** Addresses are text: a number or a yes in its one way to be written becomes one; anything else is refused by its shape. */
function asTyped({ question }: AnyRoute, texts: Record<string, unknown>): object {
  const typed = ([field, text]: [string, unknown]): [string, unknown] => {
    const type: unknown = Reflect.getMetadata('design:type', question.prototype, field)
    if (type === Number && isWrittenNumber(text)) return [field, Number(text)]
    return type === Boolean && (text === 'true' || text === 'false') ? [field, text === 'true'] : [field, text]
  }
  return Object.fromEntries(Object.entries(texts).map(typed))
}

function isWrittenNumber(text: unknown): boolean {
  return typeof text === 'string' && /^(0|[1-9]\d{0,15})$/.test(text)
}

/** When only what stands in the path is wrong, there is no such address. */
export function asAddress(route: AnyRoute, fault: Fault): Fault {
  const inPath = fieldsInPath(route)
  const isAddress = fault.places.length > 0 && fault.places.every(({ field }) => inPath.includes(field))
  return isAddress ? Fault.notFound() : fault
}

/** The methods of an address, as the header Allow names them; none: there is no such address. */
export function methodsAt(path: string): string[] {
  const there = allRoutes().filter((route) => addressOf(route).test(path))
  return [...new Set(there.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))]
}

function addressOf({ path }: AnyRoute): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`, 'i')
}
