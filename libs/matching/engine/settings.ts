import type { BlockingSettings } from '../blocking/candidates.ts'
import { MANY_ROWS } from '../blocking/keys.ts'

/** How the engine runs. The same defaults for all data; only a config maps columns to field types. */
export interface MatchSettings extends BlockingSettings {
  /** Pairs below this probability are not kept, 0 to 1. */
  readonly floor: number
  /** Evidence in bits from which records are joined without a person: see docs/decisions, thresholds. */
  readonly join: number
  /** Evidence in bits below which records are taken to be different; between the two a person decides. */
  readonly split: number
  /** Pairs drawn at random for the u-probabilities. */
  readonly randomPairs: number
  /** At most so many candidate pairs are looked at in training. */
  readonly trainingPairs: number
  /** How often the model is learned again from the clusters that the one before gives. */
  readonly rounds: number
  /** `YYYY-MM-DD`: who is a child on that day falls under the rules for children. */
  readonly today: string
  /** Threads for scoring. */
  readonly workers: number
  /** Same seed, same rows: same answer. */
  readonly seed: number
}

/** What is counted, with the least and the most of it: of more rounds than these nobody would see the end. */
const COUNTED = [
  ['rounds', 0, 100],
  ['seed', 0, 2 ** 32],
  ...(['largestBlock', 'randomPairs', 'trainingPairs', 'workers'] as const).map((name) => [name, 1, 2 ** 32] as const),
] as const

/**
 * Of many rows blocks are smaller, keys fewer, and the model is learned from the candidates only.
 *
 * @throws RangeError when `join` would join what a rule keeps for a person, or is below `split`, and when a number is none that can be
 */
export function settingsFor(rows: number, given: Partial<MatchSettings> = {}): MatchSettings {
  const isLarge = rows > MANY_ROWS
  const settings: MatchSettings = {
    floor: 0.001,
    join: 1,
    split: -4,
    largestBlock: isLarge ? 10 : 50,
    randomPairs: isLarge ? 150_000 : 300_000,
    trainingPairs: isLarge ? 400_000 : 1_000_000,
    rounds: isLarge ? 0 : 2,
    today: new Date().toISOString().slice(0, 10),
    workers: 2,
    seed: 1,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  }
  if (!(settings.join > 0 && settings.join >= settings.split))
    throw new RangeError(
      'join must be more than 0 bits, which a pair that a rule keeps for a person may weigh, and not below split',
    )
  if (!(settings.floor >= 0 && settings.floor <= 1)) throw new RangeError('floor must be a probability, 0 to 1')
  for (const [name, least, most] of COUNTED)
    if (!(Number.isInteger(settings[name]) && settings[name] >= least && settings[name] <= most))
      throw new RangeError(`${name} must be a whole number from ${least} to ${most}`)
  return settings
}
