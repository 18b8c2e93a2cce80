import { existsSync, readFileSync } from 'node:fs'

/** Files of the General Register Office's death extract, by name (see NOTICE): nearly all in them are adults. */
export function deathSamples(): Record<string, string> {
  // The compiled file lies one folder deeper (`dist/`) than the source.
  const beside = new URL('reference/death-samples.json', import.meta.url)
  const location = existsSync(beside) ? beside : new URL('../reference/death-samples.json', import.meta.url)
  const samples = JSON.parse(readFileSync(location, 'utf8')) as Record<string, string[]>
  return Object.fromEntries(Object.entries(samples).map(([name, lines]) => [name, lines.join('\n')]))
}
