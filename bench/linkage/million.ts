// Usage: node bench/linkage/million.ts --out DIR [--rows 1000000] [--duplicates 0.05] [--seed 1]
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { toDay, toIsoDate } from '../../libs/synthetic/birthdays.ts'
import { Names, type Sex } from '../../libs/synthetic/names.ts'
import { Places } from '../../libs/synthetic/places.ts'
import { Random } from '../../libs/synthetic/random.ts'
import { typo } from '../../libs/synthetic/slips.ts'
import { misdated, misheard, wrongDigit } from './england-errors.ts'

export interface MillionOptions {
  readonly out: string
  /** 1,000,000 when left out. */
  readonly rows?: number
  /** Of the rows, how many repeat an earlier person; 0.05 when left out. */
  readonly duplicates?: number
  readonly seed?: number
}

/** Six columns, as in the usual benchmarks of linkage tools. */
const FIELDS = [
  { type: 'given-name', column: 'given_name' },
  { type: 'family-name', column: 'family_name' },
  { type: 'date-of-birth', column: 'dob', format: 'YYYY-MM-DD' },
  { type: 'postcode', column: 'postcode' },
  { type: 'locality', column: 'city' },
  { type: 'email', column: 'email' },
]

interface Person {
  readonly given: string
  readonly family: string
  readonly dob: string
  readonly postcode: string
  readonly city: string
  readonly email: string
}

/** Of the cells of a row that repeats a person: each is wrong, or left out. */
const WRONG = 0.12
const MISSING = 0.04
const NO_EMAIL = 0.25
const CHUNK = 1 << 18
/** A duplicate repeats one of so many people before it. */
const REMEMBERED = 50_000

/**
 * Writes `input.csv` (id and six columns), `truth.csv` (`id,cluster`) and `config.json`: adults born 1940 to 2005, names,
 * postcodes and towns of England by frequency, an address for e-mail for three of four. Each cell of a duplicate is wrong
 * with probability 0.12 and missing with 0.04; cells of first rows are missing with 0.04. The same seed makes the same.
 */
export async function writeMillion({
  out,
  rows = 1_000_000,
  duplicates = 0.05,
  seed = 1,
}: MillionOptions): Promise<void> {
  await mkdir(out, { recursive: true })
  await writeFile(join(out, 'config.json'), `${JSON.stringify({ id: 'id', fields: FIELDS }, null, 2)}\n`)
  const clusters = new Uint32Array(rows)
  await lines(join(out, 'input.csv'), inputLines(clusters, duplicates, new Random(seed)))
  await lines(join(out, 'truth.csv'), truthLines(clusters))
}

function* inputLines(clusters: Uint32Array, duplicates: number, random: Random): Generator<string> {
  yield 'id,given_name,family_name,dob,postcode,city,email'
  const draw = drawer(random)
  const recent: { person: Person; cluster: number }[] = []
  for (let row = 0; row < clusters.length; row++) {
    const known = recent.length > 0 && random.chance(duplicates) ? random.pick(recent) : undefined
    clusters[row] = known?.cluster ?? row
    const person = known ? withErrors(known.person, random) : draw()
    if (!known && recent.length < REMEMBERED) recent.push({ person, cluster: row })
    else if (!known) recent[random.below(REMEMBERED)] = { person, cluster: row }
    const cells = [person.given, person.family, person.dob, person.postcode, person.city, person.email]
    yield `r${row + 1},${cells.map((cell) => (random.chance(MISSING) ? '' : cell)).join(',')}`
  }
}

function* truthLines(clusters: Uint32Array): Generator<string> {
  yield 'id,cluster'
  for (let row = 0; row < clusters.length; row++) yield `r${row + 1},${clusters[row]}`
}

function drawer(random: Random): () => Person {
  const [names, places] = [new Names(), new Places()]
  const [first, last] = [toDay('1940-01-01'), toDay('2005-12-31')]
  return () => {
    const community = names.community(random)
    const sex: Sex = random.chance(0.5) ? 'F' : 'M'
    const dob = toIsoDate(random.between(first, last))
    const given = names.forename(random, community, sex, Number(dob.slice(0, 4)))
    const family = names.surname(random, community)
    const { postcode, town } = random.pick(places.district(random).homes)
    const email = random.chance(NO_EMAIL) ? '' : `${given}.${family}${random.below(1000)}@example.org`.toLowerCase()
    return {
      given,
      family,
      dob,
      postcode,
      city: town.replaceAll(',', ''),
      email: email.replaceAll(/[^\x21-\x7e]/g, ''),
    }
  }
}

function withErrors(person: Person, random: Random): Person {
  const wrong = (text: string, error: (random: Random, text: string) => string): string =>
    text && random.chance(WRONG) ? error(random, text) : text
  return {
    given: wrong(person.given, misheard),
    family: wrong(person.family, typo),
    dob: wrong(person.dob, misdated),
    postcode: wrong(person.postcode, wrongDigit),
    city: wrong(person.city, typo),
    email: wrong(person.email, typo),
  }
}

async function lines(file: string, all: Iterable<string>): Promise<void> {
  function* chunks(): Generator<string> {
    let chunk = ''
    for (const line of all) {
      chunk += `${line}\n`
      if (chunk.length < CHUNK) continue
      yield chunk
      chunk = ''
    }
    yield chunk
  }
  await pipeline(Readable.from(chunks()), createWriteStream(file))
}

if (import.meta.main) {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { out: text, rows: text, duplicates: text, seed: text } })
  if (!values.out) throw new Error('Say where to with --out DIR')
  const number = (given?: string): number | undefined => (given === undefined ? undefined : Number(given))
  const [rows, duplicates, seed] = [values.rows, values.duplicates, values.seed].map(number)
  await writeMillion({ out: values.out, rows, duplicates, seed })
}
