import { FAULT_CODES, type FaultCode, type MessageClass } from '@contactpoint/contracts'
import { validationMetadatasToSchemas } from 'class-validator-jsonschema'
import { createRequire } from 'node:module'
import type { RouteDescription } from './route.rules.ts'

/** A route as the controllers declare it. */
export interface DescribedRoute {
  method: string
  /** With `:name` parameters, as Express writes them. */
  path: string
  isOpen: boolean
  description: RouteDescription
}

const ALWAYS: FaultCode[] = ['invalid-request', 'too-many-requests', 'unavailable']

/** OpenAPI 3.1 of the routes; schemas come from the contract classes and their rules. */
export function openApi(routes: DescribedRoute[]): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  const all = schemas()
  const used = reachable(paths, all)
  return {
    openapi: '3.1.0',
    info: { title: 'ContactPoint', version: '1', description: 'A directory of children and of who works with them.' },
    paths,
    components: {
      schemas: Object.fromEntries([...used].sort().map((name) => [name, all[name]])),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
}

/** Names of the schemas that the routes refer to, directly or through others: what only the bus says is left out. */
function reachable(from: object, all: Record<string, object>, found = new Set<string>()): Set<string> {
  for (const [, name] of JSON.stringify(from).matchAll(/"#\/components\/schemas\/(\w+)"/g))
    if (!found.has(name!)) reachable(all[name!] ?? {}, all, found.add(name!))
  return found
}

function operation({ path, isOpen, description }: DescribedRoute): object {
  const { summary, body, fileBody, answer, status, faults = [] } = description
  const known = [
    ...new Set<FaultCode>([...ALWAYS, ...(isOpen ? [] : (['unauthenticated', 'forbidden'] as const)), ...faults]),
  ]
  return {
    summary,
    ...(!isOpen && { security: [{ bearer: [] }] }),
    ...(path.includes(':') && { parameters: parameters(path) }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: ref(body) } } } }),
    ...(fileBody && {
      requestBody: { required: true, content: { [fileBody]: { schema: { type: 'string', format: 'binary' } } } },
    }),
    responses: {
      [status]: { description: 'Done', ...(answer && { content: { 'application/json': { schema: ref(answer) } } }) },
      ...Object.fromEntries(known.map((code) => [FAULT_CODES[code], problem(code)])),
    },
  }
}

function parameters(path: string): object[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function problem(code: FaultCode): object {
  return {
    description: code,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}

function ref(message: MessageClass<object>): object {
  return { $ref: `#/components/schemas/${message.name}` }
}

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457 problem details',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { enum: Object.keys(FAULT_CODES) },
    status: { type: 'integer' },
    detail: { type: 'string' },
    places: {
      type: 'array',
      items: { type: 'object', properties: { field: { type: 'string' }, rule: { type: 'string' } } },
    },
  },
}

function schemas(): Record<string, object> {
  const date = { type: 'string', format: 'date' } as const
  const made = validationMetadatasToSchemas({
    refPointerPrefix: '#/components/schemas/',
    classTransformerMetadataStorage: nestedTypes(),
    additionalConverters: {
      isPastDate: date,
      isDay: date,
      isPostcode: { type: 'string', example: 'LS1 4AP' },
      isChildId: { type: 'string', pattern: '^[2-9B-DF-HJ-NP-TV-Z]{12}$' },
    },
  }) as Record<string, { properties: object }>
  Object.assign(made.Disclosure!.properties, DISCLOSURE)
  Object.assign(made.BatchReport!.properties, { refusals: { type: 'array', items: REFUSAL } })
  return { ...made, Problem: PROBLEM }
}

/** What the rules of a class cannot say: one of two shapes, and what the gateway adds. */
const DISCLOSURE = {
  child: { oneOf: [{ $ref: '#/components/schemas/FullChild' }, { $ref: '#/components/schemas/VisibleChild' }] },
  notice: {
    type: 'object',
    description: 'Present when the record is shielded: what that means, and what to do next',
    properties: { text: { type: 'string' }, next: { type: 'array', items: { type: 'string' } } },
  },
}

const REFUSAL = {
  type: 'object',
  properties: {
    line: { type: 'integer' },
    recordId: { type: ['string', 'null'] },
    field: { type: 'string' },
    code: { type: 'string' },
  },
}

/** Where class-transformer keeps which class a nested field has; the package does not export it. */
function nestedTypes(): Parameters<typeof validationMetadatasToSchemas>[0] extends infer O
  ? O extends { classTransformerMetadataStorage?: infer S }
    ? S
    : never
  : never {
  const require = createRequire(import.meta.url)
  return require('class-transformer/cjs/storage.js').defaultMetadataStorage
}
