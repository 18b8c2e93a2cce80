import { SERVICES } from '@contactpoint/contracts'
import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { APPS } from './apps.ts'
import { serviceUri } from './mongo.ts'
import { newSecrets, publicKeyOf, type StackSecrets } from './secrets.ts'
import { StackError } from './stack-error.ts'

/** Apps that keep a database. */
const STORES = APPS.filter((app) => app !== 'gateway')

/** Read by whoever it is mounted for; written by nobody. */
const MODE = 0o444

/** Contents by the names that docker-compose.yml has for them. */
type Files = Record<string, string>

/**
 * Makes the secrets that docker-compose.yml hands to its containers, one file each. One that is there is kept, so that whoever
 * removes it gets a fresh one; what follows from others is brought up to date.
 *
 * An engine mounts each file alone, with its owner and mode, and the containers' users are neither the owner nor one another. So
 * whoever has a file mounted may read it, and the folder is what keeps everybody else out.
 *
 * @returns names of the files that were made or have changed
 * @throws StackError when others may enter the folder
 */
export async function makeSecretFiles(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await stat(folder)).mode & 0o077)
    throw new StackError(`${folder} can be entered by others than its owner: chmod 700 ${folder}`)
  const drawn: Files = {}
  for (const [name, fresh] of Object.entries(drawnFiles(newSecrets())))
    drawn[name] = (await contentOf(join(folder, name))) ?? fresh
  const changed: string[] = []
  for (const [name, content] of Object.entries({ ...drawn, ...derivedFiles(drawn) })) {
    const file = join(folder, name)
    const isKept = (await contentOf(file)) === content
    if (!isKept) changed.push(name)
    await (isKept ? chmod(file, MODE) : replace(file, content))
  }
  return changed
}

/** Every file of a set of secrets. */
export function secretFilesOf(secrets: StackSecrets): Files {
  const drawn = drawnFiles(secrets)
  return { ...drawn, ...derivedFiles(drawn) }
}

function drawnFiles(secrets: StackSecrets): Files {
  return {
    ...Object.fromEntries(SERVICES.map((service) => [`${service}-seed`, secrets.busSeeds[service]])),
    ...Object.fromEntries(STORES.map((app) => [`${app}-password`, secrets.storePasswords[app]])),
    'mongo-root-password': secrets.mongoRootPassword,
    'mongo-key': secrets.mongoKeyFile,
    'master-key': secrets.masterKey,
    'session-key': secrets.sessionKey,
  }
}

/** The addresses that hold a password, and the public half of each seed, by which the broker knows who logs in. */
function derivedFiles(drawn: Files): Files {
  const inAddress = (name: string) => encodeURIComponent(drawn[name]!.trim())
  const admin = `mongodb://root:${inAddress('mongo-root-password')}@mongo:27017/admin?replicaSet=rs0`
  const keys = SERVICES.map((name) => `${name.toUpperCase()}_NKEY=${publicKeyOf(drawn[`${name}-seed`]!.trim())}\n`)
  return {
    ...Object.fromEntries(STORES.map((app) => [`${app}-uri`, serviceUri(admin, app, inAddress(`${app}-password`))])),
    'mongo-admin-uri': admin,
    'bus-keys.env': keys.join(''),
  }
}

async function contentOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return null
  }
}

/** Whole or not at all. */
async function replace(file: string, content: string): Promise<void> {
  const part = `${file}.part`
  await writeFile(part, content)
  await chmod(part, MODE)
  await rename(part, file)
}
