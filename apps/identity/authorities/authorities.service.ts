import { Injectable } from '@nestjs/common'
import { AuthoritiesRepository } from './authorities.repository.ts'
import type { StoredAuthority } from './authorities.schema.ts'

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
}
