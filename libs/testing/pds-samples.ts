import { existsSync, readFileSync } from 'node:fs'

/** Patients as the Personal Demographics Service gives them, and a few answers of it that are none, by name (see NOTICE). */
export function pdsSamples(): Record<string, Record<string, unknown>> {
  // The compiled file lies one folder deeper (`dist/`) than the source.
  const beside = new URL('reference/pds-samples.json', import.meta.url)
  const location = existsSync(beside) ? beside : new URL('../reference/pds-samples.json', import.meta.url)
  return JSON.parse(readFileSync(location, 'utf8')) as Record<string, Record<string, unknown>>
}
