import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

interface Described {
  paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>>
}

/** An answer as it came. */
export interface Came {
  method: string
  path: string
  status: number
  type: string
  body: unknown
}

const checks = new Map<string, Promise<(came: Came) => void>>()

/** Holds an answer against the API's own description. @throws Error when the description says something else */
export async function assertDescribed(url: string, came: Came): Promise<void> {
  if (!checks.has(url)) checks.set(url, checkOf(url))
  const check = await checks.get(url)!.catch((error: unknown) => {
    checks.delete(url)
    throw error
  })
  check(came)
}

async function checkOf(url: string): Promise<(came: Came) => void> {
  const description = (await (await fetch(`${url}/openapi.json`)).json()) as Described
  const ajv = formats.default(new Ajv2020({ strict: false }))
  ajv.addSchema({ $id: 'api', ...description })
  return ({ method, path, status, type, body }) => {
    const operation = operationAt(description, method, path)
    const isProblem = type === 'application/problem+json'
    const said = operation?.responses[status]?.content?.[type]?.schema
    const schema = said ?? (!operation && isProblem ? { $ref: '#/components/schemas/Problem' } : null)
    const where = `${method} ${path.split('?')[0]}: ${status} ${type}`
    if (!schema) {
      if (status === 204 && operation?.responses[204]) return
      throw new Error(`${where} is not described`)
    }
    const whole = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as object
    if (!ajv.validate(whole, body)) throw new Error(`${where} is not as described: ${ajv.errorsText()}`)
  }
}

function operationAt(
  { paths }: Described,
  method: string,
  path: string,
): Described['paths'][string][string] | undefined {
  const found = Object.keys(paths)
    .filter((template) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`).test(path.split('?')[0]!))
    .sort((one, other) => one.split('{').length - other.split('{').length)
  return found.map((template) => paths[template]?.[method.toLowerCase()])[0]
}
