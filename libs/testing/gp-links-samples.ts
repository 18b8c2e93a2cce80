import { existsSync, readFileSync } from 'node:fs'

/** A message of the NHS, as it is sent, and what its adaptor makes of it. */
export interface GpLinksSample {
  /** Direction, kind and case: `outbound/acceptance/type1-birth-all`. Inbound is from the authority to the practice. */
  readonly name: string
  readonly edifact: string
  /** Of amendments: patches. */
  readonly fhir: unknown
}

/** All that the NHS publishes (see NOTICE). Their people are adults, and their NHS numbers are none. */
export function gpLinksSamples(): GpLinksSample[] {
  // The compiled file lies one folder deeper (`dist/`) than the source.
  const beside = new URL('reference/gp-links-samples.json', import.meta.url)
  const location = existsSync(beside) ? beside : new URL('../reference/gp-links-samples.json', import.meta.url)
  const samples = JSON.parse(readFileSync(location, 'utf8')) as Record<string, { edifact: string[]; fhir: unknown }>
  return Object.entries(samples).map(([name, { edifact, fhir }]) => ({ name, edifact: edifact.join('\n'), fhir }))
}
