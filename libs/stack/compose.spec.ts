import { describe, expect, it } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { projectRoot } from './project-root.ts'
import { secretFilesOf } from './secret-files.ts'
import { newSecrets } from './secrets.ts'

interface Composed {
  environment?: Record<string, string | number>
  env_file?: string[]
  secrets?: string[]
}

/** Settings that anybody may know. What is not one of these is handed over in a file. */
const PUBLIC_SETTINGS = [
  'WEB_ORIGIN',
  'PUBLIC_ORIGINS',
  'BOUND_SESSIONS_ONLY',
  'RELYING_PARTY',
  ...['NATS_URL', 'LISTEN_HOST', 'METRICS_PORT', 'LOG_HOST', 'LOG_PORT', 'REPLICA_SET_MEMBER'],
  ...['GATEWAY_URL', 'LOG_URL', 'CONTACTPOINT_FOLDER', 'TRUSTED_PROXIES', 'LOG_KEY'],
]
/** Variables that may stand in docker-compose.yml. */
const PUBLIC_VARIABLES = [
  'WEB_ORIGIN',
  'PUBLIC_ORIGINS',
  'BOUND_SESSIONS_ONLY',
  'RELYING_PARTY',
  'SECRETS_FOLDER',
  'NATS_IMAGE',
  'MONGO_IMAGE',
  'LOG_HOST',
  'TRUSTED_PROXIES',
  'LOG_KEY',
]
const inFolder = (name: string) => `\${SECRETS_FOLDER:-.secrets}/${name}`

const text = await readFile(join(projectRoot, 'docker-compose.yml'), 'utf8')
const { services, secrets } = parse(text, { merge: true }) as {
  services: Record<string, Composed>
  secrets: Record<string, { file: string }>
}
const made = secretFilesOf(newSecrets())

describe('the secrets of docker-compose.yml', () => {
  it.each(Object.entries(services))(
    'are not given to %s by value, where docker inspect would show them',
    (_, service) => {
      const handedOver = Object.entries(service.environment ?? {}).filter(([name]) => !PUBLIC_SETTINGS.includes(name))
      const isOwnFile = ([name, value]: [string, unknown]) =>
        name.endsWith('_FILE') && service.secrets?.some((secret) => value === `/run/secrets/${secret}`)
      expect(handedOver.filter((setting) => !isOwnFile(setting))).toEqual([])
      expect((service.env_file ?? []).filter((file) => file !== inFolder('bus-keys.env'))).toEqual([])
    },
  )

  it('are written nowhere in it: neither in clear, as in an address, nor as a variable', () => {
    const variables = [...text.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name!)
    expect(variables.filter((name) => !PUBLIC_VARIABLES.includes(name))).toEqual([])
    expect(text).not.toMatch(/:\/\/[^\s/]*:[^\s/]*@/)
  })

  it('are handed only to those who read them', () => {
    const unread = Object.entries(services)
      .filter(([name]) => name !== 'mongo-key')
      .flatMap(([name, { secrets = [], environment = {} }]) =>
        secrets.filter((one) => !Object.values(environment).includes(`/run/secrets/${one}`)).map((one) => [name, one]),
      )
    expect(unread).toEqual([])
  })

  it('are those that the console makes, each a file of its folder', () => {
    expect(Object.fromEntries(Object.entries(secrets).map(([name, { file }]) => [name, file]))).toEqual(
      Object.fromEntries(
        Object.keys(made)
          .filter((name) => name !== 'bus-keys.env')
          .map((name) => [name, inFolder(name)]),
      ),
    )
  })

  it('have a public half, which is all that the broker is told', () => {
    expect(made['bus-keys.env']).toMatch(/^([A-Z]+_NKEY=U[A-Z2-7]{55}\n){7}$/)
  })

  it('come into no image and no commit', async () => {
    for (const list of ['.dockerignore', '.gitignore'])
      expect(await readFile(join(projectRoot, list), 'utf8')).toMatch(/^\.secrets\/?$/m)
  })
})
