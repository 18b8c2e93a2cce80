import { describe, expect, it } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EXCEPTIONS, misplaced } from './file-kinds.ts'

const checker = join(import.meta.dirname, '..', 'bin', 'file-kinds.mjs')

describe('the kinds of file', () => {
  it.each([
    ['allowed-kinds', 'apps/audit/ledger/ledger.handler.ts', 'apps/audit/ledger/ledger.service.ts'],
    ['allowed-kinds', 'apps/audit/ledger/index.ts', 'apps/audit/ledger/ledger.int.spec.ts'],
    ['allowed-kinds', 'apps/audit/ledger/ledger.guard.ts', 'apps/gateway/access/token.guard.ts'],
    ['allowed-kinds', 'apps/audit/ledger/names.csv', 'apps/audit/ledger/reference/names.csv'],
    ['allowed-kinds', 'apps/audit/setup.ts', 'apps/audit/provision.ts'],
    ['allowed-kinds', 'apps/audit/identity.config.ts', 'apps/audit/audit.config.ts'],
    ['allowed-kinds', 'apps/audit/start.command.ts', 'apps/console/start.command.ts'],
    ['allowed-kinds', 'apps/e2e/search.ts', 'apps/e2e/search.page.ts'],
    ['no-sub-folders', 'apps/audit/ledger/tree/tree.service.ts', 'apps/audit/tree/tree.service.ts'],
    ['no-sub-folders', 'apps/audit/ledger/reference/names.ts', 'apps/audit/ledger/names.rules.ts'],
    ['no-sub-folders', 'libs/matching/dates/old/date.ts', 'libs/matching/dates/date.ts'],
    ['house', 'apps/billing/main.ts', 'apps/audit/main.ts'],
    ['house', 'libs/common/index.ts', 'libs/contracts/index.ts'],
    ['house', 'scripts/deploy.mjs', 'deploy/deploy.mjs'],
    ['house', 'notes.md', 'README.md'],
    ['house', 'docs/decisions/why.md', 'docs/decisions/0001-why.md'],
    ['banned-words', 'libs/matching/date-utils.ts', 'libs/matching/dates.ts'],
    ['banned-words', 'libs/bus/helper.ts', 'libs/bus/headers.ts'],
  ])('%s: not %s but %s', (rule, wrong, right) => {
    expect(misplaced([wrong]).map((found) => found.rule)).toEqual([rule])
    expect(misplaced([right])).toEqual([])
  })

  it('are for folders that something fills', () => {
    expect(misplaced(['apps/audit/main.ts'], ['apps', 'apps/audit', 'apps/audit/cases'])).toEqual([
      { path: 'apps/audit/cases', rule: 'no-empty-folders', why: expect.any(String) },
    ])
    expect(misplaced(['apps/audit/main.ts'], ['apps', 'apps/audit'])).toEqual([])
  })

  it('leave the dot files of tools alone', () => {
    expect(misplaced(['.ci/run', '.gitignore', '.github/workflows/test.yml'])).toEqual([])
  })

  it('have a reason for each exception', () => {
    for (const { reason } of EXCEPTIONS) expect(reason.length).toBeGreaterThan(30)
  })

  it.each([
    ['is', 'ledger.handler.ts', 1, 'error allowed-kinds: apps/audit/ledger/ledger.handler.ts'],
    ['is not', 'ledger.service.ts', 0, 'every file is of a kind the house has'],
  ])('fail the command when a file %s misplaced', (_is, name, exitCode, said) => {
    const place = mkdtempSync(join(tmpdir(), 'contactpoint-kinds-'))
    try {
      mkdirSync(join(place, 'apps', 'audit', 'ledger'), { recursive: true })
      writeFileSync(join(place, 'apps', 'audit', 'ledger', name), '')
      const { status, stdout } = spawnSync(process.execPath, [checker, place], { encoding: 'utf8' })
      expect({ status, said: stdout.includes(said) }).toEqual({ status: exitCode, said: true })
    } finally {
      rmSync(place, { recursive: true, force: true })
    }
  })
})
