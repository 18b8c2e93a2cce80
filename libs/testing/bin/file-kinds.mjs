// Run with the pinned Node, which reads TypeScript: node libs/testing/bin/file-kinds.mjs
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { misplaced } from '../lint/file-kinds.ts'

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..', '..', '..'))
const notOurs = ['.git', 'node_modules', 'dist', '.run', '.cache', '.nx', '.secrets', 'coverage']

const onDisk = walk('')
const found = misplaced(knownToGit() ?? onDisk.files, onDisk.folders)
for (const { path, rule, why } of found) console.log(`error ${rule}: ${path} (${why})`)
console.log(found.length ? `${found.length} misplaced` : 'every file is of a kind the house has')
process.exitCode = found.length ? 1 : 0

/** What is or will be under git; nothing when this is no checkout or git is not there. */
function knownToGit() {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  const { status, stdout } = spawnSync('git', list, { cwd: root, encoding: 'utf8' })
  return status === 0 && stdout ? stdout.split('\0').filter((path) => path && existsSync(join(root, path))) : undefined
}

function walk(folder) {
  const files = []
  const folders = []
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (notOurs.includes(entry.name)) continue
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if (!entry.isDirectory()) {
      if (!entry.name.endsWith('.log')) files.push(path)
      continue
    }
    const below = walk(path)
    files.push(...below.files)
    folders.push(path, ...below.folders)
  }
  return { files, folders }
}
