import { osaDistance } from './osa.ts'

/** The config is wrong; the message says where and what may stand there, and holds nothing about any person. */
export class MatchConfigError extends Error {
  override name = 'MatchConfigError'
}

/** A JSON object. @throws MatchConfigError when it is something else */
export function objectOf(json: unknown, what: string, example: string): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new MatchConfigError(`${what} must be an object like ${example}.`)
  return json as Record<string, unknown>
}

/** A text that is there and not empty. @throws MatchConfigError */
export function needText(json: Record<string, unknown>, key: string, place: string): string {
  const text = json[key]
  if (typeof text === 'string' && text.trim() !== '') return text.trim()
  throw new MatchConfigError(
    text === undefined ? `"${key}" is missing in ${place}.` : `"${key}" in ${place} must be a text that is not empty.`,
  )
}

/** A key that nobody reads is a mistyped one: it would be left out without a word. @throws MatchConfigError */
export function noOtherKeys(json: Record<string, unknown>, place: string, known: readonly string[]): void {
  const other = Object.keys(json).find((key) => !known.includes(key))
  if (other === undefined) return
  throw new MatchConfigError(
    `There is no "${other}" in ${place}.${didYouMean(other, known)} There may be: ${known.join(', ')}.`,
  )
}

/** Names the nearest of the known words when one is near, with a space before it. */
export function didYouMean(word: string, known: readonly string[]): string {
  const bare = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const near = known
    .map((one) => ({ one, edits: osaDistance(bare(word).slice(0, 40), bare(one)) }))
    .filter(({ one, edits }) => edits <= Math.max(1, Math.floor(bare(one).length / 3)))
    .sort((a, b) => a.edits - b.edits)[0]
  return near ? ` Did you mean "${near.one}"?` : ''
}
