import type { MisuseRule, MisuseWindow, Role } from '@contactpoint/contracts'

/** When a rule opens a case: data, so that it can be read, compared with what was answered, and changed, in one place. */
export interface RuleTerms {
  /** Over which time occurrences are counted; `once`: each is one too many. */
  window: MisuseWindow
  /** As often in that time is usual, by role; null: whatever somebody of this role does. A source that asks is a `service`. */
  most: Partial<Record<Role | 'service', number | null>> & { others: number | null }
  /** What is counted where that is not each occurrence: the children, each once; or how often a child was there before. */
  counts?: 'children' | 'repeats'
  /** Within how many hours a case is to be answered. */
  dueHours: number
}

const AT_ONCE = { window: 'once', most: { others: 0 } } as const
const A_DAY = 24
const THREE_DAYS = 72

/**
 * The rules of misuse (AC-01, AC-02, AC-17, AC-18, AC-24). The figures are ours: nobody has published any. Which of them are right is told by the
 * answers, see `precision` in `/v1/misuse-cases`.
 */
export const RULE_TERMS: Readonly<Record<MisuseRule, RuleTerms>> = {
  'own-name': { ...AT_ONCE, dueHours: THREE_DAYS },
  'own-address': { ...AT_ONCE, dueHours: A_DAY },
  'same-surname': { ...AT_ONCE, dueHours: THREE_DAYS },
  'same-postcode': { ...AT_ONCE, dueHours: A_DAY },
  'colleague-child': { ...AT_ONCE, dueHours: THREE_DAYS },
  'over-budget': { ...AT_ONCE, dueHours: A_DAY },
  'watched-child': { ...AT_ONCE, dueHours: A_DAY },
  'canary-record': { ...AT_ONCE, dueHours: A_DAY },
  // It says that identity was away, and nothing of the person: the log tells which accesses nobody compared.
  'not-compared': { window: 'once', most: { others: null }, dueHours: THREE_DAYS },
  // Children move, and some live near a border.
  'other-authority': { window: 'day', most: { others: 5 }, dueHours: THREE_DAYS },
  'outside-hours': {
    // Emergencies keep no hours, and those who decide about shields answer them.
    ...{ window: 'day', most: { 'shield-officer': null, cpmt: null, others: 10 }, dueHours: THREE_DAYS },
  },
  'repeated-override': { window: 'month', most: { others: 2 }, dueHours: A_DAY },
  // Numbers are mistyped, and shields end; the others ask for a child only where it is anybody's to ask.
  'not-theirs': {
    ...{ window: 'day', most: { 'shield-officer': 3, cpmt: 3, 'data-steward': 0, operator: 0, others: null } },
    dueHours: A_DAY,
  },
  // A family at a refuge is a few children. Who sends a long list for an authority has a case, which that can explain. What a source asks for
  // is no person's doing.
  'many-shields': {
    ...{ window: 'day', counts: 'children', most: { 'shield-officer': 40, cpmt: 20, service: null, others: 5 } },
    dueHours: A_DAY,
  },
  // An answer that did not come is asked for again; each time the shield hides what is near by then.
  'shield-again': { window: 'month', counts: 'repeats', most: { service: null, others: 3 }, dueHours: THREE_DAYS },
  fishing: { window: 'in-a-row', most: { others: 9 }, dueHours: THREE_DAYS },
  // Beside what is usual for the role, see `volumeLimit`.
  volume: { window: 'day', most: { 'data-steward': null, auditor: null, operator: null, others: 60 }, dueHours: A_DAY },
}

/** As often is usual for a role; null: it is no matter of this rule. */
export function mostOf({ most }: RuleTerms, role: string): number | null {
  const own = most[role as Role]
  return own === undefined ? most.others : own
}

/** Far above its peers is who does so many times what 95 of 100 of the role do in a day. */
const FAR_ABOVE = 4

/** Accesses in a day that are not far above the role's: `ninetyFifth` is of a day, null where too few people say. */
export function volumeLimit(role: string, ninetyFifth: number | null): number | null {
  const most = mostOf(RULE_TERMS.volume, role)
  return most === null ? null : Math.max(most, FAR_ABOVE * (ninetyFifth ?? 0))
}
