import {
  SYLLABUS,
  TRAINING_MODULES,
  type FoundTraining,
  type PlannedWeek,
  type PlanTraining,
  type PublishCourse,
  type TrainingModule,
} from '@contactpoint/contracts'
import { filled } from '../../layout/dates.rules.ts'

/** The fields of a form as a browser sends them: of checkboxes one text, or several. */
export type CourseForm = Record<string, string | string[] | undefined>

/** A version that covers all of the syllabus of the modules that were chosen. */
export function courseIn(form: CourseForm): PublishCourse {
  const [major, minor, validMonths, graceDays] = ['major', 'minor', 'validMonths', 'graceDays'].map((name) =>
    numberIn(form, name),
  ) as [number, number, number, number]
  const modules = modulesIn(form, 'modules').map((module) => ({ module, items: [...SYLLABUS[module]] }))
  return { code: textIn(form, 'code').toUpperCase(), major, minor, modules, validMonths, graceDays }
}

/** Who is certified first; a course is chosen with its version, `CP-CORE 2.0`. */
export function foundingIn(form: CourseForm): FoundTraining {
  const [courseCode = '', version = ''] = textIn(form, 'course').split(' ')
  return { personId: textIn(form, 'personId'), courseCode, version, modules: modulesIn(form, 'founded') }
}

/** A week a line, its Monday and how many people: `2026-11-30 40`. */
export function planIn(form: CourseForm): PlanTraining {
  const lines = textIn(form, 'weeks').split(/\r?\n/)
  const weeks = lines.filter((line) => line.trim() !== '').map(weekIn)
  return { authority: textIn(form, 'planFor'), weeks }
}

function weekIn(line: string): PlannedWeek {
  const [week = '', people = ''] = line.trim().split(/[\s,]+/)
  return { week, people: numberOf(people) }
}

function modulesIn(form: CourseForm, name: string): TrainingModule[] {
  const chosen = [form[name] ?? []].flat()
  return TRAINING_MODULES.filter((one) => chosen.includes(one))
}

function textIn(form: CourseForm, name: string): string {
  const typed = form[name]
  return (typeof typed === 'string' && filled(typed)) || ''
}

function numberIn(form: CourseForm, name: string): number {
  return numberOf(textIn(form, name))
}

/** What is no whole number is left out, for the gateway to refuse by its field. */
function numberOf(text: string): number {
  return (/^\d{1,6}$/.test(text) ? Number(text) : undefined) as number
}

export const PUBLISHING: Record<string, string> = {
  code: 'Enter the code of the course: 2 to 20 capital letters, digits and dashes, like CP-CORE',
  major: 'Enter the number of the version, from 1 on',
  minor: 'Enter which change of the version it is: 0 for none',
  modules: 'Select what it teaches',
  validMonths: 'Enter for how many months it holds: 36 at the most',
  graceDays: 'Enter for how many days certificates of before hold on: 365 at the most',
}

export const FOUNDING: Record<string, string> = {
  personId: 'Enter the number of the account of a national trainer',
  courseCode: 'Select by which course they were tested',
  version: 'Select by which course they were tested',
  modules: 'Select modules that the course teaches',
}

export const PLANNING: Record<string, string> = {
  authority: 'Enter the code of your authority, three digits, like 383',
  weeks: 'Enter a week a line, each once: its Monday and how many people, like 2026-11-30 40',
  week: 'Enter a week a line, each with its Monday, like 2026-11-30 40',
  people: 'Enter a week a line, each with how many people, like 2026-11-30 40',
}
