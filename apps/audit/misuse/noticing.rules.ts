import type { Action, MisuseRule, Signal, WatchKind } from '@contactpoint/contracts'
import { foundNobody } from '../ledger/ledger.rules.ts'
import type { EntryFacts } from '../ledger/ledger.schema.ts'
import { mostOf, RULE_TERMS } from './rule-terms.rules.ts'

/** How often something occurred in the time that it is counted over. */
export interface Occurrences {
  /** The day, the month; empty for what is counted in a row. */
  when: string
  count: number
  /** Ids of the keys of the children who were there, at most `MOST_KEYS`; only of a rule that counts by child. */
  keys?: string[]
}

/** Who concerns more children in a day or a month is far above what any rule allows: the others count as new ones. */
export const MOST_KEYS = 500

/** What is counted of one person. */
export type PersonCounts = Partial<Record<MisuseRule, Occurrences>>

/** Something to be looked at. */
export interface Alert {
  rule: MisuseRule
  identity: string
  entry: EntryFacts
}

/** What is known beside the entries. */
export interface Knowledge {
  /** Kinds of watched children, by the ids of their keys. */
  watched: ReadonlyMap<string, WatchKind>
  /** Most accesses in a day by role; null: any number. */
  mostADay: (role: string, day: string) => number | null
}

const LONDON = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: 'Europe/London', weekday: 'short', hour: '2-digit', hourCycle: 'h23' },
})
const WEEKEND = ['Sat', 'Sun']
/** Hours of the day in which people work, by the clock in England. */
const FIRST_HOUR = 7
const LAST_HOUR = 19

/** Whose entry it is: the person, whichever account it was. */
export function identityOf({ identity, personId }: Pick<EntryFacts, 'identity' | 'personId'>): string {
  return identity ?? personId
}

/** What is judged of an entry: of whoever did it, and of whoever had it done. */
export function judgedOf({ asker, askerSignals: signals, ...entry }: EntryFacts): EntryFacts[] {
  return asker ? [entry, { ...entry, identity: undefined, ...asker, signals }] : [entry]
}

type Watched = Knowledge['watched']

/** What is asked of a desk, of one child at a time or of one that somebody wrote about. */
const OF_A_DESK: readonly Action[] = [
  ...([
    'shield-read',
    'shield-place',
    'shield-confirm',
    'shield-refuse',
    'shield-review',
    'shield-lift',
    'shield-tier',
  ] as const),
  ...([
    'near-review',
    'near-decision',
    'row-decision',
    'involvement-review',
    'override-case-answer',
    'broker-read',
    'broker-answer',
  ] as const),
  ...(['record-merge', 'record-split', 'record-move', 'record-propose', 'record-refuse'] as const),
]

/** What brings a shield, or is on the way to its end. Confirming one changes nothing for anybody else. */
const OF_A_SHIELD: readonly Action[] = ['shield-request', 'shield-place', 'shield-refuse', 'shield-lift', 'shield-tier']

/** When an entry is an occurrence of what only entries together, or the list of watched children, can say. */
const OCCURS: Readonly<Record<Exclude<MisuseRule, Signal>, (entry: EntryFacts, watched: Watched) => boolean>> = {
  fishing: foundNobody,
  volume: isAccess,
  'outside-hours': (entry) => isAccess(entry) && isOutsideHours(entry.time),
  // One entry whether there is nobody, no shield, or another desk's child: neither who asked nor the log learns which (AC-24).
  'not-theirs': ({ action, outcome }) => outcome === 'not-found' && OF_A_DESK.includes(action),
  'repeated-override': ({ action }) => action === 'override-attempt',
  'many-shields': ({ action, outcome }) => outcome === 'done' && OF_A_SHIELD.includes(action),
  'shield-again': ({ action, outcome }) => outcome === 'done' && action === 'shield-request',
  'watched-child': (entry, watched) => isOf('watched', entry, watched),
  'canary-record': (entry, watched) => isOf('canary', entry, watched),
}
const RULES = Object.keys(OCCURS) as (keyof typeof OCCURS)[]

/** Which rules an entry is an occurrence of. What is only recorded, as reading a list or a step, is none but by its signals. */
export function occurrencesOf(entry: EntryFacts, { watched }: Pick<Knowledge, 'watched'>): MisuseRule[] {
  return [...(entry.signals ?? []), ...RULES.filter((rule) => OCCURS[rule](entry, watched))]
}

/**
 * What an entry adds to what is counted of its person, and what is one too many by it.
 *
 * @param counts of the person before; changed
 */
export function notice(entry: EntryFacts, counts: PersonCounts, knowledge: Knowledge): Alert[] {
  const identity = identityOf(entry)
  if (endsRow(entry)) delete counts.fishing
  return occurrencesOf(entry, knowledge).flatMap((rule) => {
    const most = rule === 'volume' ? knowledge.mostADay(entry.role, dayOf(entry)) : mostOf(RULE_TERMS[rule], entry.role)
    if (most === null) return []
    return counted(rule, entry, counts) > most ? [{ rule, identity, entry }] : []
  })
}

/** @returns how often it has occurred, this one included; 0 where this one adds nothing */
function counted(rule: MisuseRule, entry: EntryFacts, counts: PersonCounts): number {
  const { window, counts: what } = RULE_TERMS[rule]
  if (window === 'once') return 1
  const when = { day: dayOf(entry), month: dayOf(entry).slice(0, 7), 'in-a-row': '' }[window]
  const before = counts[rule]?.when === when ? counts[rule] : { when, count: 0 }
  const fresh = entry.keys.filter((key) => !before.keys?.includes(key))
  const more = what === undefined ? 1 : what === 'children' ? fresh.length : entry.keys.length - fresh.length
  const after = { when, count: before.count + more }
  counts[rule] = what ? { ...after, keys: [...(before.keys ?? []), ...fresh].slice(0, MOST_KEYS) } : after
  return more > 0 ? after.count : 0
}

/** A look at children whose answer left. */
function isAccess({ action, outcome }: EntryFacts): boolean {
  return (action === 'search' || action === 'disclosure') && outcome !== 'withheld'
}

function isOf(kind: WatchKind, entry: EntryFacts, watched: Watched): boolean {
  return isAccess(entry) && entry.keys.some((key) => watched.get(key) === kind)
}

/** A search that found somebody. One whose answer did not leave is neither. */
function endsRow(entry: EntryFacts): boolean {
  return entry.action === 'search' && isAccess(entry) && !foundNobody(entry)
}

function isOutsideHours(time: Date): boolean {
  const parts = Object.fromEntries(LONDON.formatToParts(time).map(({ type, value }) => [type, value]))
  const hour = Number(parts.hour)
  return WEEKEND.includes(parts.weekday!) || hour < FIRST_HOUR || hour > LAST_HOUR
}

/** The day on which it was, UTC. */
export function dayOf({ time }: Pick<EntryFacts, 'time'>): string {
  return time.toISOString().slice(0, 10)
}
