import { connectBus, inboxPrefix, type Bus, type NatsConnection } from '@contactpoint/bus'
import { allNews, allRequests, getHealth, SERVICES, type Service } from '@contactpoint/contracts'
import { newSecrets, until } from '@contactpoint/stack'
import { asService, refusedByBroker, sharedStack, type RunningStack } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { connect } from '@nats-io/transport-node'

const contracts = allRequests()
const subjects = contracts.map(({ subject }) => subject)
const others = (service: Service) => SERVICES.filter((other) => other !== service)
const doNothing = () => undefined

let stack: RunningStack
let gateway: Bus
const connections = {} as Record<Service, NatsConnection>

beforeAll(async () => {
  stack = await sharedStack()
  for (const service of SERVICES) {
    const { bus, connection } = await asService(stack, service)
    connections[service] = connection
    if (service === 'gateway') gateway = bus
  }
})

afterAll(async () => {
  await Promise.all(Object.values(connections).map((connection) => connection.close()))
})

const publishing = (service: Service, asked: string[]) =>
  refusedByBroker(connections[service], () => asked.forEach((subject) => connections[service].publish(subject)))

const subscribing = (service: Service, wanted: { subject: string; queue?: string }[]) =>
  refusedByBroker(connections[service], () => {
    for (const { subject, ...queue } of wanted)
      connections[service].subscribe(subject, { ...queue, callback: doNothing })
  })

/** How many requests the services have dropped unanswered, as their own metrics say. */
async function dropped(): Promise<number> {
  const pages = await Promise.all(
    Object.values(stack.address.metricsPorts).map(async (port) =>
      (await fetch(`http://127.0.0.1:${port}/metrics`)).text(),
    ),
  )
  const counts = pages.join('\n').matchAll(/^contactpoint_answer_seconds_count\{[^}]*outcome="dropped"[^}]*\} (\d+)$/gm)
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0)
}

describe('what a service may ask on the bus (I1)', () => {
  it.each(SERVICES)('is, for %s, what a contract names it for, and nothing else', async (service) => {
    const forbidden = contracts.filter(({ askedBy }) => !askedBy.includes(service)).map(({ subject }) => subject)
    expect(await publishing(service, subjects)).toEqual(forbidden.map((subject) => `publish ${subject}`))
  })

  it.each(others('shielding'))(
    'is nothing about a child for %s, but for the feed that ingestion delivers',
    async (service) => {
      const asked = [
        'directory.record.read',
        'directory.child.search',
        'directory.child.restrict',
        'directory.child.release',
      ]
      const invented = ['directory.child.export', 'directory.record.list', 'directory.child.>', 'directory.>', '>']
      const apply = service === 'ingestion' ? [] : ['directory.record.apply']
      const all = [...asked, ...invented, ...apply]
      expect(await publishing(service, all)).toEqual(all.map((subject) => `publish ${subject}`))
    },
  )

  it.each(SERVICES)(
    'leaves %s no way to the broker itself: JetStream and its system (architecture, 2)',
    async (service) => {
      const api = ['$JS.API.INFO', '$JS.API.STREAM.CREATE.all', '$JS.API.CONSUMER.CREATE.all', '$JS.ACK.x', '$KV.x.y']
      const system = ['$SYS.REQ.SERVER.PING', '$SYS.REQ.ACCOUNT.PING.CONNZ', '$SYS.REQ.USER.INFO']
      const all = [...api, ...system]
      expect(await publishing(service, all)).toEqual(all.map((subject) => `publish ${subject}`))
    },
  )
})

describe('what a service may hear on the bus (I1)', () => {
  it.each(SERVICES)('is, for %s, no question to another service, with or without a queue group', async (service) => {
    const foreign = contracts.filter(({ owner }) => owner !== service)
    const wanted = foreign.flatMap(({ subject, owner }) => [
      { subject },
      { subject, queue: owner },
      { subject, queue: service },
    ])
    expect(await subscribing(service, wanted)).toHaveLength(wanted.length)
  })

  it.each(SERVICES)(
    'is, for %s, no question to itself beside its queue group, which would be listening in',
    async (service) => {
      const own = contracts.filter(({ owner }) => owner === service)
      const wanted = own.flatMap(({ subject }) => [{ subject }, { subject, queue: 'beside' }])
      expect(await subscribing(service, wanted)).toHaveLength(wanted.length)
    },
  )

  it.each(SERVICES)(
    "is, for %s, no answer in another's inbox and no wider subject that takes one in",
    async (service) => {
      const inboxes = others(service).flatMap((other) => [`${inboxPrefix(other)}.>`, `${inboxPrefix(other)}.*.*`])
      const wide = [
        '>',
        '*.>',
        '*.*',
        '*.*.*',
        '_INBOX.>',
        'directory.>',
        `${service}.>`,
        `${service}.*.*`,
        '$SYS.>',
        '$JS.>',
      ]
      const wanted = [...inboxes, ...wide].flatMap((subject) => [{ subject }, { subject, queue: service }])
      expect(await subscribing(service, wanted)).toHaveLength(wanted.length)
    },
  )

  it.each(SERVICES)('is, for %s, its own inbox', async (service) => {
    expect(await subscribing(service, [{ subject: `${inboxPrefix(service)}.>` }])).toEqual([])
  })

  it.each(SERVICES)("is never an answer that %s made up: it cannot speak into another's inbox", async (service) => {
    const inboxes = others(service).map((other) => `${inboxPrefix(other)}.made-up`)
    expect(await publishing(service, inboxes)).toEqual(inboxes.map((subject) => `publish ${subject}`))
  })
})

describe('news on the bus (I1)', () => {
  it.each(SERVICES)('are told by %s where they are its own, and heard where they name it', async (service) => {
    const foreign = allNews().filter(({ owner }) => owner !== service)
    const unheard = allNews().filter(({ heardBy }) => !heardBy.includes(service))
    const all = allNews().map(({ subject }) => subject)
    expect(await publishing(service, all)).toEqual(foreign.map(({ subject }) => `publish ${subject}`))
    expect(
      await subscribing(
        service,
        all.map((subject) => ({ subject })),
      ),
    ).toEqual(unheard.map(({ subject }) => `subscription ${subject}`))
  })
})

describe('where an answer may go (I1)', () => {
  it('is the inbox of the service that asked', async () => {
    for (const contract of Object.values(getHealth))
      expect(await gateway.ask(contract, {})).toMatchObject({ nats: true, mongo: true })
  })

  it('is never an inbox of a service that may not ask, nor any subject of the asker: such a request is dropped', async () => {
    const overheard: { service: string; subject: string }[] = []
    for (const service of SERVICES)
      connections[service].subscribe(`${inboxPrefix(service)}.>`, {
        callback: (_error, { subject }) => void overheard.push({ service, subject }),
      })
    await Promise.all(SERVICES.map((service) => connections[service].flush()))
    const before = await dropped()
    const sent = contracts.flatMap(({ subject, askedBy, owner }) =>
      askedBy.flatMap((asker) => {
        const bystanders = SERVICES.filter((service) => !askedBy.includes(service)).map(
          (other) => `${inboxPrefix(other)}.stolen`,
        )
        const chosen = [
          `stolen.by.${asker}`,
          inboxPrefix(asker),
          `${inboxPrefix(asker)}x.stolen`,
          subject,
          `${owner}.health.get`,
        ]
        return [...bystanders, ...chosen, ''].map((reply) => ({ asker, subject, reply }))
      }),
    )
    for (const { asker, subject, reply } of sent) connections[asker].publish(subject, '{}', reply ? { reply } : {})
    expect(await until(async () => (await dropped()) - before >= sent.length, 20_000)).toBe(true)
    await Promise.all(SERVICES.map((service) => connections[service].flush()))
    // What was asked before may be answered late, to whoever asked.
    const replies = new Set(sent.map(({ reply }) => reply))
    expect(overheard.filter(({ subject }) => replies.has(subject))).toEqual([])
    expect((await dropped()) - before).toBe(sent.length)
  })
})

describe('who may log in to the bus (I1)', () => {
  const refusal = /authorization|authentication/i
  const servers = () => stack.address.natsUrl

  it('is nobody without a key', async () => {
    await expect(connect({ servers: servers() })).rejects.toThrow(refusal)
    await expect(connect({ servers: servers(), user: 'gateway', pass: 'gateway' })).rejects.toThrow(refusal)
    await expect(connect({ servers: servers(), token: 'gateway' })).rejects.toThrow(refusal)
  })

  it('is nobody with a key of another stack', async () => {
    const login = connectBus({ servers: servers(), service: 'shielding', seed: newSecrets().busSeeds.shielding })
    await expect(login).rejects.toThrow(refusal)
  })

  it('is known by the key and not by the name that it gives itself', async () => {
    const seed = stack.secrets.busSeeds.console
    const impostor = await connectBus({ servers: servers(), service: 'shielding', seed })
    const refused = await refusedByBroker(impostor, () => {
      impostor.publish('directory.record.read')
      impostor.subscribe('_INBOX_shielding.>', { callback: doNothing })
    })
    await impostor.close()
    expect(refused).toEqual(['publish directory.record.read', 'subscription _INBOX_shielding.>'])
  })
})
