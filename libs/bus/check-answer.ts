import { saidOfField, type RequestContract } from '@contactpoint/contracts'
import { plainToInstance } from 'class-transformer'
import { getMetadataStorage, validate, type ValidationError } from 'class-validator'
import { placeOf } from './json-limits.ts'

type Declared = Pick<RequestContract<object, object>, 'subject' | 'answer'>

/** An answer is not what its message declares. It names places, never a value. */
export class WrongAnswer extends Error {
  override readonly name = 'WrongAnswer'
  /** The places and the rules they break, as a log line has it. */
  readonly code: string

  constructor(subject: string, places: string[]) {
    const code = [...new Set(places)].join(', ')
    super(`${subject} is answered otherwise than declared: ${code}`)
    this.code = code
  }
}

/**
 * Holds an answer, as it crosses the bus, against its declared class: every field that is declared, of its kind, and no other.
 *
 * @throws WrongAnswer
 */
export async function checkAnswer({ subject, answer: shape }: Declared, answer: object): Promise<void> {
  const instance = plainToInstance(shape, JSON.parse(JSON.stringify(answer)) as object)
  const found = await validate(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false })
  const places = [...found.flatMap((error) => wrongIn(error, '')), ...missingIn(instance, '')]
  if (places.length > 0) throw new WrongAnswer(subject, places)
}

function wrongIn({ target, property, value, constraints, children }: ValidationError, path: string): string[] {
  if (value === null && saidOfField(target!.constructor, property).nullable) return []
  const isUnknown = constraints !== undefined && 'whitelistValidation' in constraints
  const place = below(path, isUnknown ? placeOf(property) : property)
  const rules = isUnknown ? ['unknownField'] : Object.keys(constraints ?? {})
  return [...rules.map((rule) => `${place} (${rule})`), ...(children ?? []).flatMap((child) => wrongIn(child, place))]
}

/** A field with a class of its own may be missing without any rule saying so. */
function missingIn(instance: object, path: string): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(instance.constructor, '', false, false)
  const optional = new Set(rules.filter(({ type }) => type === 'conditionalValidation').map(nameOf))
  return [...new Set(rules.map(nameOf))].flatMap((field) => {
    const value = (instance as Record<string, unknown>)[field]
    const place = below(path, field)
    if (value === undefined) return optional.has(field) ? [] : [`${place} (isDefined)`]
    const within = (Array.isArray(value) ? value : [value]) as unknown[]
    return within.filter(isObject).flatMap((one, n) => missingIn(one, Array.isArray(value) ? `${place}.${n}` : place))
  })
}

function nameOf({ propertyName }: { propertyName: string }): string {
  return propertyName
}

function below(path: string, field: string): string {
  return path ? `${path}.${field}` : field
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
