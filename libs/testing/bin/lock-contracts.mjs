// Run with the pinned Node after a build: npx node libs/testing/bin/lock-contracts.mjs
// Writes libs/contracts/contracts.lock.json anew. What is lost by it is said, and is for a review to allow.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { lockedContracts, lossesOf } from '../dist/contracts-lock.js'

const file = join(import.meta.dirname, '..', '..', 'contracts', 'contracts.lock.json')
const now = lockedContracts()
for (const loss of lossesOf(JSON.parse(readFileSync(file, 'utf8')), now)) console.log(`lost: ${loss}`)
writeFileSync(file, await format(JSON.stringify(now, null, 2), { ...(await resolveConfig(file)), filepath: file }))
