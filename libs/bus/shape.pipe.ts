import type { ArgumentMetadata, PipeTransform } from '@nestjs/common'
import { plainToInstance } from 'class-transformer'
import { validate, type ValidationError } from 'class-validator'
import { Fault, isClosed, MOST_PLACES, type FaultPlace } from '@contactpoint/contracts'
import { assertWithin, EDGE_LIMITS, INSIDE_LIMITS, placeOf } from './json-limits.ts'

/**
 * `strict`, at the edge: a field that is not known is a mistake, and is refused. `tolerant`, between services: it is passed over,
 * so that copies of two versions can run together; except in a closed class, where it would change what is asked (criteria).
 */
export type Strictness = 'strict' | 'tolerant'

/** Checks a question against its class. */
export class ShapePipe implements PipeTransform {
  constructor(private readonly strictness: Strictness) {}

  async transform(value: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if (type !== 'body' || !metatype || metatype === Object) return value
    return checkShape(metatype as new () => object, value, this.strictness)
  }
}

/** @throws Fault `invalid-request` that names the first wrong fields and their rules, never a value */
export async function checkShape<T extends object>(
  shape: new () => T,
  value: unknown,
  strictness: Strictness = 'strict',
): Promise<T> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw Fault.invalid('body', 'isObject')
  assertWithin(value, strictness === 'strict' ? EDGE_LIMITS : INSIDE_LIMITS)
  const instance = plainToInstance(shape, value)
  const found = await validate(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: Object.keys(value).length > 0,
    validationError: { target: strictness === 'tolerant', value: false },
  })
  const wrong = strictness === 'strict' ? found : found.filter(isWrongInside)
  if (wrong.length > 0) throw refusalOf(wrong)
  return instance
}

/** Takes unknown fields of open classes out, and says whether anything else is wrong. */
function isWrongInside(error: ValidationError): boolean {
  if (isUnknown(error) && !isClosed(error.target!.constructor)) {
    delete (error.target as Record<string, unknown>)[error.property]
    return false
  }
  if (error.constraints) return true
  error.children = (error.children ?? []).filter(isWrongInside)
  return error.children.length > 0
}

function refusalOf(wrong: ValidationError[]): Fault {
  const places = wrong.flatMap((error) => placesOf(error, '')).slice(0, MOST_PLACES)
  const named = places.map(({ field, rule }) => `${field} (${rule})`).join(', ')
  return new Fault('invalid-request', `The request is not valid: ${named}`, places)
}

function placesOf(error: ValidationError, path: string): FaultPlace[] {
  const name = isUnknown(error) ? placeOf(error.property) : error.property
  const field = path ? `${path}.${name}` : name
  const own = Object.keys(error.constraints ?? {}).map((rule) => ({
    field,
    rule: rule === 'whitelistValidation' ? 'unknownField' : rule,
  }))
  return [...own, ...(error.children ?? []).flatMap((child) => placesOf(child, field))]
}

function isUnknown({ constraints }: ValidationError): boolean {
  return constraints !== undefined && 'whitelistValidation' in constraints
}
