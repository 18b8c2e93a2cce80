import type { Notice } from '../session/session.schema.ts'
import type { FieldError } from './field-errors.rules.ts'

/** A page: a template, and what it shows. */
export class Page {
  constructor(
    /** Path of the template below apps/web, without `.njk`. */
    readonly template: string,
    readonly shows: object = {},
    readonly status = 200,
  ) {}
}

/** The way on: a form that was sent ends on a page that can be looked at again. */
export class GoTo {
  constructor(
    readonly path: string,
    /** What the page there says at its top, once; missing: what was to be said before, if anything. */
    readonly notice?: Notice,
  ) {}
}

/** A form as it was sent, with what is wrong with it. */
export function formAgain(template: string, values: object, errors: readonly FieldError[], shows: object = {}): Page {
  return new Page(template, { ...shows, values, errors }, errors.length > 0 ? 400 : 200)
}
