import { existsSync, readFileSync } from 'node:fs'

/**
 * The lines of a table in `../reference/`, without its heading; what they are is in the README there.
 *
 * @throws when there is no such table
 */
export function readReference(name: string): string[] {
  return referenceText(name).trim().split('\n').slice(1)
}

/** @throws when there is no such file in `../reference/` */
export function referenceText(name: string): string {
  // The compiled file lies one folder deeper (`dist/`) than the source.
  const beside = new URL(`../reference/${name}`, import.meta.url)
  return readFileSync(existsSync(beside) ? beside : new URL(`../../reference/${name}`, import.meta.url), 'utf8')
}
