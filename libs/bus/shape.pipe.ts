import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common'
import { plainToInstance } from 'class-transformer'
import { validate, type ValidationError } from 'class-validator'
import { Fault, type FaultPlace } from '@contactpoint/contracts'

/** Checks a question against its class: unknown fields, wrong types and objects where text is expected are refused. */
@Injectable()
export class ShapePipe implements PipeTransform {
  async transform(value: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if (type !== 'body' || !metatype || metatype === Object) return value
    return checkShape(metatype as new () => object, value)
  }
}

/** @throws Fault `invalid-request` that names each wrong field and rule, never a value */
export async function checkShape<T extends object>(shape: new () => T, value: unknown): Promise<T> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw Fault.invalid('body', 'isObject')
  const instance = plainToInstance(shape, value)
  const wrong = await validate(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: Object.keys(value).length > 0,
    validationError: { target: false, value: false },
  })
  if (wrong.length > 0) {
    const places = wrong.flatMap((error) => placesOf(error, ''))
    const named = places.map(({ field, rule }) => `${field} (${rule})`).join(', ')
    throw new Fault('invalid-request', `The request is not valid: ${named}`, places)
  }
  return instance
}

function placesOf(error: ValidationError, path: string): FaultPlace[] {
  const unknown = error.constraints && 'whitelistValidation' in error.constraints
  // The name of an unknown field is the client's own text: only one that looks like a field and no name is repeated.
  const name = unknown && !/^[a-z][A-Za-z]{0,29}$/.test(error.property) ? '(unknown)' : error.property
  const field = path ? `${path}.${name}` : name
  const own = Object.keys(error.constraints ?? {}).map((rule) => ({
    field,
    rule: rule === 'whitelistValidation' ? 'unknownField' : rule,
  }))
  return [...own, ...(error.children ?? []).flatMap((child) => placesOf(child, field))]
}
