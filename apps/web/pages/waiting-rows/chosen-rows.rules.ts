import {
  isSameRow,
  ROW_DECISIONS,
  type ParkedRow,
  type RowDecided,
  type RowDecision,
  type RowId,
  type RowOutcome,
  type RowsDecided,
  type Source,
} from '@contactpoint/contracts'
import { words } from '../../layout/words.rules.ts'
import { thingsOf } from './waiting-rows.rules.ts'

/** Rows that were chosen, as a browser sends them: each a box, or all of them as one text. */
export interface ChosenForm {
  rows?: string | string[]
  decision?: string
  code?: string
}

/** A row as a form names it, `school-census/b-1/4`. */
export function nameOf({ source, batchId, row }: RowId): string {
  return `${source}/${batchId}/${row}`
}

/** What a form names. What is no name is passed over: a browser has none of these. */
export function rowsIn({ rows = [] }: ChosenForm): RowId[] {
  const names = [rows].flat().flatMap((text) => text.split(' '))
  return names.flatMap((name) => {
    const [, source, batchId, row] = /^([a-z-]+)\/([^/]+)\/(\d{1,9})$/.exec(name) ?? []
    return row === undefined ? [] : [{ source: source as Source, batchId: batchId!, row: Number(row) }]
  })
}

export function decisionIn({ decision }: ChosenForm): RowDecision | null {
  return ROW_DECISIONS.find((one) => one === decision) ?? null
}

/** A box for each row that waits: its feed and number, why it waits and of what it speaks. */
export function boxesOf(parked: readonly ParkedRow[], chosen: readonly RowId[]): object[] {
  return parked.map((row) => ({
    ...{ value: nameOf(row), text: titleOf(row), checked: chosen.some((one) => isSameRow(one, row)) },
    hint: { text: `${words(`parked-${row.code}`)}. ${speaksOf(row)}` },
  }))
}

/** Chosen rows as a step is about to be taken with them. */
export interface Chosen {
  /** Those with which it is taken. */
  rows: ParkedRow[]
  /** How many wait no more. */
  gone: number
  /** How many can only be left out, of those to be taken in. */
  onlyLeft: number
}

/** @param parked what waits now */
export function chosenOf(named: readonly RowId[], parked: readonly ParkedRow[], decision: RowDecision): Chosen {
  const waiting = parked.filter((row) => named.some((one) => isSameRow(one, row)))
  const rows = decision === 'take' ? waiting.filter(({ says }) => says.length > 0) : waiting
  return { rows, gone: named.length - waiting.length, onlyLeft: waiting.length - rows.length }
}

/** Whether everybody would see something otherwise once these are taken in. */
export function isSeen({ rows }: Chosen, decision: RowDecision): boolean {
  return decision === 'take' && rows.some((row) => thingsOf(row).some(({ isShown }) => isShown))
}

/** What a step does, the gravest first. */
export function followsDeciding(chosen: Chosen, decision: RowDecision): string[] {
  const { rows, gone, onlyLeft } = chosen
  const seen = rows.filter((row) => thingsOf(row).some(({ isShown }) => isShown)).length
  return [
    ...(isSeen(chosen, decision)
      ? [
          `${seen} of them ${seen === 1 ? 'says' : 'say'} another name, date of birth or gender, and everybody would see it.`,
        ]
      : []),
    ...(decision === 'take'
      ? ['The record says from now on what they say, as hidden as everything else in it.']
      : ['The record stays as it is.', 'You are asked again when a feed says something else.']),
    'Each of them is recorded by itself.',
    ...(onlyLeft > 0
      ? [`${onlyLeft} of those that you chose can only be left out, and ${onlyLeft === 1 ? 'waits' : 'wait'} on.`]
      : []),
    ...(gone > 0 ? [`${gone} of those that you chose ${gone === 1 ? 'waits' : 'wait'} no more.`] : []),
  ]
}

/** `Take in 3 rows`. */
export function stepWith(number: number, decision: RowDecision): string {
  const rows = `${number} ${number === 1 ? 'row' : 'rows'}`
  return decision === 'take' ? `Take in ${rows}` : `Leave out ${rows}`
}

const BECAME: Readonly<Record<Exclude<RowOutcome, 'done'>, string>> = {
  gone: 'waits no more: somebody has decided it, or a later delivery has taken its place',
  'only-left': 'can only be left out: what it says is of somebody else',
  open: 'nothing was heard of it in time: look whether it waits still',
}

/** What became of the rows: how many are done, and a line for each of the others. */
export function becameOf(asked: readonly RowId[], { rows }: RowsDecided): { done: number; others: string[] } {
  const decided: readonly RowDecided[] = rows ?? asked.map((row) => ({ ...row, outcome: 'open' }))
  const others = decided.flatMap((row) => (row.outcome === 'done' ? [] : [`${titleOf(row)}: ${BECAME[row.outcome]}`]))
  return { done: decided.length - others.length, others }
}

function titleOf({ source, row }: RowId): string {
  return `${words(source)}, row ${row}`
}

function speaksOf(row: ParkedRow): string {
  const things = thingsOf(row).map(({ thing, isShown }) => {
    return `${thing[0]!.toLowerCase()}${thing.slice(1)}${isShown ? ' (another one, and everybody would see it)' : ''}`
  })
  return things.length > 0 ? `It speaks of ${things.join(', ')}` : 'It can only be left out'
}
