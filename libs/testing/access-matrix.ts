import { allRoutes, ROLES, type AnyRoute, type Role } from '@contactpoint/contracts'

/** A step of a protection, as shielding's table has it. */
export interface PrintedStep {
  readonly by: readonly Role[]
  readonly from: readonly string[]
  readonly to: string
}

const HEAD = `# Who may do what

Every route of the API and every step of a shield, by role, as the contracts and shielding's table of steps say it: a change of
who may do what is a change of this file, and is reviewed as that. A unit test compares it with what the code says; it is written
anew with \`npx nx run-many -t build && npx node libs/testing/bin/access-matrix.mjs\`.
`

/** The whole page, of the routes and steps there are now. */
export function accessMatrix(steps: Readonly<Record<string, PrintedStep>>): string {
  const routes = [...allRoutes()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const routeRows = routes.map((route) => [route.id, `${route.method} ${route.path}`, ...cells(rolesOf(route))])
  const stepRows = Object.entries(steps).map(([kind, { by, from, to }]) => {
    return [kind, `${from.join(', ')} > ${to}`, ...cells(by)]
  })
  const open = routes.filter((route) => route.open).map(({ id }) => `\`${id}\``)
  return [
    HEAD,
    '## Routes\n',
    table(['Route', 'Address', ...ROLES], routeRows),
    `\nOpen to everybody, without a token: ${open.join(', ')}.\n`,
    '## Steps of a shield\n',
    table(['Step', 'States', ...ROLES], stepRows),
    "\nA step that no role may take follows from another child's step.\n",
  ].join('\n')
}

/** Who is admitted by the gateway and again by the door of the service. One that asks nothing on the bus is for all who are signed in. */
function rolesOf({ open, asks }: AnyRoute): readonly Role[] {
  return open || !asks ? ROLES : asks.roles
}

function cells(roles: readonly Role[]): string[] {
  return ROLES.map((role) => (roles.includes(role) ? 'x' : ''))
}

function table(head: string[], rows: string[][]): string {
  const widths = head.map((_name, n) => Math.max(3, ...[head, ...rows].map((row) => row[n]!.length)))
  const line = (row: string[]) => `| ${row.map((cell, n) => cell.padEnd(widths[n]!)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
