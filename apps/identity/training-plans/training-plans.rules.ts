import { MOST_COUNTED_ROWS, type CountedRow, type PlannedWeek, type TrainingBreakdown } from '@contactpoint/contracts'
import { weekOf } from '../training/judging.rules.ts'
import type { Plan } from './training-plans.schema.ts'

/** The place of the first day that is no Monday; null: all are. */
export function noMonday(weeks: readonly PlannedWeek[]): string | null {
  const found = weeks.findIndex(({ week }) => weekOf(new Date(week)) !== week)
  return found === -1 ? null : `weeks.${found}.week`
}

export function inOrder(weeks: readonly PlannedWeek[]): PlannedWeek[] {
  return weeks.map(({ week, people }) => ({ week, people })).sort((one, other) => (one.week < other.week ? -1 : 1))
}

/** Who is trained beside who was to be, in rows: weeks in order, else where most people are trained first. */
export function figureRows(
  by: TrainingBreakdown,
  trained: readonly { key: string; count: number }[],
  plans: readonly Pick<Plan, 'authority' | 'weeks'>[],
  { from, to }: { from: string; to: string },
): CountedRow[] {
  const rows = new Map(trained.map(({ key, count }) => [key, [count, 0]]))
  const ofPeriod = plans.flatMap(({ authority, weeks }) => weeks.map((one) => ({ authority, ...one })))
  for (const { authority, week, people } of ofPeriod) {
    if (by === 'organisation' || week < from || week > to) continue
    const key = by === 'week' ? week : authority
    const [count = 0, planned = 0] = rows.get(key) ?? []
    rows.set(key, [count, planned + people])
  }
  const all = [...rows].map(([key, counts]) => ({ key, counts }))
  const sorted = all.sort(
    (one, other) => (by === 'week' ? 0 : other.counts[0]! - one.counts[0]!) || (one.key < other.key ? -1 : 1),
  )
  return sorted.slice(0, MOST_COUNTED_ROWS)
}
