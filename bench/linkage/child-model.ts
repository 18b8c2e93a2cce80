// Usage: node --conditions=@contactpoint/source bench/linkage/child-model.ts [--out FILE] [--children 100000] [--seed 20261130]
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CHILD_FIELDS, TableBuilder, train, type FieldModel, type LevelModel, type Model } from '@contactpoint/matching'
import { nhsNumberOf } from '../../libs/synthetic/nhs-number.ts'
import { Random } from '../../libs/synthetic/random.ts'
import { Clerk, FEEDS, TWICE, type ChildRow, type Feed } from './england-feeds.ts'
import { otherHomes, people } from './england-people.ts'
import { shuffled } from './prepare.ts'

const OUT = join(import.meta.dirname, '..', '..', 'libs', 'matching', 'reference', 'child-model.json')
/** Values that fewer have say no more than that they are rare. */
const RAREST_LISTED = 1 / 5000
const DIGITS = 6

/** Of the rows of a feed, how many have the NHS number: those of health know it, a few schools were told. */
const NHS_NUMBERS: Readonly<Record<string, number>> = { school: 0.05, health: 0.99, care: 0.5 }
const NHS_SLIP = 0.004

export interface ChildModelOptions {
  readonly children: number
  readonly seed: number
  /** `YYYY-MM-DD`: the day on which the rules for children are applied. */
  readonly today: string
}

/**
 * The model that a directory begins with: learned, without their truth, from the rows that the feeds of the made-up
 * England give, with NHS numbers. The same options make the same model.
 */
export async function childModel({ children, seed, today }: ChildModelOptions): Promise<Model> {
  const random = new Random(seed)
  const everybody = people(children, seed, random)
  const clerk = new Clerk(random, otherHomes(seed))
  const rows = everybody.flatMap(({ child }, place) =>
    FEEDS.filter(({ coverage }) => random.chance(coverage)).flatMap((feed) => {
      const row = (): string[] => textsOf(clerk.row(child, feed), nhsNumber(random, feed, place))
      return random.chance(TWICE) ? [row(), row()] : [row()]
    }),
  )
  const builder = new TableBuilder(CHILD_FIELDS)
  shuffled(rows, random).forEach((texts, row) => builder.add(`r${row}`, texts))
  const model = await train(builder.build(), { seed, today, rounds: 2 })
  return shortened({
    ...model,
    fields: model.fields.map((field) => (field.type === 'postcode' ? nearerSaysMore(field) : field)),
  })
}

/**
 * A home nearer by speaks no more against one child than one far away: the made-up move anywhere, and of real moves most are within a few miles.
 * Codes go from equal to different.
 */
function nearerSaysMore(field: FieldModel): FieldModel {
  const raised = field.levels.slice(1).reduceRight<LevelModel[]>((farther, level) => {
    const [next] = farther
    return [next ? atLeast(level, next) : level, ...farther]
  }, [])
  return { ...field, levels: [field.levels[0]!, ...addedUp(raised)] }
}

/** What was raised is taken from all of them: they are probabilities. */
function addedUp(levels: readonly LevelModel[]): LevelModel[] {
  const [all, allGiven] = [sum(levels.map(({ m }) => m)), sum(levels.map(({ mGiven }) => mGiven ?? 0))]
  return levels.map((level) => ({
    ...{ ...level, m: level.m / all },
    ...(level.mGiven !== undefined && { mGiven: level.mGiven / allGiven }),
  }))
}

function atLeast(level: LevelModel, { m, u, mGiven, uGiven }: LevelModel): LevelModel {
  const raised = { ...level, m: Math.max(level.m, (level.u * m) / u) }
  if (level.mGiven === undefined || level.uGiven === undefined || mGiven === undefined || uGiven === undefined)
    return raised
  return { ...raised, mGiven: Math.max(level.mGiven, (level.uGiven * mGiven) / uGiven) }
}

/** In the order of `CHILD_FIELDS`. */
function textsOf(row: ChildRow, nhs: string): string[] {
  return [
    ...[row.given_name, row.middle_names, row.family_name, row.date_of_birth, row.gender, row.postcode],
    ...[nhs, row.upn],
  ]
}

function nhsNumber(random: Random, { name, carelessness }: Feed, place: number): string {
  if (!random.chance(NHS_NUMBERS[name]!)) return ''
  // A digit that is wrong fails the check and is missing then; somebody else's number does not.
  return nhsNumberOf(random.chance(NHS_SLIP * carelessness) ? place + 1 : place) ?? ''
}

/** Without the rarer values, and with as many digits as are worth anything. */
function shortened(model: Model): Model {
  return { ...model, prior: rounded(model.prior), fields: model.fields.map(withoutRare) }
}

function withoutRare(field: FieldModel): FieldModel {
  const all = Object.entries(field.frequencies)
  const listed = all.filter(([, share]) => share >= RAREST_LISTED)
  const dropped = all.filter(([, share]) => share < RAREST_LISTED).map(([, share]) => share)
  const unlisted = Math.max(0, 1 - sum(all.map(([, share]) => share)))
  const squares = sum(dropped.map((share) => share ** 2)) + unlisted * field.otherFrequency
  const others = sum(dropped) + unlisted
  return {
    ...field,
    levels: field.levels.map(roundedLevel),
    frequencies: Object.fromEntries(listed.map(([value, share]) => [value, rounded(share)])),
    // Still the mean over those that are not listed, weighted by how many hold them.
    otherFrequency: rounded(others > 0 ? squares / others : field.otherFrequency),
  }
}

function roundedLevel(level: LevelModel): LevelModel {
  const { name, ...shares } = level
  return { name, ...(mapped(shares) as Omit<LevelModel, 'name'>) }
}

function mapped(shares: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(shares).map(([name, share]) => [name, rounded(share)]))
}

function rounded(share: number): number {
  return Number(share.toPrecision(DIGITS))
}

function sum(shares: readonly number[]): number {
  return shares.reduce((total, share) => total + share, 0)
}

if (import.meta.main) {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { out: text, children: text, seed: text } })
  const [children, seed] = [Number(values.children ?? 100_000), Number(values.seed ?? 20261130)]
  const model = await childModel({ children, seed, today: '2026-11-30' })
  await writeFile(values.out ?? OUT, `${JSON.stringify(model, null, 2)}\n`)
}
