import { TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER } from '@contactpoint/bus'
import { api, listKeys, pathTo, readRevocations, takesBody } from '@contactpoint/contracts'
import type { AnyRoute, RevocationsRead, Role } from '@contactpoint/contracts'
import { eventually, projectRoot, startApp } from '@contactpoint/stack'
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'
import { join } from 'node:path'
import { ApiClient } from './api-client.ts'
import { FakeService } from './fake-service.ts'
import { startTestStack, type TestStack } from './test-stack.ts'

const NEIGHBOURS = ['identity', 'shielding', 'ingestion', 'directory', 'audit'] as const
type Key = Awaited<ReturnType<typeof generateKeyPair>>

/** A gateway of its own among fakes of every service, with tokens that it takes. */
export class GatewayRoom {
  readonly fakes = {} as Record<(typeof NEIGHBOURS)[number], FakeService>
  readonly neighbours = NEIGHBOURS

  private constructor(
    readonly stack: TestStack,
    readonly url: string,
    readonly key: Key,
    private readonly gateway: ReturnType<typeof startApp>,
  ) {}

  static async open(): Promise<GatewayRoom> {
    const stack = await startTestStack({ apps: [] })
    const settings = { ...stack.settingsOf('gateway'), METRICS_PORT: '0' }
    const key = await generateKeyPair(TOKEN_ALGORITHM, { extractable: true })
    const gateway = startApp(projectRoot, 'gateway', settings, join(stack.folder, 'logs'))
    const room = new GatewayRoom(stack, stack.address.gatewayUrl, key, gateway)
    for (const name of NEIGHBOURS) room.fakes[name] = await FakeService.of(stack, name)
    const jwk = await exportJWK(key.publicKey)
    const published = { kid: 'k-1', kty: jwk.kty!, crv: jwk.crv!, x: jwk.x!, y: jwk.y!, alg: TOKEN_ALGORITHM }
    room.fakes.identity.answers(readRevocations, nobodyIsOut)
    room.fakes.identity.answers(listKeys, async () => ({ keys: [published] }))
    const isUp = () => fetch(room.url + api.health.live.path).then(({ ok }) => ok)
    await eventually(() => isUp().catch(() => false), 30_000, 50)
    await (await room.as('practitioner')).get(pathTo(api.places.getSchool, { code: '100000' })) // asks identity for its keys
    return room
  }

  async close(): Promise<void> {
    await this.gateway.stop()
    for (const fake of Object.values(this.fakes)) await fake.stop()
    await this.stack.remove()
  }

  forget(): void {
    for (const fake of Object.values(this.fakes)) fake.forget()
  }

  token(claims: JWTPayload = {}, by: Key = this.key): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const who = {
      sub: 'p-1',
      sid: 's-1',
      iss: TOKEN_ISSUER,
      aud: TOKEN_AUDIENCE,
      iat: now,
      exp: now + 60,
      auth_time: now,
    }
    return new SignJWT({ ...who, ...claims })
      .setProtectedHeader({ alg: TOKEN_ALGORITHM, kid: 'k-1' })
      .sign(by.privateKey)
  }

  async as(role: Role, claims: JWTPayload = {}): Promise<ApiClient> {
    return new ApiClient(this.url, await this.token({ role, source: 'school-census', ...claims }))
  }

  /** Questions that were asked for somebody; who is put out is asked for all. */
  asked(): string[] {
    const subjects = Object.values(this.fakes).flatMap((fake) => fake.asked.map(({ subject }) => subject))
    return subjects.filter((subject) => subject !== readRevocations.subject)
  }

  /** Asks a route with a body that is right for none. */
  async nonsenseTo(route: AnyRoute, bearer: string | null): Promise<number> {
    const path = route.path.replaceAll(/\{\w+\}/g, 'nonsense')
    const authorization = bearer ? { authorization: `Bearer ${bearer}` } : {}
    const body = takesBody(route) ? JSON.stringify({ nonsense: 1 }) : undefined
    const headers = { 'if-match': '"1"', 'content-type': 'application/json', connection: 'close', ...authorization }
    return (await fetch(this.url + path, { method: route.method, headers, body })).status
  }
}

export async function nobodyIsOut(): Promise<RevocationsRead> {
  return { revocations: [], shutOffs: [], at: new Date().toISOString() }
}
