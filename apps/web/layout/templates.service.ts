import { Injectable } from '@nestjs/common'
import nunjucks, { type Environment } from 'nunjucks'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { age, choices, count, day, district, moment, phone, words } from './words.rules.ts'

const OWN = fileURLToPath(new URL('..', import.meta.url))
const GOVUK = join(dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')), 'dist')

/** Puts pages together from their templates and those of GOV.UK. Whatever a page shows is escaped. */
@Injectable()
export class TemplatesService {
  private readonly environment: Environment

  constructor() {
    this.environment = new nunjucks.Environment(new nunjucks.FileSystemLoader([OWN, GOVUK]), {
      autoescape: true,
      trimBlocks: true,
      lstripBlocks: true,
    })
    for (const [name, filter] of Object.entries({ words, choices, day, district, moment, phone }))
      this.environment.addFilter(name, filter as (value: string) => unknown)
    this.environment.addFilter('age', (dateOfBirth: string) => age(dateOfBirth, new Date()))
    this.environment.addFilter('count', count)
    this.environment.addFilter('errorFor', errorFor)
    this.environment.addFilter('links', (errors: { field: string; text: string }[] = []) =>
      errors.map(({ field, text }) => ({ text, ...(field && { href: `#${field}` }) })),
    )
  }

  render(template: string, shows: object): string {
    return this.environment.render(`${template}.njk`, shows)
  }
}

/** As the macros of GOV.UK want it; nothing when the field is right. */
function errorFor(errors: { field: string; text: string }[] = [], field: string): { text: string } | undefined {
  const found = errors.find((error) => error.field === field)
  return found && { text: found.text }
}
