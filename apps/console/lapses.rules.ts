import type { LapsesSurveyed } from '@contactpoint/contracts'

/** A line each: until when, what, of which authority, whose. */
export function lapsesPage({ items, isAll }: LapsesSurveyed, withinDays: number): string {
  if (items.length === 0) return `Nothing ends within ${withinDays} days.`
  const lines = items.map(({ until, what, authority, name, role }) =>
    [until.slice(0, 10), what.padEnd(22), authority, (role ?? 'organisation').padEnd(16), name].join('  '),
  )
  return [...lines, ...(isAll ? [] : ['… and more: ask for fewer days, or one authority.'])].join('\n')
}
