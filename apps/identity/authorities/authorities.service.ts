import { Injectable } from '@nestjs/common'
import { AuthoritiesRepository } from './authorities.repository.ts'
import type { Attestation, StoredAuthority } from './authorities.schema.ts'

/** Which authorities are live. */
@Injectable()
export class AuthoritiesService {
  constructor(private readonly authorities: AuthoritiesRepository) {}

  /** Those of these that are. */
  async liveAmong(codes: readonly string[]): Promise<Set<string>> {
    return new Set(await this.authorities.findLive(codes))
  }

  find(code: string): Promise<StoredAuthority | null> {
    return this.authorities.find(code)
  }

  findAll(most: number): Promise<StoredAuthority[]> {
    return this.authorities.findAll(most)
  }

  add(authority: StoredAuthority): Promise<void> {
    return this.authorities.add(authority)
  }

  attest(code: string, attestation: Attestation): Promise<StoredAuthority | null> {
    return this.authorities.attest(code, attestation)
  }

  activate(authority: StoredAuthority, now: Date): Promise<StoredAuthority | null> {
    return this.authorities.activate(authority, now)
  }

  suspend(code: string, now: Date): Promise<StoredAuthority | null> {
    return this.authorities.suspend(code, now)
  }
}
