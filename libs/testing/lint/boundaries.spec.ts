import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..', '..', '..')
const scratch = mkdtempSync(join(tmpdir(), 'contactpoint-boundaries-'))
const LIBS =
  'contracts client bus mongo runtime stack feed-formats text matching tamper-log demo synthetic testing'.split(' ')
const DECLARED = [
  'mongoose',
  'mongodb',
  '@nestjs/common',
  '@nestjs/mongoose',
  '@nats-io/transport-node',
  'class-validator',
]
const UNDECLARED = 'left-pad'
const [NEST, NATS, MONGOOSE] = ['@nestjs/common', '@nats-io/transport-node', 'mongoose']
const lib = (name: string) => `@contactpoint/${name}`
const type = (from: string) => `type ${from}`

/** A file, what it may import, what it may not, and the rules which then name that file. */
type Row = [path: string, allowed: string, forbidden: string, ...rules: string[]]

const apps: Row[] = [
  ['apps/web/a/a.service.ts', lib('runtime'), lib('matching'), 'web-imports-only-what-it-may'],
  ['apps/web/b/b.service.ts', lib('contracts'), NATS, 'web-never-reaches-the-bus-or-a-database'],
  [
    'apps/web/c/c.service.ts',
    lib('contracts'),
    MONGOOSE,
    'web-never-reaches-the-bus-or-a-database',
    'only-repositories-and-schemas-use-mongoose',
  ],
  [
    'apps/web/d/d.service.ts',
    '../../../libs/runtime/a.ts',
    '../../../libs/runtime/a.ts',
    'web-never-reaches-the-bus-or-a-database',
  ],
  [
    'apps/gateway/a/a.service.ts',
    lib('bus'),
    lib('matching'),
    'gateway-imports-only-what-it-may',
    'gateway-never-reaches-a-database-or-matching',
  ],
  ['apps/gateway/b/b.service.ts', lib('runtime'), type('mongodb'), 'gateway-never-reaches-a-database-or-matching'],
  [
    'apps/gateway/c/c.service.ts',
    '../../../libs/bus/a.ts',
    '../../../libs/bus/a.ts',
    'gateway-never-reaches-a-database-or-matching',
  ],
  [
    'apps/audit/a/a.service.ts',
    '../b/b.service.ts',
    '../../identity/a/a.service.ts',
    'an-app-never-imports-another-app',
  ],
  ['apps/audit/b/b.service.ts', lib('tamper-log'), lib('stack'), 'a-service-imports-only-what-it-may'],
  ['apps/console/a.command.ts', lib('stack'), '../audit/b/b.service.ts', 'an-app-never-imports-another-app'],
  ['apps/console/b.command.ts', lib('synthetic'), lib('mongo'), 'console-imports-only-what-it-may'],
  [
    'apps/identity/a/a.service.ts',
    lib('mongo'),
    lib('testing'),
    'a-service-imports-only-what-it-may',
    'only-specs-import-the-testing-lib',
  ],
]

const libs: Row[] = [
  ['libs/runtime/a.ts', lib('contracts'), MONGOOSE, 'runtime-never-reaches-the-bus-or-a-database'],
  [
    'libs/runtime/b.ts',
    lib('contracts'),
    lib('bus'),
    'runtime-imports-only-what-it-may',
    'runtime-never-reaches-the-bus-or-a-database',
  ],
  ['libs/bus/a.ts', NATS, MONGOOSE, 'bus-never-reaches-a-database'],
  ['libs/bus/b.ts', lib('contracts'), lib('matching'), 'bus-imports-only-what-it-may'],
  ['libs/mongo/a.ts', MONGOOSE, NATS, 'mongo-never-reaches-the-bus'],
  ['libs/mongo/b.ts', lib('contracts'), lib('runtime'), 'mongo-imports-only-what-it-may'],
  ['libs/stack/a.ts', 'mongodb', '../../apps/audit/b/b.service.ts', 'a-lib-never-imports-an-app'],
  ['libs/testing/a.ts', lib('stack'), '../../apps/audit/b/b.service.ts', 'a-lib-never-imports-an-app'],
  ['libs/demo/a.ts', lib('client'), lib('mongo'), 'demo-imports-only-what-it-may'],
  ['libs/synthetic/a.ts', lib('matching'), '../../apps/audit/b/b.service.ts', 'a-lib-never-imports-an-app'],
  [
    'libs/contracts/a.ts',
    'class-validator',
    NEST,
    'contracts-import-only-class-validator-and-class-transformer',
    'contracts-never-reaches-a-framework',
  ],
  ['libs/contracts/c.ts', lib('text'), lib('bus'), 'contracts-imports-only-what-it-may'],
  ['libs/text/a.ts', './index.ts', lib('contracts'), 'text-imports-only-what-it-may'],
  ['libs/contracts/b.ts', 'class-validator', lib('matching'), 'contracts-imports-only-what-it-may'],
  ['libs/matching/a.ts', './index.ts', NEST, 'matching-never-reaches-a-framework'],
  ['libs/matching/b.ts', './index.ts', lib('contracts'), 'matching-imports-only-what-it-may'],
  ['libs/tamper-log/a.ts', './index.ts', MONGOOSE, 'tamper-log-never-reaches-a-framework'],
  ['libs/feed-formats/a.ts', './index.ts', NATS, 'feed-formats-never-reaches-a-framework'],
]

const insideAnApp: Row[] = [
  ['apps/audit/c/c.rules.ts', lib('matching'), NEST, 'rules-are-pure'],
  ['apps/audit/c/d.rules.ts', type(MONGOOSE), MONGOOSE, 'only-repositories-and-schemas-use-mongoose', 'rules-are-pure'],
  ['apps/audit/c/e.rules.ts', lib('contracts'), lib('bus'), 'rules-are-pure'],
  ['apps/audit/c/f.rules.ts', './c.rules.ts', '../b/b.service.ts', 'rules-are-pure'],
  ['apps/audit/c/g.rules.ts', type('./c.repository.ts'), './c.repository.ts', 'rules-are-pure'],
  [
    'apps/audit/c/c.repository.ts',
    MONGOOSE,
    '../b/b.repository.ts',
    'a-feature-reaches-a-sibling-only-through-its-service',
  ],
  [
    'apps/audit/c/c.service.ts',
    './c.repository.ts',
    type('../b/b.repository.ts'),
    'a-feature-reaches-a-sibling-only-through-its-service',
  ],
  [
    'apps/audit/c/d.service.ts',
    '../b/b.module.ts',
    '../b/b.controller.ts',
    'a-feature-reaches-a-sibling-only-through-its-service',
  ],
  [
    'apps/audit/c/e.service.ts',
    type('../b/b.schema.ts'),
    '../b/b.schema.ts',
    'a-feature-takes-only-types-from-a-sibling-schema',
  ],
  ['apps/audit/c/f.service.ts', type(MONGOOSE), MONGOOSE, 'only-repositories-and-schemas-use-mongoose'],
  ['apps/audit/c/c.controller.ts', './c.service.ts', './c.repository.ts', 'a-controller-hands-over-to-its-service'],
]

const everywhere: Row[] = [
  ['apps/audit/d/a.rules.ts', lib('contracts'), './b.rules.ts', 'no-circular'],
  ['apps/audit/d/e.rules.ts', lib('contracts'), type('./f.rules.ts'), 'no-circular'],
  ['apps/audit/d/c.rules.ts', './a.rules.ts', './nowhere.ts', 'every-import-resolves'],
  ['apps/audit/d/d.rules.ts', './a.rules.ts', UNDECLARED, 'every-package-is-declared'],
]

const rows = [...apps, ...libs, ...insideAnApp, ...everywhere]
const alwaysThere: [path: string, imported: string][] = [
  ...LIBS.map((name): [string, string] => [`libs/${name}/index.ts`, '']),
  ...['module', 'controller', 'schema', 'repository'].map((kind): [string, string] => [
    `apps/audit/b/b.${kind}.ts`,
    '',
  ]),
  ['apps/audit/d/b.rules.ts', './a.rules.ts'],
  ['apps/audit/d/f.rules.ts', type('./e.rules.ts')],
  ['apps/gateway/access/a.guard.ts', ''],
  ['apps/gateway/b/b.controller.ts', '../access/a.guard.ts'],
  ['apps/audit/b/b.spec.ts', lib('testing')],
  ['apps/gateway/b/b.int.spec.ts', lib('testing')],
  ['apps/e2e/search.trip.ts', lib('testing')],
]

/** A small copy of the house: its folders, and packages with nothing in them. */
function house(name: string, files: [path: string, imported: string][]): string {
  const place = join(scratch, name)
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(place, path)), { recursive: true })
    writeFileSync(join(place, path), text)
  }
  write('package.json', JSON.stringify({ dependencies: Object.fromEntries(DECLARED.map((each) => [each, '*'])) }))
  for (const each of [...DECLARED, UNDECLARED]) {
    write(`node_modules/${each}/package.json`, JSON.stringify({ name: each, main: 'index.js' }))
    write(`node_modules/${each}/index.js`, '')
  }
  mkdirSync(join(place, 'node_modules', '@contactpoint'))
  for (const each of LIBS) {
    const exports = { '.': { '@contactpoint/source': './index.ts', default: './dist/index.js' } }
    write(`libs/${each}/package.json`, JSON.stringify({ name: lib(each), exports }))
    symlinkSync(`../../libs/${each}`, join(place, 'node_modules', '@contactpoint', each))
  }
  for (const [path, imported] of files) write(path, importOf(imported))
  return place
}

function importOf(imported: string): string {
  if (!imported) return 'export {}\n'
  return imported.startsWith('type ') ? `import type { A } from '${imported.slice(5)}'\n` : `import '${imported}'\n`
}

interface Violation {
  from: string
  rule: { name: string }
}

function violations(place: string): Violation[] {
  const depcruise = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
  const args = [depcruise, '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', 'apps', 'libs']
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: place, encoding: 'utf8', maxBuffer: 2 ** 26 })
  if (!stdout) throw new Error(stderr)
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations
}

describe('the table of who may import what', () => {
  let broken: Violation[]
  let sound: Violation[]

  beforeAll(() => {
    const allowed = rows.map(([path, imported]): [string, string] => [path, imported])
    const forbidden = rows.map(([path, , imported]): [string, string] => [path, imported])
    sound = violations(house('sound', [...alwaysThere, ...allowed]))
    broken = violations(house('broken', [...alwaysThere, ...forbidden]))
  })

  afterAll(() => rmSync(scratch, { recursive: true, force: true }))

  it('is kept by a house in which every file imports only what it may', () => {
    expect(sound.map(({ from, rule }) => `${from}: ${rule.name}`)).toEqual([])
  })

  it.each(rows)('is broken when %s imports not %j but %j', (path, _allowed, _forbidden, ...rules) => {
    const named = new Set(broken.filter(({ from }) => from === path).map(({ rule }) => rule.name))
    expect([...named].sort()).toEqual(rules.sort())
  })
})
