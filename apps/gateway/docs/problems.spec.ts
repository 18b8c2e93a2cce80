import { FAULT_CODES } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { problemsPage } from './problems.rules.ts'

const API_PAGE = join(import.meta.dirname, '../../../docs/api.md')

describe('each code of an error', () => {
  it.each(Object.entries(FAULT_CODES))(
    'has its place on the page that problems lead to, and in docs/api.md: %s',
    async (code, status) => {
      expect(problemsPage()).toContain(`<h2 id="${code}">${code} (${status})</h2>`)
      expect(await readFile(API_PAGE, 'utf8')).toMatch(new RegExp(`\\| \`${code}\` +\\| ${status} `))
    },
  )
})
