import type { Role } from '@contactpoint/contracts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ApiClient } from '../api-client.ts'
import type { RunningStack } from '../running-stack.ts'
import { TokenSigner } from '../token-signer.ts'

/** Nobody who has signed in. */
export const NOBODY = 'nobody'
export const SUPPLIER = 'supplier'

/** Everybody who may ask: each demo account, whatever it may do, the supplier of the census, and nobody. */
export class Callers {
  private constructor(
    private readonly clients: ReadonlyMap<string, ApiClient | null>,
    readonly supplier: ApiClient,
  ) {}

  static async of(stack: RunningStack): Promise<Callers> {
    const accounts = JSON.parse(await readFile(join(stack.folder, 'demo-accounts.json'), 'utf8')) as Account[]
    const supplier = await stack.supplier()
    const signer = await TokenSigner.of(stack)
    const people = accounts.map(async ({ username }) => [username, await signer.clientOf(username)] as const)
    return new Callers(new Map([...(await Promise.all(people)), [SUPPLIER, supplier], [NOBODY, null]]), supplier)
  }

  get names(): string[] {
    return [...this.clients.keys()]
  }

  get practitioner(): ApiClient {
    return this.clientOf('practitioner')
  }

  /** Of one of the demo accounts. */
  clientOf(name: string): ApiClient {
    return this.clients.get(name)!
  }

  /** An access token that lives for a while yet. */
  async tokenOf(name: string): Promise<string | null> {
    return (await this.clients.get(name)?.currentToken()) ?? null
  }
}

interface Account {
  username: string
  role: Role
}
