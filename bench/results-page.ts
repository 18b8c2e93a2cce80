import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const RESULTS = join(import.meta.dirname, 'results')

/** Keeps what a bench has found. @param name of the page in bench/results, without its ending */
export async function keepPage(name: string, page: string): Promise<void> {
  await mkdir(RESULTS, { recursive: true })
  await writeFile(join(RESULTS, `${name}.md`), page)
}

/** A page as it was kept; empty where none was. */
export function keptPage(name: string): Promise<string> {
  return readFile(join(RESULTS, `${name}.md`), 'utf8').catch(() => '')
}
