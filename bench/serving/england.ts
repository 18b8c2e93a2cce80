import { newChildId, type IncomingRecord } from '@contactpoint/contracts'
import { hasDemo, makeDemo } from '@contactpoint/demo'
import { startStack, type Stack, type StackOptions } from '@contactpoint/stack'
import { asAdministrator } from '@contactpoint/testing'
import { syntheticChildren, type SyntheticChild } from '@contactpoint/synthetic'
import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toDocument } from '../../apps/directory/children/children.rules.ts'
import { linkOf, newChild, toRow } from '../../apps/directory/linking/linking.rules.ts'
import { searchKeysOf } from '../../apps/directory/search/search-keys.rules.ts'

/** A child as whoever looks for it knows it. */
export interface KnownChild {
  childId: string
  family: string
  dateOfBirth: string
}

/** A running ContactPoint with so many children. */
export interface ServedEngland {
  stack: Stack
  folder: string
  /** Some thousand of the children. */
  known: KnownChild[]
}

type Db = ReturnType<Awaited<ReturnType<typeof asAdministrator>>['db']>

const CACHE = join(import.meta.dirname, '..', '..', '.cache', 'bench')
const SEED = 1
const AT_A_TIME = 2_000
const MOST_KNOWN = 5_000

/** Starts it, made at the first call and kept for later ones: the directory's documents as a feed would have left them. */
export async function servedEngland(
  children: number,
  say: (text: string) => void,
  more: Pick<StackOptions, 'webPort'> = {},
): Promise<ServedEngland> {
  const folder = join(CACHE, `england-${children}`)
  const loaded = join(folder, 'loaded')
  if (!existsSync(loaded)) {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    await withDirectory(folder, (directory) => fill(directory, children, say))
    await writeFile(loaded, '')
    say('indexes are made')
  }
  // The start provisions, and so makes the indexes that filling went without.
  const stack = await startStack({
    folder,
    gatewayPort: 0,
    settings: { shielding: { BUDGET_POLICY: 'exercise' } },
    ...more,
  })
  const { address, mongoAdminUri } = stack
  if (!hasDemo(folder)) await makeDemo({ gatewayUrl: address.gatewayUrl, mongoAdminUri, folder, onStep: say })
  const client = await asAdministrator(stack)
  try {
    return { stack, folder, known: await knownOf(client.db('directory')) }
  } finally {
    await client.close()
  }
}

async function withDirectory(folder: string, work: (directory: Db) => Promise<void>): Promise<void> {
  const stack = await startStack({ folder, gatewayPort: 0 })
  const client = await asAdministrator(stack)
  try {
    await work(client.db('directory'))
  } finally {
    await client.close()
    await stack.stop()
  }
}

async function fill(directory: Db, count: number, say: (text: string) => void): Promise<void> {
  const names = ['children', 'search_keys', 'source_records']
  for (const name of names) await directory.collection(name).dropIndexes()
  let batch: SyntheticChild[] = []
  let done = 0
  const write = async (): Promise<void> => {
    const made = batch.map(documentsOf)
    const of = (name: keyof (typeof made)[0]) => made.flatMap((one) => one[name] as object[])
    await Promise.all(
      names.map((name) => directory.collection(name).insertMany(of(name as 'children'), { ordered: false })),
    )
    done += batch.length
    batch = []
    if (done % 50_000 === 0) say(`${done.toLocaleString('en-GB')} of ${count.toLocaleString('en-GB')} children made`)
  }
  for (const child of syntheticChildren({ children: count, seed: SEED, duplicates: 0 }))
    if (batch.push(child) === AT_A_TIME) await write()
  if (batch.length > 0) await write()
}

/** What the directory keeps of a child that a feed brought. */
function documentsOf(synthetic: SyntheticChild) {
  const row = toRow('school-census', 'bench', { row: 1, line: 1, record: recordOf(synthetic) })
  const link = linkOf(row, null, newChildId(randomInt), 'created', new Date())
  const child = {
    ...newChild(link.childId!, link, null),
    visibility: 'visible' as const,
    version: 2,
  }
  return {
    children: [toDocument(child)],
    search_keys: searchKeysOf(child),
    source_records: [link],
  }
}

function recordOf(child: SyntheticChild): IncomingRecord {
  const [first] = child.registrations
  const genders = { F: 'female', M: 'male' } as const
  return {
    kind: 'present',
    recordId: first!.pupilMatchingRef,
    version: '2026-10-01.001',
    asOf: '2026-10-01',
    name: { given: [child.givenName, ...child.middleNames], family: child.familyName },
    formerFamilyNames: child.formerSurname ? [child.formerSurname] : [],
    dateOfBirth: child.dateOfBirth,
    gender: child.sex ? genders[child.sex] : 'unspecified',
    address: child.address ? { lines: child.address.lines, postcode: child.address.postcode } : null,
    identifiers: child.upn ? [{ scheme: 'upn', value: child.upn }] : [],
    carers: child.carers.map(({ givenName, familyName, relationship, telephone }) => ({
      name: { given: [givenName], family: familyName },
      relationship,
      phone: telephone ?? null,
    })),
    education: { schoolUrn: first!.schoolUrn, startDate: first!.entryDate ?? null },
    gpPracticeCode: null,
  }
}

async function knownOf(directory: Db): Promise<KnownChild[]> {
  const found = await directory
    .collection<{ _id: string; name: { family: string }; dateOfBirth: string }>('children')
    .aggregate<{ _id: string; name: { family: string }; dateOfBirth: string }>([
      { $sample: { size: MOST_KNOWN } },
      { $project: { name: 1, dateOfBirth: 1 } },
    ])
    .toArray()
  return found.map(({ _id, name, dateOfBirth }) => ({ childId: _id, family: name.family, dateOfBirth }))
}
