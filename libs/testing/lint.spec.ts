import { describe, expect, it } from '@jest/globals'
import { ESLint } from 'eslint'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const SERVICE = 'apps/audit/enquiry/enquiry.service.ts'

/** The repository's own lint. */
const lint = new ESLint({ cwd: root })

async function brokenRules(text: string, filePath: string): Promise<string[]> {
  const results = await lint.lintText(text, { filePath })
  return results.flatMap(({ messages }) =>
    messages.filter(({ severity }) => severity === 2).map(({ ruleId }) => ruleId!),
  )
}

const lines = (count: number) => 'export {}\n'.repeat(count)
const functionOf = (count: number) => `export function long() {\n${'  next()\n'.repeat(count - 2)}}\n`
const scriptOf = (count: number) => '\n'.repeat(count - 1) + '// the end'

/** Put together, because here too it must not stand as it is. */
const ADDRESS = `export const a = '/${'v1'}/searches'`

describe('the lint of code', () => {
  it.each([
    ['a file of 251 lines', 'max-lines', lines(251), lines(250)],
    ['a function of 41 lines', 'max-lines-per-function', functionOf(41), functionOf(40)],
    ['a class named after nothing', 'no-restricted-syntax', 'export class ShieldManager {}', 'export class Shield {}'],
    [
      'a wait of which nobody hears whether it came',
      'no-restricted-syntax',
      'export async function wait() {\n  await until(isThere, 100)\n}',
      'export async function wait() {\n  return until(isThere, 100)\n}',
    ],
    [
      'a function named after nothing',
      'no-restricted-syntax',
      'export function rowUtil() {}',
      'export function row() {}',
    ],
    [
      'an interface with an I',
      'no-restricted-syntax',
      'export interface IShield { a: 1 }',
      'export interface Id { a: 1 }',
    ],
    ['an Enum suffix', 'no-restricted-syntax', 'export enum ReasonEnum { Care }', 'export enum Reason { Care }'],
    ['a default export', 'no-restricted-syntax', 'export default 1', 'export const one = 1'],
    ['any', '@typescript-eslint/no-explicit-any', 'export const a = 1 as any', 'export const a = 1 as unknown'],
    ['@ts-ignore', '@typescript-eslint/ban-ts-comment', '// @ts-ignore\nexport {}', '// why\nexport {}'],
    ['a TODO without an issue', 'contactpoint/todo-needs-an-issue', '// TODO: later', '// TODO #12: later'],
    ['a FIXME without an issue', 'contactpoint/todo-needs-an-issue', '/* FIXME */', '/* FIXME (#12) */'],
    ['process.env', 'no-restricted-properties', 'export const a = process.env.PORT', 'export const a = process.argv'],
    [
      'process.env taken apart',
      'no-restricted-properties',
      'export const { env } = process',
      'export const { pid } = process',
    ],
    [
      'env from node:process',
      'no-restricted-imports',
      "export { env } from 'node:process'",
      "export { pid } from 'node:process'",
    ],
    ['console', 'no-console', 'console.log(1)', 'export {}'],
    ['an address', 'contactpoint/addresses-in-contracts', ADDRESS, 'export const a = api.searches.run.path'],
    [
      'an address with something in it',
      'contactpoint/addresses-in-contracts',
      ADDRESS.replaceAll("'", '`').replace('searches', '$' + '{name}'),
      'export const a = pathTo(route, { id })',
    ],
    [
      'a class injected by name',
      'no-restricted-syntax',
      'export class A { constructor(@Inject(Bus) readonly bus: Bus) {} }',
      'export class A { constructor(@Inject(LOG) readonly log: Log, readonly bus: Bus) {} }',
    ],
  ])('fails for %s and names %s', async (_what, rule, wrong, right) => {
    expect(await brokenRules(wrong, SERVICE)).toEqual([rule])
    expect(await brokenRules(right, SERVICE)).toEqual([])
  })

  it('fails for a script of 251 lines too, and counts blank lines and comments', async () => {
    expect(await brokenRules(scriptOf(251), 'libs/stack/bin/start.mjs')).toEqual(['max-lines'])
    expect(await brokenRules(scriptOf(250), 'libs/stack/bin/start.mjs')).toEqual([])
  })
})

describe('the lint of what has types', () => {
  const STATES = "export type State = 'on' | 'off'\nexport function say(state: State): number {\n"

  const broken: [string, string, string, string][] = [
    ['a promise that nobody waits for', 'no-floating-promises', 'Promise.resolve()', 'await Promise.resolve()'],
    ['waiting for what is no promise', 'await-thenable', 'await 1', 'await Promise.resolve(1)'],
    [
      'a promise where a yes or no is asked for',
      'no-misused-promises',
      'if (Promise.resolve(true)) throw new Error()',
      'if (await Promise.resolve(true)) throw new Error()',
    ],
    ['what is thrown and no error', 'only-throw-error', "throw 'away'", "throw new Error('away')"],
    [
      'a case that is left out',
      'switch-exhaustiveness-check',
      `${STATES}  switch (state) {\n    case 'on':\n      return 1\n  }\n  return 0\n}`,
      `${STATES}  switch (state) {\n    case 'on':\n      return 1\n    case 'off':\n      return 0\n  }\n}`,
    ],
  ]

  it('fails for each of its rules, and only where the rule is broken', () => {
    const folder = mkdtempSync(join(tmpdir(), 'contactpoint-lint-'))
    try {
      const ours = { extends: join(root, 'tsconfig.json'), compilerOptions: { types: [] }, include: ['*.ts'] }
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(ours))
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
      for (const [, rule, wrong, right] of broken)
        for (const [name, text] of [
          [`${rule}-broken`, wrong],
          [`${rule}-kept`, right],
        ] as const)
          writeFileSync(join(folder, `${name}.ts`), `${text}\nexport {}\n`)
      expect(brokenTypedRules(folder).sort()).toEqual(broken.map(([, rule]) => `${rule}-broken.ts ${rule}`).sort())
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

/** As \`FILE RULE\`. */
function brokenTypedRules(folder: string): string[] {
  const linter = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint')
  const args = ['--config', join(root, '.oxlintrc.json'), '--type-aware', '--format', 'json', '.']
  const { stdout } = spawnSync(process.execPath, [linter, ...args], { cwd: folder, encoding: 'utf8' })
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] }
  return diagnostics.map(({ filename, code }) => `${filename} ${/\((.*)\)/.exec(code)![1]}`)
}

describe('a file of rules', () => {
  const RULES = 'apps/audit/enquiry/enquiry.rules.ts'

  it.each([
    ['a random id', "import { randomUUID } from 'node:crypto'\nexport const id = () => randomUUID()"],
    ['random bytes', "import { randomBytes as bytes } from 'node:crypto'\nexport const id = () => bytes(8)"],
    ['a random number', 'export const dice = () => Math.random()'],
    ['the global generator', 'export const id = () => crypto.randomUUID()'],
    ['the time', 'export const now = () => new Date()'],
    ['the time as a number', 'export const now = () => Date.now()'],
    ['the monotonic clock', 'export const now = () => performance.now()'],
    ['the day', 'export const day = () => today()'],
  ])('is given %s and does not take it by itself', async (_what, text) => {
    expect(await brokenRules(text, RULES)).toContain('no-restricted-syntax')
    expect(await brokenRules(text, SERVICE)).toEqual([])
  })

  it('may work with a time and a day that it is given', async () => {
    const text = 'export const of = (at: number) => [new Date(at), today(new Date(at))]'
    expect(await brokenRules(text, RULES)).toEqual([])
  })
})

describe('opting out of a rule in a file', () => {
  it.each([
    ['the whole file', `/* eslint-disable */\n${lines(250)}`, 'max-lines'],
    ['a rule set to off', `/* eslint max-lines: "off" */\n${lines(250)}`, 'max-lines'],
    ['a rule set to more', `/* eslint max-lines: ["error", 999] */\n${lines(250)}`, 'max-lines'],
    ['one line', 'export var a = 1 // eslint-disable-line no-var', 'no-var'],
    ['the next line', '// eslint-disable-next-line no-var -- because\nexport var a = 1', 'no-var'],
  ])('changes nothing, for %s', async (_what, text, rule) => {
    expect(await brokenRules(text, SERVICE)).toContain(rule)
  })

  it.each(['eslint-disable', 'eslint-disable-line', 'oxlint-disable', 'oxlint-disable-next-line'])(
    'is a mistake itself: %s, which the linter of types would obey',
    async (comment) => {
      expect(await brokenRules(`// ${comment}\nexport {}`, SERVICE)).toEqual(['contactpoint/no-opting-out'])
      expect(await brokenRules(`/* ${comment} no-floating-promises */\nexport {}`, SERVICE)).toEqual([
        'contactpoint/no-opting-out',
      ])
    },
  )
})

describe('what a rule does not hold for', () => {
  it.each([
    ['specs, whose describe blocks are long', functionOf(41), 'apps/audit/enquiry/enquiry.int.spec.ts'],
    ['the runtime, which alone reads the environment', 'export const a = process.env', 'libs/runtime/config.ts'],
    ['scripts that run before anything is installed', 'export const a = process.env', 'libs/stack/bin/start.mjs'],
    ['contracts, where addresses stand', ADDRESS, 'libs/contracts/api/searches.ts'],
    ['the console, which speaks to a person', 'console.log(1)', 'apps/console/start.command.ts'],
  ])('is named in the config: %s', async (_what, text, path) => {
    expect(await brokenRules(text, path)).toEqual([])
    expect(await brokenRules(text, path.endsWith('.mjs') ? 'bench/other.mjs' : SERVICE)).not.toEqual([])
  })
})
