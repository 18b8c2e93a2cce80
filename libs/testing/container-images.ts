import { projectRoot } from '@contactpoint/stack'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The images that the servers of a test run on. */
export interface ServerImages {
  nats: string
  mongo: string
}

/** Those that docker-compose.yml would take: of `NATS_IMAGE` and `MONGO_IMAGE`, or as it says itself. @throws Error */
export function serverImages(
  environment: Record<string, string | undefined>,
  compose = readFileSync(join(projectRoot, 'docker-compose.yml'), 'utf8'),
): ServerImages {
  const imageOf = (name: string): string => {
    const written = new RegExp(`\\$\\{${name}:-([^}]+)\\}`).exec(compose)?.[1]
    if (!written) throw new Error(`docker-compose.yml names no image as \${${name}:-…}`)
    return environment[name] || written
  }
  return { nats: imageOf('NATS_IMAGE'), mongo: imageOf('MONGO_IMAGE') }
}
