import { outbox, type StorePlan } from '@contactpoint/mongo'
import { children } from './children/children.schema.ts'
import { parts } from './children/parts.schema.ts'
import { coverages } from './coverages/coverage.schema.ts'
import { contactTasks } from './involvements/contact-tasks.schema.ts'
import { duplicateLooks } from './duplicates/looks.schema.ts'
import { involvements } from './involvements/involvements.schema.ts'
import { sourceRecords } from './linking/linking.schema.ts'
import { migrations } from './migrations.ts'
import { linkModels } from './models/link-models.schema.ts'
import { places } from './places/places.schema.ts'
import { linkFindings } from './quality/quality.schema.ts'
import { linkDecisions } from './questions/questions.schema.ts'
import { nearRows, restrictedChildren, restrictionCounts } from './restrictions/restrictions.schema.ts'
import { searchKeys } from './search/search.schema.ts'

/** What the directory keeps. */
export const store: StorePlan = {
  database: 'directory',
  collections: [
    children,
    searchKeys,
    sourceRecords,
    linkDecisions,
    linkModels,
    linkFindings,
    parts,
    restrictedChildren,
    restrictionCounts,
    nearRows,
    places,
    involvements,
    contactTasks,
    coverages,
    duplicateLooks,
    outbox,
  ],
  migrations,
}
