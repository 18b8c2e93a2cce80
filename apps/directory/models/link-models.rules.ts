import {
  Fault,
  FEWEST_TRIAL_ROWS,
  LINK_DECISIONS,
  MOST_LINK_MODELS_LISTED,
  NATIONAL_DESK,
  TRIAL_DECISIONS,
  type LinkModelsListed,
  type LinkModelState,
  type LinkModelTrial,
  type LinkModelVersion,
  type TrialDecision,
} from '@contactpoint/contracts'
import { CHILD_FIELDS, checkModel, ModelError, type Model, type RowDecision } from '@contactpoint/matching'
import { canonicalJson } from '@contactpoint/text'
import { hash } from 'node:crypto'
import type { LinkModel, ModelHand, ModelVersion, TrialCounts } from './link-models.schema.ts'

/** Who proposed and activated the version that a store begins with: nobody. */
const FOUNDER = 'founding'
const FOUNDING_REPORT = 'BENCH/LINKAGE/CHILD-MODEL'

/** A model is the whole country's: only the team of the national desk puts one in force, as with a policy. */
export function assertNational({ authority }: { authority: string }): void {
  if (authority !== NATIONAL_DESK)
    throw new Fault('forbidden', 'By which model rows are linked is for the national desk to decide')
}

/**
 * The model that a text says.
 *
 * @throws Fault `invalid-request`, with what is wrong in words that repeat nothing of it
 */
export function modelIn(document: string): Model {
  try {
    return checkModel(parsed(document), CHILD_FIELDS)
  } catch (error) {
    if (error instanceof ModelError)
      throw new Fault('invalid-request', error.message, [{ field: 'body', rule: error.rule }])
    throw error
  }
}

function parsed(document: string): unknown {
  try {
    return JSON.parse(document)
  } catch {
    throw new ModelError('isJson', 'The model is not JSON')
  }
}

export function digestOf(document: string): string {
  return hash('sha256', document)
}

/** A version as it is proposed. */
export function newVersion(version: number, model: Model, report: string, proposed: ModelHand): LinkModel {
  const { rows, seed, rounds, today: madeOn } = model.made
  const document = canonicalJson(model)
  return {
    ...{ _id: version, digest: digestOf(document), document, facts: { rows, seed, rounds, madeOn, report } },
    ...{ proposed, activated: null, trial: nothingTried() },
  }
}

/** What a store begins with: the first version, in force. */
export function foundingVersion(model: Model, at: Date): LinkModel {
  const founder = { by: FOUNDER, identity: FOUNDER, at }
  return { ...newVersion(1, model, FOUNDING_REPORT, founder), activated: founder }
}

export function nothingTried(): TrialCounts {
  const none = Object.fromEntries(TRIAL_DECISIONS.map((decision) => [decision, 0]))
  return Object.fromEntries(LINK_DECISIONS.map((decision) => [decision, { ...none }])) as TrialCounts
}

/** What one on trial would have done with a row, as it is counted. */
export function triedAs(inForce: RowDecision, onTrial: RowDecision): TrialDecision {
  if (inForce.decision !== 'same' || onTrial.decision !== 'same') return onTrial.decision
  return inForce.id === onTrial.id ? 'same' : 'another'
}

/** Which version is in force, and which is on trial: the one that was proposed last, unless it was activated. */
export interface Current {
  inForce: number
  onTrial: number | null
}

/** @throws Error where none is in force: the store was not provisioned */
export function currentOf(versions: readonly Pick<ModelVersion, '_id' | 'activated'>[]): Current {
  const numbers = (of: typeof versions): number => Math.max(0, ...of.map(({ _id }) => _id))
  const [inForce, last] = [numbers(versions.filter(({ activated }) => activated !== null)), numbers(versions)]
  if (inForce === 0) throw new Error('No model is in force: the store was not provisioned')
  return { inForce, onTrial: last > inForce ? last : null }
}

function stateOf(
  { _id, activated }: Pick<ModelVersion, '_id' | 'activated'>,
  { inForce, onTrial }: Current,
): LinkModelState {
  if (_id === inForce) return 'in-force'
  if (activated) return 'retired'
  return _id === onTrial ? 'on-trial' : 'passed-over'
}

/**
 * Why this version may not be activated by this person now; null: it may.
 *
 * @param children that the directory knows: where there are few, few rows come
 */
export function faultOf(
  version: ModelVersion | undefined,
  all: readonly ModelVersion[],
  { identity, children }: { identity: string; children: number },
): Fault | null {
  if (!version) return Fault.notFound()
  const state = stateOf(version, currentOf(all))
  const conflict = (words: string): Fault => Fault.conflict(words, { state, version: version._id })
  if (state !== 'on-trial') return conflict('Only the model that is on trial can be put in force')
  if (version.proposed.identity === identity) return conflict('This step takes somebody else')
  const wasInForce = all.some(({ activated, digest }) => activated !== null && digest === version.digest)
  const [tried, needed] = [toTrial(version.trial).rows, Math.min(FEWEST_TRIAL_ROWS, children)]
  if (wasInForce || tried >= needed) return null
  return conflict(`It was tried on ${tried} rows; ${needed} are needed`)
}

/** A version as whoever asks sees it. */
export function toVersion(one: ModelVersion, current: Current): LinkModelVersion {
  const { _id: version, digest, facts, proposed, activated, trial } = one
  return {
    ...{ version, state: stateOf(one, current), inForce: version === current.inForce, digest, facts },
    ...{ proposed: shown(proposed), activated: activated && shown(activated), trial: toTrial(trial) },
  }
}

function shown({ by, at }: ModelHand): { by: string; at: string } {
  return { by, at: at.toISOString() }
}

function toTrial(counts: TrialCounts): LinkModelTrial {
  const all = LINK_DECISIONS.flatMap((inForce) =>
    TRIAL_DECISIONS.map((onTrial) => ({ inForce, onTrial, rows: counts[inForce][onTrial] })),
  )
  const moves = all.filter(({ rows }) => rows > 0).sort((one, other) => other.rows - one.rows)
  const sum = (of: typeof moves): number => of.reduce((total, { rows }) => total + rows, 0)
  const [rows, agreed] = [sum(moves), sum(moves.filter(({ inForce, onTrial }) => inForce === onTrial))]
  return { rows, agreed: rows === 0 ? null : agreed / rows, moves }
}

/** Versions as they are listed. @param before only those before this one; undefined: from the newest */
export function listed(versions: readonly ModelVersion[], before?: number): LinkModelsListed {
  const rest = versions
    .filter(({ _id }) => before === undefined || _id < before)
    .sort((one, other) => other._id - one._id)
  const page = rest.slice(0, MOST_LINK_MODELS_LISTED)
  const items = page.map((one) => toVersion(one, currentOf(versions)))
  return { items, next: rest.length > page.length ? page.at(-1)!._id : null }
}
