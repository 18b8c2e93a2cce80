// Run with the pinned Node after a build: npx node libs/testing/bin/lock-contracts.mjs
// Writes libs/contracts/contracts.lock.json anew. What is lost by it is said, and is for a review to allow.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockedContracts, lossesOf } from '../dist/contracts-lock.js'

const file = join(import.meta.dirname, '..', '..', 'contracts', 'contracts.lock.json')
const prettier = join(import.meta.dirname, '..', '..', '..', 'node_modules', 'prettier', 'bin', 'prettier.cjs')
const now = lockedContracts()
for (const loss of lossesOf(JSON.parse(readFileSync(file, 'utf8')), now)) console.log(`lost: ${loss}`)
writeFileSync(
  file,
  `${JSON.stringify(now, null, 2)}
`,
)
execFileSync(process.execPath, [prettier, '--write', '--log-level', 'warn', file], { stdio: 'inherit' })
