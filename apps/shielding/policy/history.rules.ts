import type { Caller } from '@contactpoint/bus'
import { entryCaller, type AppendEntry, type Outcome } from '@contactpoint/contracts'
import { FOUNDER, FOUNDING_POLICY } from './founding.rules.ts'
import { digestOf } from './digest.rules.ts'
import type { PolicyStep } from './policy.schema.ts'
import type { HistoryStep } from './versions.rules.ts'

/** The step after these. */
export function nextStep(
  { personId: by, identity }: Pick<Caller, 'personId' | 'identity'>,
  history: readonly HistoryStep[],
  what: Pick<PolicyStep, 'kind' | 'version'>,
  at: Date,
): PolicyStep {
  return { _id: history.length + 1, ...what, by, identity, at, document: null, digest: null, review: null }
}

/** The step that begins another version. */
export function firstStep(
  by: Pick<Caller, 'personId' | 'identity'>,
  history: readonly HistoryStep[],
  at: Date,
): PolicyStep {
  const version = history.filter(({ kind }) => kind === 'propose').length + 1
  return nextStep(by, history, { kind: 'propose', version }, at)
}

/** What a store begins with: the founding version, in force. */
export function foundingSteps(at: Date): PolicyStep[] {
  const founder = { personId: FOUNDER, identity: FOUNDER }
  const said = { document: FOUNDING_POLICY, digest: digestOf(FOUNDING_POLICY) }
  const proposed = { ...firstStep(founder, [], at), ...said }
  return [proposed, nextStep(founder, [proposed], { kind: 'activate', version: proposed.version }, at)]
}

/** What the log says of a step about a version: no child is in it. */
export function policyEntry(
  entryId: string,
  caller: Caller,
  kind: PolicyStep['kind'],
  { version, digest, review }: { version: number | null } & Partial<Pick<PolicyStep, 'digest' | 'review'>>,
  outcome: Outcome,
): AppendEntry {
  const particulars = { version, ...(digest && { digest }), ...(review && { review }) }
  return {
    ...{ entryId, caller: entryCaller(caller), action: `policy-${kind}`, outcome, reason: null },
    ...{ children: [], particulars },
  }
}
