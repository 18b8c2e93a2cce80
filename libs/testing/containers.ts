import { adminUri, freePort, MONGOD_OPTIONS, makeReplicaSet, natsConfiguration, until } from '@contactpoint/stack'
import type { Servers, StackSecrets } from '@contactpoint/stack'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers'
import type { ServerImages } from './container-images.ts'
import { RUN_LABEL } from './container-engine.ts'

/** A broker and a database that run in containers, for one stack. */
export interface ServerContainers {
  servers: Servers
  /** Removes them, with all that they kept. */
  stop(): Promise<void>
}

/** Nothing of a test is to be reached from outside this machine; the library's own containers would be. */
class LocalContainer extends GenericContainer {
  protected override async beforeContainerCreated(): Promise<void> {
    const bound = Object.values((this.hostConfig.PortBindings ?? {}) as Record<string, { HostIp?: string }[]>)
    for (const binding of bound.flat()) binding.HostIp = '127.0.0.1'
  }
}

/**
 * Starts NATS and MongoDB as the embedded ones are started: one login a service, a replica set of one, authentication on.
 *
 * @param run marks the containers, so that whoever began the run can remove what a killed test left
 * @param folder for the servers' logs
 */
export async function startContainers(
  images: ServerImages,
  run: string,
  folder: string,
  secrets: StackSecrets,
): Promise<ServerContainers> {
  const begun = (image: string, log: string) =>
    new LocalContainer(image)
      .withLabels({ [RUN_LABEL]: run })
      .withLogConsumer((lines) => lines.pipe(createWriteStream(join(folder, log), { flags: 'a', mode: 0o600 })))
  const [natsPort, mongoPort] = [await freePort(), await freePort()]
  const starting = [
    startNats(begun(images.nats, 'nats.log'), natsPort, secrets),
    startMongo(begun(images.mongo, 'mongo.log'), mongoPort, secrets),
  ]
  const stop = async (): Promise<void> => {
    const started = await Promise.allSettled(starting)
    await Promise.all(started.map(async (one) => one.status === 'fulfilled' && one.value.stop()))
  }
  try {
    await Promise.all(starting)
  } catch (error) {
    await stop()
    throw error
  }
  const servers = { natsUrl: `nats://127.0.0.1:${natsPort}`, mongoAdminUri: adminUri(mongoPort, secrets), mongoPort }
  return { servers, stop }
}

function startNats(container: GenericContainer, port: number, secrets: StackSecrets): Promise<StartedTestContainer> {
  return container
    .withEntrypoint(['nats-server'])
    .withCommand(['--config', '/tmp/nats.conf'])
    .withCopyContentToContainer([{ content: natsConfiguration('0.0.0.0:4222', secrets), target: '/tmp/nats.conf' }])
    .withExposedPorts({ container: 4222, host: port })
    .withWaitStrategy(Wait.forLogMessage(/Server is ready/))
    .start()
}

/**
 * MongoDB lets only its own machine make the first user, and to a container we are another. So mongod first runs without
 * authentication, for us to make the set and the administrator, and then with it. It listens on the same port inside as
 * outside: members and clients know it by one name.
 */
async function startMongo(
  container: GenericContainer,
  port: number,
  secrets: StackSecrets,
): Promise<StartedTestContainer> {
  const mongod = ['mongod', '--bind_ip_all', '--port', String(port), ...MONGOD_OPTIONS].join(' ')
  const steps = [
    'umask 077',
    'printf %s "$MONGO_KEY" > /tmp/key',
    `${mongod} --setParameter shutdownTimeoutMillisForSignaledShutdown=0`,
    `exec ${mongod} --keyFile /tmp/key`,
  ]
  const started = await container
    .withUser('999:999')
    .withEntrypoint(['sh', '-ec', steps.join('\n')])
    .withEnvironment({ MONGO_KEY: secrets.mongoKeyFile })
    .withExposedPorts({ container: port, host: port })
    .withWaitStrategy(Wait.forLogMessage(/Waiting for connections/))
    .start()
  const set = { port, member: `127.0.0.1:${port}`, rootPassword: secrets.mongoRootPassword }
  const isMade = () => until(() => makeReplicaSet(set), 30_000, 100)
  if ((await isMade()) && (await started.exec(['mongod', '--shutdown'])).exitCode === 0 && (await isMade()))
    return started
  await started.stop()
  throw new Error('mongod did not become a replica set in its container')
}
