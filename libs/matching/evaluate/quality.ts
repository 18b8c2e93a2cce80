/** How many pairs were joined rightly, joined wrongly, and missed. Pairs rightly kept apart are never counted: they are nearly all. */
export interface Confusion {
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
}

/** Shares from 0 to 1. */
export interface Quality extends Confusion {
  /** Of the joined pairs, those that are right; 1 when none was joined. */
  readonly precision: number
  /** Of the true pairs, those that were joined; 1 when there are none. */
  readonly recall: number
  /** The harmonic mean of the two; 1 when there was nothing to join and nothing was joined. */
  readonly f1: number
}

/** Precision, recall and F1 (van Rijsbergen, Information Retrieval, 1979). Never NaN. */
export function quality({ truePositives, falsePositives, falseNegatives }: Confusion): Quality {
  return {
    truePositives,
    falsePositives,
    falseNegatives,
    precision: share(truePositives, truePositives + falsePositives),
    recall: share(truePositives, truePositives + falseNegatives),
    f1: share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
  }
}

/** 1 when the whole is nothing: nothing was asked, so nothing is wrong. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}
