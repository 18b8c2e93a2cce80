import type { Source } from '../feed-vocabulary.ts'
import type { BatchPreview, PreviewItem } from './batch-report.ts'

const WHO = ['name', 'date-of-birth', 'gender'] as const
/** What the files of a source say of a child at all: in the rest they neither agree nor differ. */
export const SAID_BY: Readonly<Record<Source, readonly PreviewItem[]>> = {
  'school-census': [...WHO, 'address', 'school', 'carers'],
  'child-benefit': [...WHO, 'address', 'carers'],
  'gp-links': [...WHO, 'address', 'gp-practice'],
  births: [...WHO, 'address', 'carers'],
  deaths: [...WHO, 'address'],
  pds: [...WHO, 'address', 'gp-practice'],
  authority: [...WHO, 'services'],
}

/** How far what a source holds agrees with what it has sent, of one item. */
export interface Agreement {
  item: PreviewItem
  agreeing: number
  /** Of a hundred known records, with two places; rounded down, so that only what agrees altogether is 100.00. Null: none is known. */
  share: string | null
}

/** Of each item that a source speaks of. A record of which one of the two says nothing does not differ. */
export function agreementIn(source: Source, { known, changes }: Pick<BatchPreview, 'known' | 'changes'>): Agreement[] {
  return SAID_BY[source].map((item) => {
    const agreeing = known - changes[item]
    return { item, agreeing, share: known > 0 ? (Math.floor((agreeing * 10_000) / known) / 100).toFixed(2) : null }
  })
}
