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
  return {
    openapi: '3.1.0',
    info: { title: 'ContactPoint', version: '1', description: 'A directory of children and of who works with them.' },
    paths,
    components: {
      schemas: { ...schemas(), Problem: PROBLEM },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
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
  return validationMetadatasToSchemas({
    refPointerPrefix: '#/components/schemas/',
    classTransformerMetadataStorage: nestedTypes(),
    additionalConverters: {
      isPastDate: date,
      isDay: date,
      isPostcode: { type: 'string', example: 'LS1 4AP' },
      isChildId: { type: 'string', pattern: '^[2-9B-DF-HJ-NP-TV-Z]{12}$' },
    },
  }) as Record<string, object>
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
