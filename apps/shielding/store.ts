import { outbox, type Migration, type StorePlan } from '@contactpoint/mongo'
import { appeals } from './appeals/appeals.schema.ts'
import { brokerRequests } from './brokering/brokering.schema.ts'
import { spendings } from './budgets/spendings.schema.ts'
import { duplicatePairs } from './duplicates/duplicates.schema.ts'
import { mediations } from './mediations/mediations.schema.ts'
import { rowWaits } from './near/row-waits.schema.ts'
import { overrideCases } from './override-cases/override-cases.schema.ts'
import { policySteps, type PolicyStep } from './policy/policy.schema.ts'
import { foundingSteps } from './policy/history.rules.ts'
import { restrictErrand } from './protection/errands.rules.ts'
import { proposals } from './proposals/proposals.schema.ts'
import { protections, steps, type Protection } from './protection/protection.schema.ts'

/** Errands had a form of their own before there was one outbox for every kind of work. */
const errands: Migration = {
  number: 1,
  name: 'errands become rows of the outbox',
  run: async ({ db }) => {
    const restrict = { childId: '$childId', version: '$version' }
    const payload = { $cond: [{ $eq: ['$kind', 'audit'] }, '$entry', restrict] }
    const fresh = { payload, attempts: 0, notBefore: '$createdAt', setAside: false, failure: null }
    await db!
      .collection(outbox.name)
      .updateMany({ payload: { $exists: false } }, [{ $set: fresh }, { $unset: ['entry', 'childId', 'version'] }])
  },
}

/** Shields had no tiers before. */
const tiers: Migration = {
  number: 2,
  name: 'shields have a tier',
  run: async ({ db }) => {
    const first = { 'shield.tier': 'standard', 'shield.tierBy': '$shield.requestedBy' }
    await db!
      .collection(protections.name)
      .updateMany({ shield: { $ne: null }, 'shield.tier': { $exists: false } }, [{ $set: first }])
  },
}

/** What was seen stood in a list before, with searches in it, which are forgotten here: a day's worth at most matters. */
const seenByChild: Migration = {
  number: 3,
  name: 'what somebody saw stands under the id of each child',
  run: async ({ db }) => {
    const children = {
      $filter: { input: '$seen', cond: { $not: [{ $regexMatch: { input: '$$this.key', regex: '^search' } }] } },
    }
    const seen = { $arrayToObject: { $map: { input: children, in: { k: '$$this.key', v: '$$this.at' } } } }
    await db!
      .collection(spendings.name)
      .updateMany({ seen: { $type: 'array' } }, [{ $set: { seen, searches: { $literal: {} } } }], {
        bypassDocumentValidation: true,
      })
  },
}

/** Shields had no desk and nothing was due. The errands ask the directory whose each is. */
const desks: Migration = {
  number: 4,
  name: 'shields have a desk, and a time by which somebody must act',
  run: async ({ db }) => {
    const within = { $dateAdd: { startDate: '$shield.since', unit: 'hour', amount: 24 } }
    const people = { 'shield.placedBy': null, 'shield.ending': null, 'shield.isLiftWanted': false }
    const times = { 'shield.dueAt': within, 'shield.escalateAt': within, 'shield.escalations': 0 }
    const old = { shield: { $ne: null }, 'shield.dueAt': { $exists: false } }
    const stored = db!.collection<Protection>(protections.name)
    await stored.updateMany(old, [{ $set: { ...people, ...times } }])
    const unknown = stored.find({ shield: { $ne: null }, 'shield.authority': { $exists: false } })
    const fresh = { attempts: 0, notBefore: new Date(0), createdAt: new Date(0), setAside: false, failure: null }
    for await (const { _id: childId, version } of unknown) {
      const { _id, ...errand } = restrictErrand(childId, version)
      await db!
        .collection<{ _id: string }>(outbox.name)
        .updateOne({ _id }, { $setOnInsert: { ...errand, ...fresh } }, { upsert: true })
    }
  },
}

/** What held before policies had versions is the first one, and what cases of before are held to. */
const policies: Migration = {
  number: 5,
  name: 'a policy is in force',
  run: async ({ db }) => {
    const steps = db!.collection<PolicyStep>(policySteps.name)
    for (const { _id, ...step } of foundingSteps(new Date()))
      await steps.updateOne({ _id }, { $setOnInsert: step }, { upsert: true })
    const waits = { escalateAfterMinutes: 60, suspendAfterMinutes: 48 * 60 }
    await db!.collection(overrideCases.name).updateMany({ escalateAfterMinutes: { $exists: false } }, { $set: waits })
  },
}

/** What shielding keeps. */
export const store: StorePlan = {
  database: 'shielding',
  collections: [
    ...[protections, steps, spendings, appeals, overrideCases, policySteps, brokerRequests, proposals],
    ...[mediations, rowWaits, duplicatePairs, outbox],
  ],
  migrations: [errands, tiers, seenByChild, desks, policies],
}
