import { existsSync, readFileSync } from 'node:fs'

/** Registrations of births as the Home Office's Life Event Verification gives them (see NOTICE): those of its version 1 by id, and of version 0. */
export function birthSamples(): { v1: Record<string, object>; v0: object[] } {
  // The compiled file lies one folder deeper (`dist/`) than the source.
  const beside = new URL('reference/birth-samples.json', import.meta.url)
  const location = existsSync(beside) ? beside : new URL('../reference/birth-samples.json', import.meta.url)
  const { v1, v0 } = JSON.parse(readFileSync(location, 'utf8')) as { v1: { id: number }[]; v0: object[] }
  return { v1: Object.fromEntries(v1.map((one) => [one.id, one])), v0 }
}
