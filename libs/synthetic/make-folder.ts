import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder and those above it. One at a time: Node's own `recursive` tries for ever where nobody may make one, as in
 * `/proc`.
 */
export async function makeFolder(folder: string): Promise<void> {
  const path = resolve(folder)
  const above = dirname(path)
  if (above !== path && !(await stat(above).catch(() => null))) await makeFolder(above)
  await mkdir(path).catch(async (error: NodeJS.ErrnoException) => {
    const isThere = error.code === 'EEXIST' && (await stat(path)).isDirectory()
    if (!isThere) throw error
  })
}
