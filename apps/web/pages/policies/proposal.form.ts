import { POLICY_ITEMS, type PolicyDocument, type PolicyItem } from '@contactpoint/contracts'
import type { FieldError } from '../../layout/field-errors.rules.ts'

/** The fields of the form as a browser sends them; choices of several come as a list. */
export type ProposalForm = Record<string, string | string[] | undefined>

/** A figure that a policy chooses: its place in the document, which is its field too. */
export interface Figure {
  path: string
  label: string
  /** What it is never more than, as the document's own bounds are. */
  most: number
}

const WINDOWS = [
  { name: 'hour', said: 'in an hour', most: 500 },
  { name: 'day', said: 'in a day', most: 2_000 },
  { name: 'month', said: 'in thirty days', most: 10_000 },
] as const

const ROLES = { practitioner: 'A practitioner', 'shield-officer': 'A shield officer', cpmt: 'One of a management team' }

/** All of them, in the order in which a version is read. */
export const FIGURES: readonly { legend: string; figures: readonly Figure[] }[] = [
  ...Object.entries(ROLES).map(([role, who]) => ({
    legend: `${who} may see so many children`,
    figures: WINDOWS.map(({ name, said, most }) => ({ path: `budgets.${role}.${name}`, label: capital(said), most })),
  })),
  {
    legend: 'Shields',
    figures: [
      { path: 'shields.placeWithinHours', label: 'Hours until one is placed', most: 24 },
      { path: 'shields.confirmWithinHours', label: 'Hours until it is confirmed', most: 24 },
      { path: 'shields.reviewWithinMonths.standard', label: 'Months until a standard one is reviewed', most: 6 },
      { path: 'shields.reviewWithinMonths.sealed', label: 'Months until a sealed one is reviewed', most: 6 },
      { path: 'shields.decideWithinDays', label: 'Days for each step of a lifting', most: 7 },
      { path: 'shields.escalateAfterDays', label: 'Days until a late review is said again', most: 7 },
      { path: 'shields.escalateEveryDays', label: 'Days until it is said once more', most: 7 },
    ],
  },
  {
    legend: 'Overrides',
    figures: [
      { path: 'overrides.minutes', label: 'Minutes that one lasts', most: 10 },
      { path: 'overrides.escalateAfterMinutes', label: 'Minutes until a case is escalated', most: 60 },
      { path: 'overrides.suspendAfterHours', label: 'Hours until a case suspends the right', most: 48 },
    ],
  },
]

const ALL = FIGURES.flatMap(({ figures }) => figures)

/** The form filled in with what a version says. */
export function formOf(document: PolicyDocument): ProposalForm {
  const figures = ALL.map(({ path }) => [path, String(at(document, path))])
  return { ...Object.fromEntries(figures), shown: document.views.full, sensitiveServices: document.sensitiveServices }
}

/** What is proposed; a figure that is none stays as it was typed, for the gateway to refuse. */
export function documentIn(form: ProposalForm): PolicyDocument {
  const shown = [form['shown'] ?? []].flat()
  const document: Record<string, unknown> = {
    views: { full: POLICY_ITEMS.filter((item: PolicyItem) => shown.includes(item)) },
    sensitiveServices: form['sensitiveServices'] ?? '',
  }
  for (const { path } of ALL) put(document, path.split('.'), figureIn(form[path]))
  return document as unknown as PolicyDocument
}

/** What is wrong with it, each at its own figure. */
export function proposalErrors(places: readonly { field: string; rule: string }[]): FieldError[] {
  return places.map(({ field, rule }) => {
    const figure = ALL.find(({ path }) => path === field)
    if (!figure) return { field: field.split('.')[0]!, text: 'Select one of the list' }
    const less = rule === 'isNotLessThan' ? 'not less than in the shorter time' : `${figure.most} at the most`
    return { field, text: `${figure.label}: enter a whole number, ${less}` }
  })
}

function figureIn(typed: string | string[] | undefined): number | string {
  const text = String(typed ?? '').trim()
  return /^\d{1,6}$/.test(text) ? Number(text) : text
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce((inner, name) => (inner as Record<string, unknown>)[name], value)
}

function put(into: Record<string, unknown>, [name = '', ...below]: string[], value: unknown): void {
  if (below.length === 0) into[name] = value
  else put((into[name] ??= {}) as Record<string, unknown>, below, value)
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1)
}
