import type { Migration, StorePlan } from '@contactpoint/mongo'
import { misuseCases } from './cases/cases.schema.ts'
import { checkpoints, logKeys, tiles } from './checkpoints/checkpoints.schema.ts'
import { figureColumns, figureCounts, figureNames, figurePositions } from './figures/figures.schema.ts'
import { entries, partKeys } from './ledger/ledger.schema.ts'
import { misuseCounts, misusePositions } from './misuse/misuse.schema.ts'
import { logVerifications } from './verifying/verifying.schema.ts'
import { watchedChildren } from './watching/watching.schema.ts'

/** Collections are `snake_case` everywhere; these two were not. */
const underscores: Migration = {
  number: 1,
  name: 'part-keys and log-keys get underscores',
  run: async ({ db }) => {
    for (const [from, to] of [
      ['part-keys', 'part_keys'],
      ['log-keys', 'log_keys'],
    ] as const)
      if (await db!.listCollections({ name: from }).hasNext()) await db!.renameCollection(from, to)
  },
}

/** What audit keeps. */
export const store: StorePlan = {
  database: 'audit',
  collections: [
    ...[entries, partKeys, checkpoints, tiles, logKeys, logVerifications],
    ...[figureCounts, figureColumns, figureNames, figurePositions],
    ...[misuseCases, misuseCounts, misusePositions, watchedChildren],
  ],
  migrations: [underscores],
}
