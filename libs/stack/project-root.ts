import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository this runs from: two folders above this file, or three above its compiled form. */
export const projectRoot = ((): string => {
  const here = dirname(fileURLToPath(import.meta.url))
  return here.endsWith('dist') ? join(here, '..', '..', '..') : join(here, '..', '..')
})()
