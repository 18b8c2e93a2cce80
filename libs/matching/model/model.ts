import type { FieldType, IdentifierScheme } from '../fields/field.ts'

/** What a trained engine knows: all that scoring needs, as JSON. */
export interface Model {
  readonly version: 1
  /** Probability that two rows drawn at random are of one person, between 0 and 1. */
  readonly prior: number
  readonly fields: readonly FieldModel[]
  readonly made: {
    readonly rows: number
    readonly seed: number
    readonly rounds: number
    /** The day on which the rules for children were applied, `YYYY-MM-DD`. */
    readonly today: string
  }
}

export interface FieldModel {
  readonly name: string
  readonly type: FieldType
  readonly scheme?: IdentifierScheme
  /** Name of the coarser field that this one leans on: where that agrees exactly, `mGiven` and `uGiven` hold. */
  readonly leansOn?: string
  /** By code: the first is "missing", which weighs nothing. */
  readonly levels: readonly LevelModel[]
  /** How often people share the commoner values: canonical value to share of the people, 0 to 1. */
  readonly frequencies: Readonly<Record<string, number>>
  /** The same for a value that is not listed: the mean over those, weighted by how many hold them. */
  readonly otherFrequency: number
}

export interface LevelModel {
  readonly name: string
  /** Probability of the level among pairs of one person whose values are both known. */
  readonly m: number
  /** The same among pairs of different people. */
  readonly u: number
  /** Both when the field that this one leans on agrees exactly; absent where it leans on none. */
  readonly mGiven?: number
  readonly uGiven?: number
}
