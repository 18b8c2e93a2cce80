import { execFileSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'

/** What a figure depends on besides the code, as lines of markdown. */
export function machineFacts(): string {
  const cores = cpus()
  const facts = {
    ...runFacts(),
    cpu: `${cores[0]?.model.trim() ?? 'unknown'}, ${cores.length} cores`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    node: process.version,
  }
  return Object.entries(facts)
    .map(([name, fact]) => `- ${name}: ${fact}`)
    .join('\n')
}

/** When and of which code a figure is. */
export function runFacts(): { date: string; commit: string } {
  return { date: new Date().toISOString().slice(0, 10), commit: commit() }
}

function commit(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim()
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') ? ', with changes' : '')
  } catch {
    return 'unknown'
  }
}
