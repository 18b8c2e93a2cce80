import {
  allResources,
  etagOf,
  fieldsInPath,
  fieldsInQuery,
  fieldsKnown,
  Problem,
  takesBody,
  type AnyRoute,
} from '@contactpoint/contracts'
import { responsesOf, RESPONSE_HEADERS } from './responses.rules.ts'
import { Schemas, schemaOf } from './schemas.rules.ts'

const INFO = {
  title: 'ContactPoint',
  version: '1.0.0',
  summary: 'A directory of every child in England and of the people who work with them.',
  description:
    'So that those who work with a child can find each other. Nothing about a child is shown but what the shielding service has ' +
    'let through, and each access is recorded before it is answered. Fields may be added to answers within a version: ' +
    'pass over those that you do not know.',
  license: { name: 'MIT', identifier: 'MIT' },
  contact: { name: 'The operator of this installation' },
}

const BEARER = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description: 'An ES256 access token that lives 60 seconds, from signing in. Issued and checked as RFC8725 advises.',
}

const DPOP = {
  type: 'http',
  scheme: 'dpop',
  description:
    'The same token, bound to a key of the client: in the header DPoP, each request has a proof of that key with `htm`, `htu`, `iat`, ' +
    '`jti` and `ath`, signed with ES256. RFC9449.',
}

/** OpenAPI 3.1 of the routes; schemas come from the contract classes, their rules and their words. */
export function openApi(routes: readonly AnyRoute[]): object {
  const schemas = new Schemas()
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, schemas) }
  }
  schemas.ref(Problem)
  const sorted = Object.entries(schemas.all).sort(([one], [other]) => (one < other ? -1 : 1))
  return {
    openapi: '3.1.0',
    info: INFO,
    servers: [
      { url: '/', description: 'Production, or whichever installation this is read from', 'x-internal': 'false' },
    ],
    tags: allResources().map(({ name, about }) => ({ name, description: about })),
    paths,
    components: {
      schemas: Object.fromEntries(sorted),
      headers: RESPONSE_HEADERS,
      securitySchemes: { bearer: BEARER, dpop: DPOP },
    },
  }
}

function operation(route: AnyRoute, schemas: Schemas): object {
  const parameters = [...parametersOf(route), ...preconditionOf(route), ...proofOf(route)]
  return {
    operationId: route.id.replace(/\.(.)/, (_dot, first: string) => first.toUpperCase()),
    tags: [route.id.split('.')[0]],
    summary: route.summary,
    description: route.description,
    security: route.open ? [] : [{ bearer: [] }, { dpop: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...bodyOf(route, schemas),
    responses: responsesOf(route, schemas),
  }
}

/** Fields that stand in the path, and those of the query. */
function parametersOf(route: AnyRoute): object[] {
  const inPath = fieldsInPath(route)
  const { properties, required } = schemaOf(route.question)
  const inQuery = fieldsInQuery(route, Object.keys(properties))
  return [...inPath, ...inQuery].map((name) => {
    const { description, ...schema } = properties[name] ?? {}
    const example = (route.example.ask as Record<string, unknown> | undefined)?.[name]
    return {
      name,
      in: inPath.includes(name) ? 'path' : 'query',
      required: required.includes(name),
      ...(description && { description }),
      schema,
      ...(example !== undefined && { example }),
    }
  })
}

/** The header that says which version is changed. */
function preconditionOf({ ifMatch, example }: AnyRoute): object[] {
  if (ifMatch === null) return []
  return [
    {
      ...{ name: 'If-Match', in: 'header', required: true },
      description: 'The ETag of what was read: nothing is changed when there is another version by now.',
      schema: { type: 'string', pattern: '^"[0-9]+"$', maxLength: 20 },
      example: etagOf((example.ask as Record<string, number>)[ifMatch]!),
    },
  ]
}

/** The header that binds what is begun, or shows the key of what goes on. */
function proofOf({ takesProof }: AnyRoute): object[] {
  if (!takesProof) return []
  return [
    {
      ...{ name: 'DPoP', in: 'header', required: false },
      description: 'A proof of the key that the session is bound to (RFC 9449, section 5).',
      schema: { type: 'string', pattern: '^[\\w-]+\\.[\\w-]+\\.[\\w-]+$', maxLength: 4096 },
    },
  ]
}

function bodyOf(route: AnyRoute, schemas: Schemas): object {
  if (route.takes) return { requestBody: { required: true, content: fileContent(route.takes) } }
  if (!takesBody(route)) return {}
  const known = fieldsKnown(route)
  const ask = Object.fromEntries(Object.entries(route.example.ask ?? {}).filter(([name]) => !known.includes(name)))
  const schema = schemas.refWithout(route.question, known)
  return { requestBody: { required: true, content: { 'application/json': { schema, example: ask } } } }
}

function fileContent(types: readonly string[]): object {
  return Object.fromEntries(
    types.map((type) => [type, { schema: { type: 'string', format: 'binary', maxLength: 2 ** 40 } }]),
  )
}
